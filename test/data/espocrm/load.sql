-- A few rows in a table with the column names of EspoCRM's service cases, for
-- the README's example: the table is called case, a reserved word, and rows
-- are marked as deleted.
CREATE TABLE "case" (
    id varchar(17) PRIMARY KEY, name varchar(255), deleted boolean DEFAULT false, number int,
    status varchar(255), priority varchar(255), type varchar(255), account_id varchar(17),
    created_at timestamp, modified_at timestamp);

INSERT INTO "case"
SELECT lpad(n::text, 17, '0'), 'Case ' || n, n % 40 = 0, n,
       CASE WHEN n % 6 = 0 THEN 'Assigned' ELSE 'Closed' END,
       CASE n % 10 WHEN 0 THEN 'Urgent' WHEN 1 THEN 'High' ELSE 'Normal' END,
       CASE n % 3 WHEN 0 THEN 'Incident' WHEN 1 THEN 'Question' ELSE 'Problem' END,
       lpad((n % 30)::text, 17, '0'), t, t + (4 + n % 70 * (400 - n) / 300) * interval '1 hour'
FROM (SELECT n, timestamp '2024-01-01 07:00' + n * interval '22 hours' AS t FROM generate_series(1, 390) AS n) AS c;
ANALYZE;

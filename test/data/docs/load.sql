-- The tables that the README's short examples speak of.
CREATE TABLE orders (id int PRIMARY KEY, closed_at timestamp);
INSERT INTO orders SELECT n, timestamp '2004-01-01 12:00' + n * interval '3 days' FROM generate_series(0, 140) AS n;
CREATE TABLE visit (day date, dealer text, score float8, weight float8);
INSERT INTO visit
SELECT date '2004-07-01' + n, CASE WHEN n % 2 = 0 THEN 'north' ELSE 'south' END, n % 10 / 10.0, 1 + n % 3
FROM generate_series(0, 91) AS n;
CREATE TABLE daily (day date, dealer text, tally bsc.tally);
CREATE TABLE strategy (cause text, effect text, strength float8, lag int);
INSERT INTO strategy VALUES
    ('training', 'response time', 0.6, 1), ('response time', 'satisfaction', 0.5, 0),
    ('satisfaction', 'revenue', 0.8, 2), ('training', 'satisfaction', 0.1, 0);
CREATE TABLE start (department text, node text);
INSERT INTO start VALUES ('staff', 'training'), ('service', 'response time');
CREATE TABLE sale (day date, amount numeric, customer int);
INSERT INTO sale SELECT date '2024-01-01' + n, 100 + n, n % 20 FROM generate_series(0, 365) AS n;

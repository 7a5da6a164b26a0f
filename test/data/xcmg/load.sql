-- Creates the schema xcmg: the CRM and the ledger of a company that sells construction machinery through dealers, from
-- July 2003 to December 2004. Run from any folder:
--   psql -v ON_ERROR_STOP=1 -d DB -f test/data/xcmg/load.sql
--
-- THE ROWS ARE SYNTHETIC. No company's data is in them. They are made here, and shaped so that they tell the story of
-- the case study that the template "xcmg" is taken from: slow service, few channels and discontented customers until
-- October 2003, a programme from November 2003 on, steady improvement in 2004 with people and technology first, then
-- processes, customers and profit, and 200 million yuan more profit in 2004. They have no seasons, as the study has none.
--
-- Chance is a hash of a row's name, and all arithmetic is exact: every machine and every version makes the same rows.
-- Plain SQL, UTF-8; nothing here needs bsc.
CREATE SCHEMA xcmg;
COMMENT ON SCHEMA xcmg IS 'synthetic: made by a generator, no company''s data';
\ir schema.sql

-- A number from 0 to below 1 that looks drawn at random and is always the same for the same name.
CREATE FUNCTION pg_temp.draw(VARIADIC name text[]) RETURNS numeric LANGUAGE sql IMMUTABLE
RETURN ('x' || encode(substr(sha256(convert_to(array_to_string(name, ' '), 'UTF8')), 1, 4), 'hex'))::bit(32)::bigint / 4294967296.0;

-- A rating from 0 to 10 around a mean; the sum of three draws is bell-shaped enough.
CREATE FUNCTION pg_temp.rating(mean numeric, VARIADIC name text[]) RETURNS int LANGUAGE sql IMMUTABLE
RETURN least(10, greatest(0, round(mean + 2 * (pg_temp.draw(VARIADIC name || '1'::text) + pg_temp.draw(VARIADIC name || '2'::text)
                                             + pg_temp.draw(VARIADIC name || '3'::text) - 1.5))));

-- The story: how far each side of the company has come by each month, from 0 (as found) to 1. What the programme changes
-- shows in people and technology first, in processes a month later, then in customers, then in money. The second quarter
-- of 2003 is there for what was sold on credit before the story begins.
CREATE TEMP TABLE story AS
SELECT month, extract(day FROM month + interval '1 month' - interval '1 day')::int AS days,
       least(1, greatest(0, n) / 11.0) AS people,  least(1, greatest(0, n - 1) / 11.0) AS process,
       least(1, greatest(0, n - 2) / 11.0) AS customer,  least(1, greatest(0, n - 3) / 11.0) AS money,
       month >= '2003-07-01' AS told,
       month = '2003-07-01' OR extract(month FROM month) IN (3, 6, 9, 12) AND month >= '2003-07-01' AS surveyed
FROM (SELECT m::date AS month, (extract(year FROM m) * 12 + extract(month FROM m) - 2003 * 12 - 10)::int AS n
      FROM generate_series(timestamp '2003-04-01', timestamp '2004-12-01', interval '1 month') AS m) AS s;

-- The company's working hours, 8 a day: 08:30 to 12:00 and 13:30 to 18:00, Monday to Friday, not on holidays.
INSERT INTO xcmg.holiday
SELECT day::date, name
FROM (VALUES ('2003-10-01', '2003-10-07', 'National Day 国庆节'), ('2004-01-01', '2004-01-01', 'New Year 元旦'),
             ('2004-01-22', '2004-01-28', 'Spring Festival 春节'), ('2004-05-01', '2004-05-07', 'Labour Day 劳动节'),
             ('2004-10-01', '2004-10-07', 'National Day 国庆节'), ('2005-01-01', '2005-01-03', 'New Year 元旦'),
             ('2005-02-09', '2005-02-15', 'Spring Festival 春节')) AS h (first, last, name)
CROSS JOIN generate_series(first::timestamp, last::timestamp, interval '1 day') AS day;

CREATE TEMP TABLE work_day AS
SELECT day::date, works, sum(works::int) OVER (ORDER BY day) - works::int AS worked_before
FROM (SELECT day, extract(isodow FROM day) <= 5 AND day::date NOT IN (SELECT h.day FROM xcmg.holiday AS h) AS works
      FROM generate_series(timestamp '2003-07-01', timestamp '2005-06-30', interval '1 day') AS day) AS d;
CREATE UNIQUE INDEX ON work_day (day);
CREATE UNIQUE INDEX ON work_day (worked_before) WHERE works;
ANALYZE story, work_day;

-- The local time that is so many working minutes later.
CREATE FUNCTION pg_temp.later(moment timestamp, minutes int) RETURNS timestamp LANGUAGE sql STABLE AS $$
    SELECT d.day + time '08:30' + make_interval(mins => w.total - 480 * d.worked_before::int
                                                + CASE WHEN w.total - 480 * d.worked_before > 210 THEN 90 ELSE 0 END)
    FROM (SELECT (480 * s.worked_before + CASE WHEN s.works
                     THEN greatest(0, least(210, c.clock - 510)) + greatest(0, least(270, c.clock - 810)) ELSE 0 END)::int + minutes AS total
          FROM work_day AS s, (SELECT extract(epoch FROM moment::time) / 60 AS clock) AS c
          WHERE s.day = moment::date) AS w
    JOIN work_day AS d ON d.works AND d.worked_before = (w.total - 1) / 480 $$;

-- Who and what there is.
INSERT INTO xcmg.dealer
SELECT n, name, (ARRAY['East 东部', 'North 北部', 'South 南部', 'West 西部'])[1 + n % 4]
FROM unnest(ARRAY['Xuzhou 徐州', 'Nanjing 南京', 'Shanghai 上海', 'Hangzhou 杭州', 'Hefei 合肥', 'Jinan 济南', 'Beijing 北京',
                  'Tianjin 天津', 'Shijiazhuang 石家庄', 'Taiyuan 太原', 'Shenyang 沈阳', 'Harbin 哈尔滨', 'Guangzhou 广州',
                  'Shenzhen 深圳', 'Fuzhou 福州', 'Nanning 南宁', 'Changsha 长沙', 'Wuhan 武汉', 'Zhengzhou 郑州', 'Xi''an 西安',
                  'Chengdu 成都', 'Chongqing 重庆', 'Kunming 昆明', 'Urumqi 乌鲁木齐']) WITH ORDINALITY AS d (name, n);

INSERT INTO xcmg.customer
SELECT n, 'Customer 客户 ' || lpad(n::text, 4, '0'), 1 + floor(24 * pg_temp.draw('dealer of', n::text))
FROM generate_series(1, 1200) AS n;

INSERT INTO xcmg.model VALUES
    (1, 'Wheel loader 装载机', 320000), (2, 'Road roller 压路机', 450000), (3, 'Excavator 挖掘机', 800000),
    (4, 'Truck crane 汽车起重机', 1100000), (5, 'Asphalt paver 摊铺机', 1500000);

INSERT INTO xcmg.part
SELECT n, 'Part 备件 ' || lpad(n::text, 2, '0'), 200 + 100 * floor(70 * pg_temp.draw('part', n::text))
FROM generate_series(1, 40) AS n;

-- Machines sold: from 300 a month to nearly 40 % more; a few customers buy much.
INSERT INTO xcmg.machine (model, customer, dealer, sold_on, price, cost)
SELECT d.model, c.id, c.dealer, s.month + floor(s.days * (i - pg_temp.draw('sold', s.month::text, i::text)) / s.sold)::int, p.price,
       round(p.price * (0.742 - 0.012 * s.money), 2)
FROM (SELECT *, floor(300 * (1 + 0.387 * money) * (0.985 + 0.03 * pg_temp.draw('sales', month::text)))::int AS sold FROM story) AS s
CROSS JOIN LATERAL generate_series(1, s.sold) AS i
JOIN xcmg.model AS d ON d.model = 1 + i % 5
CROSS JOIN LATERAL (SELECT round(d.list_price * (0.95 + 0.1 * pg_temp.draw('price', s.month::text, i::text)), 2) AS price) AS p
JOIN xcmg.customer AS c ON c.id = 1 + floor(1200 * pg_temp.draw('buyer', s.month::text, i::text)
                                              * pg_temp.draw('big buyer', s.month::text, i::text))
ORDER BY s.month, i;

-- Service requests by channel, and when somebody first did something about them. Customers telephone or write; fax,
-- e-mail and the service centre open in 2004.
INSERT INTO xcmg.channel VALUES
    ('phone', 'Telephone 电话', '2003-01-01', 8), ('letter', 'Letter 信件', '2003-01-01', 2), ('fax', 'Fax 传真', '2004-01-01', 2),
    ('e-mail', 'E-mail 电子邮件', '2004-03-01', 3), ('service centre', 'Service centre 服务中心', '2004-06-01', 5);

INSERT INTO xcmg.service_request (customer, channel, opened_at, first_action_at, in_system)
SELECT 1 + floor(1200 * pg_temp.draw('caller', r.name) * pg_temp.draw('big caller', r.name)), c.code,
       r.opened AT TIME ZONE 'Asia/Shanghai',
       pg_temp.later(r.opened, 1 + floor(60 * 21 * (1 - 0.75 * r.process) * (0.4 + 1.2 * pg_temp.draw('delay', r.name)))::int)
           AT TIME ZONE 'Asia/Shanghai',
       pg_temp.draw('system', r.name) < 0.07 + 0.87 * r.people
FROM (SELECT s.*, s.month || ' ' || i AS name,
             s.month + floor(s.days * pg_temp.draw('day', s.month::text, i::text))::int + time '07:00'
                 + make_interval(mins => floor(900 * pg_temp.draw('minute', s.month::text, i::text))::int) AS opened
      FROM story AS s
      CROSS JOIN LATERAL generate_series(1, floor(160 * (1 + 0.6 * s.customer) * (0.97 + 0.06 * pg_temp.draw('requests', s.month::text)))::int) AS i
      WHERE s.told) AS r
CROSS JOIN LATERAL (
    SELECT o.code
    FROM (SELECT h.code, sum(h.share) OVER (ORDER BY h.since, h.code) AS upto, sum(h.share) OVER () AS total
          FROM xcmg.channel AS h WHERE h.since <= r.month) AS o
    WHERE pg_temp.draw('channel', r.name) * o.total < o.upto ORDER BY o.upto LIMIT 1) AS c
ORDER BY r.opened, r.name COLLATE "C";

-- Two requests in three need a repair. If the part is not on the shelf, the repair takes a week or two longer. How far it
-- has come is on record for those that are handled in the new system.
INSERT INTO xcmg.repair (request, part, part_in_stock, started_at, promised_at, finished_at, in_system)
SELECT q.id, 1 + floor(40 * pg_temp.draw('part of', q.id::text)), k.there, q.first_action_at,
       q.first_action_at + interval '4 days', q.first_action_at + w.days * interval '1 day', q.in_system
FROM xcmg.service_request AS q
JOIN story AS s ON s.month = date_trunc('month', q.opened_at AT TIME ZONE 'Asia/Shanghai')
CROSS JOIN LATERAL (SELECT pg_temp.draw('shelf', q.id::text) < 0.66 + 0.30 * s.process AS there) AS k
CROSS JOIN LATERAL (SELECT 1 + floor(4.4 * pg_temp.draw('repair', q.id::text))::int
                           + CASE WHEN k.there THEN 0 ELSE 5 + floor(8 * pg_temp.draw('wait', q.id::text))::int END AS days) AS w
WHERE pg_temp.draw('broken', q.id::text) < 0.65
ORDER BY q.id;

INSERT INTO xcmg.repair_progress
SELECT r.id, r.started_at + (r.finished_at - r.started_at) * step / 4, 25 * step
FROM xcmg.repair AS r CROSS JOIN generate_series(1, 4) AS step
WHERE r.in_system OR step = 4;

INSERT INTO xcmg.complaint (customer, received_at, answered_at, resolved)
SELECT 1 + floor(1200 * pg_temp.draw('complains', r.name)), r.received AT TIME ZONE 'Asia/Shanghai',
       pg_temp.later(r.received, 1 + floor(60 * 38 * (1 - 0.7 * r.process) * (0.4 + 1.2 * pg_temp.draw('answer', r.name)))::int)
           AT TIME ZONE 'Asia/Shanghai',
       pg_temp.draw('resolved', r.name) < 0.55 + 0.4 * r.process
FROM (SELECT s.*, s.month || ' ' || i AS name,
             s.month + floor(s.days * pg_temp.draw('complaint day', s.month::text, i::text))::int + time '07:00'
                 + make_interval(mins => floor(900 * pg_temp.draw('complaint minute', s.month::text, i::text))::int) AS received
      FROM story AS s
      CROSS JOIN LATERAL generate_series(1, floor(48 * (1 - 0.5 * s.process) * (0.9 + 0.2 * pg_temp.draw('complaints', s.month::text)))::int) AS i
      WHERE s.told) AS r
ORDER BY r.received, r.name COLLATE "C";

-- Surveys: customers are asked every month, dealers and employees in July 2003 and at the end of each quarter, when the
-- dealers are rated too.
INSERT INTO xcmg.customer_survey
SELECT s.month + 24, c.id, pg_temp.rating(5.6 + 2.6 * s.customer, 'customer', s.month::text, c.id::text)
FROM story AS s CROSS JOIN xcmg.customer AS c
WHERE s.told AND pg_temp.draw('asked', s.month::text, c.id::text) < 0.12;

INSERT INTO xcmg.dealer_survey
SELECT s.month + 19, d.id, pg_temp.rating(5.8 + 2.4 * s.customer, 'dealer', s.month::text, d.id::text)
FROM story AS s CROSS JOIN xcmg.dealer AS d WHERE s.surveyed;

INSERT INTO xcmg.employee_survey
SELECT s.month + 14, n, pg_temp.rating(5.9 + 2.2 * s.people, 'employee', s.month::text, n::text),
       pg_temp.rating(5.2 + 2.4 * s.people, 'incentives', s.month::text, n::text)
FROM story AS s CROSS JOIN generate_series(1, 80) AS n WHERE s.surveyed;

INSERT INTO xcmg.dealer_rating
SELECT s.month + 26, d.id, round(50 + 20 * pg_temp.draw('dealer', d.id::text) + 22 * s.process
                                    + 4 * pg_temp.draw('rated', s.month::text, d.id::text), 1)
FROM story AS s CROSS JOIN xcmg.dealer AS d WHERE s.surveyed;

INSERT INTO xcmg.dealer_account
SELECT s.month, d.id, round((0.3 + pg_temp.draw('size', d.id::text)) * 400000 * (1 + 0.4 * s.customer)
                              * (0.95 + 0.1 * pg_temp.draw('dealer profit', s.month::text, d.id::text)), 2)
FROM story AS s CROSS JOIN xcmg.dealer AS d WHERE s.told;

-- Training: courses for the staff and the dealers' people, and courses that customers pay for.
INSERT INTO xcmg.course (held_on, audience, participants, cost, fee)
SELECT s.month + 3 + 2 * i, CASE WHEN i % 3 = 0 THEN 'dealers' ELSE 'staff' END, 12 + floor(10 * pg_temp.draw('group', s.month::text, i::text)),
       round(38000 + 8000 * pg_temp.draw('course', s.month::text, i::text), 2), 0
FROM story AS s CROSS JOIN LATERAL generate_series(1, 3 + round(7 * s.people)::int) AS i WHERE s.told
UNION ALL
SELECT s.month + 4 + i, 'customers', 15 + floor(10 * pg_temp.draw('class', s.month::text, i::text)), 20000,
       round(70000 + 20000 * pg_temp.draw('fee', s.month::text, i::text), 2)
FROM story AS s CROSS JOIN LATERAL generate_series(1, 5 + round(10 * s.money)::int) AS i WHERE s.told
ORDER BY 1, 2;

-- Spare parts in the five parts centres at the end of each month: much on the shelves, and often not what is needed.
INSERT INTO xcmg.part_stock
SELECT (s.month + interval '1 month' - interval '1 day')::date, centre, p.id,
       floor((60 + 60 * pg_temp.draw('stock', centre, p.id::text)) * (1 - 0.45 * s.process)
             * (0.95 + 0.1 * pg_temp.draw('count', s.month::text, centre, p.id::text)))
FROM story AS s CROSS JOIN unnest(ARRAY['Xuzhou', 'Beijing', 'Guangzhou', 'Chengdu', 'Xi''an']) AS centre CROSS JOIN xcmg.part AS p
WHERE s.told;

-- What the channels cost: those by which the company sells, and those by which customers reach it.
INSERT INTO xcmg.channel_cost
SELECT s.month, c.channel, round(c.cost * (1 - c.saved * s.process) * (0.99 + 0.02 * pg_temp.draw('channel cost', s.month::text, c.channel)), 2)
FROM story AS s
JOIN (SELECT 'dealers', 1900000, 0.32, date '2003-01-01'
      UNION ALL SELECT 'regions and branches', 1500000, 0.35, '2003-01-01'
      UNION ALL SELECT code, 12000 * share, 0, since FROM xcmg.channel) AS c (channel, cost, saved, since) ON c.since <= s.month
WHERE s.told;

-- The ledger: revenue is positive, cost negative, each with the day on which it was paid.
INSERT INTO xcmg.ledger (booked_on, account, amount, paid_on)
SELECT m.sold_on, 'machine sales', m.price, m.sold_on + round(74 - 30 * s.money + 4 * pg_temp.draw('pays', m.serial::text))::int
FROM xcmg.machine AS m JOIN story AS s ON s.month = date_trunc('month', m.sold_on)
UNION ALL
SELECT sold_on, 'machine purchases', - cost, sold_on + 45 FROM xcmg.machine
UNION ALL
SELECT held_on, 'training fees', fee, held_on + 20 FROM xcmg.course WHERE fee > 0
UNION ALL
SELECT s.month + i % 28, 'service contracts', round(50000 + 20000 * pg_temp.draw('contract', s.month::text, i::text), 2), s.month + i % 28 + 15
FROM story AS s CROSS JOIN LATERAL generate_series(1, 24 + round(46 * s.money)::int) AS i WHERE s.told
UNION ALL
SELECT held_on, 'training', - cost, held_on FROM xcmg.course
UNION ALL
SELECT month + 27, 'channels', - sum(amount), month + 27 FROM xcmg.channel_cost GROUP BY month
UNION ALL
SELECT s.month + 27, 'staff', - round(5000000 * (0.99 + 0.02 * pg_temp.draw('staff', s.month::text)), 2), s.month + 27 FROM story AS s WHERE s.told
UNION ALL
SELECT s.month + 27, 'service', - round((14000 - 6000 * s.process) * count(*), 2), s.month + 27
FROM xcmg.service_request AS q JOIN story AS s ON s.month = date_trunc('month', q.opened_at AT TIME ZONE 'Asia/Shanghai') GROUP BY s.month, s.process
UNION ALL
SELECT t.counted_on, 'spare parts', - round(0.02 * sum(t.quantity * p.price), 2), t.counted_on
FROM xcmg.part_stock AS t JOIN xcmg.part AS p ON p.id = t.part GROUP BY t.counted_on
ORDER BY 1, 2, 3, 4;

DROP FUNCTION pg_temp.later(timestamp, int);
DROP FUNCTION pg_temp.rating(numeric, text[]);
DROP FUNCTION pg_temp.draw(text[]);
DROP TABLE story, work_day;
ANALYZE xcmg.machine, xcmg.service_request, xcmg.repair, xcmg.complaint, xcmg.customer_survey, xcmg.ledger;

-- The deals of three teams, one of which sells nothing in February, and one deal of nobody.
CREATE TABLE team (id int PRIMARY KEY, name text NOT NULL);
INSERT INTO team VALUES (1, 'North'), (2, 'South'), (3, 'West');
CREATE TABLE deal (closed date, team_id int REFERENCES team, customer int, amount numeric);
INSERT INTO deal VALUES
    ('2024-01-10', 1, 1, 900), ('2024-01-15', 2, 2, 350), ('2024-01-20', 3, 3, 500), ('2024-01-31', 1, 2, 100),
    ('2024-02-05', 1, 1, 600), ('2024-02-20', 2, 2, 450), ('2024-02-29', NULL, 4, 80);

-- The tables of the CRM. Money is in yuan, ratings go from 0 to 10.
CREATE TABLE xcmg.holiday (day date PRIMARY KEY, name text NOT NULL);
CREATE TABLE xcmg.dealer (id int PRIMARY KEY, name text NOT NULL, region text NOT NULL);
CREATE TABLE xcmg.customer (id int PRIMARY KEY, name text NOT NULL, dealer int NOT NULL REFERENCES xcmg.dealer);
CREATE TABLE xcmg.model (model int PRIMARY KEY, name text NOT NULL, list_price numeric NOT NULL);
CREATE TABLE xcmg.part (id int PRIMARY KEY, name text NOT NULL, price numeric NOT NULL);

CREATE TABLE xcmg.machine (
    serial int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    model int NOT NULL REFERENCES xcmg.model,
    customer int NOT NULL REFERENCES xcmg.customer,
    dealer int NOT NULL REFERENCES xcmg.dealer,
    sold_on date NOT NULL,
    price numeric NOT NULL,
    cost numeric NOT NULL -- what the plant gets for it
);

-- share: how customers who have the choice spread over the channels
CREATE TABLE xcmg.channel (code text PRIMARY KEY, name text NOT NULL, since date NOT NULL, share int NOT NULL);

CREATE TABLE xcmg.service_request (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer int NOT NULL REFERENCES xcmg.customer,
    channel text NOT NULL REFERENCES xcmg.channel,
    opened_at timestamptz NOT NULL,
    first_action_at timestamptz,
    in_system boolean NOT NULL -- on record in the integrated system, not on paper
);

CREATE TABLE xcmg.repair (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    request int NOT NULL REFERENCES xcmg.service_request,
    part int NOT NULL REFERENCES xcmg.part,
    part_in_stock boolean NOT NULL,
    started_at timestamptz NOT NULL,
    promised_at timestamptz NOT NULL,
    finished_at timestamptz,
    in_system boolean NOT NULL
);

CREATE TABLE xcmg.repair_progress (
    repair int NOT NULL REFERENCES xcmg.repair,
    reported_at timestamptz NOT NULL,
    percent int NOT NULL,
    PRIMARY KEY (repair, percent)
);

CREATE TABLE xcmg.complaint (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer int NOT NULL REFERENCES xcmg.customer,
    received_at timestamptz NOT NULL,
    answered_at timestamptz,
    resolved boolean NOT NULL
);

CREATE TABLE xcmg.customer_survey (
    asked_on date, customer int REFERENCES xcmg.customer, rating int NOT NULL, PRIMARY KEY (asked_on, customer));
CREATE TABLE xcmg.dealer_survey (
    asked_on date, dealer int REFERENCES xcmg.dealer, rating int NOT NULL, PRIMARY KEY (asked_on, dealer));
CREATE TABLE xcmg.employee_survey (
    asked_on date, employee int, rating int NOT NULL, incentives int NOT NULL, PRIMARY KEY (asked_on, employee));

-- the dealers' quality by the company's own standard, in points up to 100, and what they earn in a month
CREATE TABLE xcmg.dealer_rating (
    rated_on date, dealer int REFERENCES xcmg.dealer, points numeric NOT NULL, PRIMARY KEY (rated_on, dealer));
CREATE TABLE xcmg.dealer_account (
    month date, dealer int REFERENCES xcmg.dealer, profit numeric NOT NULL, PRIMARY KEY (month, dealer));

CREATE TABLE xcmg.course (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    held_on date NOT NULL,
    audience text NOT NULL,
    participants int NOT NULL,
    cost numeric NOT NULL,
    fee numeric NOT NULL
);

CREATE TABLE xcmg.part_stock (
    counted_on date, centre text, part int REFERENCES xcmg.part, quantity int NOT NULL, PRIMARY KEY (counted_on, centre, part));
CREATE TABLE xcmg.channel_cost (month date, channel text, amount numeric NOT NULL, PRIMARY KEY (month, channel));

CREATE TABLE xcmg.ledger (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    booked_on date NOT NULL,
    account text NOT NULL,
    amount numeric NOT NULL,
    paid_on date
);

CREATE INDEX ON xcmg.machine (sold_on);
CREATE INDEX ON xcmg.service_request (opened_at);
CREATE INDEX ON xcmg.ledger (booked_on);
CREATE INDEX ON xcmg.ledger (paid_on);

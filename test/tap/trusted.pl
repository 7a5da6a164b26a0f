# Somebody with nothing but CREATE on the database installs the extension and uses all of it; nobody else
# sees anything until she grants it, and what she grants is enough. Objects that others have put in the way
# are never called.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "autovacuum = off\njit = off");
$node->start;

# whoever runs this is superuser
my $superuser = $node->safe_psql('postgres', 'SELECT current_user');
sub super { my ($db, $sql) = @_; return $node->safe_psql($db, $sql) }
sub as { my ($user, $db, $sql) = @_; return $node->safe_psql($db, $sql, extra_params => [ '-U', $user ]) }

# the error that somebody gets, or ''
sub failure
{
	my ($user, $db, $sql) = @_;
	my ($status, undef, $error) = $node->psql($db, $sql, extra_params => [ '-U', $user ], on_error_stop => 1);
	return $status == 0 ? '' : $error;
}

sub allowed
{
	my ($user, $db, $name, $sql) = @_;
	return is(failure($user, $db, $sql), '', "$user may $name");
}

sub refused
{
	my ($user, $db, $name, $sql, $error) = @_;
	return like(failure($user, $db, $sql), $error // qr/permission denied/, "$user may not $name");
}

my $scorecard = q{'{"code": "shop", "frequency": "quarter", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
	{"code": "sales", "frequency": "month", "query": "SELECT sum(amount) AS value FROM crm.sale WHERE bsc.during(sold_on, $1)",
	 "plan": [{"period": "2024Q1", "target": "0..100"}]},
	{"code": "survey", "frequency": "month", "rollup": "mean", "plan": [{"period": "2024Q1", "target": "0..10"}]}]}]}]}'};
my $tables = q{CREATE SCHEMA crm; CREATE TABLE crm.sale (sold_on date, amount int); INSERT INTO crm.sale VALUES ('2024-01-15', 40), ('2024-02-15', 20)};

super('postgres', q{CREATE ROLE alice LOGIN; CREATE ROLE reader LOGIN; CREATE ROLE writer LOGIN; CREATE ROLE operator LOGIN;
	CREATE ROLE mallory LOGIN; CREATE ROLE "Odd ""Name" LOGIN; CREATE DATABASE shop; GRANT CREATE ON DATABASE shop TO alice;});

# --- installing and using it all -----------------------------------------------------------------------

refused('reader', 'shop', 'install it without CREATE', 'CREATE EXTENSION bsc');
allowed('alice', 'shop', 'install it', 'CREATE EXTENSION bsc');
allowed('alice', 'shop', 'define', "$tables; SELECT bsc.define($scorecard)");
allowed('alice', 'shop', 'refresh', q{CALL bsc.refresh('shop', '2024-01', '2024-02')});
is(as('alice', 'shop', 'SELECT count(*), count(error) FROM bsc.refresh_log'), '2|0', 'her queries run');
allowed('alice', 'shop', 'record', q{SELECT bsc.record('shop', 'survey', '2024-01', 5)});
allowed('alice', 'shop', 'plan', q{INSERT INTO bsc.plan_entry VALUES ('shop', 'survey', '', '2024-02', '1..6');
	UPDATE bsc.plan_entry SET target = '1..7' WHERE measure = 'survey' AND period = '2024-02' AND entity = '';
	SELECT bsc.copy_targets('shop', '2024-02', '2024-03'); DELETE FROM bsc.plan_entry WHERE period IN ('2024-02', '2024-03')});
allowed('alice', 'shop', 'enter', q{INSERT INTO bsc.actual_entry (scorecard, measure, period, value) VALUES ('shop', 'survey', '2024-02', 6);
	UPDATE bsc.actual_entry SET value = 7 WHERE measure = 'survey' AND period = '2024-02'});
is(as('alice', 'shop', q{SELECT score FROM bsc.scorecard_result}), '0.6', 'read the result');
is(as('alice', 'shop', q{SELECT count(*) FROM bsc.evaluate('shop', '2024Q1')}), '5', 'evaluate');
is(as('alice', 'shop', q{SELECT count(*) FROM bsc.explain('shop', '2024Q1')}), '2', 'explain');
is(as('alice', 'shop', q{SELECT value FROM bsc.test_query('shop', 'sales', '2024-02')}), '20', 'test a query');
allowed('alice', 'shop', 'close and reopen', q{CALL bsc.close_period('shop', '2024Q1'); CALL bsc.reopen_period('shop', '2024Q1'); CALL bsc.close_period('shop', '2024Q1')});
allowed('alice', 'shop', 'use plain DML', q{INSERT INTO bsc.initiative (scorecard_id, code) SELECT id, 'i' FROM bsc.scorecard;
	INSERT INTO bsc.initiative_objective (initiative_id, objective_id) SELECT i.id, o.id FROM bsc.initiative i, bsc.objective o;
	INSERT INTO bsc.link (cause, effect, lag) SELECT id, id, 1 FROM bsc.objective; UPDATE bsc.objective SET name = 'O'; DELETE FROM bsc.link});
allowed('alice', 'shop', 'use the types in her tables', q{CREATE TABLE crm.goal (p bsc.period PRIMARY KEY, t bsc.target, y bsc.tally, s bsc.status);
	CREATE INDEX ON crm.sale (bsc.period(sold_on, 'month')); CREATE MATERIALIZED VIEW crm.trend AS SELECT * FROM bsc.scorecard_result});
refused('alice', 'shop', 'change what belongs to the extension', 'ALTER TABLE bsc.measure DISABLE TRIGGER ALL', qr/must be owner/);
refused('alice', 'shop', 'add triggers', 'CREATE TRIGGER t BEFORE INSERT ON bsc.measure FOR EACH ROW EXECUTE FUNCTION bsc._fill_in_measure()');
refused('alice', 'shop', 'replace a function', q{CREATE OR REPLACE FUNCTION bsc._is_code(code text) RETURNS boolean LANGUAGE sql AS 'SELECT true'}, qr/must be owner/);

# --- nobody else sees anything -------------------------------------------------------------------------

is(super('shop', q{SELECT count(*) FROM pg_class c, aclexplode(c.relacl) a WHERE c.relnamespace = 'bsc'::regnamespace AND a.grantee = 0}), '0', 'nothing is granted to PUBLIC');
for my $user (qw(reader writer operator))
{
	refused($user, 'shop', 'look', 'SELECT * FROM bsc.scorecard_result');
	refused($user, 'shop', 'call', q{SELECT bsc.evaluate('shop')});
}
as('alice', 'shop', 'GRANT USAGE ON SCHEMA bsc TO reader, writer, operator');
refused('reader', 'shop', "look at $_ with USAGE alone", "SELECT * FROM bsc.$_")
  for split /\n/, super('shop', q{SELECT relname FROM pg_class WHERE relnamespace = 'bsc'::regnamespace AND relkind IN ('r', 'v')});
refused('reader', 'shop', 'evaluate with USAGE alone', q{SELECT * FROM bsc.evaluate('shop')});
refused('reader', 'shop', 'keep others from work', q{SELECT bsc._lock_scorecard('bsc.scorecard', 1, 'close')}, qr/permission denied to write to scorecards/);
allowed('reader', 'shop', 'use the types with USAGE', q{SELECT bsc.score(5, '0..10'), bsc.during(date '2024-01-01', '2024'), bsc.attainment(0.5) });

# --- a reader -------------------------------------------------------------------------------------------

as('alice', 'shop', 'GRANT SELECT ON ALL TABLES IN SCHEMA bsc TO reader');
allowed('reader', 'shop', "read $_", "SELECT * FROM bsc.$_")
  for qw(scorecard_result perspective_result objective_result measure_result actual_entry plan_entry _open_period);
allowed('reader', 'shop', 'evaluate', q{SELECT * FROM bsc.evaluate('shop'); SELECT * FROM bsc.evaluate('shop', '2024', basis => 'ytd')});
allowed('reader', 'shop', 'explain', q{SELECT * FROM bsc.explain('shop', '2024Q1')});
allowed('reader', 'shop', 'read the definition', q{SELECT bsc.definition('shop')});
is(as('reader', 'shop', 'SELECT score FROM bsc.scorecard_result'), '0.6', 'and sees what she sees');
refused('reader', 'shop', @$_) for (
	[ 'record', q{SELECT bsc.record('shop', 'survey', '2024-04', 1)} ],
	[ 'plan', q{INSERT INTO bsc.plan_entry VALUES ('shop', 'survey', '', '2024-04', '1..2')} ],
	[ 'copy targets', q{SELECT bsc.copy_targets('shop', '2024-02', '2024-04')} ],
	[ 'enter', q{INSERT INTO bsc.actual_entry (scorecard, measure, period, value) VALUES ('shop', 'survey', '2024-04', 1)} ],
	[ 'define', "SELECT bsc.define($scorecard)" ],
	[ 'refresh', q{CALL bsc.refresh('shop', '2024-04')} ],
	[ 'close', q{CALL bsc.close_period('shop', '2024Q2')} ],
	[ 'reopen', q{CALL bsc.reopen_period('shop', '2024Q1')} ],
	[ 'drop', q{SELECT bsc.drop_scorecard('shop')} ],
	[ 'pass it on', q{SET client_min_messages = error; GRANT SELECT ON bsc.scorecard TO writer; SELECT 1 / (has_table_privilege('writer', 'bsc.scorecard', 'SELECT'))::int}, qr/division by zero/ ]);

# --- a writer -------------------------------------------------------------------------------------------

as('alice', 'shop', q{GRANT SELECT ON bsc.scorecard, bsc.measure, bsc.closed_period, bsc.entity TO writer;
	GRANT SELECT, INSERT, UPDATE, DELETE ON bsc.actual, bsc.actual_entry TO writer;
	GRANT INSERT ON bsc.actual_history TO writer});
allowed('writer', 'shop', 'record', q{SELECT bsc.record('shop', 'survey', '2024-04', 1); SELECT bsc.record('shop', 'survey', '2024-04', 2)});
allowed('writer', 'shop', 'enter', q{INSERT INTO bsc.actual_entry (scorecard, measure, period, value) VALUES ('shop', 'survey', '2024-05', 1);
	UPDATE bsc.actual_entry SET value = 2 WHERE period = '2024-05'; DELETE FROM bsc.actual_entry WHERE period = '2024-05'});
is(as('alice', 'shop', q{SELECT string_agg(value::text, ' ' ORDER BY id) FROM bsc.actual_history WHERE replaced_by = 'writer'}), '1 1 2', 'her corrections leave their history');
refused('writer', 'shop', 'write into a closed period', q{SELECT bsc.record('shop', 'survey', '2024-01', 1)}, qr/is closed/);
refused('writer', 'shop', 'pretend to restore into it', q{INSERT INTO bsc.actual (measure_id, entity, period, value, recorded_at)
	SELECT id, 'x', '2024-01', 1, '2024-01-31' FROM bsc.measure WHERE code = 'survey'}, qr/is closed/);
refused('writer', 'shop', 'change history', q{UPDATE bsc.actual_history SET value = 0});
refused('writer', 'shop', 'define', "SELECT bsc.define($scorecard)");
refused('writer', 'shop', 'change a query', q{UPDATE bsc.measure SET query = 'SELECT 1'});
refused('writer', 'shop', 'refresh', q{CALL bsc.refresh('shop', '2024-06')});

# --- an operator who refreshes and closes ----------------------------------------------------------------

as('alice', 'shop', q{GRANT SELECT ON ALL TABLES IN SCHEMA bsc TO operator;
	GRANT INSERT, UPDATE, DELETE ON bsc.actual TO operator;
	GRANT INSERT ON bsc.actual_history, bsc.refresh_log TO operator; GRANT INSERT, UPDATE ON bsc.measure_run TO operator});
allowed('operator', 'shop', 'refresh', q{CALL bsc.refresh('shop', '2024-04', '2024-06')});
is(as('operator', 'shop', q{SELECT count(*), count(error) FROM bsc.refresh_log WHERE period OPERATOR(bsc.>=) '2024-04'}), '3|0', 'queries run with the rights of their author');
refused('operator', 'shop', "look into the company's tables", 'SELECT * FROM crm.sale');
allowed('operator', 'shop', 'test a query', q{SELECT * FROM bsc.test_query('shop', 'sales', '2024-01')});
refused('operator', 'shop', 'close', q{CALL bsc.close_period('shop', '2024Q2')});
as('alice', 'shop', 'GRANT INSERT, DELETE ON bsc.closed_period, bsc.closed_result TO operator; GRANT INSERT ON bsc.closed_period_history, bsc.closed_result_history TO operator');
allowed('operator', 'shop', 'close and reopen, if that is granted', q{CALL bsc.close_period('shop', '2024Q2'); CALL bsc.reopen_period('shop', '2024Q2')});
refused('operator', 'shop', 'change a query', q{UPDATE bsc.measure SET query = 'SELECT 1'});

# --- nobody borrows a role --------------------------------------------------------------------------------

super('shop', 'GRANT CREATE ON DATABASE shop TO mallory');
as('alice', 'shop', 'GRANT USAGE ON SCHEMA bsc TO mallory; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bsc TO mallory');
for my $case (
	[ 'give a measure to alice', q{UPDATE bsc.measure SET query = 'SELECT 666', run_as = 'alice' WHERE run_as <> 'alice'; INSERT INTO bsc.measure (objective_id, code, query, run_as) SELECT id, 'm1', 'SELECT 1', 'alice' FROM bsc.objective} ],
	[ 'copy one in', qq{COPY bsc.measure (objective_id, code, query, run_as) FROM stdin;\n1\tm2\tSELECT 1\talice\n\\.\n} ],
	[ 'slip one in with a conflict', qq{INSERT INTO bsc.measure (id, objective_id, code, query, run_as) SELECT id, objective_id, code, 'SELECT 1', 'alice' FROM bsc.measure WHERE code = 'sales'
		ON CONFLICT (id) DO UPDATE SET query = excluded.query, run_as = '$superuser'} ],
	[ 'merge one in', qq{MERGE INTO bsc.measure AS m USING (SELECT 'sales' AS code) AS n ON m.code = n.code WHEN MATCHED THEN UPDATE SET run_as = '$superuser', query = 'SELECT 1'} ],
	[ 'define one', qq{SELECT bsc.define('{"code": "evil", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m", "query": "SELECT 1", "run_as": "$superuser"}]}]}]}')} ],
	[ 'switch triggers off', q{SET session_replication_role = replica} ])
{
	refused('mallory', 'shop', $case->[0], $case->[1]);
}
as('mallory', 'shop', q{UPDATE bsc.measure SET query = 'SELECT count(*) AS value FROM crm.sale' WHERE code = 'sales'});
is(super('shop', q{SELECT run_as FROM bsc.measure WHERE code = 'sales'}), 'mallory', 'a changed query runs as who changed it');
super('shop', q{CALL bsc.refresh('shop', '2024-05')});
like(super('shop', q{SELECT error FROM bsc.refresh_log ORDER BY id DESC LIMIT 1}), qr/^42501: permission denied/, 'with the rights of that role, though a superuser refreshes');
as('mallory', 'shop', q{UPDATE bsc.measure SET run_as = 'mallory', query = 'SELECT 1'});
refused('mallory', 'shop', 'hand it over afterwards', q{UPDATE bsc.measure SET run_as = 'alice'});

# a query that forgets a schema does not find what the caller has planted in pg_temp
as('alice', 'shop', q{CREATE TABLE crm.secret AS SELECT 42 AS n; SELECT bsc.define('{"code": "careless", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
	{"code": "m", "query": "SELECT count(*) AS value FROM orders"}, {"code": "t", "query": "SELECT 7::amount AS value"}, {"code": "f", "query": "SELECT crm.careless() AS value"}]}]}]}');
	CREATE FUNCTION crm.careless() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM orders); END';
	GRANT USAGE ON SCHEMA crm TO mallory});
as('mallory', 'shop', q{CREATE SCHEMA hers; GRANT USAGE ON SCHEMA hers TO PUBLIC;
	CREATE FUNCTION hers.steal() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RAISE WARNING $$stolen as %$$, current_user; RETURN (SELECT sum(n) FROM crm.secret); END'});
for my $planted (
	[ 'a view', 'CREATE TEMP VIEW orders AS SELECT hers.steal() AS n FROM generate_series(1, 3); GRANT SELECT ON orders TO PUBLIC' ],
	[ 'a domain', 'CREATE DOMAIN pg_temp.amount AS int CHECK (hers.steal() > VALUE)' ])
{
	my ($what, $sql) = @$planted;
	my (undef, undef, $said) = $node->psql('shop', "$sql; CALL bsc.refresh('careless', '2024-01'); SELECT bsc.test_query('careless', 'm', '2024-01')", extra_params => [ '-U', 'mallory' ]);
	unlike($said, qr/stolen/, "$what planted in pg_temp is not used");
	is(super('shop', q{SELECT count(*), count(DISTINCT split_part(error, ':', 1)), min(split_part(error, E'\n', 1)) FROM bsc.refresh_log WHERE scorecard = 'careless'}),
		'3|1|55000: cannot run a query as "alice" beside temporary objects of others', 'and each measure says why');
	super('shop', q{DELETE FROM bsc.refresh_log WHERE scorecard = 'careless'});
}
allowed('alice', 'shop', 'refresh beside temporary tables of her own', q{CREATE TEMP TABLE orders (n int); CALL bsc.refresh('shop', '2024-04')});
allowed($superuser, 'shop', 'refresh beside temporary tables of his own', q{CREATE TEMP TABLE scratch (n int); CALL bsc.refresh('shop', '2024-04')});
is(super('shop', q{SELECT count(*) FROM (SELECT error FROM bsc.refresh_log WHERE scorecard = 'shop' ORDER BY id DESC LIMIT 2) AS l WHERE error ~ 'temporary'}), '0', 'without that error');

# --- hostile objects on every path ------------------------------------------------------------------------

# counts calls by anybody but mallory, by leaving a role behind that only a superuser can make
my $hostile = q{
	CREATE FUNCTION SCHEMA.trap() RETURNS boolean LANGUAGE plpgsql AS $$BEGIN
		IF (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname OPERATOR(pg_catalog.=) current_user) THEN ALTER ROLE mallory SUPERUSER; END IF; RETURN true; END$$;
	CREATE FUNCTION SCHEMA.coalesce(text) RETURNS text LANGUAGE sql AS 'SELECT $1 WHERE SCHEMA.trap()';
	CREATE FUNCTION SCHEMA.format(text, text) RETURNS text LANGUAGE sql AS 'SELECT $1 WHERE SCHEMA.trap()';
	CREATE FUNCTION SCHEMA.now() RETURNS timestamptz LANGUAGE sql AS 'SELECT pg_catalog.now() WHERE SCHEMA.trap()';
	CREATE FUNCTION SCHEMA.jsonb_array_elements(jsonb) RETURNS SETOF jsonb LANGUAGE sql AS 'SELECT $1 WHERE SCHEMA.trap()';
	CREATE FUNCTION SCHEMA.ge(float8, int) RETURNS boolean LANGUAGE sql AS 'SELECT SCHEMA.trap()';
	CREATE FUNCTION SCHEMA.ge(numeric, int) RETURNS boolean LANGUAGE sql AS 'SELECT SCHEMA.trap()';
	CREATE FUNCTION SCHEMA.ge(text, name) RETURNS boolean LANGUAGE sql AS 'SELECT SCHEMA.trap()';
	CREATE FUNCTION SCHEMA.ge(bigint, int) RETURNS boolean LANGUAGE sql AS 'SELECT SCHEMA.trap()';
	CREATE OPERATOR SCHEMA.>= (LEFTARG = float8, RIGHTARG = int, FUNCTION = SCHEMA.ge);
	CREATE OPERATOR SCHEMA.>= (LEFTARG = numeric, RIGHTARG = int, FUNCTION = SCHEMA.ge);
	CREATE OPERATOR SCHEMA.<> (LEFTARG = text, RIGHTARG = name, FUNCTION = SCHEMA.ge);
	CREATE OPERATOR SCHEMA.= (LEFTARG = bigint, RIGHTARG = int, FUNCTION = SCHEMA.ge);
};
my $everything = qq{CREATE TABLE crm.sale2 AS SELECT 1; SELECT bsc.define($scorecard); CALL bsc.refresh('shop', '2024-01', '2024-02');
	SELECT bsc.record('shop', 'survey', '2024-01', 5); SELECT bsc.record('shop', 'survey', '2024-01', 6);
	INSERT INTO bsc.initiative (scorecard_id, code, budget) SELECT id, 'i', 1 FROM bsc.scorecard;
	TABLE bsc.measure_result; TABLE bsc.scorecard_result; SELECT bsc.evaluate('shop'); SELECT bsc.explain('shop', '2024Q1'); SELECT bsc.definition('shop');
	CALL bsc.close_period('shop', '2024Q1'); TABLE bsc.scorecard_result; CALL bsc.reopen_period('shop', '2024Q1'); SELECT bsc.drop_scorecard('shop')};

super('postgres', 'CREATE DATABASE trap; GRANT CREATE ON DATABASE trap TO mallory');
super('trap', 'GRANT CREATE ON SCHEMA public TO mallory');
(my $in_public = $hostile) =~ s/SCHEMA\./public./g;
as('mallory', 'trap', $in_public);
super('trap', 'ALTER DATABASE trap SET search_path = public, pg_catalog');
super('trap', "SET search_path = public, pg_catalog; CREATE EXTENSION bsc; $tables; $everything");
is(super('trap', q{SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname OPERATOR(pg_catalog.=) 'mallory'}), 'f', 'nothing in public is called, even where it comes first');
super('trap', 'SET search_path = pg_catalog; DROP EXTENSION bsc; DROP SCHEMA crm CASCADE; DROP SCHEMA IF EXISTS bsc CASCADE');

(my $in_temp = $hostile) =~ s/SCHEMA\./pg_temp./g;
super('trap', "SET ROLE mallory; $in_temp CREATE TEMP TABLE actual (a int); CREATE TEMP TABLE scorecard (a int); CREATE TEMP TABLE pg_roles (a int);
	RESET ROLE; SET search_path = pg_temp, pg_catalog; CREATE EXTENSION bsc; $tables; $everything");
is(super('trap', q{SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname OPERATOR(pg_catalog.=) 'mallory'}), 'f', 'nor anything in pg_temp');
super('trap', 'SET search_path = pg_catalog; DROP EXTENSION bsc; DROP SCHEMA crm CASCADE; DROP SCHEMA IF EXISTS bsc CASCADE');

(my $in_bsc = $hostile) =~ s/SCHEMA\./bsc./g;
as('mallory', 'trap', "CREATE SCHEMA bsc; $in_bsc");
refused($superuser, 'trap', 'create it among the objects of another', 'CREATE EXTENSION bsc', qr/schema "bsc" is not empty/);
as('mallory', 'trap', 'DROP SCHEMA bsc CASCADE; CREATE SCHEMA bsc');
like(failure($superuser, 'trap', 'SET client_min_messages = warning; CREATE EXTENSION bsc; SELECT 1/0'), qr/granted to "mallory" too/, 'in an empty schema of another, its owner gets the tables, and it is said');
super('trap', "SET search_path = pg_catalog; $tables; $everything");
as('mallory', 'trap', "$in_bsc");
super('trap', "$everything; SET search_path = bsc, pg_catalog; $everything; DROP TABLE crm.sale2" =~ s/CREATE TABLE crm.sale2 AS SELECT 1;//gr);
is(super('trap', q{SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname OPERATOR(pg_catalog.=) 'mallory'}), 'f', 'what she puts beside it later is not called');
refused('mallory', 'trap', 'drop the extension', 'DROP EXTENSION bsc', qr/must be owner/);

# --- odd databases ------------------------------------------------------------------------------------------

super('postgres', q{CREATE DATABASE ascii ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0; CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0;
	CREATE DATABASE odd; CREATE DATABASE grants;
	ALTER DATABASE odd SET search_path = ''; ALTER DATABASE odd SET check_function_bodies = off; ALTER DATABASE odd SET standard_conforming_strings = off;
	ALTER DATABASE odd SET DateStyle = 'German, DMY'; ALTER DATABASE odd SET IntervalStyle = 'sql_standard'; ALTER DATABASE odd SET TimeZone = 'Pacific/Kiritimati';
	ALTER DATABASE odd SET transform_null_equals = on; ALTER DATABASE odd SET array_nulls = off; ALTER DATABASE odd SET quote_all_identifiers = on;
	ALTER DATABASE odd SET extra_float_digits = -15; ALTER DATABASE odd SET default_transaction_isolation = 'read committed'; ALTER DATABASE odd SET row_security = off;
	ALTER DATABASE odd SET "plpgsql.variable_conflict" = 'use_variable'; ALTER DATABASE odd SET "plpgsql.extra_errors" = 'all'; ALTER DATABASE odd SET backslash_quote = off;
	ALTER DATABASE odd SET plan_cache_mode = force_generic_plan; ALTER DATABASE odd SET enable_hashagg = off; ALTER DATABASE odd SET xmloption = document;
	ALTER DATABASE odd SET max_parallel_workers_per_gather = 2; ALTER DATABASE odd SET parallel_setup_cost = 0; ALTER DATABASE odd SET parallel_tuple_cost = 0;
	ALTER DATABASE odd SET min_parallel_table_scan_size = 0; ALTER DATABASE odd SET statement_timeout = '1h'; ALTER DATABASE odd SET bytea_output = 'escape';
	GRANT CREATE ON DATABASE ascii, latin, odd, grants TO alice, "Odd ""Name"});
super('grants', q{ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC; ALTER DEFAULT PRIVILEGES REVOKE USAGE ON TYPES FROM PUBLIC;
	ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader; REVOKE CREATE, USAGE ON SCHEMA public FROM PUBLIC; REVOKE ALL ON DATABASE grants FROM PUBLIC; GRANT CONNECT ON DATABASE grants TO alice});
for my $case ([ 'ascii', 'alice' ], [ 'latin', 'alice' ], [ 'odd', 'alice' ], [ 'grants', 'alice' ])
{
	my ($db, $user) = @$case;
	allowed($user, $db, "install it in $db", 'CREATE EXTENSION bsc');
	allowed($user, $db, "use it in $db", "SET standard_conforming_strings = on; $tables; $everything");
	as($user, $db, "SET standard_conforming_strings = on; SELECT bsc.define($scorecard); CALL bsc.refresh('shop', '2024-01', '2024-02'); SELECT bsc.record('shop', 'survey', '2024-01', 5)");
	is(as($user, $db, q{SET extra_float_digits = 1; SELECT string_agg(concat_ws(' ', path, actual, goal, score, status, coverage), ', ') FROM bsc.evaluate('shop', '2024Q1')}),
		'shop 0.55 amber 1, shop/p 0.55 amber 1, shop/p/o 0.55 amber 1, shop/p/o/sales 60 100 0.6 amber 1, shop/p/o/survey 5 10 0.5 red 1',
		"with the right result");
	is(as($user, $db, q{SELECT count(*) FROM bsc.refresh_log WHERE error IS NOT NULL}), '0', 'no query failed');
	allowed($user, $db, "drop it in $db", 'DROP EXTENSION bsc');
}
# what defaults give away: the installer's own are for what she owns, the superuser's never for triggers
super('grants', q{CREATE SCHEMA IF NOT EXISTS public; ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO reader, alice; ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC});
as('alice', 'grants', q{ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO mallory; ALTER DEFAULT PRIVILEGES GRANT ALL ON FUNCTIONS TO mallory; ALTER DEFAULT PRIVILEGES GRANT ALL ON SEQUENCES TO mallory; ALTER DEFAULT PRIVILEGES GRANT ALL ON TYPES TO mallory});
allowed('alice', 'grants', 'install it where defaults give much', 'CREATE EXTENSION bsc');
is(super('grants', q{SELECT string_agg(DISTINCT concat_ws(' ', CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END, a.privilege_type), ', ')
	FROM pg_class AS c, aclexplode(c.relacl) AS a WHERE c.relnamespace = 'bsc'::regnamespace AND a.grantee <> c.relowner
	AND a.privilege_type IN ('TRIGGER', 'REFERENCES', 'TRUNCATE')}), '', 'nobody gets a trigger on its tables');
is(super('grants', q{SELECT count(*) FROM (SELECT relacl FROM pg_class WHERE relnamespace = 'bsc'::regnamespace UNION ALL SELECT proacl FROM pg_proc WHERE pronamespace = 'bsc'::regnamespace
	UNION ALL SELECT typacl FROM pg_type WHERE typnamespace = 'bsc'::regnamespace) AS x (acl), aclexplode(acl) AS a WHERE a.grantee = 'mallory'::regrole}), '0', 'and those of the installer give nothing');
as('alice', 'grants', 'DROP EXTENSION bsc');
is(failure('Odd "Name', 'odd', 'CREATE EXTENSION bsc') =~ /invalid character in extension owner|^$/ ? 1 : 0, 1, 'an owner with quotes in her name gets it, or the server says why not');

# bytes above 127 where the server does not know what they mean
super('ascii', 'CREATE EXTENSION bsc');
is(failure($superuser, 'ascii', qq{SELECT bsc.define('{"code": "\xfc", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m", "query": "SELECT 1 AS \\"\xfc\\""}]}]}]}'); CALL bsc.refresh('\xfc', '2024-01')}), '', 'bytes of an unknown encoding');

# --- the README's table of rights, as it stands ------------------------------------------------------------

my %needs = slurp_file('README.md') =~ /^## Rights\n.*?^\|---\|---\|\n((?:\|[^\n]*\n)+)/ms ? $1 =~ /^\| (.*?)(?: \(.*?\))? \| (.*) \|$/mg : die "no table of rights\n";
my %work = (
	'read' => q{SELECT * FROM bsc.measure_result; SELECT * FROM bsc.review('shop', '2024Q1'); SELECT bsc.report('shop', '2024Q1'); SELECT * FROM bsc.changes('shop', NULL);
		SELECT * FROM bsc.lint('shop'); SELECT * FROM bsc.define_changes(bsc.definition('shop')); SELECT * FROM bsc.outlook('shop', '2024'); SELECT * FROM bsc.result_by_grain},
	'record by hand' => q{SELECT bsc.record('shop', 'survey', '2024-03', 5), bsc.record('shop', 'survey', '2024-03', 6), bsc.record('shop', 'survey', '2024-03', 6, 'north');
		INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value) VALUES ('shop', 'survey', 'north', '2024-04', 1), ('shop', 'survey', '', '2024-04', 1);
		UPDATE bsc.actual_entry SET value = 2 WHERE period = '2024-04'; DELETE FROM bsc.actual_entry WHERE period = '2024-04'},
	'plan' => q{INSERT INTO bsc.plan_entry VALUES ('shop', 'survey', 'north', '2024-02', '1..6'), ('shop', 'survey', '', '2024-02', '1..6');
		UPDATE bsc.plan_entry SET target = '1..7' WHERE period = '2024-02'; DELETE FROM bsc.plan_entry WHERE period = '2024-02' AND entity = 'north'; SELECT bsc.copy_targets('shop', '2024', '2025')},
	'plan by the seasons of the past' => q{SELECT * FROM bsc.phase_targets('shop', 'survey', '2026', '0..10')},
	'write notes' => q{SELECT bsc.edit_note(bsc.annotate('shop', 'shop/p/o/sales', '2024-01', 'x'), 'y'); SELECT bsc.withdraw_note(max(id)) FROM bsc.note},
	'refresh' => q{CALL bsc.refresh('shop', '2024-01', '2024-02'); CALL bsc.refresh('shop', '2024-01', '2024-02'); SELECT * FROM bsc.test_query('shop', 'sales', '2024-01');
		SELECT 1 / (count(*) - count(error)) FROM bsc.refresh_log},
	'close and reopen' => q{CALL bsc.close_period('shop', '2024Q1'); CALL bsc.reopen_period('shop', '2024Q1')},
	'define' => q{SELECT bsc.define(bsc.definition('shop') || '{"name": "Shop", "entities": [{"code": "nord", "was": "north"}]}'); SELECT bsc.drop_scorecard('shop')});
is_deeply([ sort keys %needs ], [ sort keys %work ], 'each row of the table is tried');
my %missing = ('record by hand' => 'SELECT bsc.record(\'shop\', \'survey\', \'2024-03\', 5)', 'write notes' => 'SELECT bsc.annotate(\'shop\', \'shop\', \'2024-01\', \'x\')',
	'refresh' => 'CALL bsc.refresh(\'shop\', \'2024-01\')', 'close and reopen' => 'CALL bsc.close_period(\'shop\', \'2024Q1\')', 'define' => "SELECT bsc.define($scorecard)");
super('postgres', 'CREATE DATABASE rights');
super('rights', "CREATE EXTENSION bsc; $tables; SELECT bsc.define(${scorecard}::jsonb || '{\"entities\": [{\"code\": \"north\"}]}');
	SELECT bsc.record('shop', 'survey', p, 5) FROM bsc.periods('2022-01', '2024-02') AS p");
for my $row (sort { ($a eq 'define') <=> ($b eq 'define') || $a cmp $b } keys %needs)
{
	(my $user = "may $row") =~ s/ /_/g;
	my $grants = $needs{$row};
	$grants =~ s/^(\w+), and /$needs{$1}; / && $grants =~ s/\bread$/$needs{read}/;
	super('rights', "CREATE ROLE $user LOGIN; GRANT USAGE ON SCHEMA bsc TO $user; GRANT SELECT ON ALL TABLES IN SCHEMA bsc TO $user");
	refused($user, 'rights', 'do so as a reader', $missing{$row}, qr/permission denied to write to scorecards\nDETAIL:  Role "$user" may write.*\nHINT:  GRANT .* under "Rights"/) if $missing{$row};
	super('rights', "REVOKE ALL ON ALL TABLES IN SCHEMA bsc FROM $user; " . join('; ', map { "GRANT $_ TO $user" } split /; /, $grants));
	allowed($user, 'rights', $row, $work{$row});
}

# --- leaving -------------------------------------------------------------------------------------------------

refused('mallory', 'shop', 'drop it', 'DROP EXTENSION bsc', qr/must be owner/);
refused('alice', 'shop', 'drop it while her tables use it', 'DROP EXTENSION bsc', qr/other objects depend on it/);
allowed('alice', 'shop', 'drop it with what depends on it', 'DROP EXTENSION bsc CASCADE');
is(as('alice', 'shop', q{SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'bsc'}), '0', 'and nothing is left');
allowed('alice', 'shop', 'install it again', 'CREATE EXTENSION bsc');

done_testing();

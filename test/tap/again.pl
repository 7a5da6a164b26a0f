# The extension is dropped and created again in a session that has used it: what the session keeps (plans of triggers
# and of recording, compiled calendars and graphs, what functions know of types) is of the old one and is not used.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "autovacuum = off\n");
$node->start;

$node->safe_psql('postgres', <<'SQL');
CREATE TABLE told (n serial, line text);
-- all is called through PL/pgSQL, which keeps its own plans, and by name, so that the function outlives the extension
CREATE FUNCTION work() RETURNS text LANGUAGE plpgsql AS $f$
DECLARE
	line text;
	refused text;
BEGIN
	PERFORM bsc.define('{"code": "a", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m", "query": "SELECT 5.0 AS value", "plan": [{"period": "2024", "target": "0..9"}]}]}, {"code": "q", "measures": [{"code": "k"}]}]}], "links": [{"cause": "q", "effect": "o"}]}'::jsonb, true);
	PERFORM bsc.record('a', 'm', '2024-01', 3, 'x');
	PERFORM bsc.record('a', 'm', '2024-01', 4, 'x');
	INSERT INTO bsc.actual_entry VALUES ('a', 'm', 'y', '2024-01', 3), ('a', 'm', 'z', '2024-01', 3);
	UPDATE bsc.actual_entry SET value = 7 WHERE entity = 'y';
	DELETE FROM bsc.actual_entry WHERE entity = 'z';
	CALL bsc.refresh('a', '2024-02');
	CALL bsc.close_period('a', '2024-01');
	BEGIN
		PERFORM bsc.record('a', 'm', '2024-01', 5, 'x');
	EXCEPTION WHEN object_not_in_prerequisite_state THEN refused := SQLERRM;
	END;
	CALL bsc.reopen_period('a', '2024-01');
	INSERT INTO bsc.calendar VALUES ('c');
	INSERT INTO bsc.calendar_hours VALUES ('c', 1, '08:00', '16:00');
	SELECT concat_ws('; ', refused,
		(SELECT string_agg(concat_ws(' ', entity, period, value), ', ' ORDER BY entity, period) FROM bsc.actual_entry),
		(SELECT string_agg(concat_ws(' ', entity, value), ', ' ORDER BY id) FROM bsc.actual_history),
		bsc.working_time('2024-01-01 00:00+00', '2024-01-08 00:00+00', 'c'),
		(SELECT string_agg(concat_ws(' ', e.level, e.score, e.status), ', ' ORDER BY e.path) FROM bsc.evaluate('a', '2024-02') AS e),
		(SELECT count(*) FROM bsc.lint('a')), (SELECT count(*) FROM bsc.review('a')),
		md5(bsc.strategy_map('a', '2024-02', 'mermaid')), length(bsc.report('a', '2024-02', 'html')) > 1000) INTO line;
	INSERT INTO told (line) VALUES (line);
	RETURN line;
END $f$;
SQL

my ($out, $err);
$node->psql('postgres', <<'SQL', stdout => \$out, stderr => \$err);
SET client_min_messages = warning;
CREATE EXTENSION bsc;
SELECT work();
DROP EXTENSION bsc;
CREATE EXTENSION bsc;
SELECT work();
BEGIN;
DROP EXTENSION bsc;
CREATE EXTENSION bsc;
SELECT work();
ROLLBACK;
DELETE FROM bsc.calendar;
SELECT bsc.drop_scorecard('a');
DELETE FROM bsc.actual_history;
SELECT work();
DROP EXTENSION bsc;
CREATE TABLE bsc.actual (i int);
DROP SCHEMA bsc CASCADE;
CREATE EXTENSION bsc;
SELECT work();
SQL
is($err, '', 'nothing fails');
my @lines = grep { /\S/ } split /\n/, $out;
is(scalar @lines, 5, 'all of it ran');
like($lines[0], qr/^period 2024-01 of scorecard "a" is closed; .*y 2024-01 7.*; .*x 3.*; 08:00:00; /, 'as it does at first');
is($_, $lines[0], 'and the same again') for @lines[ 1 .. $#lines ];
$node->stop;
done_testing();

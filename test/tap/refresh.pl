# Refreshes that are watched, cancelled, killed and crashed while they run, that go on for long, and
# that belong to somebody who is no superuser.
use strict;
use warnings;

use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', 'autovacuum = off');
$node->start;

# run SQL in a session of its own, at the same time
sub session
{
	my @sql = @_;
	my %session = (out => '', err => '');
	$session{run} = IPC::Run::start(
		[ 'psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('postgres'), map { ('-c', $_) } @sql ],
		'<', \undef, '>', \$session{out}, '2>', \$session{err},
		IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));
	return \%session;
}

# wait for its end; its errors
sub finished
{
	my ($session) = @_;
	eval { $session->{run}->finish };
	return $session->{err};
}

sub value { return $node->safe_psql('postgres', $_[0]) }

# the pid of the refresh that waits at the gate
sub waiting
{
	$node->poll_query_until('postgres',
		q{SELECT count(*) = 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid)
		  WHERE l.locktype = 'advisory' AND NOT l.granted AND a.query LIKE 'CALL%'})
	  or die 'the refresh does not come to the gate';
	return value(q{SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted});
}

sub recorded
{
	return value(q{SELECT string_agg(measure || ' ' || period, ', ' ORDER BY period, measure) FROM bsc.actual_entry WHERE scorecard = 'shop'});
}

sub logged
{
	return value(q{SELECT string_agg(measure || ' ' || period || ' ' || coalesce(split_part(error, E'\n', 1), 'ok'), ', ' ORDER BY id)
		FROM bsc.refresh_log WHERE scorecard = 'shop'});
}

sub forget { value('DELETE FROM bsc.actual; DELETE FROM bsc.refresh_log; DELETE FROM bsc.actual_history'); return }

# Three measures; the second waits at a gate in February, as long as somebody holds it shut.
value(q{
	CREATE EXTENSION bsc;
	INSERT INTO bsc.scorecard (code) VALUES ('shop');
	INSERT INTO bsc.perspective (scorecard_id, code) SELECT id, 'p' FROM bsc.scorecard;
	INSERT INTO bsc.objective (perspective_id, code) SELECT id, 'o' FROM bsc.perspective;
	INSERT INTO bsc.measure (objective_id, code, query) SELECT o.id, v.* FROM bsc.objective o, (VALUES
		('a', 'SELECT 1'),
		('b', 'SELECT CASE WHEN bsc.first_day($1) = ''2024-02-01''
		                   THEN length(pg_advisory_xact_lock_shared(5)::text) ELSE 2 END'),
		('c', 'SELECT 3')) v;
});
my $gate;
sub shut
{
	$gate = session('SELECT pg_advisory_lock(5)', 'SELECT pg_sleep(1000)');
	$node->poll_query_until('postgres', q{SELECT count(*) = 1 FROM pg_locks WHERE locktype = 'advisory' AND granted})
	  or die 'the gate stays open';
	return;
}
sub open_gate
{
	value(q{SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory' AND granted AND mode = 'ExclusiveLock'});
	finished($gate);
	return;
}
my $call = q{CALL bsc.refresh('shop', '2024-01', '2024-03')};

# watched
shut();
my $refresh = session($call);
waiting();
is(recorded(), 'a 2024-01, b 2024-01, c 2024-01', 'another session sees the first period while the second is running');
is(logged(), 'a 2024-01 ok, b 2024-01 ok, c 2024-01 ok', 'and its log');
my $second = session(q{CALL bsc.refresh('shop', '2024-01')});
$node->poll_query_until('postgres', q{SELECT count(*) = 1 FROM pg_locks WHERE locktype = 'object' AND NOT granted});
is(value(q{SELECT count(*) FROM bsc.refresh_log}), 3, 'a second refresh waits');
open_gate();
is(finished($refresh), '', 'the refresh ends');
is(finished($second), '', 'and the second');
is(recorded(), 'a 2024-01, b 2024-01, c 2024-01, a 2024-02, b 2024-02, c 2024-02, a 2024-03, b 2024-03, c 2024-03',
	'everything is recorded');
is(value('SELECT count(*) FROM bsc.actual_history'), 0, 'once');

# cancelled
forget();
shut();
$refresh = session($call);
value('SELECT pg_cancel_backend(' . waiting() . ')');
like(finished($refresh), qr/^ERROR:  canceling statement due to user request/, 'a cancelled refresh ends with that error');
is(recorded(), 'a 2024-01, b 2024-01, c 2024-01, a 2024-02', 'what came before is kept');
is(logged(), 'a 2024-01 ok, b 2024-01 ok, c 2024-01 ok, a 2024-02 ok, b 2024-02 57014: canceling statement due to user request',
	'and the log tells which query was cancelled');

# at statement_timeout
# (one second is enough to come to the gate, but on a busy machine it need not be)
my $error;
for my $seconds (map { 2**$_ } 0 .. 9)
{
	forget();
	$refresh = session("SET statement_timeout = '${seconds}s'", $call);
	$error = finished($refresh);
	last if logged() =~ /b 2024-02/;
}
like($error, qr/^ERROR:  canceling statement due to statement timeout/, 'a slow query ends at statement_timeout');
is(logged(), 'a 2024-01 ok, b 2024-01 ok, c 2024-01 ok, a 2024-02 ok, b 2024-02 57014: canceling statement due to statement timeout',
	'and is logged');

# at lock_timeout, which is the query's own error
forget();
$refresh = session(q{SET lock_timeout = '100ms'}, $call);
like(finished($refresh), qr/^WARNING:  refresh of scorecard "shop": 1 of 9 queries failed/, 'lock_timeout is that query\'s error');
is(value(q{SELECT split_part(error, E'\n', 1) FROM bsc.refresh_log WHERE error IS NOT NULL}),
	'55P03: canceling statement due to lock timeout', 'it is logged');

# a query that only says that it was cancelled
value(q{CREATE FUNCTION public.pretend() RETURNS int LANGUAGE plpgsql AS
	$$BEGIN RAISE EXCEPTION 'not really' USING ERRCODE = 'query_canceled'; END$$;
	UPDATE bsc.measure SET query = 'SELECT public.pretend()' WHERE code = 'a'});
open_gate();
forget();
like(finished(session($call)), qr/^WARNING:  refresh of scorecard "shop": 3 of 9 queries failed/, 'a query cannot stop the others');
value(q{UPDATE bsc.measure SET query = 'SELECT 1' WHERE code = 'a'});

# cancelled inside a transaction block
forget();
shut();
$refresh = session('BEGIN', $call, 'COMMIT');
my $pid = waiting();
is(recorded(), '', 'inside a transaction block nothing is committed in between');
value("SELECT pg_cancel_backend($pid)");
like(finished($refresh), qr/^ERROR:  canceling statement due to user request/, 'cancelled there');
is(recorded() . logged(), '', 'everything is rolled back');

# terminated
$refresh = session($call);
value('SELECT pg_terminate_backend(' . waiting() . ', 10000)');
like(finished($refresh), qr/terminating connection/, 'a terminated refresh');
is(recorded(), 'a 2024-01, b 2024-01, c 2024-01', 'leaves whole periods');
is(logged(), 'a 2024-01 ok, b 2024-01 ok, c 2024-01 ok', 'and their log');

# crashed
forget();
$refresh = session($call);
waiting();
$node->stop('immediate');
finished($refresh);
finished($gate);
$node->start;
is(recorded(), 'a 2024-01, b 2024-01, c 2024-01', 'a crash leaves whole periods');
is(finished(session($call)), '', 'a refresh after it');
is(recorded(), 'a 2024-01, b 2024-01, c 2024-01, a 2024-02, b 2024-02, c 2024-02, a 2024-03, b 2024-03, c 2024-03',
	'records the rest');
is(value(q{SELECT count(*) FROM bsc.actual_history}), 0, 'and touches nothing else');

# the scorecard changes under a refresh
forget();
value(q{INSERT INTO bsc.measure (objective_id, code, query) SELECT id, 'd', 'SELECT 4 FROM crm.gone' FROM bsc.objective});
shut();
$refresh = session($call);
waiting();
is(value(q{SELECT count(*) FROM bsc.refresh_log WHERE measure = 'd'}), 1, 'a measure fails in the first period');
value(q{UPDATE bsc.measure SET query = 'SELECT 30' WHERE code = 'c'});
my $drop = session(q{DELETE FROM bsc.measure WHERE code = 'd'});
$node->poll_query_until('postgres', q{SELECT count(*) = 1 FROM pg_locks WHERE locktype = 'object' AND NOT granted});
open_gate();
is(finished($drop), '', 'dropping it waits for the second to end');
like(finished($refresh), qr/: 2 of 11 queries failed/, 'and the third goes without it');
is(value(q{SELECT string_agg(period || ' ' || value, ', ' ORDER BY period) FROM bsc.actual_entry WHERE measure = 'c'}),
	'2024-01 3, 2024-02 3, 2024-03 30', 'another has a new query from then on');

# REPEATABLE READ and SERIALIZABLE
for my $level ('repeatable read', 'serializable')
{
	value(q{UPDATE bsc.measure SET query = 'SELECT extract(epoch FROM clock_timestamp())' WHERE code = 'c'});
	shut();
	$refresh = session("SET default_transaction_isolation = '$level'", $call);
	waiting();
	$second = session("SET default_transaction_isolation = '$level'", $call);
	$node->poll_query_until('postgres', q{SELECT count(*) = 1 FROM pg_locks WHERE locktype = 'object' AND NOT granted});
	open_gate();
	is(finished($refresh), '', "a refresh under $level");
	is(finished($second), '', "and one that had to wait for it");
}

# a long refresh: each query notes how much memory its backend uses
forget();
value(q{
	DELETE FROM bsc.measure;
	INSERT INTO bsc.measure (objective_id, code, frequency, query) SELECT o.id, v.code, 'day', v.query FROM bsc.objective o, (VALUES
		('memory', 'SELECT sum(total_bytes) FROM pg_backend_memory_contexts'),
		('fails', 'SELECT 1 FROM crm.gone'),
		('fails_late', 'SELECT n AS entity, CASE WHEN n > 900 THEN ''NaN''::float8 ELSE n END AS value FROM generate_series(1, 1000) n')) v (code, query);
});
for my $block (0, 1)
{
	forget();
	my @sql = (q{CALL bsc.refresh('shop', '2024-01-01', '2024-12-31')});
	@sql = ('BEGIN', @sql, 'COMMIT') if $block;
	like(finished(session(@sql)), qr/732 of 1098 queries failed/, '1,098 queries' . ($block ? ' in one transaction' : ''));
	my $growth = value(q{SELECT (SELECT value FROM bsc.actual_entry WHERE measure = 'memory' AND period = '2024-12-31')
		- (SELECT value FROM bsc.actual_entry WHERE measure = 'memory' AND period = '2024-01-20')});
	# the server keeps 8 kB for every subtransaction that fired a trigger, up to the end of the transaction
	cmp_ok($growth, '<', $block ? 350 * 10_000 : 50_000, "memory does not grow ($growth bytes)");
}

# more rows than work_mem holds
value(q{
	DELETE FROM bsc.measure;
	INSERT INTO bsc.measure (objective_id, code, query) SELECT o.id, 'many',
		'SELECT ''entity '' || n AS entity, n AS value FROM generate_series(1, 50000) n' FROM bsc.objective o;
});
is(finished(session(q{SET work_mem = '64kB'}, q{CALL bsc.refresh('shop', '2024-01')})), '', 'rows that are kept on disk');
is(value(q{SELECT count(*) || ' ' || sum(value) FROM bsc.actual_entry WHERE measure = 'many'}), '50000 1250025000', 'all of them');
is(value(q{SELECT count(*) FROM pg_ls_tmpdir()}), 0, 'and no file is left');
# by now the table has never been analyzed, and the planner takes it for small: done row by row it would take hours
my $soon = q{SET statement_timeout = '30min'};
is(finished(session($soon, q{CALL bsc.refresh('shop', '2024-01')})), '', 'all of them again, in reasonable time');
is(value(q{SELECT count(*) FROM bsc.actual_history h JOIN bsc.measure m ON m.id = h.measure_id WHERE m.code = 'many'}), 0, 'changes nothing');
value(q{UPDATE bsc.measure SET query = 'SELECT 1'});
is(finished(session($soon, q{CALL bsc.refresh('shop', '2024-01')})), '', 'none of them any more, in reasonable time');
is(value(q{SELECT count(*) || ' ' || sum(value) FROM bsc.actual_entry WHERE measure = 'many'}), '1 1', 'they are gone');

# somebody who is no superuser installs and uses it; others see nothing until she grants it
$node->safe_psql('postgres', q{
	CREATE ROLE owner LOGIN; CREATE ROLE clerk LOGIN; CREATE ROLE boss LOGIN;
	CREATE DATABASE theirs; GRANT CREATE ON DATABASE theirs TO owner});
sub as
{
	my ($role, $sql) = @_;
	my ($status, $out, $err) = $node->psql('theirs', $sql, extra_params => [ '-U', $role ]);
	return $out . $err;
}
is(as('owner', q{
	CREATE EXTENSION bsc;
	CREATE SCHEMA crm;
	CREATE TABLE crm.sale (sold_on date, amount numeric);
	INSERT INTO crm.sale VALUES ('2024-01-05', 10), ('2024-01-06', 5), ('2024-02-01', 7);
	INSERT INTO bsc.scorecard (code) VALUES ('shop');
	INSERT INTO bsc.perspective (scorecard_id, code) SELECT id, 'p' FROM bsc.scorecard;
	INSERT INTO bsc.objective (perspective_id, code) SELECT id, 'o' FROM bsc.perspective;
	INSERT INTO bsc.measure (objective_id, code, query) SELECT id, 'sales',
		'SELECT sum(amount) FROM crm.sale WHERE bsc.during(sold_on, $1)' FROM bsc.objective;
}), '', 'she installs it and defines a scorecard');
is(as('owner', q{CALL bsc.refresh('shop', '2024-01', '2024-02')}), '', 'she refreshes it');
is(as('owner', q{SELECT string_agg(period || ' ' || value, ', ' ORDER BY period) FROM bsc.actual_entry}), '2024-01 15, 2024-02 7', 'and reads it');
is(as('owner', q{SELECT value FROM bsc.test_query('shop', 'sales', '2024-01')}), '15', 'she tests a query');
is(as('owner', q{SELECT bsc.record('shop', 'sales', '2023-12', 4); INSERT INTO bsc.actual_entry VALUES ('shop', 'sales', 'x', '2023-12', 1); UPDATE bsc.actual_entry SET value = 2 WHERE entity = 'x'; DELETE FROM bsc.actual_entry WHERE entity = 'x'}),
	'', 'she records by hand');
like(as('clerk', q{CALL bsc.refresh('shop')}), qr/permission denied for schema bsc/, 'others see nothing');
is(as('owner', q{
	GRANT USAGE ON SCHEMA bsc TO clerk, boss;
	GRANT SELECT ON ALL TABLES IN SCHEMA bsc TO clerk, boss;
	GRANT INSERT, UPDATE, DELETE ON bsc.actual, bsc.actual_entry, bsc.actual_history, bsc.refresh_log, bsc.measure_run TO clerk;
	INSERT INTO crm.sale VALUES ('2024-02-02', 1)}), '', 'until she grants it');
is(as('clerk', q{CALL bsc.refresh('shop', '2024-01', '2024-02')}), '', 'then a clerk, who may not read the sales, refreshes');
is(as('boss', q{SELECT string_agg(period || ' ' || value, ', ' ORDER BY period) FROM bsc.actual_entry}), '2023-12 4, 2024-01 15, 2024-02 8', 'and the boss reads');
is(as('owner', q{SELECT recorded_by FROM bsc.actual ORDER BY period DESC LIMIT 1}), 'clerk', 'it is recorded by the clerk');
like(as('boss', q{SELECT bsc.record('shop', 'sales', '2024-02', 100)}), qr/permission denied to write to scorecards\nDETAIL:  Role "boss" .*\nHINT:  GRANT INSERT, UPDATE, DELETE on bsc.actual to whoever records/, 'but may not write');

$node->stop;
done_testing();

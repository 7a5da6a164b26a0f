# A refresh is followed from other sessions while it runs, wherever it runs and however it ends; and
# says what came of each query when it is asked to.
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

# notices without their times
sub timeless
{
	my ($said) = @_;
	$said =~ s/\d+\.\d ms/? ms/g;
	return $said;
}

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

# the pid of the refresh that waits at the gate
sub waiting
{
	$node->poll_query_until('postgres', q{SELECT count(*) = 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted})
	  or die 'the refresh does not come to the gate';
	return value(q{SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted});
}

my $look = q{SELECT scorecard, state, done, total, failed, measure, period FROM bsc.refresh_progress ORDER BY started};
my $running = 'shop|running|4|9|1|b|2024-02';
sub seen { return value($look) }

# Three measures; one fails, and the second waits at a gate in February, as long as somebody holds it
# shut.  On its way there it has an error that it catches.
value(q{
	CREATE EXTENSION bsc;
	CREATE FUNCTION public.pass(on_day date) RETURNS int LANGUAGE plpgsql AS $$
	BEGIN
		BEGIN PERFORM 1 / 0; EXCEPTION WHEN division_by_zero THEN NULL; END;
		IF on_day = '2024-02-01' THEN PERFORM pg_advisory_xact_lock_shared(5); END IF;
		RETURN 2;
	END $$;
	INSERT INTO bsc.scorecard (code) VALUES ('shop');
	INSERT INTO bsc.perspective (scorecard_id, code) SELECT id, 'p' FROM bsc.scorecard;
	INSERT INTO bsc.objective (perspective_id, code) SELECT id, 'o' FROM bsc.perspective;
	INSERT INTO bsc.measure (objective_id, code, query) SELECT o.id, v.* FROM bsc.objective o, (VALUES
		('a', 'SELECT n::text AS entity, n AS value FROM generate_series(1, 2) n'),
		('b', 'SELECT public.pass(bsc.first_day($1)) FROM pg_sleep(0.05)'),
		('c', 'SELECT 1 / (extract(month FROM bsc.first_day($1)) - 1)')) v;
});
my $call = q{CALL bsc.refresh('shop', '2024-01', '2024-03', verbose => true)};
my $all_said = <<'END';
NOTICE:  1 of 9: measure "a" for 2024-01: 2 rows in ? ms
NOTICE:  2 of 9: measure "b" for 2024-01: 1 row in ? ms
NOTICE:  3 of 9: measure "c" for 2024-01 failed after ? ms: 22012: division by zero
NOTICE:  4 of 9: measure "a" for 2024-02: 2 rows in ? ms
NOTICE:  5 of 9: measure "b" for 2024-02: 1 row in ? ms
NOTICE:  6 of 9: measure "c" for 2024-02: 1 row in ? ms
NOTICE:  7 of 9: measure "a" for 2024-03: 2 rows in ? ms
NOTICE:  8 of 9: measure "b" for 2024-03: 1 row in ? ms
NOTICE:  9 of 9: measure "c" for 2024-03: 1 row in ? ms
NOTICE:  statuses compared in ? ms: 0 changes
END

# on its way
is(seen(), '', 'nothing runs, nothing is shown');
shut();
my $refresh = session($call);
my $pid = waiting();
is(seen(), $running, 'a query that runs is seen, after an error that it has caught');
is(value('SELECT pid FROM bsc.refresh_progress'), $pid, 'and in which session');
is(value(q{SELECT count(*) FROM bsc.refresh_progress
	WHERE started < query_started AND query_started < now() AND estimated_end > now() AND estimated_end < now() + interval '1 hour'}), 1, 'with times that make sense');
# Four queries have ended and four are left after the one that runs, so they take as long as the four did: 0.05 s or more.
# Once that one has taken longer than all were to take, the end can only move on.
value('SELECT pg_sleep(0.1 + 3 * extract(epoch FROM query_started - started)) FROM bsc.refresh_progress');
is(value(q{SELECT estimated_end >= now() + interval '0.05 s' AND estimated_end <= clock_timestamp() + (query_started - started) * 1.01
	FROM bsc.refresh_progress}), 't',
	'the end moves on with a query that takes longer than the others did');
$refresh->{run}->pump until $refresh->{err} =~ /4 of 9.*\n/;
is(timeless($refresh->{err}), join('', (split /^/m, $all_said)[0 .. 3]), 'its notices have come already');
my $second = session(q{CALL bsc.refresh('shop', '2024-01')});
$node->poll_query_until('postgres', q{SELECT count(*) = 1 FROM pg_locks WHERE locktype = 'object' AND NOT granted});
is(seen(), "$running\nshop|waiting|0|3|0||", 'a second refresh waits for it');
is(value(q{SELECT count(*) FROM bsc.refresh_progress WHERE state = 'waiting' AND estimated_end IS NULL AND query_started IS NULL}), 1,
	'without a guess of its end');
is(value(q{SELECT count(*) FROM pg_stat_progress_vacuum, pg_stat_progress_analyze, pg_stat_progress_copy}), 0, 'no other command is shown');
open_gate();
is(timeless(finished($refresh)), $all_said . <<'END', 'it says what came of each query');
WARNING:  refresh of scorecard "shop": 1 of 9 queries failed
DETAIL:  The first was measure "c" for 2024-01: 22012: division by zero.
HINT:  See the column error of bsc.refresh_log.
END
finished($second);
is(seen(), '', 'and then nothing runs any more');
unlike(finished(session(q{CALL bsc.refresh('shop', '2024-02')})), qr/NOTICE/, 'without being asked it says nothing');

# where nothing is committed before the end
shut();
$refresh = session('BEGIN', $call, 'SELECT pg_sleep(1000)');
waiting();
is(seen(), $running, 'in a transaction block');
open_gate();
$refresh->{run}->pump until $refresh->{err} =~ /HINT/;
is(seen(), '', 'the end of the call is its end, though not the transaction\'s');
value(q{SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(1000)%' AND pid <> pg_backend_pid()});
finished($refresh);
value(q{CREATE FUNCTION public.call() RETURNS int LANGUAGE plpgsql AS
	$$BEGIN CALL bsc.refresh('shop', '2024-01', '2024-03'); RETURN 1; END$$});
shut();
$refresh = session('COPY (SELECT public.call()) TO STDOUT');
waiting();
is(seen(), $running, 'in a function that COPY calls');
is(value('SELECT count(*) FROM pg_stat_progress_copy WHERE bytes_processed + bytes_total + tuples_processed + tuples_excluded > 0'),
	0, 'in whose own progress nothing of it is seen');
open_gate();
finished($refresh);
is($refresh->{out}, "1\n", 'it goes on');

# however it ends
sub fresh { value('DELETE FROM bsc.actual'); shut(); $refresh = session($call); return waiting() }
fresh();
value("SELECT pg_cancel_backend(pid) FROM bsc.refresh_progress");
like(finished($refresh), qr/^ERROR:  canceling statement due to user request/m, 'it is cancelled by the pid that is shown');
is(seen(), '', 'and not shown any more');
$pid = waiting($refresh = session($call));
value("SELECT pg_terminate_backend($pid, 10000)");
finished($refresh);
is(join('', map { value(q{SELECT count(*) FROM bsc.refresh_progress}) } 1 .. 5), '00000', 'nor is one that was terminated, by whoever comes into its place');
waiting($refresh = session(q{SET idle_session_timeout = 0}, $call));
$node->stop('immediate');
finished($refresh);
finished($gate);
$node->start;
is(seen(), '', 'nor one that was crashed');
like(finished(session(q{CALL bsc.refresh('shop', '2024-02', '2024-01')})), qr/ERROR:  period 2024-01 ends before/, 'nor one that was called wrongly');
is(seen(), '', 'is it');

# who sees it
$node->safe_psql('postgres', 'CREATE DATABASE other');
$node->safe_psql('other', 'CREATE EXTENSION bsc');
$node->safe_psql('other', q{INSERT INTO bsc.scorecard (id, code) VALUES (1, 'theirs')});
value(q{CREATE ROLE reader LOGIN; CREATE ROLE outsider LOGIN; CREATE ROLE stranger LOGIN;
	GRANT USAGE ON SCHEMA bsc TO reader, outsider; GRANT SELECT ON bsc.refresh_progress, bsc.scorecard, bsc.measure TO reader, outsider;
	ALTER TABLE bsc.scorecard ENABLE ROW LEVEL SECURITY;
	CREATE POLICY known ON bsc.scorecard USING (current_user <> 'outsider')});
fresh();
is($node->safe_psql('other', $look), '', 'another database sees nothing of it');
is($node->safe_psql('postgres', $look, extra_params => [ '-U', 'reader' ]), $running, 'whoever may read sees it');
my (undef, undef, $refused) = $node->psql('postgres', $look, extra_params => [ '-U', 'stranger' ]);
like($refused, qr/permission denied for schema bsc/, 'and nobody else');
is($node->safe_psql('postgres', $look, extra_params => [ '-U', 'outsider' ]), '', 'nor who may not see the scorecard');
is($node->safe_psql('postgres', qq{BEGIN; $look; $look}), "$running\n$running", 'one that looks twice sees it twice');
open_gate();
finished($refresh);

# a superuser may hide it
shut();
$refresh = session('SET track_activities = off', $call);
waiting();
is(seen(), '', 'a session that tracks no activities shows none');
open_gate();
finished($refresh);

$node->stop;
done_testing();

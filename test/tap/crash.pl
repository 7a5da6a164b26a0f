# A server that dies in the middle of a definition, a refresh, a closing or CREATE EXTENSION comes back
# with everything that was committed and nothing of what was not.
use strict;
use warnings;

use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
# what is reported as committed must be on disk
$node->append_conf('postgresql.conf', "autovacuum = off\njit = off\nfsync = on\nfull_page_writes = on\nsynchronous_commit = on");
$node->start;

sub value { return $node->safe_psql('postgres', $_[0]) }

# start some SQL, wait until the server is in the middle of it, kill the server, bring it back
sub crash_in
{
	my ($sql, $middle) = @_;
	my ($out, $err) = ('', '');
	my $session = IPC::Run::start(
		[ 'psql', '-XAtq', '-d', $node->connstr('postgres'), map { ('-c', $_) } @$sql ],
		'<', \undef, '>', \$out, '2>', \$err);
	$node->poll_query_until('postgres', $middle) or die "it never comes to the middle: $err";
	$node->stop('immediate');
	eval { $session->finish };
	$node->start;
	return $err;
}

# Nothing is half there: every row has its parents, every table agrees with its indexes, and the trees are whole.
sub consistent
{
	my ($name) = @_;
	is(value(q{
		SELECT count(*) FROM (
			SELECT 1 FROM bsc.perspective p LEFT JOIN bsc.scorecard s ON s.id = p.scorecard_id WHERE s.id IS NULL
			UNION ALL SELECT 1 FROM bsc.objective o LEFT JOIN bsc.perspective p ON p.id = o.perspective_id AND p.scorecard_id = o.scorecard_id WHERE p.id IS NULL
			UNION ALL SELECT 1 FROM bsc.measure m LEFT JOIN bsc.objective o ON o.id = m.objective_id AND o.scorecard_id = m.scorecard_id WHERE o.id IS NULL
			UNION ALL SELECT 1 FROM bsc.actual a LEFT JOIN bsc.measure m ON m.id = a.measure_id WHERE m.id IS NULL
			UNION ALL SELECT 1 FROM bsc.closed_period c WHERE NOT EXISTS (SELECT FROM bsc.closed_result r WHERE r.scorecard_id = c.scorecard_id AND r.period OPERATOR(bsc.=) c.period)
			-- what the log calls done is there
			UNION ALL SELECT 1 FROM bsc.refresh_log l WHERE error IS NULL AND rows <> (
				SELECT count(*) FROM bsc.actual_entry e WHERE e.scorecard = l.scorecard AND e.measure = l.measure AND e.period = l.period::text)) AS bad}),
		'0', "$name: nothing is half there");
	value('CREATE EXTENSION IF NOT EXISTS amcheck');
	is(value(q{SELECT count(bt_index_check(i.indexrelid, true)) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am a ON a.oid = x.relam
		WHERE c.relnamespace = 'bsc'::regnamespace AND a.amname = 'btree' HAVING count(*) = 0}), '', "$name: indexes agree with tables");
	return;
}

# --- CREATE EXTENSION ---------------------------------------------------------------------------------------

value('CREATE ROLE waiting');
crash_in([ 'BEGIN', 'CREATE EXTENSION bsc', 'SELECT pg_sleep(600)' ], q{SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'});
is(value(q{SELECT count(*) FROM pg_extension WHERE extname = 'bsc'}), '0', 'an extension that was not committed is not there');
value('CREATE EXTENSION bsc');

# --- define ---------------------------------------------------------------------------------------------------

my $define = q{SELECT bsc.define(jsonb_build_object('code', 'shop', 'perspectives', (
	SELECT jsonb_agg(jsonb_build_object('code', 'p' || p, 'objectives', (
		SELECT jsonb_agg(jsonb_build_object('code', 'o' || o, 'measures', (
			SELECT jsonb_agg(jsonb_build_object('code', format('m%s.%s.%s', p, o, m), 'query',
				'SELECT count(*) AS value FROM crm.sale WHERE bsc.during(sold_on, $1)', 'plan', '[{"period": "2024-01", "target": "0..31"}]'::jsonb))
			FROM generate_series(1, 5) m)))
		FROM generate_series(1, 5) o)))
	FROM generate_series(1, FROM_P) p)))};
(my $small = $define) =~ s/FROM_P/2/;
(my $large = $define) =~ s/FROM_P/20/;
value(q{CREATE SCHEMA crm; CREATE TABLE crm.sale AS SELECT date '2024-01-01' + n AS sold_on FROM generate_series(0, 365) n});
value($small);
my $before = value(q{SELECT bsc.definition('shop')});
crash_in([ 'BEGIN', $large, 'SELECT pg_sleep(600)' ], q{SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'});
is(value(q{SELECT bsc.definition('shop')}), $before, 'a definition that was not committed leaves the old one');
consistent('definition');
# in the middle of its statement: where it wants a table that another session has locked
my ($held, $held_err) = ('', '');
my $holder = IPC::Run::start(
	[ 'psql', '-XAtq', '-d', $node->connstr('postgres'), '-c', 'BEGIN', '-c', 'LOCK TABLE bsc.plan', '-c', 'SELECT pg_sleep(600)' ],
	'<', \undef, '>', \$held, '2>', \$held_err);
$node->poll_query_until('postgres', q{SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'}) or die $held_err;
crash_in([$large], q{SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'});
eval { $holder->finish };
like(value(q{SELECT jsonb_array_length(bsc.definition('shop') -> 'perspectives')}), qr/^(2|20)$/, 'a definition is there as a whole or not at all');
consistent('definition');
value($small);

# --- refresh --------------------------------------------------------------------------------------------------

# each period is committed when it is done; the gate holds the refresh in one in the middle
value(q{CREATE FUNCTION crm.gate(p bsc.period) RETURNS float8 LANGUAGE plpgsql AS $$
	BEGIN IF p OPERATOR(bsc.=) '2024-04' THEN PERFORM pg_sleep(600); END IF; RETURN 1; END$$;
	UPDATE bsc.measure SET query = 'SELECT crm.gate($1)' WHERE code = 'm1.3.3'});
crash_in([q{CALL bsc.refresh('shop', '2024-01', '2024-06')}], q{SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'});
is(value(q{SELECT string_agg(DISTINCT period, ' ' ORDER BY period) FROM bsc.actual_entry}), '2024-01 2024-02 2024-03', 'periods that were done are there, the one under way is not');
is(value(q{SELECT count(*), count(error), count(DISTINCT period::text) FROM bsc.refresh_log}), '150|0|3', 'and so is their log');
consistent('refresh');
value(q{UPDATE bsc.measure SET query = 'SELECT 1' WHERE code = 'm1.3.3'});
value(q{CALL bsc.refresh('shop', '2024-01', '2024-06', only_changed => true)});
is(value(q{SELECT count(*), count(DISTINCT period) FROM bsc.actual_entry}), '300|6', 'the refresh is made up for');

# --- closing --------------------------------------------------------------------------------------------------

value(q{CALL bsc.close_period('shop', '2024-01')});
my $frozen = value(q{SELECT r FROM bsc.closed_result AS r ORDER BY ordinal});
crash_in([ 'BEGIN', q{CALL bsc.close_period('shop', '2024-02')}, q{CALL bsc.reopen_period('shop', '2024-01')}, 'SELECT pg_sleep(600)' ],
	q{SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'});
is(value(q{SELECT string_agg(period::text, ' ') FROM bsc.closed_period}), '2024-01', 'a closing that was not committed is not there, the other one is');
is(value(q{SELECT r FROM bsc.closed_result AS r ORDER BY ordinal}), $frozen, 'with its results');
consistent('closing');
my ($status, undef, $error) = $node->psql('postgres', q{SELECT bsc.record('shop', 'm1.1.1', '2024-01', 1)});
like($error, qr/is closed/, 'and refuses writes');
is(value(q{SELECT bsc.record('shop', 'm1.1.1', '2024-02', 1); SELECT value FROM bsc.actual_entry WHERE measure = 'm1.1.1' AND period = '2024-02'}), "\n1", 'the other one takes them: no lock has stayed');

done_testing();

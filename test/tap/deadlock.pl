# Five sessions write, load, plan, define, refresh, close and drop at once, through the public functions and by plain
# UPDATE and DELETE, and never wait for each other in a circle.  Some hundred calls by default; for so many seconds
# with BSC_STRESS_SECONDS.
use strict;
use warnings;

use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "autovacuum = off\ndeadlock_timeout = '50ms'\n");
$node->start;

$node->safe_psql('postgres', q{
	CREATE EXTENSION bsc;
	CREATE TABLE sale (dealer text, value float8);
	INSERT INTO sale SELECT 'd' || i, i FROM generate_series(1, 5) AS i;
});

# a scorecard with two measures, or with one that is no longer there
sub document
{
	my ($code, $measures) = @_;
	my $list = join ', ', map { qq({"code": "$_", "query": "SELECT dealer AS entity, value FROM public.sale", "plan": [{"period": "2024", "target": "0..9"}]}) } @$measures;
	return qq('{"code": "$code", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [$list]}]}]}'::jsonb);
}

$node->safe_psql('postgres', q{
	-- the scorecard goes with all that is below it, and is there again with rows for each session
	CREATE FUNCTION renew(document jsonb) RETURNS void LANGUAGE plpgsql AS $$
	BEGIN
		PERFORM bsc.drop_scorecard(s.code) FROM bsc.scorecard AS s WHERE s.code = document ->> 'code';
		PERFORM bsc.define(document, true);
		INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value)
		SELECT document ->> 'code', 'm', format('s%s %s', session, n), '2023-12', n
		FROM generate_series(1, 5) AS session, generate_series(1, 8) AS n;
	END $$;
});
# A statement that has its rows takes its time before it ends, so that a short run meets as many others as a long one would.
$node->safe_psql('postgres', q{
	CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.004); RETURN NULL; END';
	CREATE TRIGGER linger AFTER INSERT ON bsc.actual FOR EACH ROW WHEN (NEW.entity ~ '1$') EXECUTE FUNCTION linger();
	CREATE TRIGGER linger_over AFTER UPDATE ON bsc.actual FOR EACH ROW WHEN (NEW.entity ~ '1$') EXECUTE FUNCTION linger();
	CREATE TRIGGER linger AFTER INSERT OR UPDATE ON bsc.plan FOR EACH ROW WHEN (NEW.entity ~ '1$') EXECUTE FUNCTION linger();
});
$node->safe_psql('postgres', 'SELECT renew(' . document($_, [ 'm', 'k' ]) . ')') for qw(a b);

# What a session does, by a number.  Rows that many write by one statement come in any order; plain UPDATEs, which know no
# order, write rows that no other session but one that drops them wants.
sub call
{
	my ($session, $n, $kinds) = @_;
	my $code = $n % 7 < 5 ? 'a' : 'b';
	my $month = sprintf '2024-%02d', 1 + $n % 3;
	my $kind = $kinds->[ int($n / 7) % @$kinds ];
	my $rows = "scorecard = '$code' AND entity LIKE 'd%' AND period = '$month'";
	my $random = "unnest(ARRAY['m', 'k']) AS m CROSS JOIN unnest(ARRAY['d1', 'd2']) AS d ORDER BY random()";
	return "SELECT bsc.record('$code', 'm', '$month', random() * 9, 'd1')" if $kind < 3;
	return "INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value) VALUES ('$code', 'm', 'd1', '$month', random())" if $kind == 3;
	return "INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value) SELECT '$code', 'm', 'd' || n, '$month', random() FROM generate_series(1, 8) AS n ORDER BY random()" if $kind == 4;
	return "INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value) SELECT '$code', m, d, '$month', random() FROM $random" if $kind == 5;
	return "INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value) SELECT s, 'm', 'd1', '$month', random() FROM unnest(ARRAY['a', 'b']) AS s ORDER BY random()" if $kind == 6;
	return "UPDATE bsc.actual SET value = value + 1 WHERE entity LIKE 's$session %'" if $kind < 9;
	return "DELETE FROM bsc.actual WHERE entity = 's$session " . (1 + $n % 8) . q(') if $kind == 9;
	return "UPDATE bsc.actual_entry SET value = random() WHERE $rows" if $kind == 10;
	return "DELETE FROM bsc.actual_entry WHERE $rows" if $kind == 11;
	return 'SELECT bsc.define(' . document($code, $n % 2 ? [ 'm', 'k' ] : ['m']) . ', true)' if $kind == 12;
	return "CALL bsc.refresh('$code', '$month')" if $kind == 13;
	return ($n % 2 ? "CALL bsc.close_period('$code', '$month')" : "CALL bsc.reopen_period('$code', '$month')") if $kind == 14;
	return "INSERT INTO bsc.plan_entry (scorecard, measure, entity, period, target) SELECT '$code', m, d, '$month', '0..9' FROM $random" if $kind == 15;
	return "UPDATE bsc.plan_entry SET target = '0..' || 1 + n FROM generate_series(1, 5) AS n WHERE $rows" if $kind == 16;
	return ($n % 2 ? "DELETE FROM bsc.plan_entry WHERE $rows" : "SELECT bsc.copy_targets('$code', '2024', '2024-02', 2, NULL, true)") if $kind == 17;
	return 'SELECT renew(' . document($code, [ 'm', 'k' ]) . ')';
}

my $dir = PostgreSQL::Test::Utils::tempdir();
my $seconds = $ENV{BSC_STRESS_SECONDS} || 0;
my $begun = time;
my $each = 60;
my ($calls, $done, $deadlocks, $other, $seed) = (0, 0, 0, '', 1);
# all together, and then, so that they meet, those that write several actuals and those that write several targets
my @crowds = ([ 0 .. 18 ], [ 4, 5, 10, 11, 13 ], [ 15 .. 17 ]);
my $crowd = 0;
do
{
	my @sessions;
	my $kinds = $crowds[ $crowd++ % @crowds ];
	for my $session (1 .. 5)
	{
		my $sql = '';
		for (1 .. $each)
		{
			$seed = ($seed * 48271) % 2147483647;
			$sql .= call($session, $seed, $kinds) . ";\n";
			$calls++;
		}
		# by files: what IPC::Run feeds to one session while it waits for another is nothing
		my %session = map { $_ => "$dir/$session.$_" } qw(sql out err);
		append_to_file($session{sql}, $sql);
		$session{run} = IPC::Run::start([ 'psql', '-XAtq', '-v', 'VERBOSITY=verbose', '-f', $session{sql}, '-d', $node->connstr('postgres') ],
			'<', '/dev/null', '>', $session{out}, '2>', $session{err}, IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));
		push @sessions, \%session;
	}
	for my $session (@sessions)
	{
		$session->{run}->finish;
		my $said = slurp_file($session->{err});
		my @states = $said =~ /^(?:psql:.*)?ERROR:\s+(\w{5}):/mg;
		$done += $each - @states;
		$deadlocks += grep { $_ eq '40P01' } @states;
		# unknown codes, closed periods, children without their parent, codes taken meanwhile
		$other .= join '', grep { /ERROR/ && !/ERROR:\s+(?:40P01|22023|55000|23503|23505)/ } map { "$_\n" } split /\n/, $said;
		unlink @$session{qw(sql out err)};
	}
} while ($crowd < @crowds || time - $begun < $seconds);

is($deadlocks, 0, 'five sessions do not deadlock');
is($other, '', 'nor fail otherwise than they may');
cmp_ok($done, '>', $calls / 4, 'and get their work done');
note("$done of $calls calls done");
is($node->safe_psql('postgres', q{SELECT count(*) FROM bsc.actual AS a WHERE NOT EXISTS (SELECT 1 FROM bsc.measure AS m WHERE m.id = a.measure_id)}), '0',
	'no actual lost its measure');
$node->stop;
done_testing();

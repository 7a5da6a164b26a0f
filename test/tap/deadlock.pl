# Five sessions write, load, define, refresh, close and drop at once, each through the public functions, and
# never wait for each other in a circle.  Some hundred calls by default; for so many seconds with
# BSC_STRESS_SECONDS.
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

# what a session does, by a number; rows of one statement are in one order for all
sub call
{
	my ($n) = @_;
	my $code = $n % 7 < 4 ? 'a' : 'b';
	my $month = sprintf '2024-%02d', 1 + $n % 3;
	my $kind = int($n / 7) % 12;
	return "SELECT bsc.record('$code', 'm', '$month', random() * 9, 'd1')" if $kind < 4;
	return "INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value) VALUES ('$code', 'm', 'd1', '$month', random())" if $kind == 4;
	return "UPDATE bsc.actual_entry SET value = random() WHERE scorecard = '$code' AND entity = 'd1' AND period = '$month' AND measure = 'm'" if $kind == 5;
	return "DELETE FROM bsc.actual_entry WHERE scorecard = '$code' AND entity = 'd1' AND period = '$month' AND measure = 'm'" if $kind == 6;
	return 'SELECT bsc.define(' . document($code, [ 'm', 'k' ]) . ', true)' if $kind == 7;
	return 'SELECT bsc.define(' . document($code, ['m']) . ', true)' if $kind == 8;
	return "CALL bsc.refresh('$code', '$month')" if $kind == 9;
	return ($n % 2 ? "CALL bsc.close_period('$code', '$month')" : "CALL bsc.reopen_period('$code', '$month')") if $kind == 10;
	return "SELECT bsc.drop_scorecard('$code')";
}

my $seconds = $ENV{BSC_STRESS_SECONDS} || 0;
my $begun = time;
my ($calls, $done, $deadlocks, $other, $seed) = (0, 0, 0, '', 1);
do
{
	my @sessions;
	for my $session (1 .. 5)
	{
		my $sql = '';
		for (1 .. 100)
		{
			$seed = ($seed * 48271) % 2147483647;
			$sql .= call($seed) . ";\n";
			$calls++;
		}
		my %session = (in => $sql, out => '', err => '');
		$session{run} = IPC::Run::start([ 'psql', '-XAtq', '-v', 'VERBOSITY=verbose', '-d', $node->connstr('postgres') ],
			'<', \$session{in}, '>', \$session{out}, '2>', \$session{err}, IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));
		push @sessions, \%session;
	}
	for my $session (@sessions)
	{
		$session->{run}->finish;
		my @states = $session->{err} =~ /^(?:psql:.*)?ERROR:\s+(\w{5}):/mg;
		$done += 100 - @states;
		$deadlocks += grep { $_ eq '40P01' } @states;
		# unknown codes, closed periods, children without their parent, codes taken meanwhile
		$other .= join '', grep { /ERROR/ && !/ERROR:\s+(?:40P01|22023|55000|23503|23505)/ } map { "$_\n" } split /\n/, $session->{err};
	}
} while (time - $begun < $seconds);

is($deadlocks, 0, 'five sessions do not deadlock');
is($other, '', 'nor fail otherwise than they may');
cmp_ok($done, '>', $calls / 4, 'and get their work done');
note("$done of $calls calls done");
is($node->safe_psql('postgres', q{SELECT count(*) FROM bsc.actual AS a WHERE NOT EXISTS (SELECT 1 FROM bsc.measure AS m WHERE m.id = a.measure_id)}), '0',
	'no actual lost its measure');
$node->stop;
done_testing();

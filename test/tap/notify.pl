# Who listens to bsc_status is told which statuses a refresh has changed: all of them, in order, once,
# and nothing that was rolled back; and whatever goes wrong with it, the actuals are recorded.
use strict;
use warnings;

use JSON::PP;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', 'autovacuum = off');
$node->start;

sub value { return $node->safe_psql('postgres', $_[0]) }

# what a session that listens is sent by its statements, and what else psql says
my $said = '';
sub payloads
{
	my @sql = @_;
	my $out = '';
	IPC::Run::run(
		[ 'psql', '-XAtq', '-d', $node->connstr('postgres'), map { ('-c', $_) } 'LISTEN bsc_status', @sql ],
		'<', \undef, '>', \$out, '2>', \$said,
		IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));
	return $out =~ /^Asynchronous notification "bsc_status" with payload "(.*)" received/mg;
}

# the same as lines "period entity node: from > to"
sub told
{
	my @lines;
	for (map { decode_json($_) } payloads(@_))
	{
		push @lines, $_->{more} ? "$_->{scorecard}: $_->{more} more"
		  : join(' ', $_->{period}, $_->{entity} || '-', $_->{node} . ':', $_->{from} // 'none', '>', $_->{to} // 'none');
	}
	return join "\n", @lines;
}

# A monthly scorecard over a table of values: red below 7, green from 9 on.
value(q{
	CREATE EXTENSION bsc;
	CREATE TABLE public.fact (measure text, entity text, day date, value float8);
	INSERT INTO bsc.scorecard (code) VALUES ('shop');
	INSERT INTO bsc.perspective (scorecard_id, code) SELECT id, 'p' FROM bsc.scorecard;
	INSERT INTO bsc.objective (perspective_id, code) SELECT id, 'o' FROM bsc.perspective;
	CREATE FUNCTION public.measure(code text, frequency text DEFAULT NULL, carry int DEFAULT 0) RETURNS void LANGUAGE sql AS $$
		INSERT INTO bsc.measure (objective_id, code, frequency, carry_forward, rollup, query)
		SELECT o.id, $1, $2, $3, 'mean',
			format('SELECT entity, avg(value) AS value FROM public.fact WHERE measure = %L AND bsc.during(day, $1) GROUP BY 1', $1)
		FROM bsc.objective o;
		INSERT INTO bsc.plan (measure_id, period, target)
		SELECT m.id, p, '0..10'::bsc.target FROM bsc.measure m, bsc.periods('2024-01', '2024-12') p WHERE m.code = $1 AND m.frequency = 'month'
		UNION ALL SELECT m.id, '2024'::bsc.period, '0..10'::bsc.target FROM bsc.measure m WHERE m.code = $1 AND m.frequency = 'year';
	$$;
	SELECT public.measure('a');
	INSERT INTO public.fact VALUES ('a', '', '2024-01-01', 8), ('a', 'north', '2024-01-01', 1), ('a', '', '2024-02-01', 9);
});
my $call = q{CALL bsc.refresh('shop', '2024-01', '2024-03')};

is_deeply([ payloads($call) ], [
	'{"scorecard":"shop","entity":"","node":"shop","from":null,"to":"green","period":"2024-02"}',
	'{"scorecard":"shop","entity":"","node":"shop/p","from":null,"to":"green","period":"2024-02"}',
	'{"scorecard":"shop","entity":"","node":"shop/p/o","from":null,"to":"green","period":"2024-02"}',
	'{"scorecard":"shop","entity":"","node":"shop/p/o/a","from":null,"to":"green","period":"2024-02"}',
	'{"scorecard":"shop","entity":"","node":"shop","from":null,"to":"amber","period":"2024-01"}',
	'{"scorecard":"shop","entity":"","node":"shop/p","from":null,"to":"amber","period":"2024-01"}',
	'{"scorecard":"shop","entity":"","node":"shop/p/o","from":null,"to":"amber","period":"2024-01"}',
	'{"scorecard":"shop","entity":"","node":"shop/p/o/a","from":null,"to":"amber","period":"2024-01"}',
	'{"scorecard":"shop","entity":"north","node":"shop","from":null,"to":"red","period":"2024-01"}',
	'{"scorecard":"shop","entity":"north","node":"shop/p","from":null,"to":"red","period":"2024-01"}',
	'{"scorecard":"shop","entity":"north","node":"shop/p/o","from":null,"to":"red","period":"2024-01"}',
	'{"scorecard":"shop","entity":"north","node":"shop/p/o/a","from":null,"to":"red","period":"2024-01"}',
], 'the first statuses: the whole first, then the latest period, then from the top down');
is($said, '', 'and nothing is said');
is(told($call), '', 'nothing has changed, nobody is told');
value(q{UPDATE public.fact SET value = 8.5 WHERE entity = '' AND day = '2024-01-01'});
is(told($call), '', 'nor of a score that keeps its status');
is(value(q{SELECT value FROM bsc.actual_entry WHERE entity = '' AND period = '2024-01'}), 8.5, 'though it is recorded');

my $green = join "\n", map { "2024-01 - $_: amber > green" } qw(shop shop/p shop/p/o shop/p/o/a);
value(q{UPDATE public.fact SET value = 10 WHERE entity = '' AND day = '2024-01-01'});
is(told('BEGIN', $call, 'ROLLBACK'), '', 'what is rolled back is not told');
is(told('BEGIN', $call, 'SELECT 1', 'COMMIT'), $green, 'what is committed is');
value(q{UPDATE public.fact SET value = 8 WHERE entity = '' AND day = '2024-01-01'});
is(told(q{CALL bsc.refresh('shop', '2024-01', notify => false)}), '', 'notify => false tells nobody');
is(told($call), '', 'nor does the next, which changes nothing');
value(q{DELETE FROM public.fact WHERE entity = 'north'});
is(told(q{CALL bsc.refresh('shop', '2024-01'::bsc.period)}),
	join("\n", map { "2024-01 north $_: red > none" } qw(shop shop/p shop/p/o shop/p/o/a)), 'an entity that is gone has no status');

# an error of one query
value(q{SELECT public.measure('b'); UPDATE bsc.measure SET query = 'SELECT 1 / 0' WHERE code = 'b';
	UPDATE public.fact SET value = 10 WHERE entity = '' AND day = '2024-01-01'});
is(told($call), $green, 'an error of one query does not keep the others from being told');
like($said, qr/3 of 6 queries failed/, 'though it is said');
value(q{DELETE FROM bsc.measure WHERE code = 'b'});

# a measure that is coarser than the report, and one whose value is carried on
value(q{SELECT public.measure('survey', 'year'); INSERT INTO public.fact VALUES ('survey', '', '2024-03-01', 1)});
is(told(q{CALL bsc.refresh('shop', '2024-02')}), join("\n", map { my $p = $_;
	(map { "$p - $_: green > red" } qw(shop shop/p shop/p/o)), "$p - shop/p/o/survey: none > red" } qw(2024-02 2024-01)),
	'a yearly survey changes all the months that report anything');
value(q{DELETE FROM bsc.measure WHERE code = 'survey'; SELECT public.measure('carried', 'month', 1);
	INSERT INTO public.fact VALUES ('carried', '', '2024-01-01', 1)});
is(told(q{CALL bsc.refresh('shop', '2024-01')}), join("\n",
	(map { "2024-02 - $_: green > red" } qw(shop shop/p shop/p/o)), '2024-02 - shop/p/o/carried: none > red',
	(map { "2024-01 - $_: green > red" } qw(shop shop/p shop/p/o)), '2024-01 - shop/p/o/carried: none > red'),
	'a value that is carried on changes the month after, too');
value(q{DELETE FROM bsc.measure WHERE code = 'carried'; UPDATE public.fact SET value = 1;
	CALL bsc.close_period('shop', '2024-02')});
is(told($call), join("\n", map { "2024-01 - $_: green > red" } qw(shop shop/p shop/p/o shop/p/o/a)), 'a closed period does not change');
value(q{CALL bsc.reopen_period('shop', '2024-02')});
is(told(q{CALL bsc.refresh('shop', '2024', only_changed => true)}), '', 'only_changed tells of what it runs');
is(told($call), join("\n", map { "2024-02 - $_: green > red" } qw(shop shop/p shop/p/o shop/p/o/a)), 'and one that is reopened changes');

# many, and long ones
value(q{INSERT INTO public.fact SELECT 'a', 'e' || to_char(n, 'fm000'), '2024-03-01', 5 FROM generate_series(1, 300) n;
	INSERT INTO public.fact VALUES ('a', '', '2024-03-01', 5)});
my @many = split /\n/, told($call);
is(scalar @many, 1001, 'at most 1,000 are told one by one');
is(join("\n", @many[0 .. 4]), join("\n", (map { "2024-03 - $_: none > red" } qw(shop shop/p shop/p/o shop/p/o/a)), '2024-03 e001 shop: none > red'),
	'the whole first');
is($many[300], '2024-03 e297 shop: none > red', 'then the tops of all entities');
is($many[1000], 'shop: 204 more', 'and how many more there are');
value(q{DELETE FROM public.fact WHERE day = '2024-03-01'; CALL bsc.refresh('shop', '2024-03', notify => false);
	INSERT INTO public.fact VALUES ('a', repeat(chr(1), 1000), '2024-03-01', 5), ('a', repeat('"', 1000), '2024-03-01', 5);
	UPDATE bsc.scorecard SET code = repeat(chr(2), 100); UPDATE bsc.perspective SET code = repeat(chr(3), 100);
	UPDATE bsc.objective SET code = repeat(chr(4), 100); UPDATE bsc.measure SET code = repeat(chr(5), 100)});
my @long = payloads(q{CALL bsc.refresh(repeat(chr(2), 100), '2024-03')});
is(scalar @long, 7, 'what fits into a notification is told');
is(decode_json($long[6])->{more}, 2, 'what does not is counted');
is($said, '', 'and it is no error');
value(q{UPDATE bsc.scorecard SET code = 'shop'; UPDATE bsc.perspective SET code = 'p'; UPDATE bsc.objective SET code = 'o';
	UPDATE bsc.measure SET code = 'a'; DELETE FROM public.fact; CALL bsc.refresh('shop', '2024-01', '2024-03', notify => false)});

# a node that goes while the refresh is running: its parent changes, it is not named
value(q{CREATE FUNCTION public.drop_one() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN DELETE FROM bsc.measure WHERE code = 'b'; RETURN NULL; END$$;
	SELECT public.measure('b'); INSERT INTO public.fact VALUES ('b', '', '2024-01-01', 10); CALL bsc.refresh('shop', '2024-01', notify => false);
	INSERT INTO public.fact VALUES ('a', '', '2024-01-01', 1);
	CREATE TRIGGER drop_one AFTER INSERT ON bsc.refresh_log EXECUTE FUNCTION public.drop_one()});
is(told(q{CALL bsc.refresh('shop', '2024-01')}),
	join("\n", (map { "2024-01 - $_: green > red" } qw(shop shop/p shop/p/o)), '2024-01 - shop/p/o/a: none > red'), 'a measure that goes meanwhile');
value(q{DROP TRIGGER drop_one ON bsc.refresh_log; DELETE FROM bsc.measure WHERE code = 'b'});

# who may record but not read what statuses are made of; and data that cannot be evaluated
value(q{CREATE ROLE clerk LOGIN; GRANT USAGE ON SCHEMA bsc TO clerk; GRANT SELECT ON ALL TABLES IN SCHEMA bsc TO clerk;
	GRANT INSERT, UPDATE, DELETE ON bsc.actual TO clerk; GRANT INSERT ON bsc.actual_history, bsc.refresh_log TO clerk; GRANT INSERT, UPDATE ON bsc.measure_run TO clerk;
	UPDATE public.fact SET value = 8});
is(told('SET ROLE clerk', q{CALL bsc.refresh('shop', '2024-01')}),
	join("\n", map { "2024-01 - $_: red > amber" } qw(shop shop/p shop/p/o shop/p/o/a)), 'a clerk with the rights that the README names');
is($said, '', 'needs no more');
value(q{REVOKE SELECT ON bsc.plan FROM clerk; UPDATE public.fact SET value = 10});
is(told('SET ROLE clerk', q{CALL bsc.refresh('shop', '2024-01')}), '', 'one who may not read targets tells nobody');
like($said, qr/^WARNING:  refresh of scorecard "shop": cannot tell which statuses change\nDETAIL:  42501: permission denied for table plan\nHINT:/, 'which is said');
is(value(q{SELECT value FROM bsc.actual_entry}), 10, 'and her actuals are recorded');

# in the end only: the status after cannot be computed
value(q{UPDATE public.fact SET value = 1;
	CREATE FUNCTION public.revoke_it() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$BEGIN REVOKE SELECT ON bsc.plan FROM clerk; RETURN NULL; END$$;
	CREATE TRIGGER revoke_it AFTER INSERT ON bsc.refresh_log EXECUTE FUNCTION public.revoke_it()});
for my $block (0, 1)
{
	value('GRANT SELECT ON bsc.plan TO clerk');
	my @sql = (q{CALL bsc.refresh('shop', '2024-01')});
	@sql = ('BEGIN', @sql, 'SELECT 1', 'COMMIT') if $block;
	is(told('SET ROLE clerk', @sql), '', 'an error in the end' . ($block ? ' of a transaction' : ''));
	like($said, qr/^WARNING:  refresh of scorecard "shop": cannot tell which statuses change\nDETAIL:  42501: permission denied for table plan\nHINT:/, 'is a warning');
	is(value(q{SELECT value FROM bsc.actual_entry}), $block ? 10 : 1, 'and the actuals are recorded');
	value(q{UPDATE public.fact SET value = 10});
}
value(q{DROP TRIGGER revoke_it ON bsc.refresh_log});

# statuses that are kept on disk meanwhile
value(q{INSERT INTO public.fact SELECT 'a', 'entity ' || n, '2024-03-01', 5 FROM generate_series(1, 5000) n;
	CALL bsc.refresh('shop', '2024-03', notify => false);
	UPDATE public.fact SET value = 9 WHERE entity = 'entity 77'});
is(told(q{SET work_mem = '64kB'}, q{CALL bsc.refresh('shop', '2024-03')}), join("\n", map { "2024-03 entity 77 $_: red > green" } qw(shop shop/p shop/p/o shop/p/o/a)),
	'statuses that are kept on disk');
is(value('SELECT count(*) FROM pg_ls_tmpdir()'), 0, 'without a file that is left');
value(q{UPDATE bsc.measure SET query = 'SELECT 1 FROM pg_sleep(100)'});
my ($files, undef, $error) = (undef, undef, undef);
(undef, $files, $error) = $node->psql('postgres', q{
	SET work_mem = '64kB'; SET statement_timeout = '1s';
	CALL bsc.refresh('shop', '2024-03');
	RESET statement_timeout; SELECT count(*) FROM pg_ls_tmpdir()}, on_error_stop => 0);
like($error, qr/canceling statement due to statement timeout/, 'a refresh that is stopped');
is($files, 0, 'leaves none in its session either');

# a run that finds nothing new tells that a month is over, and with it its status
value(q{SELECT bsc.define($${"code": "flow", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
		{"code": "m", "query": "SELECT 48 AS value", "plan": [{"period": "2024-01", "target": "0..100"}]}]}]}]}$$);
	CALL bsc.refresh('flow', '2024-01', notify => false);
	UPDATE bsc.measure_run AS r SET last_success = '2024-01-16 12:00+00' FROM bsc.measure AS m WHERE m.id = r.measure_id AND m.code = 'm'});
is(value(q{SELECT status FROM bsc.measure_result WHERE scorecard = 'flow'}), 'green', 'half a month with 48 of 100 is on pace');
is(told(q{CALL bsc.refresh('flow', '2024-01')}), join("\n", map { "2024-01 - $_: green > red" } qw(flow flow/p flow/p/o flow/p/o/m)),
	'the run that makes it final tells that it was not enough');
is(told(q{CALL bsc.refresh('flow', '2024-01')}), '', 'once');
value(q{SELECT bsc.drop_scorecard('flow')});

# the README's program
SKIP:
{
	my $python = $ENV{BSC_PYTHON} // '/usr/bin/python3';
	skip 'psycopg2 is not installed', 1 if system(qq{"$python" -c 'import psycopg2' 2>/dev/null});
	my ($program) = slurp_file('src/refresh/README.md') =~ /^```python\n(import json, select, psycopg2\n.*?)^```/ms or die "no such program\n";
	my $where = $node->connstr('postgres');
	$program =~ s/"dbname=crm"/"$where"/ or die "it connects to something else\n";
	my ($heard, $trouble) = ('', '');
	my $listener = IPC::Run::start([ $python, '-c', $program ], '<', \undef, '>', \$heard, '2>', \$trouble,
		IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));
	$node->poll_query_until('postgres', q{SELECT count(*) = 1 FROM pg_stat_activity WHERE query = 'LISTEN bsc_status' AND state = 'idle'});
	value(q{DELETE FROM bsc.actual; UPDATE bsc.measure
		SET query = 'SELECT * FROM (VALUES (NULL, 1), (''north'', 1), (''south'', 10)) v (entity, value)'});
	value(q{CALL bsc.refresh('shop', '2024-03')});
	$listener->pump until $heard =~ /north shop.p.o.a/ || $trouble;
	$listener->kill_kill;
	is($heard . $trouble, join('', map { my $e = $_; map { "2024-03 $e $_ is red\n" } qw(shop shop/p shop/p/o shop/p/o/a) } 'the whole', 'north'),
		'the README\'s program hears what is red');
}

$node->stop;
done_testing();

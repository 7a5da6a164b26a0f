# A standby shows what the primary shows, refuses what would write, and goes on when it is promoted.
use strict;
use warnings;

use Cwd qw(abs_path);
use File::Basename qw(dirname);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $data = abs_path(dirname(__FILE__) . '/../data/northwind');
my $primary = PostgreSQL::Test::Cluster->new('primary');
$primary->init(allows_streaming => 1);
$primary->append_conf('postgresql.conf', "autovacuum = off\njit = off");
$primary->start;
$primary->backup('base');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, 'base', has_streaming => 1);
$standby->start;

$primary->safe_psql('postgres', 'CREATE EXTENSION bsc');
system_or_bail('psql', '-XqAt', '-v', 'ON_ERROR_STOP=1', '-o', '/dev/null', '-d', $primary->connstr('postgres'), '-f', $_)
  for "$data/load.sql", "$data/scorecard.sql";
$primary->safe_psql('postgres', q{CALL bsc.refresh('northwind', '1997-01', '1998-05')});
$primary->safe_psql('postgres', q{CALL bsc.close_period('northwind', '1997Q3'); ANALYZE});
$primary->wait_for_catchup($standby, 'replay', $primary->lsn('flush'));

my %look = (
	(map { $_ => "SELECT r FROM bsc.$_ AS r ORDER BY r::text COLLATE \"C\"" }
		qw(scorecard_result perspective_result objective_result measure_result actual_entry plan_entry)),
	evaluate => q{SELECT r FROM bsc.evaluate('northwind', '1997Q4') AS r},
	'evaluate, year to date' => q{SELECT r FROM bsc.evaluate('northwind', '1997Q4', basis => 'ytd') AS r},
	'evaluate, latest' => q{SELECT r FROM bsc.evaluate('northwind') AS r},
	explain => q{SELECT r FROM bsc.explain('northwind', '1997Q4') AS r},
	definition => q{SELECT bsc.definition('northwind')},
	'test_query' => q{SELECT r FROM bsc.test_query('northwind', 'net_revenue', '1997-08') AS r},
	attainment => q{SELECT bsc.attainment(score, weight), bsc.coverage(score, weight), bsc.tally(score, weight) FROM bsc.measure_result},
	refresh_log => 'SELECT l FROM bsc.refresh_log AS l ORDER BY id');
for my $name (sort keys %look)
{
	my $expected = $primary->safe_psql('postgres', $look{$name});
	isnt($expected, '', "$name shows something");
	is($standby->safe_psql('postgres', $look{$name}), $expected, "$name is the same on the standby");
}

# plans that use workers or compile leave no trace either
is($standby->safe_psql('postgres', "SET jit = on; SET jit_above_cost = 0; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; $look{scorecard_result}"),
	$primary->safe_psql('postgres', $look{scorecard_result}), 'with parallel workers');

for my $case (
	[ refresh => q{CALL bsc.refresh('northwind', '1998-05')}, qr/cannot execute bsc\.refresh\(\) in a read-only transaction|recovery/ ],
	[ record => q{SELECT bsc.record('northwind', 'net_revenue', '1998-05', 1)}, qr/read-only transaction|recovery/ ],
	[ define => q{SELECT bsc.define('{"code": "x", "perspectives": []}')}, qr/read-only transaction|recovery/ ],
	[ close_period => q{CALL bsc.close_period('northwind', '1998Q1')}, qr/read-only transaction|recovery/ ],
	[ reopen_period => q{CALL bsc.reopen_period('northwind', '1997Q3')}, qr/read-only transaction|recovery/ ],
	[ drop_scorecard => q{SELECT bsc.drop_scorecard('northwind')}, qr/read-only transaction|recovery/ ])
{
	my ($name, $sql, $error) = @$case;
	my ($status, undef, $message) = $standby->psql('postgres', $sql);
	isnt($status, 0, "$name is refused on the standby");
	like($message, $error, 'for what it is');
}

# Reports are made there, a whole page as well, and measures can be read from there: who keeps the scorecard refreshes from the CRM's
# replica through postgres_fdw, so that no query of a measure runs on the CRM's own server.
is($standby->safe_psql('postgres', q{SELECT bsc.report('northwind', '1997Q3', 'html')}),
	$primary->safe_psql('postgres', q{SELECT bsc.report('northwind', '1997Q3', 'html')}), 'the page of a closed period, made on the standby');
my $keeper = PostgreSQL::Test::Cluster->new('keeper');
$keeper->init;
$keeper->append_conf('postgresql.conf', "autovacuum = off\njit = off");
$keeper->start;
my $value = q{SELECT sum(d.unit_price * d.quantity) AS value FROM northwind.orders AS o JOIN northwind.order_details AS d USING (order_id) WHERE bsc.during(o.order_date, $1)};
$keeper->safe_psql('postgres', sprintf q{
	CREATE EXTENSION bsc;
	CREATE EXTENSION postgres_fdw;
	CREATE SERVER replica FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '%s', port '%s', dbname 'postgres', extensions 'bsc', use_remote_estimate 'true');
	CREATE USER MAPPING FOR CURRENT_USER SERVER replica OPTIONS (user '%s');
	CREATE SCHEMA northwind;
	IMPORT FOREIGN SCHEMA northwind LIMIT TO (orders, order_details) FROM SERVER replica INTO northwind;
	SELECT bsc.define(jsonb_build_object('code', 'kept', 'perspectives', jsonb_build_array(jsonb_build_object('code', 'p', 'objectives', jsonb_build_array(
		jsonb_build_object('code', 'o', 'measures', jsonb_build_array(jsonb_build_object('code', 'revenue', 'query', $q$%s$q$))))))));
	CALL bsc.refresh('kept', '1997-01', '1997-12')}, $standby->host, $standby->port, getpwuid($<) // 'nobody', $value);
is($keeper->safe_psql('postgres', 'SELECT count(*) FROM bsc.refresh_log WHERE error IS NOT NULL'), '0', 'a refresh from a replica succeeds');
(my $by_hand = $value) =~ s/bsc\.during\(o\.order_date, \$1\)/bsc.during(o.order_date, p.period)/;
is($keeper->safe_psql('postgres', 'SELECT period, value FROM bsc.actual ORDER BY bsc.first_day(period)'),
	$primary->safe_psql('postgres', "SELECT p.period, v.value::float8 FROM bsc.periods('1997-01', '1997-12') AS p (period) CROSS JOIN LATERAL ($by_hand) AS v ORDER BY bsc.first_day(p.period)"),
	'and records what the primary holds');
like($keeper->safe_psql('postgres', q{EXPLAIN (VERBOSE, COSTS OFF) } . ($value =~ s/\$1/'1997-03'::bsc.period/r)),
	qr/Remote SQL: SELECT sum\(\(?r\d\.unit_price[^\n]*\(\(r1\.order_date >= '1997-03-01[^\n]*order_date < '1997-04-01/, 'where it is summed up, too');
$keeper->stop;

$standby->promote;
is($standby->safe_psql('postgres', q{SELECT bsc.record('northwind', 'net_revenue', '1998-05', 1);
	CALL bsc.refresh('northwind', '1998-04', '1998-05'); CALL bsc.close_period('northwind', '1998Q1'); SELECT count(*) FROM bsc.refresh_log WHERE error IS NOT NULL}), "\n0", 'promoted, it takes over');
is($standby->safe_psql('postgres', $look{scorecard_result}), $primary->safe_psql('postgres', $look{scorecard_result}), 'with the same results');

done_testing();

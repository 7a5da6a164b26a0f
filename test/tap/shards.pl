# Events on other servers: what postgres_fdw runs there, what travels, and whose time zone counts; and in partitions.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my %node;
for my $name (qw(main north south))
{
	my $node = $node{$name} = PostgreSQL::Test::Cluster->new($name);
	$node->init;
	# sessions there have time zones of their own
	$node->append_conf('postgresql.conf', "autovacuum = off\njit = off\ntimezone = '" . ($name eq 'north' ? 'America/New_York' : 'UTC') . "'");
	$node->start;
	$node->safe_psql('postgres', 'CREATE EXTENSION bsc');
}
my $main = $node{main};

# The same visits on the shards and, whole, in a local table of the coordinator.
my $visits = q{SELECT CASE WHEN i % 3 = 0 THEN 'north' ELSE 'south' END AS region, 'dealer ' || i % 40 AS dealer,
	timestamptz '2024-01-20 00:30+00' + i * interval '7 minutes' AS at, (i * 7919 % 1000) / 999.0::float8 AS score, 1 + i % 5 AS weight
	FROM generate_series(1, 12000) AS i};
$main->safe_psql('postgres', qq{
	CREATE EXTENSION postgres_fdw;
	CREATE SCHEMA crm;
	CREATE TABLE crm.whole AS $visits;
	CREATE TABLE crm.visit (region text, dealer text, at timestamptz, score float8, weight int) PARTITION BY LIST (region)});
for my $name (qw(north south))
{
	$node{$name}->safe_psql('postgres', "CREATE TABLE visit AS SELECT * FROM ($visits) AS v WHERE region = '$name'; ANALYZE visit");
	$main->safe_psql('postgres', sprintf q{
		CREATE SERVER %1$s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '%2$s', port '%3$s', dbname 'postgres', extensions 'bsc', use_remote_estimate 'true');
		CREATE USER MAPPING FOR CURRENT_USER SERVER %1$s OPTIONS (user '%4$s');
		CREATE FOREIGN TABLE crm.visit_%1$s PARTITION OF crm.visit FOR VALUES IN ('%1$s') SERVER %1$s OPTIONS (schema_name 'public', table_name 'visit')},
		$name, $node{$name}->host, $node{$name}->port, getpwuid($<) // 'nobody');
}
$main->safe_psql('postgres', 'ANALYZE crm.whole');

my $settings = 'SET enable_partitionwise_aggregate = on; SET extra_float_digits = 3;';
sub remote
{
	my ($query) = @_;
	return $main->safe_psql('postgres', "$settings EXPLAIN (VERBOSE, COSTS OFF) $query");
}
sub same
{
	my ($query, $name) = @_;
	(my $whole = $query) =~ s/crm\.visit/crm.whole/g;
	my $expected = $main->safe_psql('postgres', "$settings $whole");
	isnt($expected, '', "$name: something");
	return is($main->safe_psql('postgres', "$settings $query"), $expected, "$name: to the last bit what one machine says");
}

# 1. Grouped by what the tables are split by, the aggregates are computed there.
my $query = 'SELECT region, bsc.attainment(score, weight), bsc.coverage(score, weight), bsc.tally(score, weight) FROM crm.visit GROUP BY region ORDER BY region';
like(remote($query), qr/Remote SQL: SELECT region, bsc\.attainment\(score, \(?weight\)?.*bsc\.tally\(.* GROUP BY 1/, 'the aggregates run on the shards');
same($query, 'by region');

# 2. Otherwise no server version pushes a part of an aggregate down: rows travel, unless tallies are made first.
$query = 'SELECT bsc.attainment(score, weight) FROM crm.visit';
unlike(remote($query), qr/Remote SQL: SELECT bsc\./, 'the whole in one step: rows travel');
same($query, 'the whole in one step');
$query = 'SELECT bsc.attainment(part) FROM (SELECT region, bsc.tally(score, weight) AS part FROM crm.visit GROUP BY region) AS parts';
like(remote($query), qr/Remote SQL: SELECT [^\n]*bsc\.tally\(score, \(?weight\)?[^\n]*GROUP BY/, 'by tallies: they alone travel');
same($query, 'the whole by tallies');
$query = 'SELECT dealer, bsc.attainment(part) FROM (SELECT region, dealer, bsc.tally(score, weight) AS part FROM crm.visit GROUP BY region, dealer) AS parts GROUP BY ROLLUP (dealer) ORDER BY dealer';
like(remote($query), qr/Remote SQL: SELECT [^\n]*bsc\.tally\(score, \(?weight\)?[^\n]*GROUP BY/, 'dealers and the whole by tallies: the same');
same($query, 'dealers and the whole');

# 3. A period in a named zone is a range of constants, which is sent; in the session's zone it is not, and stays right.
for my $zone ('Asia/Shanghai', 'America/Los_Angeles')
{
	for my $condition ("bsc.during(at, '2024-02', '$zone')", "bsc.within(at, '2024-01', '2024-02', '$zone')")
	{
		$query = "SELECT count(*) FROM crm.visit WHERE $condition";
		like(remote($query), qr/Remote SQL: SELECT [^\n]*WHERE \(\(at >= '20[0-9: +-]*'\)\) AND \(\(at < '2024-/, "$condition is sent");
		same($query, $condition);
	}
	$settings = "SET enable_partitionwise_aggregate = on; SET extra_float_digits = 3; SET timezone = '$zone';";
	$query = q{SELECT count(*), min(dealer) FROM crm.visit WHERE bsc.during(at, '2024-02')};
	unlike(remote($query), qr/Remote SQL: [^\n]*WHERE/, "without a zone it is not sent ($zone)");
	same($query, "in the session's zone, $zone");
	# (postgres_fdw never sends a function of literal texts, date_trunc neither: months are made here)
	$query = "SELECT bsc.period(at, 'month', 1, '$zone') AS month, region, bsc.tally(score, weight) FROM crm.visit GROUP BY 1, 2 ORDER BY 1, 2";
	same($query, "months of a zone, $zone");
	$query = "SELECT bsc.period(at, 'month') AS month, region, bsc.tally(score, weight) FROM crm.visit GROUP BY 1, 2 ORDER BY 1, 2";
	same($query, "months of the session, $zone");
}
$settings = 'SET enable_partitionwise_aggregate = on; SET extra_float_digits = 3;';

# 4. A prepared statement follows the session's zone.
is($main->safe_psql('postgres', q{SET plan_cache_mode = force_generic_plan; PREPARE february(bsc.period) AS SELECT count(*) FROM crm.visit WHERE bsc.during(at, $1);
	SET timezone = 'Asia/Shanghai'; EXECUTE february('2024-02'); SET timezone = 'America/Los_Angeles'; EXECUTE february('2024-02')}),
	$main->safe_psql('postgres', q{SELECT count(*) FROM crm.whole WHERE bsc.during(at, '2024-02', 'Asia/Shanghai');
		SELECT count(*) FROM crm.whole WHERE bsc.during(at, '2024-02', 'America/Los_Angeles')}), 'a prepared statement follows the zone');

# 5. A refresh over them records what it would from one table, whatever the session's zone; as another role, too.
$main->safe_psql('postgres', q{
	CREATE ROLE analyst;
	GRANT USAGE ON SCHEMA bsc, crm TO analyst;
	GRANT SELECT ON ALL TABLES IN SCHEMA crm TO analyst});
for my $name (qw(north south))
{
	$main->safe_psql('postgres', sprintf q{CREATE USER MAPPING FOR analyst SERVER %s OPTIONS (user '%s', password_required 'false')}, $name, getpwuid($<) // 'nobody');
}
my $measures = sub {
	my ($code, $table) = @_;
	return sprintf q{SELECT bsc.define(jsonb_build_object('code', '%1$s', 'time_zone', 'Asia/Shanghai', 'perspectives', jsonb_build_array(jsonb_build_object('code', 'p', 'objectives', jsonb_build_array(
		jsonb_build_object('code', 'o', 'measures', jsonb_build_array(
			jsonb_build_object('code', 'score', 'rollup', 'mean', 'query', $q$SELECT dealer AS entity, avg(score) AS value, count(*) AS volume FROM %2$s WHERE bsc.during(at, $1, $3) GROUP BY dealer$q$),
			jsonb_build_object('code', 'visits', 'query', $q$SELECT bsc.period(at, bsc.grain($1), 1, $3) AS period, count(*) AS value FROM %2$s WHERE bsc.within(at, $1, $2, $3) GROUP BY 1$q$),
			jsonb_build_object('code', 'total', 'rollup', 'last', 'query', $q$WITH part AS MATERIALIZED (SELECT dealer, bsc.tally(score, weight) AS t FROM %2$s WHERE bsc.during(at, $1, $3) GROUP BY dealer)
				SELECT dealer AS entity, bsc.attainment(t) AS value FROM part GROUP BY ROLLUP (dealer)$q$))))))))}, $code, $table;
};
$main->safe_psql('postgres', $measures->('spread', 'crm.visit'));
$main->safe_psql('postgres', $measures->('local', 'crm.whole'));
$main->safe_psql('postgres', q{UPDATE bsc.measure SET run_as = 'analyst' WHERE code IN ('visits', 'total'); SET timezone = 'America/Los_Angeles';
	CALL bsc.refresh('spread', '2024-01', '2024-03', notify => false); CALL bsc.refresh('local', '2024-01', '2024-03', notify => false)});
my $actuals = sub { return $main->safe_psql('postgres', "SET extra_float_digits = 3; SELECT measure, entity, period, value, volume FROM bsc.actual_entry WHERE scorecard = '$_[0]' ORDER BY 1, 2, 3") };
is($main->safe_psql('postgres', 'SELECT count(*) FROM bsc.refresh_log WHERE error IS NOT NULL'), '0', 'the refresh succeeds');
my $local = $actuals->('local');
is(() = $local =~ /^/mg, 246, 'so much is recorded');
# float8 sums of avg() depend on the order of the rows; counts and tallies do not
my $rounded = sub { my ($text) = @_; $text =~ s/^(score\|.*\|0\.\d{12})\d*/$1/mg; return $text };
is($rounded->($actuals->('spread')), $rounded->($local), 'it records the same');

# 6. Lint tells of queries that leave the zone to the session.
is($main->safe_psql('postgres', q{SELECT count(*) FROM bsc.lint('spread') WHERE rule LIKE 'remote%'}), '0', 'none that name it');
$main->safe_psql('postgres', q{CREATE VIEW crm.seen AS SELECT * FROM crm.visit;
	UPDATE bsc.measure SET query = 'SELECT count(*) FROM crm.seen WHERE bsc.during(at, $1)' WHERE code = 'visits' AND objective_id = (SELECT o.id FROM bsc.objective o JOIN bsc.scorecard s ON s.id = o.scorecard_id WHERE s.code = 'spread')});
is($main->safe_psql('postgres', q{SELECT rule, subject, message FROM bsc.lint('spread') WHERE rule LIKE 'remote%'}),
	q{remote-zone|spread/p/o/visits|the query of measure "visits" looks at moments in the session's time zone, and table crm.visit is on other servers},
	'one that does not, through a view');
is($main->safe_psql('postgres', q{SELECT count(*) FROM bsc.lint('local') WHERE rule LIKE 'remote%'}), '0', 'a local table has one zone');

# 7. Partitions of one server: each is aggregated by itself, only those of the period are read, and workers share them.
$main->safe_psql('postgres', q{
	CREATE TABLE crm.month (LIKE crm.whole) PARTITION BY RANGE (at);
	CREATE TABLE crm.month_1 PARTITION OF crm.month FOR VALUES FROM ('2024-01-01 00:00+08') TO ('2024-02-01 00:00+08');
	CREATE TABLE crm.month_2 PARTITION OF crm.month FOR VALUES FROM ('2024-02-01 00:00+08') TO ('2024-03-01 00:00+08');
	CREATE TABLE crm.month_3 PARTITION OF crm.month FOR VALUES FROM ('2024-03-01 00:00+08') TO ('2024-04-01 00:00+08');
	INSERT INTO crm.month SELECT * FROM crm.whole;
	ANALYZE crm.month});
$settings = 'SET extra_float_digits = 3; SET enable_partitionwise_aggregate = on; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;';
sub same_in_partitions
{
	my ($query, $name) = @_;
	(my $whole = $query) =~ s/crm\.month/crm.whole/g;
	return is($main->safe_psql('postgres', "$settings $query"), $main->safe_psql('postgres', "SET extra_float_digits = 3; SET max_parallel_workers_per_gather = 0; $whole"), $name);
}
for my $workers (0, 2)
{
	$main->safe_psql('postgres', "ALTER SYSTEM SET max_parallel_workers_per_gather = $workers");
	$main->reload;
	$query = 'SELECT dealer, bsc.attainment(score, weight), bsc.coverage(score, weight) FROM crm.month GROUP BY dealer ORDER BY dealer';
	my $plan = remote($query);
	is(() = $plan =~ /Partial HashAggregate/g, 3, "a part of the aggregate for each partition, $workers workers");
	like($plan, qr/Finalize (Hash|Group)Aggregate/, 'put together above them');
	like($plan, qr/Parallel Append/, 'by workers') if $workers;
	same_in_partitions($query, 'to the last bit what one table says');
	same_in_partitions('SELECT bsc.attainment(score, weight), bsc.tally(score, weight)::float8 FROM crm.month', 'the whole, too');
}
for my $condition (q{bsc.during(at, '2024-02', 'Asia/Shanghai')}, q{bsc.within(at, '2024-02', '2024-03', 'Asia/Shanghai')})
{
	$query = "SELECT dealer, bsc.attainment(score, weight) FROM crm.month WHERE $condition GROUP BY dealer ORDER BY dealer";
	my $read = join ' ', remote($query) =~ /Scan on crm\.(month_\d)/g;
	is($read, $condition =~ /during/ ? 'month_2' : 'month_2 month_3', "$condition leaves the other partitions out when it is planned");
	same_in_partitions($query, 'and finds the same');
}
$query = q{SET timezone = 'Asia/Shanghai'; EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) SELECT count(*) FROM crm.month WHERE bsc.during(at, '2024-02')};
like($main->safe_psql('postgres', $query), qr/Subplans Removed: 2/, "in the session's zone, when it is run");

done_testing();

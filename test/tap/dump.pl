# Everything that users put into a scorecard survives dump and restore: in every format, in any order in
# which its tables can be loaded, for a superuser and for whoever installed the extension; and a copy goes
# on where the original stood. The same for pg_upgrade.
use strict;
use warnings;

use Cwd qw(abs_path);
use File::Basename qw(dirname);
use List::Util qw(shuffle);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $data = abs_path(dirname(__FILE__) . "/../data/northwind");
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "autovacuum = off\njit = off");
$node->start;
my $dir = PostgreSQL::Test::Utils::tempdir;
my $superuser = $node->safe_psql('postgres', 'SELECT current_user');

my @tables = qw(scorecard perspective objective measure plan actual actual_history link initiative
  initiative_objective initiative_entity initiative_step closed_period closed_result refresh_log measure_run measure_change entity environment note note_history
  scorecard_history perspective_history objective_history measure_history link_history initiative_history
  initiative_objective_history initiative_entity_history initiative_step_history entity_history plan_history environment_history);
my @views = qw(measure_result objective_result perspective_result scorecard_result actual_entry plan_entry);

sub value { my ($sql, $db) = @_; return $node->safe_psql($db // 'original', $sql) }

# the error that some SQL fails with, or ''
sub failure
{
	my ($db, $sql) = @_;
	my ($status, undef, $error) = $node->psql($db, $sql);
	return $status == 0 ? '' : $error;
}

# Everything that must be the same afterwards: every row of every table and view, and what the functions say.
sub contents
{
	my ($db) = @_;
	value('ANALYZE', $db);
	my %contents = map { $_ => value("SELECT r FROM bsc.$_ AS r ORDER BY r::text COLLATE \"C\"", $db) } @tables, @views;
	$contents{definition} = value('SELECT bsc.definition(code) FROM bsc.scorecard ORDER BY code', $db);
	$contents{evaluation} = value(q{SELECT e FROM bsc.evaluate('northwind', '1997Q4') AS e}, $db);
	# not dumped: noted when the measures are written again, of the roles that are still there
	$contents{roles} = value('SELECT n.measure_id, n.run_as, r.rolname FROM bsc._run_as_role AS n LEFT JOIN pg_roles AS r ON r.oid = n.role WHERE n.run_as <> $$gone$$ ORDER BY 1', $db);
	$contents{explanation} = value(q{SELECT e FROM bsc.explain('northwind', '1997Q4') AS e}, $db);
	return \%contents;
}

sub user_objects
{
	my ($db) = @_;
	return {
		deals => value('SELECT tableoid::regclass, d FROM crm.deal AS d ORDER BY d::text', $db),
		trend => value('SELECT t FROM crm.trend AS t ORDER BY t::text', $db),
		bookings => value('SELECT b FROM crm.booking AS b ORDER BY b::text', $db),
		indexes => value(q{SELECT indexdef FROM pg_indexes WHERE schemaname = 'crm' ORDER BY indexname}, $db),
		used => value(q{SET enable_seqscan = off; EXPLAIN (COSTS OFF) SELECT * FROM crm.booking WHERE bsc.period(day, 'month') OPERATOR(bsc.=) '1997-03'}, $db),
		partition => value(q{EXPLAIN (COSTS OFF) SELECT * FROM crm.deal WHERE period OPERATOR(bsc.=) '1997-03'}, $db),
	};
}

sub grants
{
	my ($db) = @_;
	return value(q{SELECT c.relname, a.grantor::regrole, a.grantee::regrole, a.privilege_type, a.is_grantable
		FROM pg_class c, aclexplode(c.relacl) a WHERE c.relnamespace = 'bsc'::regnamespace
		  AND a.grantee::regrole::text IN ('reader', 'alice') AND a.grantor::regrole::text <> 'alice'
		UNION ALL SELECT nspname, NULL, a.grantee::regrole, a.privilege_type, a.is_grantable
		FROM pg_namespace, aclexplode(nspacl) a WHERE nspname = 'bsc' AND a.grantee::regrole::text = 'reader'
		ORDER BY 1, 2, 3, 4}, $db);
}

# A copy is as good as the original: it holds the same, guards the same, and goes on.
sub is_copy
{
	my ($db, $name, $original, %more) = @_;
	subtest $name => sub {
		is_deeply(contents($db), $original, 'every row of every table and view, the definition, the evaluation');
		is_deeply(user_objects($db), $more{objects}, 'types, partitions, indexes and materialized views of users') if $more{objects};
		is(grants($db), $more{grants}, 'grants') if $more{grants};

		like(failure($db, q{SELECT bsc.record('northwind', 'net_revenue', '1997-08', 1)}),
			qr/period 1997Q3 of scorecard "northwind" is closed/, 'a closed period refuses writes');
		like(failure($db, q{UPDATE bsc.plan SET target = '0..1' WHERE period OPERATOR(bsc.=) '1997-08'}),
			qr/is closed/, 'of targets too');
		like(failure($db, q{DELETE FROM bsc.actual WHERE period OPERATOR(bsc.=) '1997-08'}), qr/is closed/, 'and deletions');

		is(failure($db, q{INSERT INTO bsc.perspective (scorecard_id, code) SELECT id, 'new' FROM bsc.scorecard WHERE code = 'northwind';
			INSERT INTO bsc.objective (perspective_id, code) SELECT id, 'new' FROM bsc.perspective WHERE code = 'new';
			INSERT INTO bsc.measure (objective_id, code) SELECT id, 'new' FROM bsc.objective WHERE code = 'new';
			INSERT INTO bsc.link (cause, effect, lag) SELECT id, id, 3 FROM bsc.objective WHERE code = 'new';
			INSERT INTO bsc.initiative (scorecard_id, code) SELECT id, 'new' FROM bsc.scorecard WHERE code = 'northwind';
			SELECT bsc.define('{"code": "another", "perspectives": []}');
			SELECT bsc.record('northwind', 'new', '1998Q1', 1);
			SELECT bsc.record('northwind', 'new', '1998Q1', 2);}), '', 'new rows get new ids');
		my $before = value('SELECT count(*), sum(value) FROM bsc.actual', $db);
		my $log = value('SELECT count(*) FROM bsc.refresh_log', $db);
		is(failure($db, q{CALL bsc.refresh('northwind', '1998Q1', '1998Q1')}), '', 'refresh');
		cmp_ok(value('SELECT count(*) FROM bsc.refresh_log', $db), '>', $log, 'is logged');
		is(value('SELECT string_agg(DISTINCT error, $$ $$) FROM bsc.refresh_log WHERE started > now() - interval $$1 hour$$', $db), '', 'without errors');
		is(value('SELECT count(*), sum(value) FROM bsc.actual', $db), $before, 'and changes nothing');
		is(failure($db, q{CALL bsc.close_period('northwind', '1998Q1'); CALL bsc.reopen_period('northwind', '1998Q1');
			CALL bsc.reopen_period('northwind', '1997Q3'); SELECT bsc.record('northwind', 'net_revenue', '1997-08', 1)}), '', 'closing and reopening');
	};
	return;
}

sub fresh
{
	my ($db) = @_;
	$node->safe_psql('postgres', "DROP DATABASE IF EXISTS $db");
	$node->safe_psql('postgres', "CREATE DATABASE $db TEMPLATE template0");
	return $db;
}

sub shell
{
	my ($name, @command) = @_;
	my ($out, $err);
	my $ok = IPC::Run::run(\@command, '>', \$out, '2>', \$err);
	ok($ok, $name) or diag($err);
	return $ok;
}

# --- the original --------------------------------------------------------------------------------------

value('CREATE ROLE reader; CREATE ROLE analyst; CREATE ROLE gone; CREATE ROLE alice LOGIN; CREATE DATABASE original;', 'postgres');
value('CREATE EXTENSION bsc');
for my $file ("$data/load.sql", "$data/scorecard.sql")
{
	system_or_bail('psql', '-XqAt', '-v', 'ON_ERROR_STOP=1', '-o', '/dev/null', '-d', $node->connstr('original'), '-f', $file);
}
value(q{CALL bsc.refresh('northwind', '1996-07', '1998-05')});
value(q{
	-- by hand, corrected, removed
	SELECT bsc.define('{"code": "odd \"name\"", "name": "Größe \\\\ 客户", "frequency": "week", "first_month": 4, "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
		{"code": "m", "frequency": "week", "query": "SELECT 1", "rollup": "query", "run_as": "gone"}, {"code": "empty"}]}]}]}');
	INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value, volume) VALUES
		('odd "name"', 'empty', E'tab\tnew\nline \\\\N', '2024-W36', 1e150, 0), ('odd "name"', 'empty', '', '2024-W36', 0.1, NULL);
	UPDATE bsc.actual_entry SET value = 4.9e-324 WHERE scorecard = 'odd "name"' AND entity = '';
	DELETE FROM bsc.actual_entry WHERE scorecard = 'odd "name"' AND volume = 0;
	SELECT bsc.record('odd "name"', 'empty', '2024-W36', 1e150, E'tab\tnew\nline \\\\N', 0);
	INSERT INTO bsc.plan (measure_id, entity, period, target) SELECT id, 'e', '2024-04/P1Y', '10:0 14:1 16:1 20:0' FROM bsc.measure WHERE code = 'empty';
	CALL bsc.close_period('northwind', '1997Q3');
	-- every table has a past
	INSERT INTO bsc.entity (scorecard_id, code) SELECT id, 'there' FROM bsc.scorecard WHERE code = 'northwind';
	INSERT INTO bsc.environment (code, period, planned) VALUES ('market', '1998-01', 100);
	UPDATE bsc.scorecard SET owner = 'Ann'; UPDATE bsc.perspective SET weight = weight + 1; UPDATE bsc.objective SET owner = 'Bob';
	UPDATE bsc.measure SET description = E'a\\\\b' WHERE code = 'empty'; UPDATE bsc.link SET hypothesis = 'more'; UPDATE bsc.initiative SET spent = spent + 1;
	SELECT bsc.edit_note(bsc.annotate('northwind', 'northwind', '1998-01', 'fair'), 'the fair');
	UPDATE bsc.entity SET name = 'There'; UPDATE bsc.environment SET observed = 90; DELETE FROM bsc.entity WHERE code = 'there';
	UPDATE bsc.plan SET target = '9:0 14:1 16:1 20:0' WHERE entity = 'e';
	INSERT INTO bsc.initiative_entity (initiative_id, entity) SELECT min(id), 'Buchanan' FROM bsc.initiative; UPDATE bsc.initiative_entity SET starts = '1997-03-01';
	INSERT INTO bsc.initiative_step (initiative_id, code, name, due) SELECT min(id), 'one', E'a\\\\b', '1997-04-01' FROM bsc.initiative; UPDATE bsc.initiative_step SET done = '1997-05-01';
	INSERT INTO bsc.measure_change (measure_id, seen, periods) SELECT min(id), '2024-01-01', '{1997-03,1997Q4}' FROM bsc.measure;
	DELETE FROM bsc.initiative_objective WHERE initiative_id = (SELECT min(initiative_id) FROM bsc.initiative_objective);
});
# recorded and closed in one transaction; recorded by a clock that was ahead
value(q{BEGIN; SELECT bsc.record('odd "name"', 'empty', '2024-W40', 7); CALL bsc.close_period('odd "name"', '2024-W40'); COMMIT});
value(q{INSERT INTO bsc.actual (measure_id, period, value, recorded_at) SELECT id, '2024-W41', 8, now() + interval '1 minute' FROM bsc.measure WHERE code = 'empty';
	CALL bsc.close_period('odd "name"', '2024-W41')});
# begun after the closing that has to wait for it
{
	my %closing = (out => '', err => '');
	my $closer = IPC::Run::start(
		[ 'psql', '-XAtq', '-d', $node->connstr('original'), map { ('-c', $_) } 'BEGIN', 'SELECT pg_sleep(1)',
			q{CALL bsc.close_period('odd "name"', '2024-W42')}, 'COMMIT' ],
		'<', \undef,
		'>', \$closing{out}, '2>', \$closing{err});
	$node->poll_query_until('original', q{SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'});
	value(q{SELECT bsc.record('odd "name"', 'empty', '2024-W42', 9)});
	$closer->finish;
	is($closing{err}, '', 'a period is closed whose actual is younger than the closing transaction');
}
value(q{
	CREATE SCHEMA crm;
	CREATE TABLE crm.deal (id int, period bsc.period, goal bsc.target, tally bsc.tally, status bsc.status, PRIMARY KEY (id, period)) PARTITION BY HASH (period);
	CREATE TABLE crm.deal_0 PARTITION OF crm.deal FOR VALUES WITH (MODULUS 3, REMAINDER 0);
	CREATE TABLE crm.deal_1 PARTITION OF crm.deal FOR VALUES WITH (MODULUS 3, REMAINDER 1);
	CREATE TABLE crm.deal_2 PARTITION OF crm.deal FOR VALUES WITH (MODULUS 3, REMAINDER 2);
	INSERT INTO crm.deal SELECT n, p, bsc.target(n, n + 1), (SELECT bsc.tally(0.1 * v, 1.0 / p.n) FROM generate_series(1, 9) AS v), 'amber'
		FROM bsc.periods('1997-01'::bsc.period, '1999-12') WITH ORDINALITY AS p (p, n);
	CREATE TABLE crm.booking (day date CHECK (bsc.during(day, '1997'::bsc.period)), amount numeric);
	INSERT INTO crm.booking SELECT date '1997-01-01' + n, n FROM generate_series(0, 364) AS n;
	CREATE INDEX booking_month ON crm.booking (bsc.period(day, 'month'));
	CREATE MATERIALIZED VIEW crm.trend AS SELECT * FROM bsc.scorecard_result;
	CREATE UNIQUE INDEX ON crm.trend (scorecard, entity, period_start);
	CREATE VIEW crm.red AS SELECT * FROM bsc.measure_result WHERE status = 'red';
	GRANT USAGE ON SCHEMA bsc TO reader;
	GRANT SELECT ON ALL TABLES IN SCHEMA bsc TO reader;
	GRANT INSERT (measure_id, entity, period, value) ON bsc.actual TO reader;
});

my $original = contents('original');
my $objects = user_objects('original');
my $grants = grants('original');
like($objects->{used}, qr/booking_month/, 'the index on bsc.period() is used');
like($objects->{partition}, qr/deal_\d/, 'partitions are pruned');
unlike($objects->{partition}, qr/deal_0.*deal_1.*deal_2/s, 'to one');
unlike($original->{$_}, qr/^$/, "there is $_") for grep { /_history$/ } @tables;
unlike($original->{closed_result}, qr/^$/, 'there are closed results');
value('DROP OWNED BY gone; DROP ROLE gone', 'postgres');

# --- whole databases -----------------------------------------------------------------------------------

my $from = $node->connstr('original');
for my $case ([ plain => ['--load-via-partition-root'] ], [ inserts => ['--inserts'] ],
	[ column_inserts => [ '--column-inserts', '--rows-per-insert=7', '--disable-dollar-quoting', '--quote-all-identifiers' ] ])
{
	my ($name, $options) = @$case;
	my $db = fresh("copy_$name");
	shell("dump: $name", 'pg_dump', @$options, '-f', "$dir/$name.sql", '-d', $from);
	shell("restore: $name", 'psql', '-Xq', '-o', '/dev/null', '-v', 'ON_ERROR_STOP=1', '-1', '-d', $node->connstr($db), '-f', "$dir/$name.sql");
	is_copy($db, $name, $original, objects => $objects, grants => $grants);
	is(value(q{SELECT run_as FROM bsc.measure WHERE code = 'm'}, $db), 'gone', 'run_as is kept, though there is no such role');
}

shell('dump: custom', 'pg_dump', '-Fc', '-f', "$dir/custom", '-d', $from);
shell('dump: directory', 'pg_dump', '-Fd', '-j', '2', '-f', "$dir/directory", '-d', $from);
for my $case ([ custom => ['-1'], 'custom' ], [ jobs => [ '-e', '-j', '2' ], 'custom' ], [ jobs_directory => [ '-e', '-j', '4' ], 'directory' ])
{
	my ($name, $options, $file) = @$case;
	my $db = fresh("copy_$name");
	shell("restore: $name", 'pg_restore', @$options, '-d', $node->connstr($db), "$dir/$file");
	is_copy($db, $name, $original, objects => $objects, grants => $grants);
}

my $sections = fresh('copy_sections');
shell("restore: --section=$_", 'pg_restore', '-e', "--section=$_", '-d', $node->connstr($sections), "$dir/custom") for qw(pre-data data post-data);
is_copy($sections, 'sections', $original, objects => $objects, grants => $grants);

# --- data only, into a database that has the extension -------------------------------------------------

sub with_extension
{
	my $db = fresh($_[0]);
	value('CREATE EXTENSION bsc', $db);
	system_or_bail('psql', '-XqAt', '-v', 'ON_ERROR_STOP=1', '-o', '/dev/null', '-d', $node->connstr($db), '-f', "$data/load.sql");
	return $db;
}

for my $case ([ data_custom => [] ], [ data_jobs => [ '-j', '2' ] ])
{
	my ($name, $options) = @$case;
	my $db = with_extension("copy_$name");
	shell("restore: $name", 'pg_restore', '-e', @$options, '--data-only', '-n', 'bsc', '-d', $node->connstr($db), "$dir/custom");
	is_copy($db, $name, $original);
}

# Each table by itself, in any order, triggers and all.
my $seed = $ENV{SEED} // 20240906;
srand $seed;
for my $round (1 .. 4)
{
	my @order = shuffle @tables;
	my $db = with_extension("copy_order_$round");
	my @form = $round % 2 ? () : ('--inserts');
	my $bad = '';
	for my $table (@order)
	{
		my $file = "$dir/$table" . ($round % 2 ? '' : '.inserts');
		system_or_bail('pg_dump', '--data-only', @form, '-t', "bsc.$table", '-t', "bsc.${table}_id_seq", '-f', $file, '-d', $from) unless -e $file;
		my ($out, $err);
		IPC::Run::run([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr($db), '-f', $file ], '>', \$out, '2>', \$err) or $bad .= $err;
	}
	is($bad, '', "seed $seed, tables in the order @order");
	is_copy($db, "order $round", $original);
}

# --- by the role that installed it, who is no superuser ------------------------------------------------

value('GRANT CREATE ON DATABASE original TO alice', 'postgres');
value('CREATE DATABASE hers OWNER alice', 'postgres');
my $as_alice = sub { my ($db, $sql) = @_; return $node->safe_psql($db, $sql, extra_params => [ '-U', 'alice' ]) };
$as_alice->('hers', 'CREATE EXTENSION bsc');
system_or_bail('psql', '-XqAt', '-v', 'ON_ERROR_STOP=1', '-o', '/dev/null', '-U', 'alice', '-d', $node->connstr('hers'), '-f', $_)
  for "$data/load.sql", "$data/scorecard.sql";
$as_alice->('hers', q{CALL bsc.refresh('northwind', '1997-01', '1998-05'); });
$as_alice->('hers', q{CALL bsc.close_period('northwind', '1997Q3');
	SELECT bsc.record('northwind', 'net_revenue', '1998-01', 1);
	GRANT USAGE ON SCHEMA bsc TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA bsc TO reader});
my $hers = contents('hers');
is(value('SELECT DISTINCT run_as FROM bsc.measure', 'hers'), 'alice', 'her queries run as her');
shell('dump: hers', 'pg_dump', '-U', 'alice', '-Fc', '-f', "$dir/hers", '-d', $node->connstr('hers'));
for my $case ([ alice => 'hers_again', ['-e'] ], [ alice => 'hers_jobs', [ '-e', '-j', '2' ] ], [ $superuser => 'hers_by_super', ['-e'] ],
	[ $superuser => 'hers_not_owned', [ '-e', '--no-owner' ] ])
{
	my ($user, $db, $options) = @$case;
	value("DROP DATABASE IF EXISTS $db", 'postgres');
	value("CREATE DATABASE $db OWNER " . ($db eq 'hers_not_owned' ? $superuser : 'alice') . ' TEMPLATE template0', 'postgres');
	# with --no-owner nobody but the restoring role has granted anything
	push @$options, '--no-acl' if $db eq 'hers_not_owned';
	shell("restore: hers by $user", 'pg_restore', @$options, '-U', $user, '-d', $node->connstr($db), "$dir/hers");
	is(value('SELECT DISTINCT run_as FROM bsc.measure', $db), 'alice', 'run_as is kept');
	is_deeply(contents($db), $hers, "hers by $user: every row of every table and view");
	if ($db ne 'hers_not_owned')
	{
		is($as_alice->($db, q{SELECT count(*) > 0 FROM bsc.scorecard_result}), 't', 'she can read');
		is(value(q{SET ROLE reader; SELECT count(*) > 0 FROM bsc.scorecard_result}, $db), 't', 'and those to whom she granted it');
		is($as_alice->($db, q{SELECT bsc.record('northwind', 'net_revenue', '1998-02', 1); SELECT bsc.record('northwind', 'net_revenue', '1998-02', 2);
			GRANT INSERT ON bsc.actual TO reader; REVOKE INSERT ON bsc.actual FROM reader;
			SELECT count(*) FROM bsc.actual_history WHERE recorded_by = 'alice' AND value = 1 AND replaced_by = 'alice'}) =~ /^\d+$/m, 1, 'and write');
		$as_alice->($db, q{CALL bsc.refresh('northwind', '1998-01', '1998-02')});
	}
}

# --- pg_upgrade ----------------------------------------------------------------------------------------

SKIP:
{
	# an extension that only extension_control_path leads to has its library elsewhere
	my $unloadable = failure('original', q{LOAD '$libdir/bsc'});
	skip "pg_upgrade does not find the library where this server does: $unloadable", 2 if $unloadable;

	$node->stop;
	my $new = PostgreSQL::Test::Cluster->new('new');
	$new->init;
	$new->append_conf('postgresql.conf', 'autovacuum = off');
	my $bin = $node->config_data('--bindir');
	chdir $dir;
	my ($out, $err);
	my $upgraded = IPC::Run::run(
		[ 'pg_upgrade', '--no-sync', '-d', $node->data_dir, '-D', $new->data_dir, '-b', $bin, '-B', $bin, '-s', $new->host, '-p', $node->port, '-P', $new->port ],
		'>', \$out, '2>', \$err);
	ok($upgraded, 'pg_upgrade') or diag("$out\n$err");
	if ($upgraded)
	{
		$new->start;
		$node = $new;
		is_copy('original', 'upgraded', $original, objects => $objects, grants => $grants);
		$new->stop;
	}
}

done_testing();

# Who installs the extension without being a superuser owns its schema and may put functions, operators, types and
# casts of her own beside ours. None of them may ever be called from within the extension: it would run with the rights
# of whoever reads, refreshes or administers.
#
# Every kind of neighbour is planted here, made from the catalog: each overload of each of our functions that differs in
# one argument's type, that has fewer arguments or those of the same names in another order, and each operator. Each
# raises an error that names it. Then a superuser runs all there is, twice: with everything in its place and with the
# installer's schemas first in search_path. Nothing planted may be called, and no call may have become ambiguous: such a
# call is not exact, and another neighbour would win it.
#
# Not planted are overloads whose further arguments have defaults. Beside one of them even an exact call is ambiguous to
# the server: it fails, and that is all it can do. A last test holds on to that.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "autovacuum = off\njit = off\ntrack_functions = all\nfsync = off");
$node->start;
my $superuser = $node->safe_psql('postgres', 'SELECT current_user');
$node->safe_psql('postgres', 'CREATE ROLE installer LOGIN; CREATE DATABASE trap; GRANT CREATE ON DATABASE trap TO installer');
$node->safe_psql('trap', 'GRANT CREATE ON SCHEMA public TO installer');

sub installer { my ($sql) = @_; return $node->safe_psql('trap', $sql, extra_params => [ '-U', 'installer' ]) }

# what the statements say on stderr, each run whatever the others do
sub said
{
	my ($sql) = @_;
	my (undef, undef, $error) = $node->psql('trap', $sql, on_error_stop => 0);
	return join "\n", grep { /(?:ERROR|FATAL|PANIC|DETAIL|CONTEXT):|planted/ } split /\n/, $error;
}

my $captured = qr/planted|is not unique/;

# --- a company, and all that can be asked about it ------------------------------------------------------------

# exactly typed, whatever search_path is
sub t { my ($text) = @_; $text =~ s/'/''/g; return "'$text'::pg_catalog.text" }
sub p { my ($text) = @_; return "'$text'::bsc.period" }
my ($shop, $none, $all) = (t('shop'), 'NULL::pg_catalog.text', t(''));
my ($march, $q1) = (p('2025-03'), p('2025Q1'));

my $document = q{{"code": "shop", "name": "Shop", "frequency": "month", "weights": [[1, 2], [0.5, 1]], "perspectives": [
	{"code": "fin", "name": "Finance", "objectives": [
		{"code": "growth", "theme": "growth", "measures": [{"code": "sales", "financial": true, "plan": [{"period": "2025", "target": "0..100"}],
			"query": "SELECT sum(s.amount) AS value FROM company.sale AS s WHERE bsc.during(s.day, $1)"}]}]},
	{"code": "cust", "name": "Customers", "objectives": [
		{"code": "loyal", "measures": [{"code": "repeat", "rollup": "mean", "indicator": "leading", "plan": [{"period": "2025", "target": "0..10"}]},
			{"code": "whole", "rollup": "query", "query": "SELECT 5 AS value"}]},
		{"code": "quick", "measures": [{"code": "hours", "rollup": "mean", "plan": [{"period": "2025", "target": "48..24"}]}]}]}],
	"links": [{"cause": "quick", "effect": "loyal", "strength": 0.5, "lag": 1}, {"cause": "loyal", "effect": "growth", "strength": 0.5, "lag": 1},
		{"cause": "growth", "effect": "quick", "strength": 3, "lag": 1}],
	"initiatives": [{"code": "hire", "name": "Hire", "owner": "Ann", "starts": "2024-01-01", "ends": "2024-06-30", "progress": 0.2, "state": "active",
		"objectives": [{"objective": "quick"}]}]}};
$document =~ s/"objectives": \[\{"objective": "quick"\}\]/"objectives": ["quick"]/;

my $company = qq{CREATE SCHEMA company; CREATE TABLE company.sale AS
	SELECT day::pg_catalog.date, 50 + 40 * pg_catalog.sin(pg_catalog.row_number() OVER ())::pg_catalog.numeric AS amount
	FROM pg_catalog.generate_series('2022-01-15'::pg_catalog.timestamptz, '2025-03-15', '1 month') AS g (day);
	GRANT USAGE ON SCHEMA company TO PUBLIC; GRANT SELECT ON company.sale TO PUBLIC};

# what must succeed
my @calls = (
	"SELECT bsc.define('$document'::pg_catalog.jsonb, false)", "SELECT bsc.define(bsc.definition($shop), true)",
	"CALL bsc.refresh($shop, ${\p('2022-01')}, $march, false, false, true)", "CALL bsc.refresh($shop, ${\t('2025-01')}, ${\t('2025-02')}, true, true, false)",
	(map { my $measure = t($_); map { my $n = $_; "SELECT bsc.record($shop, $measure, bsc.shift(${\p('2022-01')}, $n), (5 + 4 * pg_catalog.sin($n * 1.7))::double precision, $all, NULL::double precision)" } 0 .. 38 } qw(repeat hours)),
	"SELECT bsc.record($shop, ${\t('hours')}, ${\t('2025-03')}, 47::double precision, $all, 2::double precision)",
	"INSERT INTO bsc.environment (scorecard_id, period, planned, observed) SELECT s.id, ${\p('2025-03')}, 100, 110 FROM bsc.scorecard AS s",
	(map { "SELECT * FROM bsc.evaluate($shop, $_, $all, ${\t('period')})" } $march, $q1, t('2025-03'), $none, 'NULL::bsc.period'),
	"SELECT * FROM bsc.evaluate($shop, $q1, $all, ${\t('ytd')})",
	(map { ("SELECT * FROM bsc.explain($shop, $_, $all, NULL::bsc.period)") } $march, 'NULL::bsc.period'), "SELECT * FROM bsc.explain($shop, ${\t('2025-03')}, $all, $none)",
	"SELECT bsc.definition($shop)", "SELECT * FROM bsc.lint($shop)",
	(map { my $s = $_; map { my $f = t($_); ("SELECT bsc.template($f, ${\t($s)})") } qw(crm crm/product-leadership xcmg) } qw(en zh)),
	(map { ("SELECT * FROM bsc.root_causes($shop, ${\t('growth')}, $_, $all)", "SELECT * FROM bsc.impact($shop, ${\t('quick')}, $_, $all)",
		"SELECT * FROM bsc.gap($shop, $_, $all)", "SELECT * FROM bsc.review($shop, $_, $all)") } $march, t('2025-03'), $none),
	"SELECT * FROM bsc.what_if($shop, ${\t('quick')}, 0.1::double precision, 6, true)",
	(map { "SELECT * FROM bsc.evidence($shop, ${\t($_)}, 3, $all)" } qw(none trend difference seasonal)),
	(map { "SELECT * FROM bsc.phase_targets($shop, ${\t('sales')}, $_, '0..1200'::bsc.target, $all)" } p('2026'), t('2026')),
	(map { "SELECT bsc.record_review($shop, $_, ${\t('quick')}, ${\t('Hire more')}, $none, NULL::pg_catalog.date, ${\t('red-objective')}, $all)" } p('2025-02'), t('2025-02')),
	"SELECT * FROM bsc.review($shop, $march, $all)",
	(map { my $lang = t($_); (
			(map { my $f = t($_); map { "SELECT bsc.report($shop, $_, $f, $lang, $all)" } $march, t('2025-03'), $none } qw(text ansi markdown html)),
			(map { my $f = t($_); map { "SELECT bsc.strategy_map($shop, $_, $f, $lang, $all)" } $march, t('2025-03'), $none } qw(mermaid dot svg))) } qw(en zh)),
	"SELECT bsc.strategy_graph($shop)",
	(map { "SELECT * FROM bsc.test_query($shop, ${\t('sales')}, $_)" } $march, t('2025-03')),
	"INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value, volume) VALUES ('shop', 'repeat', 'north', '2025-03', 5, 1)",
	"UPDATE bsc.actual_entry SET value = 6 WHERE entity OPERATOR(pg_catalog.=) 'north'::pg_catalog.text",
	"DELETE FROM bsc.actual_entry WHERE entity OPERATOR(pg_catalog.=) 'north'::pg_catalog.text",
	(map { "CALL bsc.close_period($shop, $_)" } p('2025-01'), t('2025-02')),
	"SELECT * FROM bsc.measure_result", "SELECT * FROM bsc.explain($shop, ${\p('2025-02')}, $all, ${\p('2025-01')})",
	(map { "CALL bsc.reopen_period($shop, $_)" } p('2025-02'), t('2025-01')),
	"UPDATE bsc.measure SET query = 'SELECT 1 AS value', rollup = 'mean' WHERE code OPERATOR(pg_catalog.=) 'whole'::pg_catalog.text",
	"INSERT INTO bsc.measure (objective_id, code, run_as) SELECT o.id, 'lent', 'installer' FROM bsc.objective AS o LIMIT 1",
	"UPDATE bsc.scorecard SET first_month = 1, frequency = 'month'",
	"UPDATE bsc.initiative SET state = 'done', progress = 1",
	(map { "INSERT INTO bsc.$_" } (
		"perspective (scorecard_id, code) SELECT s.id, 'more' FROM bsc.scorecard AS s", "objective (perspective_id, code) SELECT p.id, 'more' FROM bsc.perspective AS p",
		"link (cause, effect) SELECT o.id, o.id FROM bsc.objective AS o", "initiative (scorecard_id, code) SELECT s.id, 'more' FROM bsc.scorecard AS s",
		"initiative_objective (initiative_id, objective_id) SELECT i.id, o.id FROM bsc.initiative AS i, bsc.objective AS o WHERE i.code OPERATOR(pg_catalog.=) 'more'::pg_catalog.text",
		"calendar (code) VALUES ('office')", "calendar_hours (calendar, weekday, opens, closes) VALUES ('office', 1, '09:00', '17:00')",
		"calendar_holiday (calendar, day) VALUES ('office', '2025-01-01')")),
	"SELECT bsc.working_time('2025-01-06'::pg_catalog.timestamptz, '2025-01-08'::pg_catalog.timestamptz, ${\t('office')})",
	"UPDATE bsc.calendar SET code = 'shopfloor'", "DELETE FROM bsc.calendar",
	"DELETE FROM bsc.link", "DELETE FROM bsc.initiative WHERE code OPERATOR(pg_catalog.=) 'more'::pg_catalog.text", "DELETE FROM bsc.review_decision");
my $define_small = q{SELECT bsc.define('{"code": "shop", "frequency": "month", "perspectives": [{"code": "fin", "objectives": [{"code": "growth", "measures": [{"code": "turnover", "was": "sales"}]}]}]}'::pg_catalog.jsonb, true)};
push @calls, $define_small, "SELECT bsc.drop_scorecard($shop)", 'TRUNCATE bsc.calendar, bsc.calendar_hours, bsc.calendar_holiday';

# what must fail, with an error of ours: on the way to it there are calls too
my @failures = (
	"SELECT bsc.definition(${\t('nowhere')})", "SELECT bsc.record($shop, ${\t('nowhat')}, $march, 1::double precision, $all, NULL::double precision)",
	"SELECT * FROM bsc.impact($shop, ${\t('nowhere')}, $march, $all)", "SELECT * FROM bsc.evaluate($shop, ${\p('2025-04/P1Y')}, $all, ${\t('period')})",
	"SELECT * FROM bsc.evaluate($shop, $march, $all, ${\t('rubbish')})", "SELECT bsc.report($shop, $march, ${\t('rubbish')}, ${\t('en')}, $all)",
	"SELECT bsc.record($shop, ${\t('sales')}, ${\p('2025')}, 1::double precision, $all, NULL::double precision)",
	"SELECT bsc.report($shop, $march, ${\t('text')}, ${\t('xx')}, $all)", "SELECT bsc.template(${\t('nothing')}, ${\t('en')})", "SELECT bsc.template(${\t('crm')}, ${\t('xx')})",
	"SELECT * FROM bsc.evidence($shop, ${\t('rubbish')}, 3, $all)", "SELECT * FROM bsc.phase_targets($shop, ${\t('sales')}, ${\p('2026-01')}, '0..1'::bsc.target, $all)",
	"SELECT * FROM bsc.phase_targets($shop, ${\t('sales')}, ${\p('2026-04/P1Y')}, '0..1'::bsc.target, $all)",
	"CALL bsc.close_period($shop, ${\p('2025')})", "CALL bsc.reopen_period($shop, $march)", "CALL bsc.refresh($shop, $march, ${\p('2024-01')}, false, false, true)",
	"TRUNCATE bsc.actual", "UPDATE bsc.measure SET id = id OPERATOR(pg_catalog.+) 1000", "UPDATE bsc.initiative SET state = 'planned'",
	"INSERT INTO bsc.objective (perspective_id, code) VALUES (987654321, 'x')",
	"UPDATE bsc.scorecard SET first_month = 4", "UPDATE bsc.measure SET frequency = 'year' WHERE code OPERATOR(pg_catalog.=) 'hours'::pg_catalog.text",
	"DELETE FROM bsc.closed_result", "SELECT bsc.record($shop, ${\t('sales')}, ${\p('2024-01')}, 1::double precision, $all, NULL::double precision)",
	"UPDATE bsc.actual SET value = 1 WHERE period OPERATOR(bsc.=) ${\p('2024-01')}", "DELETE FROM bsc.actual WHERE period OPERATOR(bsc.=) ${\p('2024-01')}",
	"SELECT * FROM bsc.phase_targets($shop, ${\t('sales')}, ${\p('2024')}, '0..1'::bsc.target, $all)",
	"SELECT bsc.drop_scorecard(${\t('nowhere')})", $define_small =~ s/, true\)/, false)/r,
	(map { "SELECT bsc.define('$_'::pg_catalog.jsonb, false)" }
		'[]', '{}', '{"code": "x y/"}', '{"code": "x", "rubbish": 1}', '{"code": "x", "frequency": "never"}', '{"code": "x", "amber": 2, "green": 1}',
		'{"code": "x", "time_zone": "Nowhere/At_all"}', '{"code": "x", "was": "y"}', '{"code": "x", "perspectives": [{"code": "p"}, {"code": "p"}]}',
		'{"code": "x", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m", "run_as": "nobody at all", "query": "SELECT 1"}]}]}]}',
		'{"code": "x", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m", "plan": [{"period": "rubbish", "target": "1..2"}]}]}]}]}',
		'{"code": "x", "links": [{"cause": "a", "effect": "b"}]}', '{"code": "x", "weights": [[1, 2], [3, 4]]}',
		'{"code": "shop", "was": "other"}'));

my @relations;
# everything in one go; $path is set in each session
sub everything
{
	my ($path) = @_;
	$node->safe_psql('trap', 'SELECT pg_catalog.pg_stat_reset()');
	my $set = "SET search_path = $path; SET client_min_messages = error; ";
	my @good = @calls;
	# the views and tables before anything is dropped
	my ($at) = grep { $good[$_] =~ /CALL bsc.close_period/ } 0 .. $#good;
	splice @good, $at, 0, map { "SELECT * FROM bsc.$_" } @relations;
	# and the failures, with a period closed
	my ($last) = grep { $good[$_] =~ /^UPDATE bsc.measure SET query/ } 0 .. $#good;
	my @before = @good[ 0 .. $last - 1 ];
	my @after = @good[ $last .. $#good ];
	is(said($set . join(";\n", @before)), '', "with search_path $path: what a company does");
	my $failed = said($set . join(";\n", "CALL bsc.close_period($shop, ${\p('2024-01')})", @failures, "CALL bsc.reopen_period($shop, ${\p('2024-01')})"));
	my @errors = $failed =~ /ERROR: .*/g;
	is(scalar @errors, scalar @failures, 'what must fail does') or diag($failed);
	is(join("\n", grep { /$captured/ } @errors), '', 'and of itself');
	is(said($set . join(";\n", @after)), '', 'changing and dropping');
	return;
}

installer('CREATE EXTENSION bsc');
@relations = split /\n/, $node->safe_psql('trap', q{SELECT relname FROM pg_class WHERE relnamespace = 'bsc'::regnamespace AND relkind IN ('r', 'v') ORDER BY 1});
$node->safe_psql('trap', $company);
everything('pg_catalog');

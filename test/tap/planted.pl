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
# as things stand, and as they stood, which is now
my ($now, $then) = ('NULL::pg_catalog.timestamptz', 'pg_catalog.now()');
my ($march, $q1) = (p('2025-03'), p('2025Q1'));

my $document = q{{"code": "shop", "name": "Shop", "frequency": "month", "weights": {"ahp": [[1, 2], [0.5, 1]]}, "perspectives": [
	{"code": "fin", "name": "Finance", "objectives": [
		{"code": "growth", "theme": "growth", "measures": [{"code": "sales", "financial": true, "environment": "market", "elasticity": 1, "plan": [{"period": "2025", "target": "0..100000"}],
			"query": "SELECT sum(s.amount) AS value FROM company.sale AS s WHERE bsc.during(s.day, $1)"}]}]},
	{"code": "cust", "name": "Customers", "objectives": [
		{"code": "loyal", "measures": [{"code": "repeat", "rollup": "mean", "indicator": "leading", "plan": [{"period": "2025", "target": "0..10"}]},
			{"code": "whole", "rollup": "query", "query": "SELECT 5 AS value", "plan": [{"period": "2024-12", "target": "0..9"}, {"period": "2025-02", "target": "0..9"}]}]},
		{"code": "quick", "measures": [{"code": "hours", "rollup": "mean", "plan": [{"period": "2025", "target": "48..24"}]}]}]}],
	"links": [{"cause": "quick", "effect": "loyal", "strength": 0.5, "lag": 1}, {"cause": "loyal", "effect": "growth", "strength": 0.5, "lag": 1},
		{"cause": "growth", "effect": "quick", "strength": 0.3, "lag": 1}],
	"initiatives": [{"code": "hire", "name": "Hire", "owner": "Ann", "starts": "2024-01-01", "ends": "2024-06-30", "progress": 0.2, "state": "active",
		"objectives": [{"objective": "quick"}]},
		{"code": "tour", "starts": "2024-02-01", "state": "active", "objectives": ["loyal"], "entities": [{"entity": "north"}, {"entity": "south", "starts": "2024-03-01"}]}]}};
$document =~ s/"objectives": \[\{"objective": "quick"\}\]/"objectives": ["quick"]/;

my $company = qq{CREATE SCHEMA company; CREATE TABLE company.sale AS
	SELECT day::pg_catalog.date, 50 + 40 * pg_catalog.sin(pg_catalog.row_number() OVER ())::pg_catalog.numeric AS amount
	FROM pg_catalog.generate_series('2022-01-15'::pg_catalog.timestamptz, '2025-03-15', '1 month') AS g (day);
	CREATE TABLE company.account_move AS SELECT 'out_invoice'::pg_catalog.varchar AS move_type, 'posted'::pg_catalog.varchar AS state, s.day AS invoice_date,
		1 AS commercial_partner_id, s.amount AS amount_untaxed_signed FROM company.sale AS s;
	CREATE TABLE company.llx_ticket AS SELECT 1 AS entity, s.day::pg_catalog.timestamp AS datec, s.day::pg_catalog.timestamp AS date_read FROM company.sale AS s;
	CREATE TABLE company.account AS SELECT 'Customer'::pg_catalog.varchar AS type, 'w'::pg_catalog.varchar AS website, 'i'::pg_catalog.varchar AS industry,
		'c'::pg_catalog.varchar AS billing_address_country, s.day::pg_catalog.timestamp AS created_at, false AS deleted FROM company.sale AS s;
	GRANT USAGE ON SCHEMA company TO PUBLIC; GRANT SELECT ON ALL TABLES IN SCHEMA company TO PUBLIC};

# what must succeed
my @calls = (
	"SELECT * FROM bsc.define_changes('$document'::pg_catalog.jsonb, false, NULL::pg_catalog.jsonb)",
	"SELECT bsc.define('$document'::pg_catalog.jsonb, false, NULL::pg_catalog.jsonb)", "SELECT bsc.define(bsc.definition($shop, true), true, '{}'::pg_catalog.jsonb)",
	"CALL bsc.refresh($shop, ${\p('2022-01')}, $march, false, false, true)", "CALL bsc.refresh($shop, ${\t('2025-01')}, ${\t('2025-02')}, true, true, false)",
	(map { my $measure = t($_); map { my $n = $_; "SELECT bsc.record($shop, $measure, bsc.shift(${\p('2022-01')}, $n), ${\sprintf '%.6f', 5 + 4 * sin($n * 1.7)}::double precision, $all, NULL::double precision)" } 0 .. 38 } qw(repeat hours)),
	"SELECT bsc.record($shop, ${\t('hours')}, ${\t('2025-03')}, 47::double precision, $all, 2::double precision)",
	"INSERT INTO bsc.environment (code, period, planned, observed) VALUES ('market', ${\p('2025-03')}, 100, 110), ('market', ${\p('2025-02')}, 100, 110)",
	(map { my $at = $_; map { "SELECT * FROM bsc.evaluate($shop, $_, $all, ${\t('period')}, $at)" } $march, $q1, t('2025-03'), $none, 'NULL::bsc.period' } $now, $then),
	(map { "SELECT * FROM bsc.evaluate($shop, $q1, $all, ${\t('ytd')}, $_)" } $now, $then),
	(map { ("SELECT * FROM bsc.explain($shop, $_, $all, NULL::bsc.period, ${\t('period')}, $now)", "SELECT * FROM bsc.explain($shop, $_, $all, NULL::bsc.period, ${\t('period')}, $then)") } $march, 'NULL::bsc.period'), "SELECT * FROM bsc.explain($shop, ${\t('2025-03')}, $all, $none, ${\t('period')}, $now)",
	"SELECT bsc.definition($shop, true)", "SELECT * FROM bsc.lint($shop, ${\t('en')})",
	(map { my $s = $_; map { my $f = t($_); ("SELECT bsc.template($f, ${\t($s)})") } qw(crm crm/product-leadership xcmg) } qw(en zh)),
	(map { ("SELECT * FROM bsc.root_causes($shop, ${\t('growth')}, $_, $all, true)", "SELECT * FROM bsc.impact($shop, ${\t('quick')}, $_, $all, true)",
		"SELECT * FROM bsc.gap($shop, $_, $all)", "SELECT * FROM bsc.review($shop, $_, $all, ${\t('en')})") } $march, t('2025-03'), $none),
	"SELECT * FROM bsc.what_if($shop, ${\t('quick')}, 0.1::double precision, 6, true, true)",
	(map { "SELECT * FROM bsc.learned_links($shop, $all, ${\t($_)})" } qw(best one all)),
	(map { "SELECT * FROM bsc.evidence($shop, ${\t($_)}, 3, $all, ${\t('en')}, ${\t('one')})" } qw(none difference seasonal)),
	"SELECT * FROM bsc.evidence($shop, ${\t('difference')}, 3, $all, ${\t('en')}, ${\t('all')})",
	"SELECT * FROM bsc.missing_links($shop, $all, ${\t('en')})", (map { "SELECT * FROM bsc.initiative_effect($shop, ${\t($_)}, $none, ${\t('en')})" } qw(hire tour)),
	(map { "SELECT * FROM bsc.phase_targets($shop, ${\t('sales')}, $_, '0..1200'::bsc.target, $all)" } p('2026'), t('2026')),
	(map { "SELECT * FROM bsc.outlook($shop, $_, $all, 0.8::double precision)" } p('2025'), p('2025Q2'), p('2026'), t('2025'), $none),
	(map { "SELECT bsc.record_review($shop, $_, (SELECT f.subject FROM bsc.review($shop, $_, $all, ${\t('en')}) AS f LIMIT 1), ${\t('Hire more')}, $none, NULL::pg_catalog.date, $none, $all)" } p('2025-02'), t('2025-02')),
	"SELECT * FROM bsc.review($shop, $march, $all, ${\t('en')})",
	(map { my $lang = t($_); (
			(map { my $f = t($_); map { ("SELECT bsc.report($shop, $_, $f, $lang, $all, $now)", "SELECT bsc.report($shop, $_, $f, $lang, $all, $then)") } $march, t('2025-03'), $none } qw(text ansi markdown html)),
			(map { my $f = t($_); map { "SELECT bsc.strategy_map($shop, $_, $f, $lang, $all, NULL::timestamptz)" } $march, t('2025-03'), $none } qw(mermaid dot svg))) } qw(en zh)),
	(map { my $lang = t($_); map { "SELECT bsc.chart_svg($shop, ${\t('sales')}, $_, $all, $lang)" } $march, t('2025-03'), $none } qw(en zh)),
	"UPDATE bsc.measure SET changed_since = 'SELECT bsc.period(s.day, bsc.grain(bsc.period ''2025-01'')) FROM company.sale AS s WHERE s.day >= \$1', query = 'SELECT bsc.period(s.day, bsc.grain(\$1), 1) AS period, sum(s.amount) AS value FROM company.sale AS s WHERE bsc.within(s.day, \$1, \$2) GROUP BY 1' WHERE code OPERATOR(pg_catalog.=) 'sales'::pg_catalog.text",
	"CALL bsc.refresh($shop, ${\p('2025-01')}, ${\p('2025-02')}, false, false, false)", "CALL bsc.refresh($shop, ${\p('2025-01')}, ${\p('2025-02')}, true, false, true)",
	# the regression takes more entities than there are here, a circle of parents is an error
	"SELECT bsc._pooled_regression('b'::pg_catalog.text, '{a}'::pg_catalog.text[], '{1}'::pg_catalog.int4[], 4::pg_catalog.int4, ARRAY(SELECT ROW('e' OPERATOR(pg_catalog.||) g::pg_catalog.text, ${\p('2020-01')}, '{a,b}'::pg_catalog.text[], '{{1,2,1,3,2,5,1,2,3,1,4,2},{2,1,3,1,2,4,2,6,1,3,2,5}}'::pg_catalog.float8[])::bsc._entity_changes FROM pg_catalog.generate_series(1, 3) AS g))",
	"SELECT bsc._parents_circle('a'::pg_catalog.text, '{\"a\": \"b\", \"b\": \"a\"}'::pg_catalog.jsonb)",
	"SELECT bsc.strategy_graph($shop, false)", "SELECT bsc.strategy_graph($shop, true)",
	"SELECT c.* FROM bsc.scorecard AS s CROSS JOIN LATERAL bsc._review_causes(s.id, ARRAY(SELECT n FROM bsc._node(s.id, $march, $all, 'period'::pg_catalog.text) AS n), '{}'::bsc._link_evidence[]) AS c",
	(map { "SELECT * FROM bsc.test_query($shop, ${\t('sales')}, $_)" } $march, t('2025-03')),
	"INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value, volume) VALUES ('shop', 'repeat', 'north', '2025-03', 5, 1)",
	"UPDATE bsc.actual_entry SET value = 6 WHERE entity OPERATOR(pg_catalog.=) 'north'::pg_catalog.text",
	"DELETE FROM bsc.actual_entry WHERE entity OPERATOR(pg_catalog.=) 'north'::pg_catalog.text",
	"INSERT INTO bsc.plan_entry (scorecard, measure, entity, period, target) VALUES ('shop', 'repeat', 'north', '2025-04', '1..2'), ('shop', 'repeat', 'north', '2025-05', NULL)",
	"UPDATE bsc.plan_entry SET target = '1..3' WHERE entity OPERATOR(pg_catalog.=) 'north'::pg_catalog.text",
	"SELECT bsc.copy_targets($shop, ${\p('2025')}, ${\p('2026')}, 1.05::double precision, NULL::pg_catalog.text[], true)",
	"SELECT bsc.copy_targets($shop, ${\t('2025')}, ${\t('2026')}, 1.05::double precision, '{repeat}'::pg_catalog.text[], false)",
	"UPDATE bsc.measure SET amber = 0.6 WHERE code OPERATOR(pg_catalog.=) 'hours'::pg_catalog.text",
	"DELETE FROM bsc.plan_entry WHERE entity OPERATOR(pg_catalog.=) 'north'::pg_catalog.text",
	"INSERT INTO bsc.plan_entry (scorecard, measure, entity, period, target) VALUES ('shop', 'repeat', 'north', '2025-04', '1..2'), ('shop', 'repeat', 'south', '2025-04', '1..2')",
	"INSERT INTO bsc.entity (scorecard_id, code, parent) SELECT s.id, e.code, e.parent FROM bsc.scorecard AS s, (VALUES ('north'::pg_catalog.text, ''::pg_catalog.text), ('dealer', 'north'), ('gone', '')) AS e (code, parent)"
		. " WHERE s.code OPERATOR(pg_catalog.=) 'shop'::pg_catalog.text",
	"SELECT * FROM bsc.entity_path($shop, ${\t('dealer')})",
	"UPDATE bsc.entity SET code = 'northern' WHERE code OPERATOR(pg_catalog.=) 'north'::pg_catalog.text",
	"DELETE FROM bsc.entity WHERE code OPERATOR(pg_catalog.=) 'gone'::pg_catalog.text",
	# each before the last, until there is no room for another
	(map { "INSERT INTO bsc.entity (scorecard_id, code, parent) VALUES (bsc.scorecard_id($shop), ${\t(sprintf 'x%02d', 60 - $_)}, ${\t('northern')})" } 1 .. 40),
	"DELETE FROM bsc.entity WHERE code OPERATOR(pg_catalog.~) '^x'::pg_catalog.text",
	"INSERT INTO bsc.measure (objective_id, code, rollup, formula) SELECT m.objective_id, 'ratio', 'formula', 'sales / hours' FROM bsc.measure AS m WHERE m.code OPERATOR(pg_catalog.=) 'hours'::pg_catalog.text",
	"SELECT * FROM bsc.contributors($shop, ${\t('sales')}, $march, $all)", "SELECT * FROM bsc.contributors($shop, ${\t('ratio')}, ${\t('2025-03')}, $all)",
	(map { ("SELECT * FROM bsc.attribute($shop, ${\t('ratio')}, $march, NULL::bsc.period, $all, ${\t('shapley')}, ${\t('period')}, $_)",
		"SELECT * FROM bsc.attribute_entities($shop, ${\t('sales')}, $march, NULL::bsc.period, NULL::pg_catalog.text[], ${\t('period')}, $all, $_)") } $now, $then),
	"SELECT bsc.label(bsc.same_period(${\p('2025-04/P1Y')}, 1), 4, ${\t('end')}), bsc.from_label(${\t('FY2025')}, 4, ${\t('end')})",
	(map { "SELECT bsc.annotate($shop, ${\t('shop/cust/quick/hours')}, $_, ${\t('a strike')}, $all)" } $march, t('2025-03')),
	"SELECT bsc.edit_note(n.id, ${\t('two strikes')}) FROM bsc.note AS n", "SELECT bsc.withdraw_note(pg_catalog.max(n.id)) FROM bsc.note AS n",
	"UPDATE bsc.plan SET target = '1..4' WHERE entity OPERATOR(pg_catalog.=) 'south'::pg_catalog.text",
	"UPDATE bsc.measure SET detail_query = 'SELECT s.day, s.amount FROM company.sale AS s WHERE bsc.during(s.day, \$1)' WHERE code OPERATOR(pg_catalog.=) 'sales'::pg_catalog.text",
	(map { ("SELECT * FROM bsc.drill($shop, ${\t('sales')}, $_, $all, 10)", "SELECT * FROM bsc.drill($shop, ${\t('sales')}, $_, ${\t('dealer')}, 10)") } $march, t('2025-03')),
	"SELECT * FROM bsc.changes($shop, '2000-01-01'::pg_catalog.timestamptz)",
	(map { "CALL bsc.close_period($shop, $_)" } p('2025-01'), t('2025-02')),
	(map { my $e = $_; ((map { my $f = t($_); map { "SELECT bsc.report($shop, ${\p('2025-02')}, $f, ${\t('en')}, $e, $_)" } $now, $then } qw(text markdown html)),
		(map { "SELECT bsc.strategy_map($shop, ${\p('2025-02')}, ${\t($_)}, ${\t('zh')}, $e, NULL::timestamptz)" } qw(mermaid svg)), "SELECT bsc.chart_svg($shop, ${\t('sales')}, ${\p('2025-02')}, $e, ${\t('en')})") } $all, t('south')),
	"SELECT * FROM bsc.measure_result", "SELECT * FROM bsc.explain($shop, ${\p('2025-02')}, $all, ${\p('2025-01')}, ${\t('period')}, $now)",
	(map { "CALL bsc.reopen_period($shop, $_)" } p('2025-02'), t('2025-01')),
	"UPDATE bsc.measure SET query = 'SELECT 1 AS value', rollup = 'mean' WHERE code OPERATOR(pg_catalog.=) 'whole'::pg_catalog.text",
	"INSERT INTO bsc.measure (objective_id, code, run_as) SELECT o.id, 'lent', 'installer' FROM bsc.objective AS o LIMIT 1",
	"UPDATE bsc.scorecard SET first_month = 1, frequency = 'month', owner = 'Ann'", "UPDATE bsc.perspective SET name = 'P'", "UPDATE bsc.link SET strength = 0.4",
	"UPDATE bsc.objective SET owner = 'Bob'", "SELECT * FROM bsc.changes($shop, '2000-01-01'::pg_catalog.timestamptz)",
	"SELECT bsc.prune_history($shop, '2000-01-01'::pg_catalog.timestamptz)",
	"UPDATE bsc.initiative SET state = 'done', progress = 1",
	(map { "INSERT INTO bsc.$_" } (
		"perspective (scorecard_id, code) SELECT s.id, 'more' FROM bsc.scorecard AS s", "objective (perspective_id, code) SELECT p.id, 'more' FROM bsc.perspective AS p",
		"link (cause, effect, lag) SELECT o.id, o.id, 1 FROM bsc.objective AS o", "initiative (scorecard_id, code) SELECT s.id, 'more' FROM bsc.scorecard AS s",
		"initiative_objective (initiative_id, objective_id) SELECT i.id, o.id FROM bsc.initiative AS i, bsc.objective AS o WHERE i.code OPERATOR(pg_catalog.=) 'more'::pg_catalog.text AND o.scorecard_id OPERATOR(pg_catalog.=) i.scorecard_id",
		"calendar (code) VALUES ('office')", "calendar_hours (calendar, weekday, opens, closes) VALUES ('office', 1, '09:00', '17:00')",
		"calendar_exception (calendar, date, opens, closes, yearly) VALUES ('office', '2025-01-01', NULL, NULL, true), ('office', '2025-01-07', '09:00', '12:00', false)")),
	"SELECT bsc.working_time('2025-01-06'::pg_catalog.timestamptz, '2025-01-08'::pg_catalog.timestamptz, ${\t('office')}, '{[2025-01-06 10:00,2025-01-06 11:00)}'::pg_catalog.tstzmultirange)",
	"SELECT bsc.deadline('2025-01-06'::pg_catalog.timestamptz, '8 hours'::pg_catalog.interval, ${\t('office')}, '{[2025-01-06 10:00,2025-01-06 11:00)}'::pg_catalog.tstzmultirange)",
	"SELECT * FROM bsc.measure_library(${\t('rate')}, ${\t('service')}, ${\t('odoo')}, ${\t('zh')})", "SELECT * FROM bsc.measure_library($none, $none, $none, ${\t('en')})",
	(map { my ($measure, $source) = split ' '; my ($m, $s) = (t($measure), t($source)); my $adopt = "SELECT bsc.adopt($shop, ${\t('quick')}, $m, $s, ${\t('company')}, $none, ${\t('en')})";
		($adopt, $adopt, "SELECT * FROM bsc.test_query($shop, $m, $march)") } 'revenue odoo', 'revenue-new odoo', 'nrr odoo', 'abc-a odoo', 'top-share odoo', 'response-time dolibarr', 'data-complete espocrm'),
	"SELECT bsc.adopt($shop, ${\t('quick')}, ${\t('csat')}, $none, $none, ${\t('answers')}, ${\t('zh')})", "SELECT bsc.adopt($shop, ${\t('quick')}, ${\t('csat')}, ${\t('odoo')}, $none, ${\t('answers')}, ${\t('en')})",
	"UPDATE bsc.calendar SET code = 'shopfloor'", "DELETE FROM bsc.calendar",
	"DELETE FROM bsc.link", "DELETE FROM bsc.initiative WHERE code OPERATOR(pg_catalog.=) 'more'::pg_catalog.text", "DELETE FROM bsc.review_decision", "DELETE FROM bsc.environment",
	q{SELECT bsc.define('{"code": "loop", "frequency": "quarter", "perspectives": [{"code": "p", "objectives": [{"code": "a"}, {"code": "b"}]}],
		"links": [{"cause": "a", "effect": "b", "strength": 2, "lag": 1}, {"cause": "b", "effect": "a", "strength": 2, "lag": 1}]}'::pg_catalog.jsonb, false, NULL::pg_catalog.jsonb)},
	"SELECT * FROM bsc.lint(${\t('loop')}, ${\t('en')})",
	"UPDATE bsc.scorecard SET first_month = 4, frequency = 'month' WHERE code OPERATOR(pg_catalog.=) ${\t('loop')}", "SELECT bsc.drop_scorecard(${\t('loop')})");
my $define_small = q{SELECT bsc.define('{"code": "shop", "frequency": "month", "perspectives": [{"code": "fin", "objectives": [{"code": "growth", "measures": [{"code": "turnover", "was": "sales"}]}]}]}'::pg_catalog.jsonb, true, NULL::pg_catalog.jsonb)};
push @calls, $define_small =~ s/SELECT bsc.define/SELECT * FROM bsc.define_changes/r, $define_small, "SELECT bsc.drop_scorecard($shop)", 'TRUNCATE bsc.calendar, bsc.calendar_hours, bsc.calendar_exception';

# what must fail, with an error of ours: on the way to it there are calls too
my @failures = (
	"UPDATE bsc.measure SET amber = 5, green = NULL WHERE code OPERATOR(pg_catalog.=) 'hours'::pg_catalog.text",
	"INSERT INTO bsc.plan_entry (scorecard, measure, entity, period, target) VALUES ('shop', 'repeat', 'north', 'rubbish', '1..2')",
	"INSERT INTO bsc.plan_entry (scorecard, measure, entity, period, target) VALUES ('shop', 'repeat', 'north', '2025-04', '1:-1 2:1')",
	"SELECT bsc.copy_targets($shop, ${\p('2025')}, ${\p('2026-01')}, 1::double precision, NULL::pg_catalog.text[], true)",
	"SELECT bsc.copy_targets($shop, ${\p('2025')}, ${\p('2026')}, 1::double precision, '{nowhat}'::pg_catalog.text[], true)",
	"UPDATE bsc.measure SET formula = 'sales / nowhat' WHERE code OPERATOR(pg_catalog.=) 'ratio'::pg_catalog.text", "UPDATE bsc.measure SET formula = 'ratio + 1' WHERE code OPERATOR(pg_catalog.=) 'ratio'::pg_catalog.text",
	"DELETE FROM bsc.measure WHERE code OPERATOR(pg_catalog.=) 'sales'::pg_catalog.text",
	"INSERT INTO bsc.entity (scorecard_id, code, parent) SELECT s.id, 'lost', 'nowhere' FROM bsc.scorecard AS s", "SELECT * FROM bsc.entity_path($shop, ${\t('dealr')})",
	"UPDATE bsc.entity SET parent = 'dealer' WHERE code OPERATOR(pg_catalog.=) 'northern'::pg_catalog.text",
	"UPDATE bsc.entity SET code = 'south' WHERE code OPERATOR(pg_catalog.=) 'dealer'::pg_catalog.text",
	"UPDATE bsc.entity SET scorecard_id = 0", "TRUNCATE bsc.entity",
	"SELECT bsc.definition(${\t('nowhere')}, true)", "SELECT bsc.record($shop, ${\t('nowhat')}, $march, 1::double precision, $all, NULL::double precision)",
	"SELECT * FROM bsc.impact($shop, ${\t('nowhere')}, $march, $all, true)", "SELECT * FROM bsc.evaluate($shop, ${\p('2025-04/P1Y')}, $all, ${\t('period')}, $now)",
	"SELECT * FROM bsc.evaluate($shop, $march, ${\t('nobody')}, ${\t('period')}, $now)", "SELECT * FROM bsc.evaluate($shop, $march, $all, ${\t('rubbish')}, $now)", "SELECT bsc.report($shop, $march, ${\t('rubbish')}, ${\t('en')}, $all, $now)",
	"SELECT bsc.record($shop, ${\t('sales')}, ${\p('2025')}, 1::double precision, $all, NULL::double precision)",
	"SELECT bsc.report($shop, $march, ${\t('text')}, ${\t('xx')}, $all, $now)", "SELECT bsc.template(${\t('nothing')}, ${\t('en')})", "SELECT bsc.template(${\t('crm')}, ${\t('xx')})",
	"SELECT * FROM bsc.evidence($shop, ${\t('rubbish')}, 3, $all, ${\t('en')}, ${\t('one')})", "SELECT * FROM bsc.phase_targets($shop, ${\t('sales')}, ${\p('2026-01')}, '0..1'::bsc.target, $all)",
	"SELECT * FROM bsc.phase_targets($shop, ${\t('sales')}, ${\p('2026-04/P1Y')}, '0..1'::bsc.target, $all)",
	"CALL bsc.close_period($shop, ${\p('2025-03-01')})", "CALL bsc.reopen_period($shop, $march)", "CALL bsc.refresh($shop, $march, ${\p('2024-01')}, false, false, true)",
	"SELECT bsc.annotate($shop, ${\t('shop/nowhere')}, $march, ${\t('x')}, $all)", "SELECT bsc.annotate($shop, ${\t('shop')}, $march, ${\t('')}, $all)",
	"SELECT * FROM bsc.drill($shop, ${\t('hours')}, $march, $all, 10)", "SELECT * FROM bsc.drill($shop, ${\t('sales')}, $march, ${\t('dealr')}, 10)",
	"SELECT bsc.withdraw_note(-1::bigint)", "SELECT bsc.prune_history($shop, NULL::pg_catalog.timestamptz)",
	"TRUNCATE bsc.actual", "UPDATE bsc.measure SET id = id OPERATOR(pg_catalog.+) 1000", "UPDATE bsc.initiative SET state = 'planned'",
	"INSERT INTO bsc.objective (perspective_id, code) VALUES (987654321, 'x')",
	"UPDATE bsc.scorecard SET first_month = 4", "UPDATE bsc.measure SET frequency = 'year' WHERE code OPERATOR(pg_catalog.=) 'hours'::pg_catalog.text",
	"DELETE FROM bsc.closed_result", "SELECT bsc.record($shop, ${\t('sales')}, ${\p('2024-01')}, 1::double precision, $all, NULL::double precision)",
	"UPDATE bsc.actual SET value = 1 WHERE period OPERATOR(bsc.=) ${\p('2024-01')}", "DELETE FROM bsc.actual WHERE period OPERATOR(bsc.=) ${\p('2024-01')}",
	"SELECT * FROM bsc.phase_targets($shop, ${\t('sales')}, ${\p('2024')}, '0..1'::bsc.target, $all)",
	"SELECT * FROM bsc.outlook($shop, ${\p('2025-01-01')}, $all, 0.8::double precision)", "SELECT * FROM bsc.outlook($shop, $march, $all, 2::double precision)",
	"SELECT bsc.adopt($shop, ${\t('quick')}, ${\t('nothing')}, $none, $none, $none, ${\t('en')})", "SELECT bsc.adopt($shop, ${\t('quick')}, ${\t('csat')}, ${\t('odoo')}, $none, ${\t('hours')}, ${\t('en')})",
	"SELECT bsc.adopt($shop, ${\t('quick')}, ${\t('csat')}, ${\t('odo')}, $none, $none, ${\t('en')})", "SELECT * FROM bsc.measure_library($none, ${\t('x')}, $none, ${\t('en')})",
	"SELECT bsc.drop_scorecard(${\t('nowhere')})", $define_small =~ s/, true,/, false,/r, $define_small =~ s/, true, NULL/, true, '{"nowhat": "SELECT 1"}'/r,
	(map { "SELECT bsc.define('$_'::pg_catalog.jsonb, false, NULL::pg_catalog.jsonb)" }
		'[]', '{}', '{"code": "x y/"}', '{"code": "x", "rubbish": 1}', '{"code": "x", "frequency": "never"}', '{"code": "x", "amber": 2, "green": 1}',
		'{"code": "x", "time_zone": "Nowhere/At_all"}', '{"code": "x", "perspectives": [{"code": "p"}, {"code": "p"}]}',
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

# --- what is planted ---------------------------------------------------------------------------------------------

my $types = q{'{text, name, varchar, bpchar, "char", smallint, integer, bigint, numeric, real, float8, boolean, date, timestamp, timestamptz, interval,
	json, jsonb, regclass, oid, text[], name[], integer[], bigint[], numeric[], float8[], jsonb[], record,
	anyelement, anyarray, anynonarray, anycompatible, anycompatiblearray, bsc.period, bsc.target, bsc.status, bsc.period[],
	bsc.planted_text, bsc.planted_bigint, bsc.planted_period, bsc.trojan}'::text[]};

# Types of hers that ours turn into, and back, by implicit casts.
my $casts = q{
	CREATE DOMAIN bsc.planted_text AS text; CREATE DOMAIN bsc.planted_bigint AS bigint; CREATE DOMAIN bsc.planted_period AS bsc.period;
	CREATE TYPE bsc.trojan AS (horse text);
	DO $$
	DECLARE
		t text;
	BEGIN
		FOREACH t IN ARRAY '{text, integer, bigint, numeric, float8, boolean, date, jsonb, regclass, bsc.period, bsc.target, bsc.status}'::text[] LOOP
			EXECUTE format('CREATE FUNCTION bsc.planted_cast(%s) RETURNS bsc.trojan LANGUAGE plpgsql AS %L', t, 'BEGIN RAISE EXCEPTION $q$planted: cast$q$; END');
			EXECUTE format('CREATE FUNCTION bsc.planted_%s(bsc.trojan) RETURNS %s LANGUAGE plpgsql AS %L', replace(t, 'bsc.', ''), t, 'BEGIN RAISE EXCEPTION $q$planted: cast$q$; END');
			EXECUTE format('CREATE CAST (%s AS bsc.trojan) WITH FUNCTION bsc.planted_cast(%s) AS IMPLICIT', t, t);
			EXECUTE format('CREATE CAST (bsc.trojan AS %s) WITH FUNCTION bsc.planted_%s(bsc.trojan) AS IMPLICIT', t, replace(t, 'bsc.', ''));
		END LOOP;
	END
	$$};

# Overloads of what is ours. They return void, so that also a call that is only parsed goes wrong.
my $overloads = qq{
	SET check_function_bodies = off;
	DO \$plant\$
	DECLARE
		ours record;
		planted record;
	BEGIN
		FOR ours IN
			SELECT p.proname, p.prokind, a.types, a.names
			FROM pg_proc AS p
			CROSS JOIN LATERAL (
				SELECT array_agg(t::regtype::text ORDER BY o) AS types,
					-- always in quotes: from 17 on "format json" is no name and type
					array_agg(coalesce('"' || nullif(p.proargnames[o], '') || '"', '') ORDER BY o) AS names
				FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS a (t, o)) AS a
			WHERE p.pronamespace = 'bsc'::regnamespace AND p.prorettype <> 'trigger'::regtype AND p.proname NOT LIKE 'planted%'
				AND NOT ('{internal, cstring}' && a.types)
		LOOP
			FOR planted IN
				SELECT DISTINCT ON (v.types::regtype[]) v.types, v.names
				FROM (
					-- one argument of another type
					SELECT ours.types[:i - 1] || t || ours.types[i + 1:] AS types, ours.names AS names
					FROM generate_subscripts(ours.types, 1) AS i, unnest($types) AS t
					UNION ALL
					-- fewer arguments
					SELECT ours.types[:n], ours.names[:n] FROM generate_series(0, cardinality(ours.types) - 1) AS n
					UNION ALL
					-- the same names in another order
					SELECT array_agg(t ORDER BY o DESC), array_agg(n ORDER BY o DESC) FROM unnest(ours.types, ours.names) WITH ORDINALITY AS r (t, n, o)
					UNION ALL
					-- in place of an array its elements
					SELECT ours.types[:cardinality(ours.types) - 1] || array_fill(left(ours.types[cardinality(ours.types)], -2), ARRAY[n]),
						array_fill(''::text, ARRAY[cardinality(ours.types) - 1 + n])
					FROM generate_series(1, 9) AS n WHERE ours.types[cardinality(ours.types)] LIKE '%[]') AS v
				ORDER BY v.types::regtype[]
			LOOP
				BEGIN
					EXECUTE format('CREATE %s bsc.%I(%s) %s LANGUAGE plpgsql AS %L',
						CASE ours.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, ours.proname,
						(SELECT string_agg(n || ' ' || t, ', ' ORDER BY o) FROM unnest(planted.types, planted.names) WITH ORDINALITY AS x (t, n, o)),
						CASE ours.prokind WHEN 'p' THEN '' ELSE 'RETURNS void' END,
						format('BEGIN RAISE EXCEPTION %L; END', format('planted: %s(%s)', ours.proname, array_to_string(planted.types, ', '))));
				EXCEPTION
					WHEN duplicate_function OR invalid_function_definition OR feature_not_supported THEN NULL;
				END;
			END LOOP;
		END LOOP;
	END
	\$plant\$};

# The server's operators once more in SCHEMA, and ours with one side of another type.
my $operators = qq{
	SET check_function_bodies = off;
	DO \$plant\$
	DECLARE
		o record;
	BEGIN
		FOR o IN
			SELECT DISTINCT p.oprname AS name, l.t AS l, r.t AS r, p.oprresult::regtype::text AS result
			FROM pg_operator AS p
			CROSS JOIN LATERAL (SELECT p.oprleft::regtype::text UNION SELECT unnest($types) WHERE p.oprnamespace = 'bsc'::regnamespace) AS l (t)
			CROSS JOIN LATERAL (SELECT p.oprright::regtype::text UNION SELECT unnest($types) WHERE p.oprnamespace = 'bsc'::regnamespace) AS r (t)
			WHERE p.oprkind = 'b' AND (l.t = p.oprleft::regtype::text OR r.t = p.oprright::regtype::text)
				AND p.oprowner <> 'installer'::regrole
		LOOP
			BEGIN
				EXECUTE format('CREATE FUNCTION SCHEMA.planted_operator(%s, %s) RETURNS %s LANGUAGE plpgsql AS %L', o.l, o.r, o.result,
					format('BEGIN RAISE EXCEPTION %L; END', format('planted: %s %s %s', o.l, o.name, o.r)));
			EXCEPTION
				WHEN duplicate_function OR invalid_function_definition THEN NULL;
			END;
			BEGIN
				EXECUTE format('CREATE OPERATOR SCHEMA.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = SCHEMA.planted_operator)', o.name, o.l, o.r);
			EXCEPTION
				WHEN duplicate_function OR undefined_function OR invalid_function_definition OR insufficient_privilege THEN NULL;
			END;
		END LOOP;
	END
	\$plant\$;
	CREATE FUNCTION SCHEMA.lower(text) RETURNS text LANGUAGE plpgsql AS \$\$BEGIN RAISE EXCEPTION 'planted: lower'; END\$\$;
	CREATE FUNCTION SCHEMA.concat_ws(text, text, text) RETURNS text LANGUAGE plpgsql AS \$\$BEGIN RAISE EXCEPTION 'planted: concat_ws'; END\$\$;
	CREATE FUNCTION SCHEMA.format(text, text) RETURNS text LANGUAGE plpgsql AS \$\$BEGIN RAISE EXCEPTION 'planted: format'; END\$\$;
	CREATE FUNCTION SCHEMA.now() RETURNS timestamptz LANGUAGE plpgsql AS \$\$BEGIN RAISE EXCEPTION 'planted: now'; END\$\$;
	CREATE FUNCTION SCHEMA.unnest(anyarray) RETURNS SETOF anyelement LANGUAGE plpgsql AS \$\$BEGIN RAISE EXCEPTION 'planted: unnest'; END\$\$;
	CREATE FUNCTION SCHEMA.planted_step(bigint, anyelement) RETURNS bigint LANGUAGE plpgsql AS \$\$BEGIN RAISE EXCEPTION 'planted: aggregate'; END\$\$;
	CREATE AGGREGATE SCHEMA.count(anyelement) (SFUNC = SCHEMA.planted_step, STYPE = bigint);
	CREATE AGGREGATE SCHEMA.sum(anyelement) (SFUNC = SCHEMA.planted_step, STYPE = bigint);
	CREATE DOMAIN SCHEMA.jsonb AS pg_catalog.jsonb CHECK (false); CREATE DOMAIN SCHEMA.date AS pg_catalog.date CHECK (false);
	CREATE DOMAIN SCHEMA.text AS pg_catalog.text CHECK (false); CREATE DOMAIN SCHEMA.regclass AS pg_catalog.regclass CHECK (false)};

# --- the test ------------------------------------------------------------------------------------------------------

installer('CREATE EXTENSION bsc');
@relations = split /\n/, $node->safe_psql('trap', q{SELECT relname FROM pg_class WHERE relnamespace = 'bsc'::regnamespace AND relkind IN ('r', 'v') ORDER BY 1});
$node->safe_psql('trap', $company);

# the calls are right, and are all
everything('pg_catalog');
is($node->safe_psql('trap', q{
	SELECT string_agg(p.oid::regprocedure::text, E'\n' ORDER BY 1)
	FROM pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang
	WHERE p.pronamespace = 'bsc'::regnamespace AND l.lanname = 'plpgsql' AND p.proname !~ '^_?refuse_'
		-- what src/as_of.pl has made of one that has run is the same but for what it reads
		AND NOT (p.proargnames[p.pronargs] = 'as_of' AND EXISTS (
			SELECT FROM pg_proc AS o JOIN pg_stat_user_functions AS s ON s.funcid = o.oid
			WHERE o.pronamespace = p.pronamespace AND o.proname IN (p.proname, pg_catalog.substr(p.proname, 2)) AND s.calls > 0
				AND ARRAY(SELECT a.a FROM unnest(o.proargtypes) WITH ORDINALITY AS a (a, n) ORDER BY n)
					= ARRAY(SELECT a.a FROM unnest(p.proargtypes) WITH ORDINALITY AS a (a, n) WHERE n < p.pronargs ORDER BY n)))
		AND NOT EXISTS (SELECT FROM pg_stat_user_functions AS s WHERE s.funcid = p.oid AND s.calls > 0)}), '', 'every function in PL/pgSQL has run to its end');

installer($casts);
installer($overloads);
installer($operators =~ s/SCHEMA/bsc/gr);
installer($operators =~ s/SCHEMA/public/gr);
my ($in_bsc, $planted) = split /\|/, $node->safe_psql('trap', q{SELECT count(*) FILTER (WHERE pronamespace = 'bsc'::regnamespace),
	(SELECT count(*) FROM pg_operator WHERE oprowner = 'installer'::regrole) FROM pg_proc WHERE proowner = 'installer'::regrole});
note("planted: $in_bsc functions, $planted operators");
cmp_ok($in_bsc, '>', 20000, 'there are overloads in bsc');
cmp_ok($planted, '>', 1500, 'and operators');
like(said('SELECT bsc.scorecard_id(1::bigint)'), qr/planted: scorecard_id\(bigint\)/, 'a careless call is captured');
like(said("SELECT bsc._mark('dot'::text)"), qr/planted: mark\(text\)|is not unique/, 'and one that leans on a default is seen');
like(said("SET search_path = public, pg_catalog; SELECT 'a'::pg_catalog.text || 'b'::pg_catalog.text"), qr/planted: text \S+ text/, 'operators are too');

everything('pg_catalog');
everything('public, bsc, pg_catalog');

# --- grants ---------------------------------------------------------------------------------------------------------

is($node->safe_psql('trap', q{
	SELECT string_agg(format('%s %s %s', a.grantee::regrole, a.privilege_type, c.relname), E'\n' ORDER BY c.relname, 1)
	FROM pg_class AS c CROSS JOIN LATERAL aclexplode(c.relacl) AS a
	WHERE c.relnamespace = 'bsc'::regnamespace AND a.grantee <> c.relowner
		AND a.privilege_type <> ALL (CASE c.relkind WHEN 'S' THEN '{USAGE, SELECT, UPDATE}'::text[] ELSE '{SELECT, INSERT, UPDATE, DELETE}' END)}), '', 'nobody has more than is needed');
for my $table (split /\n/, $node->safe_psql('trap', q{SELECT relname FROM pg_class WHERE relnamespace = 'bsc'::regnamespace AND relkind = 'r' ORDER BY 1}))
{
	my ($columns, $own) = split /:/, $node->safe_psql('trap', qq{SELECT string_agg(format('c%s', k.o), ', ' ORDER BY k.o) || ':' || string_agg(format('c%s %s', k.o, a.atttypid::regtype), ', ' ORDER BY k.o)
		FROM pg_index AS i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (n, o) JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.n
		WHERE i.indrelid = 'bsc.$table'::regclass AND i.indisprimary GROUP BY i.indexrelid});
	for my $attempt ([ 'trigger', "CREATE TRIGGER hers AFTER INSERT ON bsc.$table FOR EACH ROW EXECUTE FUNCTION pg_catalog.suppress_redundant_updates_trigger()" ],
		[ 'TRUNCATE', "TRUNCATE bsc.$table" ],
		$columns ? [ 'foreign key', "CREATE TABLE public.hers ($own, FOREIGN KEY ($columns) REFERENCES bsc.$table ON DELETE CASCADE)" ] : ())
	{
		my (undef, undef, $error) = $node->psql('trap', "SET search_path = pg_catalog; $attempt->[1]", extra_params => [ '-U', 'installer' ]);
		like($error, qr/permission denied for table $table/, "no $attempt->[0] on $table");
	}
}

# --- a neighbour with defaults stops a call, and is not called --------------------------------------------------------

$node->safe_psql('postgres', 'CREATE DATABASE stop');
$node->safe_psql('postgres', 'GRANT CREATE ON DATABASE stop TO installer');
$node->safe_psql('stop', $_, extra_params => [ '-U', 'installer' ]) for 'CREATE EXTENSION bsc', 'CREATE FUNCTION bsc.scorecard_id(scorecard text, more integer DEFAULT 1) RETURNS bigint LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION $q$planted$q$; END$$';
my (undef, undef, $error) = $node->psql('stop', "SELECT bsc.definition('x'::text, true)");
like($error, qr/function bsc.scorecard_id\(text\) is not unique/, 'an overload with a default stops a call');

done_testing();

-- A mistyped name is answered with those that look like it, by whatever takes one.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SELECT * FROM no_plan();

-- more measures than a list of what there is would show
SELECT bsc.define(jsonb_build_object('code', 'sales', 'perspectives', jsonb_build_array(
        jsonb_build_object('code', 'finance', 'objectives', jsonb_build_array(
            jsonb_build_object('code', 'growth', 'measures', '[{"code": "revenue", "query": "SELECT 1", "detail_query": "SELECT 1"}]'::jsonb || (
                SELECT jsonb_agg(jsonb_build_object('code', 'aside' || i)) FROM generate_series(100, 120) AS i)))),
        jsonb_build_object('code', 'customer', 'objectives', '[{"code": "loyalty"}]'::jsonb)),
    'links', '[{"cause": "loyalty", "effect": "growth"}]'::jsonb, 'initiatives', '[{"code": "training", "objectives": ["growth"]}]'::jsonb,
    'entities', '[{"code": "Europe"}]'::jsonb));
CREATE FUNCTION pg_temp.told(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    state text;
    hint text;
BEGIN
    EXECUTE statement;
    RETURN 'passes';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, hint = PG_EXCEPTION_HINT;
    RETURN state || ': ' || hint;
END
$$;
CREATE TEMP TABLE mistyped (statement text, meant text DEFAULT 'sales', place int GENERATED ALWAYS AS IDENTITY);
-- the scorecard
INSERT INTO mistyped (statement) SELECT 'SELECT bsc.' || call || ')' FROM unnest(ARRAY[
    $$adopt('sale', 'growth', 'dso'$$, $$annotate('sale', 'sales', '2024-01', 'x'$$, $$attribute('sale', 'revenue'$$, $$attribute_entities('sale', 'revenue'$$,
    $$changes('sale', NULL$$, $$chart_svg('sale', 'revenue'$$, $$contributors('sale', 'revenue'$$, $$copy_targets('sale', '2024', '2025'$$,
    $$definition('sale'$$, $$drill('sale', 'revenue', '2024-01'$$, $$drop_scorecard('sale'$$, $$entity_path('sale', 'Europe'$$, $$evaluate('sale'$$,
    $$evaluate('sale', as_of => now()$$, $$evidence('sale'$$, $$explain('sale'$$, $$gap('sale'$$, $$impact('sale', 'loyalty'$$,
    $$initiative_effect('sale', 'training'$$, $$learned_links('sale'$$, $$lint('sale'$$, $$measure_id('sale', 'revenue'$$, $$missing_links('sale'$$,
    $$outlook('sale'$$, $$phase_targets('sale', 'revenue', '2024', '0..1'$$, $$prune_history('sale', now()$$, $$record('sale', 'revenue', '2024-01', 1$$,
    $$record_review('sale', '2024-01', 'growth', 'x'$$, $$report('sale'$$, $$review('sale'$$, $$root_causes('sale', 'growth'$$, $$scorecard_id('sale'$$,
    $$strategy_graph('sale'$$, $$strategy_map('sale'$$, $$test_query('sale', 'revenue', '2024-01'$$, $$what_if('sale', 'loyalty', 0.1$$]) AS call;
INSERT INTO mistyped (statement) VALUES ($$CALL bsc.refresh('sale')$$), ($$CALL bsc.close_period('sale', '2024-01')$$), ($$CALL bsc.reopen_period('sale', '2024-01')$$),
    ($$INSERT INTO bsc.plan_entry (scorecard, measure, period) VALUES ('sale', 'revenue', '2024-01')$$),
    ($$INSERT INTO bsc.actual_entry (scorecard, measure, period, value) VALUES ('sale', 'revenue', '2024-01', 1)$$);
-- a measure
INSERT INTO mistyped (statement, meant) SELECT 'SELECT bsc.' || call || ')', 'revenue' FROM unnest(ARRAY[
    $$attribute('sales', 'Revenu'$$, $$attribute_entities('sales', 'revenu'$$, $$chart_svg('sales', 'revenu'$$, $$contributors('sales', 'revenu'$$,
    $$copy_targets('sales', '2024', '2025', measures => '{revenu}'$$, $$drill('sales', 'revenu', '2024-01'$$,
    $$initiative_effect('sales', 'training', 'revenu'$$, $$measure_id('sales', 'revenu'$$, $$phase_targets('sales', 'revenu', '2024', '0..1'$$,
    $$record('sales', 'revenu', '2024-01', 1$$, $$record_review('sales', '2024-01', 'revenu', 'x'$$, $$test_query('sales', 'revenu', '2024-01'$$]) AS call;
INSERT INTO mistyped (statement, meant) VALUES
    ($$INSERT INTO bsc.plan_entry (scorecard, measure, period) VALUES ('sales', 'revenu', '2024-01')$$, 'revenue'),
    ($$INSERT INTO bsc.actual_entry (scorecard, measure, period, value) VALUES ('sales', 'revenu', '2024-01', 1)$$, 'revenue');
-- an objective, an initiative, a node
INSERT INTO mistyped (statement, meant) VALUES
    ($$SELECT bsc.impact('sales', 'loyalti')$$, 'loyalty'), ($$SELECT bsc.root_causes('sales', 'grwth')$$, 'growth'), ($$SELECT bsc.what_if('sales', 'loyalti', 0.1)$$, 'loyalty'),
    ($$SELECT bsc.adopt('sales', 'grwth', 'dso')$$, 'growth'), ($$SELECT bsc.objective_id(bsc.scorecard_id('sales'), 'finanse/growth')$$, 'finance/growth'),
    ($$SELECT bsc.define(bsc.definition('sales') || '{"links": [{"cause": "loyalti", "effect": "growth"}]}')$$, 'loyalty'),
    ($$SELECT bsc.define(bsc.definition('sales') || '{"links": [{"cause": "customer/loyalti", "effect": "growth"}]}')$$, 'customer/loyalty'),
    ($$SELECT bsc.define(bsc.definition('sales') || '{"initiatives": [{"code": "training", "objectives": ["grwth"]}]}')$$, 'growth'),
    ($$SELECT bsc.initiative_effect('sales', 'trainin')$$, 'training'), ($$SELECT bsc.annotate('sales', 'finance', '2024-01', 'x')$$, 'passes'),
    ($$SELECT bsc.annotate('sales', 'sales/finanse', '2024-01', 'x')$$, 'sales/finance'), ($$SELECT bsc.annotate('sales', 'revenue', '2024-01', 'x')$$, 'sales/finance/growth/revenue'),
    ($$SELECT bsc.template('xcmj')$$, 'xcmg');
-- an entity; asked_entity.sql has those who ask
INSERT INTO mistyped (statement, meant) SELECT 'SELECT bsc.' || call || ')', 'Europe' FROM unnest(ARRAY[
    $$annotate('sales', 'sales', '2024-01', 'x', 'europe'$$, $$attribute('sales', 'revenue', entity => 'Europ'$$, $$attribute_entities('sales', 'revenue', whole => 'Europ'$$,
    $$attribute_entities('sales', 'revenue', entities => '{Europ}'$$, $$drill('sales', 'revenue', '2024-01', 'Europ'$$, $$entity_path('sales', 'Europ'$$,
    $$evaluate('sales', entity => 'Europ', as_of => now()$$, $$missing_links('sales', 'Europ'$$, $$phase_targets('sales', 'revenue', '2024', '0..1', 'Europ'$$,
    $$record('sales', 'revenue', '2024-01', 1, 'Europ'$$, $$record('sales', 'revenue', '2024-01', 1, 'Europe '$$]) AS call;
INSERT INTO mistyped (statement, meant) VALUES
    ($$INSERT INTO bsc.plan_entry (scorecard, measure, entity, period) VALUES ('sales', 'revenue', 'Europ', '2024-01')$$, 'Europe'),
    ($$INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value) VALUES ('sales', 'revenue', 'Europ', '2024-01', 1)$$, 'Europe');
SELECT is(pg_temp.told(m.statement), CASE m.meant WHEN 'passes' THEN 'passes' ELSE format('22023: Perhaps you mean "%s".', m.meant) END, m.statement)
FROM mistyped AS m ORDER BY m.place;

-- nothing is near
SELECT is(pg_temp.told($$SELECT bsc.scorecard_id('x')$$), '22023: There is: sales.', 'what there is');
SELECT is(pg_temp.told($$SELECT bsc.objective_id(bsc.scorecard_id('sales'), NULL)$$), '22023: There is: growth, loyalty.', 'NULL is near to nothing');
SELECT is(pg_temp.told($$SELECT bsc.measure_id('sales', 'x')$$),
    '22023: There is: ' || (SELECT string_agg('aside' || i, ', ' ORDER BY i) FROM generate_series(100, 111) AS i) || ', ....', 'a long list is cut');

SELECT * FROM finish();
ROLLBACK;

-- d-separation, adjustment sets, implied independences, the map in time and the controls of a link: published
-- examples, cycles, errors and NULLs.  Random graphs are in test/oracle/graph_separation.py.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc, pg_catalog;
SELECT plan(70);

-- published examples ----------------------------------------------------------

-- Pearl, Causality, 2nd edition, 2009, figure 3.4: {X3,X4} and {X4,X5} serve, {X4} does not
CREATE TEMP TABLE pearl AS
	SELECT 'X1->X3; X1->X4; X2->X4; X2->X5; X3->Xi; X4->Xi; X4->Xj; X5->Xj; Xi->X6; X6->Xj'::causal_graph AS g;
SELECT results_eq($$ SELECT nodes FROM pearl, adjustment_sets(g, 'Xi', 'Xj') $$,
	$$ VALUES ('{X1,X4}'::text[]), ('{X2,X4}'), ('{X3,X4}'), ('{X4,X5}') $$, 'Pearl, figure 3.4: adjustment sets');
SELECT results_eq('SELECT a, b, given FROM pearl, implied_independences(g)', $$ VALUES
	('X1', 'X2', '{}'::text[]), ('X2', 'X3', '{}'), ('X3', 'X4', '{X1}'), ('X1', 'X5', '{}'), ('X3', 'X5', '{}'),
	('X4', 'X5', '{X2}'), ('X1', 'Xi', '{X3,X4}'), ('X2', 'Xi', '{X3,X4}'), ('X5', 'Xi', '{X3,X4}'),
	('X1', 'X6', '{Xi}'), ('X2', 'X6', '{Xi}'), ('X3', 'X6', '{Xi}'), ('X4', 'X6', '{Xi}'), ('X5', 'X6', '{Xi}'),
	('X1', 'Xj', '{X4,X5,X6}'), ('X2', 'Xj', '{X4,X5,X6}'), ('X3', 'Xj', '{X4,X5,X6}'), ('Xi', 'Xj', '{X4,X5,X6}') $$,
	'Pearl, figure 3.4: the 18 independences');
SELECT ok(d_separated('X1->X3; X1->X4; X2->X4; X2->X5; X3->Xi; X4->Xi; X4->Xj; X5->Xj', 'Xi', 'Xj', given)
		= (given <> '{X4}'), format('Pearl, figure 3.4: %s held', given))
	FROM (VALUES ('{X3,X4}'::text[]), ('{X4,X5}'), ('{X4}')) AS v (given);

-- Shrier and Platt 2008, as in dagitty, which lists these seven sets
CREATE TEMP TABLE shrier AS SELECT '
	Coach -> FitnessLevel; Coach -> TeamMotivation; Genetics -> FitnessLevel; Genetics -> NeuromuscularFatigue;
	Genetics -> ConnectiveTissueDisorder; TeamMotivation -> PreviousInjury; TeamMotivation -> WarmUpExercises;
	PreGameProprioception -> WarmUpExercises; ConnectiveTissueDisorder -> TissueWeakness;
	ConnectiveTissueDisorder -> NeuromuscularFatigue; ContactSport -> IntraGameProprioception;
	ContactSport -> PreviousInjury; TissueWeakness -> Injury; IntraGameProprioception -> Injury;
	FitnessLevel -> PreGameProprioception; FitnessLevel -> NeuromuscularFatigue;
	NeuromuscularFatigue -> IntraGameProprioception; NeuromuscularFatigue -> Injury;
	WarmUpExercises -> IntraGameProprioception'::causal_graph AS g;
SELECT results_eq($$ SELECT nodes FROM shrier, adjustment_sets(g, 'WarmUpExercises', 'Injury') $$, $$ VALUES
	('{Coach,FitnessLevel}'::text[]), ('{Coach,PreGameProprioception}'), ('{ConnectiveTissueDisorder,NeuromuscularFatigue}'),
	('{FitnessLevel,Genetics}'), ('{FitnessLevel,TeamMotivation}'), ('{NeuromuscularFatigue,TissueWeakness}'),
	('{PreGameProprioception,TeamMotivation}') $$, 'Shrier and Platt: adjustment sets');
SELECT is(count(*), (SELECT (count(*) * (count(*) - 1) / 2 - 19)::bigint FROM shrier, nodes(g)),
	'Shrier and Platt: an independence for each pair without a link')
	FROM shrier, implied_independences(g);

-- the graph, the question, and its sets; NULL: none serves
CREATE TEMP TABLE example (name text, g causal_graph, cause text, effect text, sets text[]);
INSERT INTO example VALUES
	('caugi 308', 'C->B; B->X; C->Y', 'X', 'Y', '{{B},{C}}'),
	('M', 'u->x; u->m; v->m; v->y; x->y', 'x', 'y', '{}'),
	('a mediator that a confounder moves', 'z->x; z->m; m->y; x->y', 'x', 'y', '{{m},{z}}'),
	('a descendant of both', 'x->y; x->d; y->d', 'x', 'y', '{}'),
	('nothing in between', 'x->y; z', 'x', 'y', '{}'),
	('a chain is no back door', 'x->m; m->y', 'x', 'y', '{}'),
	('a link of strength 0 is a link', 'z->x [0]; z->y [0]; x->y', 'x', 'y', '{{z}}'),
	('links to themselves and parallel ones', 'z->x; z->y; z->y [2, lag 1]; x->y; x->x; y->y; z->z', 'x', 'y', '{{z}}');
SELECT is((SELECT array_agg(nodes) FROM adjustment_sets(g, cause, effect)),
	CASE WHEN sets = '{}' THEN NULL ELSE sets END, name) FROM example WHERE sets <> '{}';
SELECT results_eq(format('SELECT nodes FROM adjustment_sets(%L, %L, %L)', g, cause, effect), $$ VALUES ('{}'::text[]) $$,
	name || ': one row, nothing need be held') FROM example WHERE sets = '{}';
-- pgmpy 2354: {A,B} and {C}, but {B} alone opens A -> B <- C
SELECT results_eq($$ SELECT nodes FROM adjustment_sets('A->X; A->B; B->X; C->B; C->Y', 'X', 'Y') $$,
	$$ VALUES ('{C}'::text[]), ('{A,B}') $$, 'pgmpy 2354');
SELECT ok(NOT d_separated('A->X; A->B; B->X; C->B; C->Y', 'X', 'Y', '{B}'), 'pgmpy 2354: {B} does not separate');
SELECT is_empty($$ SELECT * FROM adjustment_sets('y->x; z->x; z->y', 'x', 'y') $$, 'the effect leads to the cause: no rows');
SELECT ok(NOT d_separated('u->x; u->m; v->m; v->y; x->y', 'u', 'v', '{m}'), 'M: a collider that is held joins');
SELECT ok(d_separated('u->x; u->m; v->m; v->y; x->y', 'u', 'v'), 'M: a collider that is not held separates');
SELECT ok(NOT d_separated('u->m; v->m; m->d', 'u', 'v', '{d}'), 'and so does one whose descendant is not held');
SELECT ok(d_separated('u->m; v->m; m->d', 'u', 'v', '{}') AND d_separated('u->m; m->v', 'u', 'v', '{m,m}'),
	'twice the same in what is held counts once');
-- networkx 6216
SELECT ok(NOT d_separated('A->B; A->E; B->C; B->D; D->C; D->F; E->D; E->F', 'C', 'F', '{D}'), 'networkx 6216');
-- networkx 6430: no set of what is seen separates the two ends of a link
SELECT ok(NOT d_separated('A->B', 'A', 'B'), 'a link separates nothing');

-- cycles ----------------------------------------------------------------------

-- right for linear models; sigma-separation says no (Forre and Mooij 2017)
SELECT ok(d_separated('a -> x; x -> y; y -> x; b -> y', 'a', 'b', '{x,y}'), 'a linear cycle: separated');
SELECT ok(d_separated('a -> x; x -> y; y -> x; b -> y', 'a', 'b'), 'a cycle: separated with nothing held');
SELECT ok(NOT d_separated('a -> x; x -> y; y -> x; b -> y', 'a', 'b', '{x}'), 'a cycle: joined with one of it held');
SELECT ok(d_separated('a -> a; b -> b', 'a', 'b') AND NOT d_separated('a -> m; m -> m; m -> b', 'a', 'b'),
	'a link of a node to itself changes nothing');

CREATE FUNCTION pg_temp.fails(query text, OUT state text, OUT message text, OUT detail text, OUT hint text)
	LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE query;
	message := 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
		hint = PG_EXCEPTION_HINT;
END $$;

SELECT is(fails::text, ROW('22023', 'adjustment sets need a graph without cycles', 'A cycle is "a" -> "b" -> "a".',
	'Give the links their lags and ask bsc.unfold(...), where time has no cycles.')::text, 'adjustment sets: a cycle is shown')
	FROM pg_temp.fails($$ SELECT * FROM bsc.adjustment_sets('a->a; a->b; b->a; c->a', 'c', 'a') $$) AS fails;
SELECT is(fails::text, ROW('22023', 'implied independences need a graph without cycles', 'A cycle is "a" -> "b" -> "a".',
	'Give the links their lags and ask bsc.unfold(...), where time has no cycles.')::text, 'independences: a cycle is shown')
	FROM pg_temp.fails($$ SELECT * FROM bsc.implied_independences('a->b; b->a; c->a') $$) AS fails;
SELECT results_eq($$ SELECT nodes FROM adjustment_sets(unfold('a->b [lag 1]; b->a [lag 1]', 2), 'a@1', 'b@0') $$,
	$$ VALUES ('{b@1}'::text[]), ('{a@2,b@2}') $$, 'what the hint says');

-- the map in time -------------------------------------------------------------

SELECT is(unfold('a -> b [0.5, lag 1]; c', 2),
	'a@2 -> a@1; a@2 -> b@1; b@2 -> b@1; c@2 -> c@1; a@1 -> a@0; a@1 -> b@0; b@1 -> b@0; c@1 -> c@0'::causal_graph,
	'unfold: arrows and own past');
SELECT is(unfold('a -> b [lag 1]', 1, false), 'a@1 -> b@0; a@0; b@1'::causal_graph, 'unfold without own past');
SELECT is(unfold('a -> b [lag 3]', 2, false), 'a@0; a@1; a@2; b@0; b@1; b@2'::causal_graph, 'unfold: a cause that is older is left out');
SELECT is(unfold('a -> b', 0), 'a@0 -> b@0'::causal_graph, 'unfold: one period');
SELECT is(unfold('a -> a; b -> b [lag 1]; c -> c [lag 2]', 2), 'a@2 -> a@1; a@1 -> a@0; b@2 -> b@1; b@1 -> b@0; c@2 -> c@1; c@1 -> c@0; c@2 -> c@0'::causal_graph,
	'unfold: a link of a node to itself is its past, or nothing');
SELECT is(unfold('a@1; a', 1), 'a@1@1 -> a@1@0; a@1 -> a@0'::causal_graph, 'unfold: names that end like ours');

-- controls of a link ----------------------------------------------------------

SELECT results_eq($$ SELECT * FROM link_controls('z->x [lag 1]; z->y [lag 2]; x->y [lag 1]', 'x', 'y') $$,
	$$ VALUES ('y', 1), ('z', 2) $$, 'controls: the other causes of the effect, and its past');
SELECT results_eq($$ SELECT * FROM link_controls('x->y [lag 1]; x->y [lag 2]; m->y', 'x', 'y', 1) $$,
	$$ VALUES ('m', 0), ('x', 2), ('y', 1) $$, 'controls: a parallel link is another cause');
SELECT results_eq($$ SELECT * FROM link_controls('x->m; m->y; x->y', 'x', 'y') $$,
	$$ VALUES ('m', 0), ('y', 1) $$, 'controls: a mediator is held');
SELECT results_eq($$ SELECT * FROM link_controls('z->m; m->y; z->x; x->y', 'x', 'y', without => '{m}') $$,
	$$ VALUES ('x', 1), ('x', 2), ('y', 1), ('y', 2), ('z', 0), ('z', 1) $$, 'controls: the causes of the cause stand in');
SELECT is_empty($$ SELECT * FROM link_controls('z->x [lag 1]; z->y [lag 2]; x->y [lag 1]', 'x', 'y', without => '{z}') $$,
	'controls: nothing stands in for a common cause');
SELECT is_empty($$ SELECT * FROM link_controls('x->y; y->x; z->y', 'x', 'y') $$, 'controls: a loop within the period');
SELECT ok(NOT EXISTS (SELECT FROM link_controls('x->y; y->x; z->y', 'z', 'y') WHERE control = 'x' AND control_lag = 0)
	AND EXISTS (SELECT FROM link_controls('x->y; y->x; z->y', 'z', 'y')),
	'controls: not what the effect leads to in its period');
SELECT results_eq($$ SELECT * FROM link_controls('x->y [lag 1]; y->x', 'x', 'y') $$,
	$$ VALUES ('y', 1) $$, 'controls: a loop with a lag is none');
SELECT is_empty(format($$ SELECT * FROM link_controls('x->y; z->y', 'x', 'y', without => '{%s}') $$, v), 'controls: ' || v || ' has no data')
	FROM (VALUES ('x'), ('y')) AS v (v);

-- NULLs and errors ------------------------------------------------------------

SELECT ok(d_separated(NULL, 'a', 'b') IS NULL AND d_separated('a->b', NULL, 'b') IS NULL AND d_separated('a->b', 'a', 'b', NULL) IS NULL
	AND unfold(NULL, 1) IS NULL AND unfold('a->b', NULL) IS NULL AND unfold('a->b', 1, NULL) IS NULL, 'NULL: NULL');
SELECT is((SELECT count(*) FROM adjustment_sets(NULL, 'a', 'b')) + (SELECT count(*) FROM adjustment_sets('a->b', 'a', 'b', NULL))
	+ (SELECT count(*) FROM implied_independences(NULL)) + (SELECT count(*) FROM link_controls(NULL, 'a', 'b'))
	+ (SELECT count(*) FROM link_controls('a->b', NULL, 'b')) + (SELECT count(*) FROM link_controls('a->b', 'a', NULL))
	+ (SELECT count(*) FROM link_controls('a->b', 'a', 'b', NULL, NULL)), 0::bigint, 'NULL: no rows');
SELECT is((SELECT count(*) FROM implied_independences('a; b')), 1::bigint, 'two nodes without a link');
SELECT is((SELECT count(*) FROM implied_independences('a')), 0::bigint, 'a single node');

CREATE TEMP TABLE wrong (query text, state text, message text);
INSERT INTO wrong VALUES
	($$ d_separated('a->b', 'a', 'c') $$, '22023', 'node "c" is not in the graph'),
	($$ d_separated('a->b', 'a', 'b', '{c}') $$, '22023', 'node "c" is not in the graph'),
	($$ d_separated('a->b', 'a', 'a') $$, '22023', 'node "a" is in both a and b'),
	($$ d_separated('a->b', 'a', 'b', '{a}') $$, '22023', 'node "a" is in both a and given'),
	($$ d_separated('a->b', 'a', 'b', '{b}') $$, '22023', 'node "b" is in both b and given'),
	($$ d_separated('a->b', 'a', 'b', '{NULL}') $$, '22004', 'given must not contain nulls'),
	($$ adjustment_sets('a->b', 'a', 'a') $$, '22023', 'cause and effect must be two nodes, but both are "a"'),
	($$ adjustment_sets('a->b', 'a', 'b', 0) $$, '22023', 'maximum number of sets must be positive, but is 0'),
	($$ adjustment_sets('z->x; z->m; m->y; x->y', 'x', 'y', 1) $$, '54000', 'more than 1 minimal set adjusts for the effect of "x" on "y"'),
	($$ unfold('a->b', -1) $$, '22023', 'span must be between 0 and 1000, but is -1'),
	($$ unfold('a->b', 1001) $$, '22023', 'span must be between 0 and 1000, but is 1001'),
	($$ unfold((SELECT causal_graph(i::text, (i + 1)::text) FROM generate_series(1, 100000) AS i), 1000) $$, '54000', 'causal graph is too large'),
	($$ link_controls('a->b', 'b', 'a') $$, '22023', 'there is no link "b" -> "a"'),
	($$ link_controls('a->b', 'a', 'b', 1) $$, '22023', 'there is no link "a" -> "b" with lag 1'),
	($$ link_controls('a->b; a->b [lag 1]', 'a', 'b') $$, '22023', 'there are 2 links "a" -> "b"'),
	($$ link_controls('a->b', 'a', 'b', without => '{NULL}') $$, '22004', 'without must not contain nulls'),
	($$ link_controls('a->b; a->a', 'a', 'a') $$, '22023', 'cause and effect must be two nodes, but both are "a"');
SELECT throws_ok('SELECT bsc.' || ltrim(query), state::char(5), message, message) FROM wrong;

SELECT is((pg_temp.fails($$ SELECT * FROM bsc.link_controls('a->b [lag 2]; a->b [lag 3]', 'a', 'b', 1) $$)).hint, 'There is one with lag 2, 3.', 'the lags that there are');
SELECT is((pg_temp.fails($$ SELECT * FROM bsc.link_controls('a->b [lag 2]; a->b [lag 3]', 'a', 'b') $$)).hint, 'Give the lag of the one you mean: 2, 3.',
	'the lags to choose from');

SELECT * FROM finish();
ROLLBACK;

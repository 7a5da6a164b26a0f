'use strict';
// What is drawn depends on what the tables say, and not on the order of their rows or on how the server looks for them.

const tap = require('./tap');
const database = require('./database');
const samples = require('./samples');
const { undated } = require('./pages');

const where = process.env.PGDATABASE;

// The same scorecard, its lists the other way round: every position is given, so that only ids and places in tables change.
function reversed(document)
{
	return {
		...document,
		links: [...document.links].reverse(),
		perspectives: [...document.perspectives].reverse().map((p) => ({
			...p, objectives: [...p.objectives].reverse().map((o) => ({ ...o, measures: [...o.measures].reverse() })),
		})),
	};
}

function placed(document)
{
	return {
		...document,
		perspectives: document.perspectives.map((p, i) => ({
			...p, position: i + 1, objectives: p.objectives.map((o, k) => ({ ...o, position: k + 1, measures: o.measures.map((m, n) => ({ ...m, position: n + 1 })) })),
		})),
	};
}

tap.run(async () => {
	database.run('CREATE EXTENSION IF NOT EXISTS bsc;', where);
	const kinds = [];
	const there = (name) => database.value("SELECT count(*) FROM pg_catalog.pg_proc WHERE pronamespace = 'bsc'::regnamespace AND proname = $1", [name], where) > 0;
	if (there('strategy_map'))
		kinds.push(...['mermaid', 'dot', 'svg'].map((f) => [f, `bsc.strategy_map('mixed', NULL::text, '${f}')`]));
	if (there('report'))
		kinds.push(...['text', 'ansi', 'markdown', 'html'].map((f) => [f, `bsc.report('mixed', NULL::text, '${f}')`]));
	if (!kinds.length)
		tap.skipAll('there is no bsc.strategy_map');
	for (const seed of [1, 2, 3])
	{
		const { document, scores } = samples.generated('mixed', { seed, perspectives: 4, each: (n) => 1 + n.below(9), links: 60, languages: Object.keys(samples.words), length: [1, 12] });
		const all = (settings = '') => kinds.map(([, call]) => undated(database.psql(where, `${settings}\nSELECT ${call};`)));
		database.run(samples.script(placed(document), scores), where);
		const first = all();
		const other = all('SET enable_hashjoin = off; SET enable_hashagg = off; SET enable_seqscan = off; SET work_mem = \'64kB\';');
		const third = all("SET extra_float_digits = 0; SET DateStyle = 'German'; SET IntervalStyle = 'iso_8601'; SET bytea_output = 'escape'; SET TimeZone = 'Asia/Shanghai'; SET jit = on;");
		kinds.forEach(([format], i) => {
			tap.is(first[i].length > 100 && first[i] === other[i], true, `seed ${seed}, ${format}: the same by another plan`);
			tap.is(first[i] === third[i], true, `seed ${seed}, ${format}: the same by other settings`);
		});
		database.run("SELECT bsc.drop_scorecard('mixed');", where);
		database.run(samples.script(reversed(placed(document)), Object.fromEntries(Object.entries(scores).reverse())), where);
		const turned = all();
		kinds.forEach(([format], i) => tap.is(first[i] === turned[i], true, `seed ${seed}, ${format}: the same for rows in another order`));
		database.run("SELECT bsc.drop_scorecard('mixed');", where);
	}
});

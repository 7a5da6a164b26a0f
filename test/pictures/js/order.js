'use strict';
// What is drawn depends on what the tables say, and not on the order of their rows or on how the server looks for them.

const os = require('os');
const tap = require('./tap');
const database = require('./database');
const samples = require('./samples');

const where = process.env.PGDATABASE;
// between two reports
const mark = '==== next ====';

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
		// All reports of one seed are made in one transaction, in which it is always the same moment.
		const plans = ['enable_hashjoin = off', 'enable_hashagg = off', 'enable_seqscan = off', "work_mem = '64kB'"];
		const habits = ['extra_float_digits = 0', "DateStyle = 'German'", "IntervalStyle = 'iso_8601'", "bytea_output = 'escape'", "TimeZone = 'Asia/Shanghai'", 'jit = on'];
		const all = (settings = []) => `SAVEPOINT s;\n${settings.map((s) => `SET LOCAL ${s};\n`).join('')}`
			+ kinds.map(([, call]) => `\\echo ${mark}\nSELECT ${call};\n`).join('') + `\\echo ${mark}\nROLLBACK TO s;\n`;
		const defined = (list, numbers) => `\\o ${os.devNull}\n${samples.script(list, numbers)}\n\\o\n`;
		const printed = database.psql(where, `BEGIN;\n${defined(placed(document), scores)}${all()}${all(plans)}${all(habits)}`
			+ `\\o ${os.devNull}\nSELECT bsc.drop_scorecard('mixed');\n`
			+ `${defined(reversed(placed(document)), Object.fromEntries(Object.entries(scores).reverse()))}${all()}ROLLBACK;\n`).split(`${mark}\n`);
		// what stands between two marks, and nothing between the last one of a pass and the first of the next
		const [first, other, third, turned] = [0, 1, 2, 3].map((n) => printed.slice(n * (kinds.length + 1) + 1, (n + 1) * (kinds.length + 1)));
		kinds.forEach(([format], i) => {
			tap.is(first[i].length > 100 && first[i] === other[i], true, `seed ${seed}, ${format}: the same by another plan`);
			tap.is(first[i] === third[i], true, `seed ${seed}, ${format}: the same by other settings`);
			tap.is(first[i] === turned[i], true, `seed ${seed}, ${format}: the same for rows in another order`);
		});
	}
});

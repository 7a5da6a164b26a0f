'use strict';
// The scorecards that are looked at: the two companies of test/data, and made ones that are hard to draw.

const database = require('./database');

// The same numbers on every machine and in every run.
function random(seed)
{
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
	next.below = (n) => Math.floor(next() * n);
	next.pick = (list) => list[next.below(list.length)];
	return next;
}

const words = {
	en: ('grow profit revenue from loyal customers answer every service request on time train the people who sell cut '
		+ 'stock of spare parts without late repairs know what dealers need launch products faster keep promises').split(' '),
	de: ['Kundenzufriedenheitsindexverbesserung', 'Ersatzteillagerbestandsoptimierungsprogramm', 'Umsatz', 'steigern',
		'Donaudampfschifffahrtsgesellschaftskapitänsausbildung', 'und', 'Mitarbeiterqualifizierungsmaßnahmen', 'sichern'],
	zh: ['提高', '客户满意度', '缩短', '服务响应时间', '加强', '员工培训', '利润增长', '降低', '备件库存', '经销商', '关系管理'],
	ar: ['زيادة', 'رضا', 'العملاء', 'وتحسين', 'سرعة', 'الخدمة', 'تدريب', 'الموظفين', 'نمو', 'الأرباح'],
	emoji: ['🚀', 'launch', '👩‍👩‍👧‍👦', 'families', '🇩🇪', 'market', '💯', 'quality', '❤️', 'care'],
};

function phrase(next, language, least, most)
{
	const list = words[language];
	const parts = [];
	const length = least + next.below(most - least + 1);
	for (let i = 0; i < length; i++)
		parts.push(next.pick(list));
	const text = parts.join(language === 'zh' ? '' : ' ');
	return text[0].toUpperCase() + text.slice(1);
}

const month = '2004-09';

// A measure that gives its objective the score, in percent of the goal; NULL: no data.
function measure(code, score)
{
	const made = { code, rollup: 'mean', plan: [{ period: month, target: '0..100' }] };
	return { made, score };
}

// How a made scorecard gets into the tables: the document, then the actuals.
function script(document, scores, more = [])
{
	const rows = more.concat( Object.entries(scores).filter(([, score]) => score !== null)
		.map(([code, score]) => `SELECT bsc.record(${database.literal(document.code)}, ${database.literal(code)}, '${month}', ${100 * score});`));
	return `SELECT bsc.define(${database.literal(document)}, prune => true);\n${rows.join('\n')}\n`;
}

// A map with so many perspectives, objectives and links; kinds of links and names as asked for.
function generated(code, options)
{
	const next = random(options.seed);
	const scores = {};
	const perspectives = [];
	const objectives = [];
	const names = ['Financial', 'Customer', 'Internal process', 'Learning and growth'];
	for (let p = 0; p < options.perspectives; p++)
	{
		const many = typeof options.each === 'function' ? options.each(next, p) : options.each;
		const perspective = { code: `p${p}`, name: names[p] || `Perspective ${p + 1}`, objectives: [] };
		for (let o = 0; o < many; o++)
		{
			const language = options.languages ? next.pick(options.languages) : 'en';
			const objective = { code: `o${p}_${o}`, name: phrase(next, language, ...(options.length || [1, 6])), measures: [] };
			const { made, score } = measure(`m${p}_${o}`, next() < 0.1 ? null : Math.round(next() * 120) / 100);
			objective.measures.push(made);
			scores[made.code] = score;
			perspective.objectives.push(objective);
			objectives.push({ code: objective.code, p });
		}
		perspectives.push(perspective);
	}
	const links = [];
	const seen = new Set();
	const add = (cause, effect, lag) => {
		const strength = Math.round((next() < 0.15 ? -1 : 1) * (0.1 + 0.9 * next()) * 100) / 100;
		const key = `${cause.code} ${effect.code} ${lag}`;
		if (seen.has(key) || (cause === effect && lag === 0))
			return;
		seen.add(key);
		links.push({ cause: cause.code, effect: effect.code, strength, lag });
	};
	for (let tries = 0; objectives.length > 1 && links.length < options.links && tries < 20 * options.links; tries++)
	{
		const cause = next.pick(objectives);
		const effect = next.pick(objectives);
		const kind = next();
		const lag = next() < 0.5 ? 0 : 1 + next.below(kind < 0.1 ? 24 : 6);
		// most links of a strategy lead one perspective up; some skip one, stay inside, go back, or to themselves
		if (kind < 0.7 ? cause.p === effect.p + 1 : kind < 0.82 ? cause.p > effect.p + 1 : kind < 0.9 ? cause.p === effect.p && cause !== effect
			: kind < 0.96 ? cause.p < effect.p : cause === effect)
			add(cause, effect, lag);
		if (kind > 0.97 && links.length)
		{
			const twin = next.pick(links);
			add(objectives.find((o) => o.code === twin.cause), objectives.find((o) => o.code === twin.effect), twin.lag + 1);
		}
	}
	return { document: { code, name: options.name || `Made of seed ${options.seed}`, perspectives, links }, scores };
}

function simple(code, name, perspectives, links = [])
{
	const scores = {};
	const document = {
		code, name, links,
		perspectives: perspectives.map(([perspective, title, objectives]) => ({
			code: perspective, name: title,
			objectives: objectives.map(([objective, text, score], i) => {
				const { made } = measure(`${objective}_m`, score);
				scores[made.code] = score;
				return { code: objective, name: text, measures: [made] };
			}),
		})),
	};
	return { document, scores };
}

const four = [['f', 'Financial'], ['c', 'Customer'], ['p', 'Internal process'], ['l', 'Learning and growth']];

// The longest numbers that a report writes, in every column: three years of months, a goal for the year, and measures of
// all kinds of numbers.
function longNumbers()
{
	const document = { code: 'long_numbers', name: 'Long numbers', links: [], perspectives: [{ code: 'f', name: 'Financial', objectives: [
		{ code: 'sums', name: 'Unbescheidenheitskennzahlenverbesserung', measures: [['sum', 9e11, 'Indonesian rupiah'], ['loss', -9e11, 'VND'], ['small', 0.0000123, 'kilometres']].map(([code, size, unit]) => (
			{ code, name: `Kundenzufriedenheitsindexverbesserung ${code}`, unit, rollup: code === 'small' ? 'mean' : 'last', plan: [2023, 2024, 2025].flatMap((year) => Array.from({ length: 12 }, (_, m) => (
				{ period: `${year}-${String(m + 1).padStart(2, '0')}`, target: `${size / 2}..${size * 1.1}` }))) })) }] }] };
	const rows = [['sum', 9e11], ['loss', -9e11], ['small', 0.0000123]].flatMap(([code, size]) => Array.from({ length: 30 }, (_, m) => (
		`SELECT bsc.record('long_numbers', '${code}', '${2023 + Math.floor(m / 12)}-${String(m % 12 + 1).padStart(2, '0')}', ${size * (1 + 0.01 * ((m * 7) % 11))});`)));
	return { document, scores: {}, rows };
}

// name of the sample → what makes it
function made()
{
	const list = {
		empty: simple('empty', 'Nothing yet', []),
		bare: simple('bare', 'Perspectives alone', four.map(([code, name]) => [code, name, []])),
		one: simple('one', 'One objective', [['f', 'Financial', [['grow', 'Grow', 0.8]]]]),
		one_of_each: simple('one_of_each', 'One of each', four.map(([code, name], i) => [code, name, [[`o${i}`, `The ${name} objective`, 0.4 + i / 5]]]),
			[3, 2, 1].map((i) => ({ cause: `o${i}`, effect: `o${i - 1}`, strength: i / 3, lag: i }))),
		unscored: simple('unscored', 'No data at all', four.map(([code, name], i) => [code, name, [[`u${i}`, `Objective ${i}`, null]]])),
		sixty: generated('sixty', { seed: 60, perspectives: 4, each: 15, links: 110, name: 'Sixty objectives' }),
		wide: generated('wide', { seed: 7, perspectives: 2, each: 24, links: 40, name: 'Two perspectives of 24' }),
		tall: generated('tall', { seed: 9, perspectives: 12, each: 2, links: 30, name: 'Twelve perspectives' }),
		dense: generated('dense', { seed: 11, perspectives: 4, each: 4, links: 90, name: 'Nearly every link there can be' }),
		german: generated('german', { seed: 3, perspectives: 4, each: 4, links: 18, languages: ['de'], length: [1, 5], name: 'Aktiengesellschaftsstrategie' }),
		chinese: generated('chinese', { seed: 4, perspectives: 4, each: 5, links: 20, languages: ['zh'], length: [1, 12], name: '战略地图' }),
		arabic: generated('arabic', { seed: 5, perspectives: 4, each: 4, links: 16, languages: ['ar'], length: [1, 14], name: 'خريطة الاستراتيجية' }),
		mixed: generated('mixed', { seed: 6, perspectives: 4, each: 4, links: 20, languages: ['en', 'de', 'zh', 'ar', 'emoji'], length: [2, 30], name: 'Every language 🌍' }),
		long_numbers: longNumbers(),
		wide_letters: simple('wide_letters', 'W'.repeat(120), [['f', 'M'.repeat(150), [['w', 'W'.repeat(200), 0.2], ['m', 'MW '.repeat(60), 0.8], ['i', 'i'.repeat(150), 0.95]]],
			['c', '全角文字'.repeat(20), [['z', '宽'.repeat(130), 1], ['e', '👩‍👩‍👧‍👦'.repeat(25), 0.75]]]], [{ cause: 'z', effect: 'w', lag: 999, strength: -12345.678 }, { cause: 'e', effect: 'i', lag: 1, strength: 1e-9 }]),
	};
	return list;
}

function companies(language)
{
	return `
\\i test/data/northwind/load.sql
\\i test/data/northwind/scorecard.sql
CALL bsc.refresh('northwind', '1996-07', '1998-05');
\\set lang ${language}
\\i test/data/xcmg/load.sql
\\i test/data/xcmg/scorecard.sql
CALL bsc.refresh('xcmg', '2003-07', '2004-12');
`;
}

// What is looked at in every format: [scorecard, period, language]; a NULL period is the latest.
const looked = [
	['northwind', '1997Q4', 'en'], ['northwind', null, 'en'], ['xcmg', '2004-12', 'zh'], ['xcmg', '2003-10', 'zh'],
	...Object.keys(made()).map((name) => [name, null, name === 'chinese' ? 'zh' : 'en']),
	['sixty', month, 'en'],
];

// Makes them, unless the program before has done so.
function prepare()
{
	if (database.value('SELECT count(*) FROM pg_catalog.pg_database WHERE datname = $1', [database.samples], 'postgres') === 0)
	{
		database.psql('postgres', `CREATE DATABASE ${database.samples};`);
		database.psql(database.samples, ['CREATE EXTENSION bsc;', companies('zh'),
			...Object.values(made()).map(({ document, scores, rows }) => script(document, scores, rows)), 'ANALYZE;'].join('\n'));
	}
}

// What a picture of it must say, by the tables and bsc.evaluate.
function expected(scorecard, period, where = database.samples)
{
	return database.value(`
SELECT jsonb_build_object(
    'name', (SELECT coalesce(s.name, s.code) FROM bsc.scorecard AS s WHERE s.code = $1),
    'perspectives', (SELECT coalesce(jsonb_agg(coalesce(p.name, p.code) ORDER BY p.position, p.code), '[]') FROM bsc.perspective AS p
        WHERE p.scorecard_id = bsc.scorecard_id($1)),
    'nodes', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', bsc._objective_name(o.id), 'perspective', coalesce(p.name, p.code), 'name', e.name, 'score', e.score, 'status', e.status)), '[]')
        FROM bsc.evaluate($1, $2::text) AS e
        JOIN bsc.objective AS o ON o.scorecard_id = bsc.scorecard_id($1)
        JOIN bsc.perspective AS p ON p.id = o.perspective_id AND e.path IN (p.code || '/' || o.code, $1 || '/' || p.code || '/' || o.code)
        WHERE e.level = 2),
    'links', (SELECT coalesce(jsonb_agg(to_jsonb(m)), '[]') FROM bsc.strategy_map_edge AS m WHERE m.scorecard = $1))`, [scorecard, period], where);
}

// A score in per cent, as PostgreSQL rounds it: by the decimals that are shown of it, half of one up.
function percent(score)
{
	return Math.round(Number((100 * score).toPrecision(14)));
}

module.exports = { percent, random, phrase, words, month, measure, generated, simple, script, made, companies, looked, prepare, expected };

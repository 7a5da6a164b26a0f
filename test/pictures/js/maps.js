'use strict';
// Strategy maps as SVG: drawn by Chromium in every way that a reader may see them, measured, and held against the tables.
// node maps.js [SEEDS]; with a number of seeds, maps of many sizes, made at random.

const fs = require('fs');
const path = require('path');
const tap = require('./tap');
const database = require('./database');
const samples = require('./samples');
const browser = require('./browser');
const hostile = require('./hostile');

const measure = fs.readFileSync(path.join(__dirname, 'measure.js'), 'utf8');

const modes = [
	['light', { colorScheme: 'light', media: 'screen' }, 1400],
	['dark', { colorScheme: 'dark', media: 'screen' }, 1400],
	['print', { colorScheme: 'light', media: 'print' }, 1000],
	['narrow', { colorScheme: 'light', media: 'screen' }, 375],
	// a reader's letters may be wider or narrower than the author's
	['wide letters', { colorScheme: 'light', media: 'screen' }, 1400, 'DejaVu Sans'],
	['narrow letters', { colorScheme: 'light', media: 'screen' }, 1400, 'Liberation Sans Narrow'],
];

const bare = (text) => (text || '').replace(/\s+/g, '');

// Does the text say the name, or its beginning with an ellipsis and all of it in the title?
function says(text, title, name)
{
	const wanted = bare(hostile.shown(name));
	const got = bare(text);
	if (got === wanted)
		return true;
	return got.endsWith('…') && wanted.startsWith(got.slice(0, -1)) && bare(title).includes(wanted);
}

// Are two signs of one form? What a browser rounds is no difference.
function alike(a, b)
{
	const [x, y] = [a, b].map((form) => (form || '').split(/[ |]+/).filter(Boolean).map(Number));
	return x.length === y.length && x.every((v, i) => Math.abs(v - y[i]) < 0.08);
}

// What the drawing says otherwise than the tables.
function differences(map, wanted)
{
	const list = [];
	const nodes = new Map(map.nodes.map((n) => [n.code, n]));
	if (map.nodes.length !== wanted.nodes.length || nodes.size !== wanted.nodes.length)
		list.push(`${map.nodes.length} boxes and not ${wanted.nodes.length}`);
	const forms = new Map();
	for (const w of wanted.nodes)
	{
		const n = nodes.get(hostile.shown(w.code));
		if (!n)
		{
			list.push(`no box for ${w.code}`);
			continue;
		}
		if (!says(n.name, n.title, w.name))
			list.push(`${w.code} is called ${JSON.stringify(n.name)} and not ${JSON.stringify(w.name)}`);
		if (!says(n.band, n.bandTitle, w.perspective))
			list.push(`${w.code} is in the band ${JSON.stringify(n.band)} and not in ${JSON.stringify(w.perspective)}`);
		const score = /-?\d+/.exec(n.score || '');
		if (w.score === null ? score : !score || Number(score[0]) !== samples.percent(w.score))
			list.push(`${w.code} has the score ${JSON.stringify(n.score)} and not ${w.score}`);
		if ((n.status || 'none') !== (w.status || 'none'))
			list.push(`${w.code} has the status ${n.status} and not ${w.status}`);
		if (!n.title || !bare(n.title).includes(bare(hostile.shown(w.name))))
			list.push(`the title of ${w.code} does not have its name`);
		const known = [...forms.entries()].find(([, form]) => alike(form, n.form));
		if (forms.has(w.status) ? !alike(forms.get(w.status), n.form) : known)
			list.push(`the sign of ${w.code} is not that of ${w.status} alone`);
		forms.set(w.status, n.form);
	}
	const key = (l) => `${hostile.shown(l.cause)} -> ${hostile.shown(l.effect)}`;
	const counted = (links) => links.reduce((m, l) => m.set(key(l), (m.get(key(l)) || 0) + 1), new Map());
	const there = counted(map.links);
	for (const [name, n] of counted(wanted.links))
	{
		if (there.get(name) !== n)
			list.push(`${there.get(name) || 0} links ${name} and not ${n}`);
		there.delete(name);
	}
	for (const name of there.keys())
		list.push(`a link ${name} that is not there`);
	// what is stronger is not thinner; what works the other way looks otherwise
	const byKey = new Map(wanted.links.map((l) => [`${key(l)} ${l.lag}`, l]));
	const drawn = map.links.map((l) => ({ ...l, of: byKey.get(`${key(l)} ${l.lag}`) || wanted.links.find((w) => key(w) === key(l)) })).filter((l) => l.of);
	drawn.sort((a, b) => Math.abs(a.of.strength) - Math.abs(b.of.strength));
	for (let i = 1; i < drawn.length; i++)
		if (drawn[i].width < drawn[i - 1].width - 1e-6)
			list.push(`${key(drawn[i])} is thinner than ${key(drawn[i - 1])}, which is weaker`);
	if (drawn.length && Math.abs(drawn[drawn.length - 1].of.strength) > 2 * Math.abs(drawn[0].of.strength) && drawn[0].width === drawn[drawn.length - 1].width)
		list.push('all links are equally wide');
	const dashes = (sign) => new Set(drawn.filter((l) => Math.sign(l.of.strength) === sign).map((l) => l.dash));
	for (const dash of dashes(-1))
		if (dashes(1).has(dash))
			list.push('a link that works the other way looks like any other');
	// every lag is at its link
	const lags = (links) => links.map((l) => `${key(l)}: ${l.lag}`).sort();
	const labelled = map.labels.map((l) => ({ cause: l.cause, effect: l.effect, lag: (/\d+/.exec(l.text) || [])[0] }));
	const [got, due] = [lags(labelled), lags(wanted.links.filter((l) => l.lag > 0))];
	if (got.join('\n') !== due.join('\n'))
		list.push(`the labels of lags are ${got.filter((g) => !due.includes(g)).join(', ') || 'fewer'} and not ${due.filter((d) => !got.includes(d)).join(', ')}`);
	if (map.bands.length !== wanted.perspectives.length || map.bands.some((b, i) => !says(b.name, b.title, wanted.perspectives[i])))
		list.push(`the bands are ${map.bands.map((b) => b.name).join(', ')} and not ${wanted.perspectives.join(', ')}`);
	if (!bare(map.title).includes(bare(hostile.shown(wanted.name))))
		list.push(`the title is ${JSON.stringify(map.title)}`);
	if (!map.desc)
		list.push('there is no description');
	return list;
}

function svg(scorecard, period, language)
{
	return database.value("bsc.strategy_map($1, $2::text, 'svg', $3)", [scorecard, period, language]);
}

// All of them where pictures are kept, else those that differ most.
const chosen = process.env.BSC_KEEP ? modes : modes.filter(([mode]) => ['light', 'dark', 'narrow', 'wide letters'].includes(mode));

async function look(page, text, name, wanted, kinds = chosen)
{
	const faults = [];
	let facts = null;
	for (const [mode, media, width, font] of kinds)
	{
		await page.setViewportSize({ width, height: 1000 });
		await page.emulateMedia(media);
		if (mode === kinds[0][0])
			await browser.show(page, text, 'svg');
		if (font)
			await page.evaluate((family) => {
				for (const t of document.querySelectorAll('text'))
					t.style.setProperty('font-family', `"${family}"`, 'important');
			}, font);
		const result = await page.evaluate(`(${measure})(document.querySelector('svg'))`);
		faults.push(...result.faults.map((f) => `${mode}: ${f}`));
		if (!facts)
		{
			facts = { ...result.facts, width: result.map.width, height: result.map.height };
			faults.push(...differences(result.map, wanted));
		}
		if (name && !font)
			await browser.picture(page, `${name}-${mode}`);
	}
	return { faults, facts };
}

module.exports = { svg, look, differences, modes, measure, says };

async function program()
{
	const seeds = Number(process.argv[2] || 0);
	samples.prepare();
	if (!database.hasFunction('strategy_map'))
		tap.skipAll('there is no bsc.strategy_map');
	await browser.withBrowser(async (chromium) => {
		const { page, caught, close } = await browser.trapped(chromium);
		if (!seeds)
			for (const [scorecard, period, language] of samples.looked)
			{
				const name = `${scorecard}${period ? '-' + period : ''}`;
				const text = svg(scorecard, period, language);
				const { faults, facts } = await look(page, text, name, samples.expected(scorecard, period));
				tap.none(faults, `${name}: the map is drawn without a fault, and says what the tables say`);
				tap.diag(JSON.stringify(facts));
				tap.is(svg(scorecard, period, language) === text, true, `${name}: again the same bytes`);
			}
		const words = Object.keys(samples.words);
		for (let seed = 1; seed <= seeds; seed++)
		{
			const next = samples.random(1000 + seed);
			const perspectives = 1 + next.below(6);
			const most = 1 + next.below(9);
			const { document, scores } = samples.generated('random', {
				seed, perspectives, each: (n) => n.below(most + 1), links: next.below(4 * most * perspectives),
				languages: next() < 0.5 ? ['en'] : words, length: [1, 1 + next.below(12)],
			});
			database.run(samples.script(document, scores));
			const wanted = samples.expected('random', null);
			const text = database.value("bsc.strategy_map('random', NULL::text, 'svg')");
			const { faults } = await look(page, text, null, wanted, modes.slice(0, 1));
			tap.none(faults, `seed ${seed}: ${wanted.nodes.length} objectives and ${wanted.links.length} links`);
			if (faults.length)
				await browser.picture(page, `random-${seed}`);
			database.run("SELECT bsc.drop_scorecard('random');");
		}
		tap.none(caught, 'nothing runs, nothing is asked for');
		await close();
	});
}

if (require.main === module)
	tap.run(program);

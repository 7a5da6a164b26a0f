'use strict';
// Report pages as Chromium shows them: bright and dark, on a phone, and on paper.

const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const tap = require('./tap');
const database = require('./database');
const samples = require('./samples');
const browser = require('./browser');
const hostile = require('./hostile');
const maps = require('./maps');
const checks = require('./page');

const bare = (text) => (text || '').replace(/\s+/g, '');

function tool(...command)
{
	const done = spawnSync(command[0], command.slice(1), { encoding: 'utf8', maxBuffer: 1 << 28 });
	if (done.error || done.status !== 0)
		throw new Error(`${command[0]}: ${done.error || done.stderr}`);
	return done.stdout;
}

function named(scorecard, where)
{
	return database.value(`(SELECT coalesce(json_agg(e.name), '[]') FROM bsc.evaluate($1) AS e)`, [scorecard], where);
}

// A map that is too large for a sheet can be read on lying ones: every name is on one, and no letter is smaller than 6 points.
function largeMap(file, scorecard, period, where)
{
	const sizes = [...tool('pdfinfo', '-l', '999', file).matchAll(/Page +(\d+) size: +([\d.]+) x ([\d.]+)/g)];
	const lying = sizes.filter((m) => Number(m[2]) > Number(m[3])).map((m) => m[1]);
	const size = database.value(`(SELECT string_to_array(substring(bsc.strategy_map($1, $2::text, 'svg') from 'viewBox="0 0 ([^"]*)"'), ' '))`, [scorecard, period], where);
	const letters = size ? 0.75 * 13 * Math.min(687 / size[0], 661 / size[1]) : 6;
	if (!lying.length)
		return letters < 5.9 ? [`the letters of the map have ${letters} points`] : [];
	const words = [...tool('pdftotext', '-f', lying[0], '-l', lying[lying.length - 1], '-bbox', '-enc', 'UTF-8', file, '-')
		.matchAll(/yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)</g)];
	const list = words.filter((w) => w[2] - w[1] < 6).map((w) => `"${w[3]}" has a height of ${w[2] - w[1]}`);
	const said = bare(words.map((w) => w[3]).join(''));
	for (const name of samples.expected(scorecard, period, where).nodes.map((n) => n.name).filter((n) => /^[A-Za-z ]{1,18}$/.test(n)))
		if (!said.includes(bare(name)))
			list.push(`"${name}" is on no lying sheet`);
	if (letters >= 6)
		list.push('a map that could be read is in parts');
	return list.slice(0, 5);
}

// Everything that must hold for one page.
async function look(page, caught, text, name, { language, scorecard, period, where, thorough = true })
{
	const file = path.join(browser.gallery(), `${name}.pdf`);
	const faults = [];
	const add = (mode, list) => faults.push(...list.map((f) => `${mode}: ${f}`));
	const view = async (width, media) => {
		await page.setViewportSize({ width, height: 1000 });
		await page.emulateMedia(media);
	};
	const map = async (mode) => {
		const result = await page.evaluate(`(() => { const svg = document.querySelector('svg.bsc-map'); return svg && (${maps.measure})(svg); })()`);
		add(`${mode}, map`, result ? result.faults : samples.expected(scorecard, period, where).perspectives.length ? ['it is not there'] : []);
		return result;
	};
	add('source', checks.unbalanced(text));
	await view(1200, { colorScheme: 'light', media: 'screen' });
	await browser.show(page, text, 'html');
	add('light', await checks.ordered(page, language));
	add('light', await checks.laidOut(page));
	add('light', await checks.accessible(page));
	const drawn = await map('light');
	if (drawn)
		add('map', maps.differences(drawn.map, samples.expected(scorecard, period, where)));
	await browser.picture(page, `${name}-page-light`);
	const shown = bare(await page.evaluate(() => document.body.textContent));
	add('light', named(scorecard, where).filter((n) => !shown.includes(bare(hostile.shown(n)))).map((n) => `${JSON.stringify(n)} is nowhere`));
	await view(1200, { colorScheme: 'dark', media: 'screen' });
	if (thorough)
	{
		add('dark', await checks.accessible(page));
		await browser.picture(page, `${name}-page-dark`);
	}
	if (thorough)
		await map('dark');
	await view(375, { colorScheme: 'light', media: 'screen' });
	add('narrow', await checks.laidOut(page));
	if (thorough)
		add('narrow', await checks.accessible(page));
	await browser.picture(page, `${name}-page-narrow`);
	// what the margins leave of A4: 182 mm, at 96 pixels an inch
	await view(687, { colorScheme: 'light', media: 'print' });
	add('print', await checks.laidOut(page));
	// and so it is in any font: in the widest one of those that are there
	const widest = await page.addStyleTag({ content: '* { font-family: "DejaVu Sans", Verdana !important; }' });
	add('print in wide letters', await checks.laidOut(page));
	await widest.evaluate((e) => e.remove());
	add('print', await checks.keptTogether(page));
	if (thorough)
		await map('print');
	await page.pdf({ path: file, format: 'A4', preferCSSPageSize: true, printBackground: false });
	const info = tool('pdfinfo', file);
	if (!/Page size: +59\d(\.\d+)? x 84\d(\.\d+)? pts/.test(info))
		add('print', [`the paper is not A4: ${/Page size.*/.exec(info)}`]);
	// a name may be broken into lines, in a cell beside others
	const printed = [[], ['-raw'], ['-layout']].map((order) => bare(tool('pdftotext', ...order, '-enc', 'UTF-8', file, '-').normalize('NFKC')));
	if (language === 'en' && !/hostile/.test(name))
		add('print', named(scorecard, where).filter((n) => /^[\x20-\x7e]{1,20}$/.test(n) && !printed.some((p) => p.includes(bare(n)))).map((n) => `${JSON.stringify(n)} is on no page`));
	// a map that fits beside the summary does not leave the first sheet empty
	if (['northwind-1997Q4', 'xcmg-2004-12'].includes(name))
	{
		const first = bare(tool('pdftotext', '-l', '1', '-enc', 'UTF-8', file, '-').normalize('NFKC'));
		const last = database.value(`(SELECT (array_agg(e.name ORDER BY e.ordinality DESC))[1]
			FROM bsc.evaluate($1) WITH ORDINALITY AS e (level, path, code, name, actual, goal, score, status, weight, coverage, pace, provisional, goal_period, ordinality) WHERE e.level = 2)`, [scorecard], where);
		if (!first.includes(bare(last)))
			add('print', ['the map is not on the first sheet']);
	}
	add('print', largeMap(file, scorecard, period, where));
	add('trap', caught.splice(0));
	if (await page.evaluate('window.__hacked'))
		add('trap', ['a name was run']);
	return { faults, pages: Number(/Pages: +(\d+)/.exec(info)[1]), file };
}

// A page of Markdown, as a wiki would show it.
async function readMarkdown(page, caught, text, names)
{
	const faults = [];
	const html = browser.module('marked').parse(text);
	await browser.show(page, `<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body>${html}</body></html>`, 'html');
	const { shown, elements, cells } = await page.evaluate(() => ({
		shown: document.body.textContent,
		elements: [...new Set([...document.body.querySelectorAll('*')].map((e) => e.localName))],
		cells: [...document.querySelectorAll('table')].flatMap((t) => [...t.rows].filter((r) => r.cells.length !== t.rows[0].cells.length || [...r.cells].every((c) => !c.textContent.trim())).map((r) => r.textContent)),
	}));
	faults.push(...names.filter((n) => !bare(shown).includes(bare(hostile.shown(n)))).map((n) => `${JSON.stringify(n)} is nowhere`));
	faults.push(...elements.filter((e) => !/^(h[1-6]|p|table|thead|tbody|tr|th|td|ul|ol|li|strong|em|code|pre|hr|br)$/.test(e)).map((e) => `there is an element <${e}>`));
	faults.push(...cells.map((r) => `a row of a table falls apart: ${JSON.stringify(r)}`));
	faults.push(...caught.splice(0));
	if (await page.evaluate('window.__hacked'))
		faults.push('a name was run');
	return faults;
}

function report(scorecard, period, format, language, entity = '', where = undefined)
{
	return database.value('bsc.report($1, $2::text, $3, $4, $5)', [scorecard, period, format, language, entity], where);
}

module.exports = { look, readMarkdown, report, named, bare };

async function program()
{
	samples.prepare();
	if (!database.hasFunction('report'))
		tap.skipAll('there is no bsc.report');
	await browser.withBrowser(async (chromium) => {
		const { page, caught, close } = await browser.trapped(chromium);
		for (const [scorecard, period, language] of samples.looked)
		{
			const name = `${scorecard}${period ? '-' + period : ''}`;
			const text = report(scorecard, period, 'html', language);
			// colours and roles are the same for all: in the dark and narrow it is enough to look at some
			const thorough = !!process.env.BSC_KEEP || ['northwind-1997Q4', 'xcmg-2004-12', 'empty'].includes(name);
			const { faults, pages, file } = await look(page, caught, text, name, { language, scorecard, period, thorough });
			tap.none(faults, `${name}: the page is in order in light, in the dark, on a phone and on paper`);
			tap.diag(`${text.length} characters, ${pages} sheets of paper`);
			if (['northwind-1997Q4', 'xcmg-2004-12', 'sixty', 'empty'].includes(name))
				tool('pdftoppm', '-r', '60', '-png', file, file.replace(/\.pdf$/, '-paper'));
			fs.rmSync(file);
			// in one statement it is always the same moment
			tap.is(database.value('bsc.report($1, $2::text, $3, $4, $5) = bsc.report($1, $2::text, $3, $4, $5)', [scorecard, period, 'html', language, '']), true, `${name}: again the same bytes`);
			tap.none(await readMarkdown(page, caught, report(scorecard, period, 'markdown', language), named(scorecard)), `${name}: the Markdown says every name`);
		}
		await close();
	});
}

if (require.main === module)
	tap.run(program);

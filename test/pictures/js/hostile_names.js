'use strict';
// Scorecards whose every name is hostile, in every format, read by the programs that the formats are for.

const tap = require('./tap');
const database = require('./database');
const samples = require('./samples');
const browser = require('./browser');
const hostile = require('./hostile');
const maps = require('./maps');
const graphs = require('./graphs');
const pages = require('./pages');

const where = process.env.PGDATABASE;

const isCode = (text) => text.replace(/^ +| +$/g, '') === text && [...text].length >= 1 && [...text].length <= 100 && !/[/\n]/.test(text);

// One character or word in each name, and all of them at once.
function lists()
{
	const singles = [...hostile.characters.map((c) => `x${c}y ${c}z ${c}${c} w${c}`), ...hostile.characters.filter((c) => c !== '/'), ...hostile.words, ...hostile.special.filter((s) => s.trim())];
	const each = 36;
	const parts = [];
	for (let i = 0; i < singles.length; i += each)
		parts.push(singles.slice(i, i + each));
	parts.push([`a ${hostile.characters.join('')} b`, `c ${hostile.words.slice(0, 40).join(' ')} d`, `e ${hostile.words.slice(40).join(' ')} f`, `g ${hostile.special.join(' ')} h`]);
	return parts;
}

// Every field that holds a text of people's own has one of the names, in turn.
function scorecard(code, names)
{
	let turn = 0;
	const name = () => names[turn++ % names.length];
	const scores = {};
	const objectives = names.map((text, i) => {
		const made = samples.measure(isCode(text) ? text : `m${i}`, i % 5 === 4 ? null : (i % 12) / 10);
		scores[made.made.code] = made.score;
		return {
			code: isCode(text) ? text : `o${i}`, name: text, theme: name(), owner: name(),
			measures: [{ ...made.made, name: text, unit: name(), owner: name(), description: name() }],
		};
	});
	const perspectives = [0, 1, 2, 3].map((p) => ({ code: `p${p}`, name: names[p % names.length], objectives: objectives.filter((_, i) => i % 4 === p) }));
	const links = objectives.slice(4).map((o, i) => ({ cause: o.code, effect: objectives[i].code, strength: i % 3 ? 0.5 : -0.5, lag: i % 4, hypothesis: name() }));
	const initiatives = names.slice(0, 12).map((text, i) => ({
		code: isCode(text) ? text : `i${i}`, name: text, owner: name(), starts: '2004-01-01', ends: `2004-${10 + (i % 3)}-28`, budget: 1000, spent: 100 * i, progress: 0.1 * (i % 10),
		state: ['planned', 'active', 'done', 'stopped'][i % 4], objectives: [objectives[i % objectives.length].code],
	}));
	return { document: { code, name: names.join(' ').slice(0, 200), mission: name(), owner: name(), perspectives, links, initiatives }, scores };
}

tap.run(async () => {
	samples.prepare();
	if (!database.hasFunction('strategy_map'))
		tap.skipAll('there is no bsc.strategy_map');
	database.run('CREATE EXTENSION IF NOT EXISTS bsc;', where);
	await browser.withBrowser(async (chromium) => {
		const { page, caught, close } = await browser.trapped(chromium);
		const mermaid = await browser.trapped(chromium);
		await browser.show(mermaid.page, '<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body></body></html>', 'html');
		await mermaid.page.addScriptTag({ content: browser.moduleFile('mermaid/dist/mermaid.min.js') });
		const all = lists();
		for (let i = 0; i < all.length; i++)
		{
			const name = `hostile-${i}`;
			// the code of a scorecard is a name, too
			const code = isCode(all[i][0]) ? all[i][0] : name;
			const { document, scores } = scorecard(code, all[i]);
			database.run(samples.script(document, scores), where);
			const wanted = samples.expected(code, null, where);
			const drawing = (format) => database.value('bsc.strategy_map($1, NULL::text, $2)', [code, format], where);

			const { faults } = await maps.look(page, drawing('svg'), name, wanted, maps.modes.slice(0, 1));
			tap.none([...faults, ...caught.splice(0)], `${name}: svg`);

			const dotted = graphs.dot(drawing('dot'));
			tap.none(dotted.said.length ? dotted.said : graphs.differences(dotted, wanted), `${name}: dot`);

			const merman = await graphs.mermaid(mermaid.page, drawing('mermaid'));
			tap.none([...(merman.said.length ? merman.said : graphs.differences(merman, wanted)), ...mermaid.caught.splice(0),
				...(await mermaid.page.evaluate('window.__hacked') ? ['a name was run'] : [])], `${name}: mermaid`);

			const seen = await pages.look(page, caught, pages.report(code, null, 'html', 'en', '', where), name, { language: 'en', scorecard: code, period: null, where, thorough: false });
			tap.none(seen.faults, `${name}: html`);

			tap.none(await pages.readMarkdown(page, caught, pages.report(code, null, 'markdown', 'en', '', where), pages.named(code, where)), `${name}: markdown`);

			// on a terminal a name may be cut, and nothing in it steers the terminal
			const text = pages.report(code, null, 'text', 'en', '', where);
			const ansi = pages.report(code, null, 'ansi', 'en', '', where);
			tap.none((text.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g) || []).map((c) => `U+${c.charCodeAt(0).toString(16)}`), `${name}: text has no control character`);
			// eslint-disable-next-line no-control-regex
			tap.is(ansi.replace(/\u001b\[[0-9;]*m/g, '') === text, true, `${name}: ansi is text with colours`);
			const lines = pages.bare(text);
			tap.none(pages.named(code, where).filter((n) => !lines.includes(pages.bare([...hostile.shown(n).trim()].slice(0, 12).join('')))), `${name}: text says every name, or how it begins`);
		}
		await mermaid.close();
		await close();
	});
});

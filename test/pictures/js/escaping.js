'use strict';
// bsc._markup, the one place where names become part of another language, and what real readers of these languages make of
// it: a browser, mermaid, graphviz and a Markdown library each show just the name, and nothing of it runs.

const { spawnSync } = require('child_process');
const tap = require('./tap');
const database = require('./database');
const samples = require('./samples');
const browser = require('./browser');
const hostile = require('./hostile');
const graphs = require('./graphs');

const names = hostile.names();

function marked(language)
{
	return database.value(`(SELECT json_agg(bsc._markup(n.name, $2) ORDER BY n.ordinality)
		FROM json_array_elements_text($1) WITH ORDINALITY AS n (name, ordinality))`, [names, language]);
}

// Complaints about every name that is not shown as it is.
function compared(got, where, fold = hostile.folded)
{
	const complaints = got.length === names.length ? [] : [`${where}: ${got.length} of ${names.length} names`];
	names.forEach((name, i) => {
		const wanted = fold(hostile.shown(name));
		if (fold(got[i] || '') !== wanted)
			complaints.push(`${where}: ${JSON.stringify(wanted)} is shown as ${JSON.stringify(got[i])}`);
	});
	return complaints;
}

tap.run(async () => {
	samples.prepare();
	if (!database.hasFunction('_markup'))
		tap.skipAll('there is no bsc._markup');

	const text = marked('text');
	tap.none(compared(text, 'text', (t) => t), 'text: nothing but control characters is changed');
	tap.none(text.filter((t) => /[\u0000-\u001f\u007f-\u009f]/.test(t)), 'text: no control character is left');

	if (spawnSync('dot', ['-V']).error)
		tap.skip('dot', 'there is no graphviz');
	else
	{
		const graph = 'digraph {\n' + marked('dot').map((m, i) => `n${i} [label="${m}"]\n`).join('') + '}\n';
		const { said, drawn } = graphs.graphviz(graph);
		tap.is(said, [], 'dot: graphviz takes it without a word');
		tap.is(drawn.map((d) => d.name).sort(), names.map((_, i) => `n${i}`).sort(), 'dot: and makes just these nodes');
		const label = new Map(drawn.map((d) => [d.name, d.label]));
		tap.none(compared(names.map((_, i) => label.get(`n${i}`)), 'dot'), 'dot: every name is drawn as it is');
	}

	await browser.withBrowser(async (chromium) => {
		const html = marked('html');
		let { page, caught, close } = await browser.trapped(chromium);
		const untouched = async (what, elements) => {
			await page.waitForTimeout(100);
			tap.none([...caught, ...(await page.evaluate('window.__hacked') ? ['hacked'] : [])], `${what}: nothing runs, nothing is asked for`);
			tap.none(await page.evaluate((known) => [...document.querySelectorAll('*')].map((e) => e.localName).filter((n) => !known.includes(n)), elements),
				`${what}: no element is made`);
			await close();
		};
		await browser.show(page, '<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body>'
			+ html.map((m) => `<p title="${m}" data-x='${m}'>${m}</p>`).join('\n') + '</body></html>', 'html');
		const seen = await page.evaluate(() => [...document.querySelectorAll('p')].map((p) => [p.textContent, p.title, p.dataset.x]));
		tap.none([0, 1, 2].flatMap((k) => compared(seen.map((s) => s[k]), ['text', 'attribute', 'attribute in single quotes'][k], (t) => t)), 'html: every name is shown as it is');
		await untouched('html', ['html', 'head', 'meta', 'title', 'body', 'p']);

		({ page, caught, close } = await browser.trapped(chromium));
		await browser.show(page, '<svg xmlns="http://www.w3.org/2000/svg">' + html.map((m) => `<text data-x="${m}" y="20"><title>${m}</title>${m}</text>`).join('\n') + '</svg>', 'svg');
		const drawn = await page.evaluate(() => [...document.querySelectorAll('text')].map((t) => [t.lastChild && t.lastChild.nodeType === 3 ? t.lastChild.data : '', t.dataset.x]));
		tap.none([0, 1].flatMap((k) => compared(drawn.map((s) => s[k]), ['text', 'attribute'][k], (t) => t)), 'svg: every name is shown as it is');
		await untouched('svg', ['svg', 'text', 'title']);

		// Markdown, where a report has names: in a cell, in a heading, in an item of a list, in a sentence
		const markdown = marked('markdown');
		const library = browser.module('marked');
		({ page, caught, close } = await browser.trapped(chromium));
		const cells = ['| n | name |', '|---|---|', ...markdown.map((m, i) => `| ${i} | ${m} |`), ''].join('\n');
		const parts = markdown.map((m) => `## ${m}\n\n- **x**: ${m}\n\nThe score of ${m} (80 %)\n`).join('\n');
		await browser.show(page, `<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body><div>${library.parse(cells)}</div><section>${library.parse(parts)}</section></body></html>`, 'html');
		const read = await page.evaluate(() => ({
			cells: [...document.querySelectorAll('td:nth-child(2)')].map((e) => e.textContent),
			headings: [...document.querySelectorAll('h2')].map((e) => e.textContent),
			items: [...document.querySelectorAll('li')].map((e) => e.textContent.replace(/^x: ?/, '')),
			sentences: [...document.querySelectorAll('section > p')].map((e) => e.textContent.replace(/^The score of ?/, '').replace(/ ?\(80 %\)$/, '')),
		}));
		tap.none(Object.entries(read).flatMap(([where, got]) => compared(got, where)), 'markdown: every name is shown as it is');
		await untouched('markdown', ['html', 'head', 'meta', 'title', 'body', 'div', 'section', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'h2', 'ul', 'li', 'p', 'strong']);

		// mermaid, whose hosts may be strict or loose, and write labels as HTML or as SVG
		const mermaid = marked('mermaid');
		for (const [securityLevel, htmlLabels] of [['strict', true], ['loose', true], ['strict', false]])
		{
			const what = `mermaid (${securityLevel}${htmlLabels ? '' : ', labels as SVG'})`;
			({ page, caught, close } = await browser.trapped(chromium));
			await browser.show(page, '<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body></body></html>', 'html');
			await page.addScriptTag({ content: browser.moduleFile('mermaid/dist/mermaid.min.js') });
			const got = [];
			const size = 100;
			for (let i = 0; i < mermaid.length; i += size)
			{
				const code = 'flowchart TB\n' + mermaid.slice(i, i + size).map((m, k) => `n${i + k}["${m}"]`).join('\n') + '\n';
				got.push(...await page.evaluate(async ({ code, i, options }) => {
					window.mermaid.initialize({ startOnLoad: false, ...options, flowchart: { htmlLabels: options.htmlLabels } });
					await window.mermaid.parse(code);
					const { svg } = await window.mermaid.render(`m${i}`, code);
					const div = document.createElement('div');
					div.innerHTML = svg;
					document.body.append(div);
					const labels = new Map([...div.querySelectorAll('g.node')].map((g) => [/n\d+(?=-\d+$)/.exec(g.id)[0], g]));
					const list = [...labels.entries()].map(([id, g]) => {
						const label = g.querySelector('.label') || g;
						const rows = [...label.querySelectorAll('tspan.text-outer-tspan')];
						return [id, rows.length ? rows.map((r) => r.textContent).join(' ') : label.textContent];
					}).sort((a, b) => parseInt(a[0].slice(1), 10) - parseInt(b[0].slice(1), 10)).map((l) => l[1]);
					window.strange = [...div.querySelectorAll('script, img, a, iframe, b, i, u, em, strong, math, [onerror], [onclick], .katex')].map((e) => e.outerHTML.slice(0, 100)).concat(window.strange || []);
					div.remove();
					return list;
				}, { code, i, options: { securityLevel, htmlLabels } }));
			}
			// as SVG mermaid shows its character codes as they are written, and breaks lines within them
			const decoded = htmlLabels ? got : got.map((t) => t.replace(/\s/g, '').replace(/&#(\d+);/g, (_, n) => String.fromCodePoint(n)).replace(/&quot;/g, '"'));
			tap.none(compared(decoded.map(hostile.unjoined), what, (t) => (htmlLabels ? hostile.folded(t) : t.replace(/\s/g, ''))), `${what}: every name is shown as it is`);
			tap.none(await page.evaluate('window.strange'), `${what}: no element is made`);
			await page.waitForTimeout(100);
			tap.none([...caught, ...(await page.evaluate('window.__hacked') ? ['hacked'] : [])], `${what}: nothing runs, nothing is asked for`);
			await close();
		}
	});
});

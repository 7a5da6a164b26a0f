'use strict';
// Strategy maps for mermaid and for graphviz: what these programs draw has every objective in its perspective, with its name
// and score, and every link.  node graphs.js mermaid | dot

const { spawnSync } = require('child_process');
const tap = require('./tap');
const database = require('./database');
const samples = require('./samples');
const browser = require('./browser');
const hostile = require('./hostile');

// what stands for the end of a label's line
const end = '\u241f';

const bare = (text) => hostile.unjoined(text || '').replace(/\s+/g, '');

// What a drawing has otherwise than the tables. drawn: nodes [label], edges [label], clusters [label]
function differences(drawn, wanted)
{
	const list = [];
	// where there is nothing to draw, it may say so
	if (wanted.nodes.length && drawn.nodes.length !== wanted.nodes.length)
		list.push(`${drawn.nodes.length} nodes and not ${wanted.nodes.length}`);
	if (drawn.edges.length !== wanted.links.length)
		list.push(`${drawn.edges.length} edges and not ${wanted.links.length}`);
	if (drawn.clusters.length !== wanted.perspectives.length)
		list.push(`${drawn.clusters.length} clusters and not ${wanted.perspectives.length}`);
	// each name is used up by one node, the longest first
	const left = drawn.nodes.map(bare);
	for (const w of [...wanted.nodes].sort((a, b) => b.name.length - a.name.length))
	{
		const name = bare(hostile.shown(w.name));
		const score = w.score === null ? /^[^0-9]*$/ : new RegExp(`(^|[^0-9])${samples.percent(w.score)}([^0-9]|$)`);
		const says = (l) => l.includes(name) && score.test(l.replace(name, ' '));
		const i = [left.findIndex((l) => l.startsWith(`${name}${end}`) && says(l)), left.findIndex((l) => l.startsWith(name) && says(l)), left.findIndex(says)]
			.find((k) => k >= 0) ?? -1;
		if (i < 0)
			list.push(`no node says ${JSON.stringify(w.name)} with ${w.score}`);
		else
			left.splice(i, 1);
	}
	const clusters = drawn.clusters.map(bare);
	for (const name of wanted.perspectives)
		if (!clusters.some((c) => c.includes(bare(hostile.shown(name)))))
			list.push(`no cluster says ${JSON.stringify(name)}`);
	const lags = (l) => l.filter((n) => n > 0).map(Number).sort((a, b) => a - b).join(' ');
	const due = lags(wanted.links.map((l) => l.lag));
	const got = lags(drawn.edges.map((e) => {
		// a strength has a point, a lag has none
		const found = /(?:^|[^\d.])(\d+)(?![\d.])/.exec(e.replace(/-?\d+\.\d+|-?\d+(\.\d+)?e-?\d+/g, ' '));
		return found ? found[1] : 0;
	}));
	if (got !== due)
		list.push(`the lags are ${got} and not ${due}`);
	return list;
}

const unescaped = (xml) => xml.replace(/&(?:#(\d+)|(\w+));/g, (whole, code, name) =>
	(code ? String.fromCodePoint(code) : { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }[name] ?? whole));

// What graphviz draws, read from its SVG: [{ kind: node | edge | cluster, name, label }]. (Its JSON is no witness: that of
// version 14 doubles backslashes, which it does not draw.) What is invisible is not in it.
function graphviz(text)
{
	const done = spawnSync('dot', ['-Tsvg'], { input: text, encoding: 'utf8', maxBuffer: 1 << 28 });
	// missing glyphs are the font's affair
	const said = done.stderr.split('\n').filter((l) => l && !/Pango|fontconfig/i.test(l));
	if (done.status !== 0)
		return { said: said.concat(`exit status ${done.status}`), drawn: [] };
	const parts = done.stdout.split(/<g id="[^"]*" class="(node|edge|cluster)">/).slice(1);
	const drawn = [];
	for (let i = 0; i < parts.length; i += 2)
		drawn.push({
			kind: parts[i],
			name: unescaped(/<title>([^<]*)<\/title>/.exec(parts[i + 1])[1]),
			label: [...parts[i + 1].matchAll(/<text\b[^>]*>([^<]*)<\/text>/g)].map((m) => unescaped(m[1])).join(end),
		});
	return { said, drawn };
}

function dot(text)
{
	const { said, drawn } = graphviz(text);
	const labels = (kind) => drawn.filter((d) => d.kind === kind).map((d) => d.label);
	return { said, nodes: labels('node'), clusters: labels('cluster'), edges: labels('edge') };
}

async function mermaid(page, text)
{
	try
	{
		return { said: [], ...await page.evaluate(async (code) => {
			window.mermaid.initialize({ startOnLoad: false });
			await window.mermaid.parse(code);
			const { svg } = await window.mermaid.render('map', code);
			document.body.innerHTML = svg;
			for (const br of document.querySelectorAll('br'))
				br.replaceWith('\u241f');
			const labels = (selector) => [...document.querySelectorAll(selector)].map((e) => e.textContent);
			return {
				nodes: labels('g.node'),
				clusters: labels('g.cluster'),
				edges: [...document.querySelectorAll('path.flowchart-link')].map((p) => {
					const label = [...document.querySelectorAll('g.edgeLabel .label')].find((l) => l.dataset.id === p.dataset.id || l.dataset.id === p.id);
					return label ? label.textContent : '';
				}),
			};
		}, text) };
	}
	catch (error)
	{
		return { said: [error.message.split('\n').slice(0, 6).join('\n')] };
	}
}

module.exports = { differences, dot, graphviz, mermaid, bare };

async function program()
{
	const format = process.argv[2];
	samples.prepare();
	if (!database.hasFunction('strategy_map'))
		tap.skipAll('there is no bsc.strategy_map');
	const drawing = async (draw, picture) => {
		for (const [scorecard, period, language] of samples.looked)
		{
			const name = `${scorecard}${period ? '-' + period : ''}`;
			const text = database.value('bsc.strategy_map($1, $2::text, $3, $4)', [scorecard, period, format, language]);
			const drawn = await draw(text);
			const complaints = drawn.said.length ? drawn.said : differences(drawn, samples.expected(scorecard, period));
			if (!tap.none(complaints, `${name}: ${format} draws what the tables say`))
				tap.diag(text.slice(0, 3000));
			if (picture && !drawn.said.length)
				await picture(name, text);
		}
	};
	if (format === 'dot')
		return drawing(dot, async (name, text) =>
			spawnSync('dot', ['-Tpng', '-o', `${browser.gallery()}/${name}-dot.png`], { input: text }));
	return browser.withBrowser(async (chromium) => {
		const { page, caught, close } = await browser.trapped(chromium, { viewport: { width: 1400, height: 900 } });
		await browser.show(page, '<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body></body></html>', 'html');
		await page.addScriptTag({ content: browser.moduleFile('mermaid/dist/mermaid.min.js') });
		await drawing((text) => mermaid(page, text), (name) => browser.picture(page, `${name}-mermaid`));
		tap.none(caught, 'nothing runs, nothing is asked for');
		await close();
	});
}

if (require.main === module)
	tap.run(program);

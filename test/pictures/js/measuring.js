'use strict';
// The measuring itself: a small map drawn by hand has no fault, and for each way to spoil it the right one is found.

const fs = require('fs');
const path = require('path');
const tap = require('./tap');
const browser = require('./browser');
const checks = require('./page');

const measure = fs.readFileSync(path.join(__dirname, 'measure.js'), 'utf8');

const node = (code, x, y, status, sign, lines) => `
<g class="bsc-node" data-node="${code}" data-status="${status}">
<rect class="bsc-box" x="${x}" y="${y}" width="160" height="60" rx="6" fill="#ffffff" stroke="#333333"/>
${sign.replace('AT', `translate(${x + 16},${y + 16})`)}
${lines.map((line, i) => `<text class="bsc-name" x="${x + 30}" y="${y + 20 + 16 * i}">${line}</text>`).join('\n')}
<text class="bsc-score" x="${x + 120}" y="${y + 54}">80 %</text>
</g>`;

const signs = {
	red: '<path class="bsc-sign" fill="#b00020" transform="AT" d="M-6 -6H6V6H-6Z"/>',
	amber: '<path class="bsc-sign" fill="#8a5a00" transform="AT" d="M0 -7L7 6H-7Z"/>',
	green: '<circle class="bsc-sign" fill="#00702a" transform="AT" r="7"/>',
};

const good = `<svg xmlns="http://www.w3.org/2000/svg" class="bsc-map" role="img" aria-labelledby="t d" viewBox="0 0 640 420" width="640" height="420">
<title id="t">A map</title><desc id="d">Three objectives</desc>
<style>text { font: 12px sans-serif; fill: #111111 } .bsc-link { fill: none; stroke: #444444 } @media (prefers-color-scheme: dark) { .nothing { fill: red } }</style>
<g class="bsc-band"><rect x="10" y="10" width="620" height="150" fill="#f2f2f2"/><text x="20" y="30">Financial</text></g>
<g class="bsc-band"><rect x="10" y="190" width="620" height="150" fill="#f2f2f2"/><text x="20" y="210">Customer</text></g>
<path class="bsc-link" data-cause="b" data-effect="a" stroke-width="2" d="M200 240C200 180 200 180 200 120"/>
<path class="bsc-link" data-cause="c" data-effect="a" stroke-width="3" d="M420 240C420 170 250 190 250 120"/>
<g class="bsc-label" data-cause="b" data-effect="a"><rect x="188" y="168" width="24" height="18" fill="#ffffff"/><text x="196" y="181">2</text></g>
${node('a', 120, 60, 'red', signs.red, ['Profit', 'grows'])}
${node('b', 120, 240, 'amber', signs.amber, ['Dealers'])}
${node('c', 340, 240, 'green', signs.green, ['Service'])}
<g class="bsc-legend"><rect x="10" y="360" width="620" height="40" fill="#ffffff"/><text x="20" y="384">Red, amber, green</text></g>
</svg>`;

const spoilt = [
	['a box over another', (s) => s.replace('x="340" y="240"', 'x="260" y="250"'), /boxes b and c overlap/],
	['a box outside its band', (s) => s.replace('x="120" y="60"', 'x="120" y="130"'), /the box a is in 0 bands/],
	['bands that overlap', (s) => s.replace('y="190" width="620"', 'y="150" width="620"'), /the bands Financial and Customer overlap/],
	['a link through a box', (s) => s.replace('M420 240C420 170 250 190 250 120', 'M420 240L420 320L180 320L180 225L250 120'), /c -> a runs through the box b/],
	['a link through its own box', (s) => s.replace('M200 240C', 'M200 300L200 240C'), /b -> a runs through the box b/],
	['a link that ends nowhere', (s) => s.replace('250 190 250 120', '560 190 560 120'), /does not reach its boxes/],
	['a link that names no box', (s) => s.replace('data-cause="c"', 'data-cause="x"'), /names a box that is not there/],
	['a link through a text', (s) => s.replace('M420 240C420 170 250 190 250 120', 'M420 240L420 205L30 205L30 125L125 120'), /runs through the text "Customer"/],
	['a link that leaves the picture', (s) => s.replace('M420 240C420 170 250 190 250 120', 'M420 240L700 170L250 120'), /leaves the picture/],
	['a label over a box', (s) => s.replace('x="188" y="168"', 'x="188" y="230"'), /the label "2" overlaps the box b/],
	['a label far from its link', (s) => s.replace('<rect x="188" y="168"', '<rect x="500" y="168"'), /is not on its link/],
	['a text wider than its box', (s) => s.replace('>Dealers<', '>Dealers who sell more than anybody<'), /leaves its box/],
	['lines on top of each other', (s) => s.replace(/y="96">grows/, 'y="84">grows'), /the texts "Profit" and "grows" overlap/],
	['a sign over the name', (s) => s.replace('translate(136,76)', 'translate(152,76)'), /the sign of a overlaps "Profit"/],
	['a pale text', (s) => s.replace('fill: #111111', 'fill: #999999'), /has a contrast of 2\.\d\d/],
	['a pale text by opacity', (s) => s.replace('<text class="bsc-name" x="150" y="80"', '<text class="bsc-name" opacity="0.4" x="150" y="80"'), /"Profit" has a contrast of/],
	['a pale sign', (s) => s.replace('#8a5a00', '#ffd070'), /the sign of b has a contrast of 1\.\d\d/],
	['a pale link', (s) => s.replace('stroke: #444444', 'stroke: #cccccc'), /the link b -> a has a contrast of/],
	['a text on the dark', (s) => s.replace('.nothing { fill: red }', 'svg { background: #222222 } .bsc-band rect { fill: #222222 }'), /"Financial" has a contrast of/, { colorScheme: 'dark' }],
	['a script', (s) => s.replace('<desc', '<script>window.__hacked = 1</script><desc'), /element <script>/],
	['an attribute that runs', (s) => s.replace('r="7"', 'r="7" onclick="1"'), /attribute onclick/],
	['a file from outside', (s) => s.replace('.bsc-link {', '@import "http://localhost/x.css"; .bsc-link {'), /style sheet leads outside/],
	['no name', (s) => s.replace('id="t"', 'id="u"'), /no name/],
	['an id given twice', (s) => s.replace('<g class="bsc-legend">', '<g class="bsc-legend" id="t">'), /ids are not unique/],
];

const goodPage = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>A report</title>
<style>body { font: 16px sans-serif; color: #111; background: #fff } td { padding: 2px 6px } .scroll { overflow-x: auto } tr { break-inside: avoid }</style></head>
<body><main><h1>A report</h1><p>Something is said.</p><h2>Measures</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Measures"><table style="min-width: 600px"><thead><tr><th scope="col">Measure</th><th scope="col">Score</th></tr></thead>
<tbody><tr><th scope="row">Sales</th><td>80 %</td></tr></tbody></table></div></main></body></html>`;

// [what, how to spoil it, which complaint, width]
const spoiltPages = [
	['a tag that is not closed', (s) => s.replace('</p>', ''), /closes nothing/],
	['a bare bracket', (s) => s.replace('80 %', '80 < 90'), /a bare "<"/],
	['no language', (s) => s.replace(' lang="en"', ''), /the language is ""/],
	['a second h1', (s) => s.replace(/h2>/g, 'h1>'), /headings are of levels 1 1/],
	['a level that is skipped', (s) => s.replace(/h2>/g, 'h3>'), /skips a level/],
	['a script', (s) => s.replace('<main>', '<script>1</script><main>'), /element <script>/],
	['a file from outside', (s) => s.replace('<p>', '<p><img src="http://127.0.0.1:9/x.png" alt="">'), /attribute src=/],
	['a page that is too wide', (s) => s.replace('<p>', '<p style="width: 900px">'), /leaves the page/, 375],
	['a table that cannot be scrolled by keyboard', (s) => s.replace('tabindex="0" ', ''), /not by keyboard/, 375],
	['a text that is cut off', (s) => s.replace('<p>', '<p style="width: 30px; overflow: hidden; white-space: nowrap">'), /is cut off/],
	['a text that is squeezed', (s) => s.replace('<td>80 %', '<td style="width: 1px">' + 'word '.repeat(30)), /is squeezed into/],
	['texts that overlap', (s) => s.replace('<h2>', '<h2 style="margin-top: -50px">'), /texts "(Something is said.|Measures)" and .* overlap/],
	['a row that may be split', (s) => s.replace('break-inside: avoid', ''), /may be split/],
	['a pale text', (s) => s.replace('color: #111', 'color: #999'), /color-contrast/],
	['a cell without a header', (s) => s.replace('<th scope="col">Score</th>', '<th scope="col"></th>'), /empty-table-header/],
];

tap.run(() => browser.withBrowser(async (chromium) => {
	const measured = async (text, options = {}) => {
		const { page, close } = await browser.trapped(chromium, { viewport: { width: 700, height: 500 }, ...options });
		await browser.show(page, text, 'svg');
		const result = await page.evaluate(`(${measure})(document.querySelector('svg'))`);
		await close();
		return result;
	};
	const first = await measured(good);
	tap.none(first.faults, 'the map drawn by hand has no fault');
	tap.is(first.map.nodes.map((n) => [n.code, n.name, n.score, n.status, n.band]),
		[['a', 'Profit\ngrows', '80 %', 'red', 'Financial'], ['b', 'Dealers', '80 %', 'amber', 'Customer'], ['c', 'Service', '80 %', 'green', 'Customer']], 'and is read');
	tap.is(new Set(first.map.nodes.map((n) => n.form)).size, 3, 'and has three forms of signs');
	tap.is(first.map.links.map((l) => l.width), [2, 3], 'and two widths of links');
	tap.is(first.map.labels, [{ text: '2', cause: 'b', effect: 'a', lag: null }], 'and one label');
	for (const [what, spoil, wanted, options] of spoilt)
	{
		const text = spoil(good);
		const { faults } = await measured(text, options);
		if (!tap.ok(text !== good && faults.some((f) => wanted.test(f)), `${what} is found`))
			tap.diag(faults.join('\n') || 'no fault');
	}
	// signs of one form are the same, whatever their colour
	const same = await measured(good.replace(signs.amber.replace('AT', 'translate(136,256)'), signs.red.replace('AT', 'translate(136,256)').replace('#b00020', '#8a5a00')));
	tap.is(new Set(same.map.nodes.map((n) => n.form)).size, 2, 'signs that differ by colour alone are found');
	// the same for pages
	const complaints = async (text, width = 900) => {
		const { page, close } = await browser.trapped(chromium, { viewport: { width, height: 800 } });
		await browser.show(page, text, 'html');
		const list = [checks.unbalanced(text), await checks.ordered(page, 'en'), await checks.laidOut(page), await checks.keptTogether(page), await checks.accessible(page)].flat();
		await close();
		return list;
	};
	tap.none([...await complaints(goodPage), ...await complaints(goodPage, 375)], 'the page written by hand has no fault');
	for (const [what, spoil, wanted, width] of spoiltPages)
	{
		const list = await complaints(spoil(goodPage), width);
		if (!tap.ok(spoil(goodPage) !== goodPage && list.some((f) => wanted.test(f)), `${what} is found`))
			tap.diag(list.join('\n') || 'no fault');
	}
	// what runs in a page is caught
	const { page, caught, close } = await browser.trapped(chromium);
	await browser.show(page, '<!DOCTYPE html><title>x</title><script>alert(1); console.log(2)</script><img src="http://127.0.0.1:9/x.png" onerror="window.__hacked = 1">', 'html');
	await page.waitForTimeout(200);
	tap.ok(['dialog: 1', 'console: 2', 'request: http://127.0.0.1:9/x.png'].every((c) => caught.includes(c)) && await page.evaluate('window.__hacked') === 1,
		'the trap catches a dialog, a message, a request and a handler');
	await close();
}));

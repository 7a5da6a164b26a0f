'use strict';
// The chart of every measure, as Chromium shows it in every way that a reader may see it, measured as the maps are:
// measure.js knows no boxes and links here, but texts, contrast, what leaves the picture, and what it is called.

const fs = require('fs');
const path = require('path');
const tap = require('./tap');
const database = require('./database');
const samples = require('./samples');
const browser = require('./browser');

const measure = fs.readFileSync(path.join(__dirname, 'measure.js'), 'utf8');

const modes = [
	['light', { colorScheme: 'light', media: 'screen' }, 1400],
	['dark', { colorScheme: 'dark', media: 'screen' }, 1400],
	['print', { colorScheme: 'light', media: 'print' }, 687],
	['narrow', { colorScheme: 'light', media: 'screen' }, 375],
	['wide letters', { colorScheme: 'light', media: 'screen' }, 1400, 'DejaVu Sans'],
];

// Runs in the page: what a chart shows beside its texts. Lines and dots must stand out from what is below them.
function look()
{
	const svg = document.querySelector('svg.bsc-chart');
	const list = [];
	const luminance = (text) => {
		const [r, g, b] = /rgba?\(([^)]+)\)/.exec(text)[1].split(/[\s,]+/).map(Number)
			.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const contrast = (a, b) => {
		const [x, y] = [luminance(a), luminance(b)].sort((m, n) => n - m);
		return (x + 0.05) / (y + 0.05);
	};
	const ground = getComputedStyle(svg.querySelector('.bsc-page')).fill;
	const frame = svg.getBoundingClientRect();
	let dots = 0;
	for (const e of svg.querySelectorAll('path'))
	{
		const style = getComputedStyle(e);
		const name = e.getAttribute('class');
		const r = e.getBoundingClientRect();
		if (r.left < frame.left - 1 || r.right > frame.right + 1 || r.top < frame.top - 1 || r.bottom > frame.bottom + 1)
			list.push(`a path of class ${name} leaves the picture`);
		// areas behind and the grid may be faint
		if (/limits|interval|grid/.test(name))
			continue;
		const ink = [style.stroke, style.fill].filter((c) => /^rgb/.test(c) && !/, 0\)$/.test(c));
		if (!ink.length || Math.max(...ink.map((c) => contrast(c, ground))) < 3)
			list.push(`a path of class ${name} has too little contrast`);
		if (e.hasAttribute('data-period'))
		{
			dots++;
			if (!e.querySelector('title') || !e.querySelector('title').textContent.includes(e.getAttribute('data-period')))
				list.push(`the dot of ${e.getAttribute('data-period')} does not say what it is`);
		}
	}
	return { list, dots, texts: [...svg.querySelectorAll('text')].map((t) => t.textContent).join(' ') };
}

async function program()
{
	samples.prepare();
	await browser.withBrowser(async (chromium) => {
		const { page, caught, close } = await browser.trapped(chromium);
		for (const [scorecard, period, language] of [['northwind', '1998Q1', 'en'], ['northwind', '1997Q2', 'zh'], ['xcmg', '2004-12', 'zh'], ['xcmg', '2004-09', 'en'], ['long_numbers', '2025-06', 'en'], ['long_numbers', '2025-06', 'zh']])
		{
			const measures = database.value(`(SELECT json_agg(json_build_array(m.code, coalesce(m.name, m.code)) ORDER BY m.code) FROM bsc.measure AS m WHERE m.scorecard_id = bsc.scorecard_id($1))`, [scorecard]);
			for (const [code, name] of process.env.BSC_KEEP ? measures : measures.slice(0, 5))
			{
				const faults = [];
				const text = database.value('bsc.chart_svg($1, $2, $3::text, $4, $5)', [scorecard, code, period, '', language]);
				let dots = 0;
				for (const [mode, media, width, font] of modes)
				{
					await page.setViewportSize({ width, height: 900 });
					await page.emulateMedia(media);
					await browser.show(page, `<!DOCTYPE html><html lang="${language}" style="color-scheme: light dark"><head><meta charset="utf-8"><title>x</title>`
						+ `<style>body { margin: 0; }${font ? ` svg { font-family: "${font}" !important; }` : ''}</style></head><body>${text}</body></html>`, 'html');
					const result = await page.evaluate(`(${measure})(document.querySelector('svg.bsc-chart'))`);
					const seen = await page.evaluate(look);
					faults.push(...result.faults.concat(seen.list).map((f) => `${mode}: ${f}`), ...caught.splice(0));
					dots = seen.dots;
					const shown = seen.texts.replace(/\s+/g, '');
					if (!shown.includes(name.replace(/\s+/g, '').slice(0, 20)))
						faults.push(`${mode}: its name is not there`);
					if (language === 'zh' && mode === 'light')
						faults.push(...(seen.texts.match(/\b(limits|target|forecast|signal|centre|to|goal|note)\b/gi) || []).map((w) => `"${w}" is English`));
					await browser.picture(page, `${scorecard}-${code}-${language}-chart-${mode.replace(' ', '-')}`);
				}
				if (dots < 2)
					faults.push(`there are ${dots} dots`);
				tap.none(faults, `${scorecard} ${period}, ${code}: its chart in ${language} is in order everywhere`);
			}
		}
		await close();
	});
}

tap.run(program);

'use strict';
// What must hold for a page, whatever is on it. Each function here returns complaints.

const browser = require('./browser');

// Elements that need no end, as HTML has them.
const empty = /^(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i;

// Every element is closed where it should be: browsers mend what is not, and show something else.
function unbalanced(text)
{
	const open = [];
	const list = [];
	const token = /<!--[\s\S]*?-->|<!DOCTYPE[^>]*>|<(style|script)\b[^>]*>[\s\S]*?<\/\1>|<(\/?)([A-Za-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>|[<>]/g;
	if (!/^<!DOCTYPE html>/i.test(text))
		list.push('it does not begin with a doctype');
	for (let m; (m = token.exec(text));)
	{
		if (m[0] === '<' || m[0] === '>')
			list.push(`a bare "${m[0]}" at ${JSON.stringify(text.slice(Math.max(m.index - 30, 0), m.index + 30))}`);
		else if (m[3] && !m[2])
		{
			if (!empty.test(m[3]) && !/\/\s*$/.test(m[4]))
				open.push(m[3]);
		}
		else if (m[3] && open.pop() !== m[3])
			list.push(`</${m[3]}> at ${JSON.stringify(text.slice(Math.max(m.index - 30, 0), m.index + 30))} closes nothing`);
	}
	if (open.length)
		list.push(`never closed: ${open.join(', ')}`);
	return list;
}

async function accessible(page)
{
	const result = await page.evaluate(`(async () => {
		if (!window.axe)
			(0, eval)(${JSON.stringify(browser.moduleFile('axe-core/axe.min.js'))});
		const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
		return violations.map((v) => v.id + ': ' + v.help + ' (' + v.nodes.length + '), at ' + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200) + ' ' + (n.any[0] ? n.any[0].message : '')).join(' ; '));
	})()`);
	return result;
}

// Order of headings, names of languages, ids: what a reader with a screen reader goes by.
async function ordered(page, language)
{
	return page.evaluate((lang) => {
		const list = [];
		const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')];
		const levels = headings.map((h) => Number(h.localName[1]));
		if (levels.filter((l) => l === 1).length !== 1 || levels[0] !== 1)
			list.push(`the headings are of levels ${levels.join(' ')}`);
		levels.forEach((l, i) => {
			if (i && l > levels[i - 1] + 1)
				list.push(`"${headings[i].textContent}" skips a level`);
		});
		if (!document.documentElement.lang.startsWith(lang))
			list.push(`the language is "${document.documentElement.lang}"`);
		if (!document.title.trim())
			list.push('there is no title');
		if (document.characterSet !== 'UTF-8' || !document.querySelector('meta[charset]'))
			list.push('the encoding is not said');
		const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
		for (const id of new Set(ids.filter((x, i) => ids.indexOf(x) !== i)))
			list.push(`the id ${id} is given twice`);
		for (const e of document.querySelectorAll('[href^="#"]'))
			if (!document.getElementById(e.getAttribute('href').slice(1)))
				list.push(`${e.outerHTML.slice(0, 80)} leads nowhere`);
		for (const e of document.querySelectorAll('*'))
		{
			if (/^(script|iframe|object|embed|link|form|input|base|img|video|audio)$/.test(e.localName))
				list.push(`there is an element <${e.localName}>`);
			for (const a of e.attributes)
				if (/^on/.test(a.name) || (/^(src|href|action|srcset|background)$/.test(a.name) && !/^#/.test(a.value)))
					list.push(`there is an attribute ${a.name}="${a.value.slice(0, 60)}"`);
		}
		return list;
	}, language);
}

// No text lies over another one, none is cut off, nothing is wider than the page but what can be scrolled.
async function laidOut(page)
{
	return page.evaluate(() => {
		const list = [];
		const width = document.documentElement.clientWidth;
		if (document.documentElement.scrollWidth > width)
			list.push(`the page is ${document.documentElement.scrollWidth} wide and not ${width}`);
		const scrolls = (e) => {
			for (let p = e.parentElement; p; p = p.parentElement)
				if (/auto|scroll/.test(getComputedStyle(p).overflowX) && p !== document.documentElement && p !== document.body)
					return p;
			return null;
		};
		const seen = (e) => !e.closest('.visually-hidden, .bsc-hidden') && getComputedStyle(e).visibility !== 'hidden'
			&& !(getComputedStyle(e).clip !== 'auto' || /inset/.test(getComputedStyle(e).clipPath));
		for (const e of document.body.querySelectorAll('*'))
		{
			if (e.closest('svg') && e.localName !== 'svg')
				continue;
			const style = getComputedStyle(e);
			const r = e.getBoundingClientRect();
			if (!r.width || !r.height || !seen(e))
				continue;
			const name = `<${e.localName} class="${e.getAttribute('class') || ''}"> ${JSON.stringify(e.textContent.trim().slice(0, 40))}`;
			if ((r.right > width + 1 || r.left < -1) && !scrolls(e))
				list.push(`${name} leaves the page`);
			// a unit is a word or two: the column of one of 300 letters may be narrow
			if (/^t[dh]$/.test(e.localName) && !e.classList.contains('unit') && e.textContent.trim().length > 80 && r.width < 9 * parseFloat(style.fontSize) && r.height > 8 * parseFloat(style.fontSize))
				list.push(`${name} is squeezed into a column of ${Math.round(r.width)}`);
			if (/hidden|clip/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1 && style.textOverflow !== 'ellipsis')
				list.push(`${name} is cut off`);
			if (/auto|scroll/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1 && e !== document.body
				&& (e.tabIndex < 0 || !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.localName === 'table')))
				list.push(`${name} scrolls, but not by keyboard, or without a name`);
		}
		const pieces = [];
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let n; (n = walker.nextNode());)
		{
			const e = n.parentElement;
			if (!n.data.trim() || e.closest('svg, style, script, title') || !seen(e))
				continue;
			const range = document.createRange();
			range.selectNodeContents(n);
			for (const r of range.getClientRects())
				if (r.width > 1 && r.height > 1)
					pieces.push({ r, e, text: n.data.trim().slice(0, 30), scroller: scrolls(e) });
		}
		pieces.sort((a, b) => a.r.top - b.r.top);
		for (let i = 0; i < pieces.length; i++)
			for (let j = i + 1; j < pieces.length && pieces[j].r.top < pieces[i].r.bottom - 2; j++)
			{
				const [a, b] = [pieces[i].r, pieces[j].r];
				const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
				if (pieces[i].scroller === pieces[j].scroller && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5
					&& high > 0.25 * Math.min(a.height, b.height))
					list.push(`the texts "${pieces[i].text}" and "${pieces[j].text}" overlap`);
			}
		return list;
	});
}

// On paper: a row stays together, as far as it goes on a page.
async function keptTogether(page)
{
	return page.evaluate(() => {
		const list = [];
		const page_ = 900;
		for (const e of document.querySelectorAll('tr, figure, svg'))
		{
			if ((e.closest('svg') && e.localName !== 'svg') || e.getBoundingClientRect().height > page_ || !e.getBoundingClientRect().height)
				continue;
			let kept = false;
			for (let p = e; p && p !== document.body; p = p.parentElement)
				kept = kept || /avoid/.test(getComputedStyle(p).breakInside);
			if (!kept && (e.localName !== 'svg' || e.matches('.bsc-map')))
				list.push(`<${e.localName}> ${JSON.stringify(e.textContent.trim().slice(0, 40))} may be split between pages`);
		}
		return [...new Set(list)];
	});
}

module.exports = { unbalanced, accessible, ordered, laidOut, keptTogether };

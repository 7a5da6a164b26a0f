// Runs in the page: what a reader would see of a strategy map, measured from what the browser has drawn and not from what
// was meant. An expression: a function of the <svg> element that returns { map, faults, facts }.
(function measure(svg) {
	'use strict';
	const faults = [];
	const facts = {};
	const fault = (text) => faults.push(text);
	const all = (selector, from = svg) => [...from.querySelectorAll(selector)];
	const frame = svg.getBoundingClientRect();
	// what a browser rounds, in pixels of the screen
	const slack = 0.75;

	const box = (element) => {
		const r = element.getBoundingClientRect();
		return { left: r.left, right: r.right, top: r.top, bottom: r.bottom };
	};
	const shared = (a, b) => ({
		width: Math.min(a.right, b.right) - Math.max(a.left, b.left),
		height: Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
	});
	const overlap = (a, b, by = slack) => {
		const s = shared(a, b);
		return s.width > by && s.height > by;
	};
	const within = (a, b, by = slack) =>
		a.left >= b.left - by && a.right <= b.right + by && a.top >= b.top - by && a.bottom <= b.bottom + by;
	const depth = (p, r) => Math.min(p.x - r.left, r.right - p.x, p.y - r.top, r.bottom - p.y);
	const distance = (p, r) => Math.hypot(Math.max(r.left - p.x, 0, p.x - r.right), Math.max(r.top - p.y, 0, p.y - r.bottom));
	const pairs = (list, visit) => {
		for (let i = 0; i < list.length; i++)
			for (let j = i + 1; j < list.length; j++)
				visit(list[i], list[j]);
	};
	const short = (text) => (text.length > 30 ? text.slice(0, 30) + '…' : text);

	// ---- what there is ----
	const texts = all('text').filter((t) => t.textContent.trim() !== '').map((element) => ({ element, text: element.textContent, box: box(element) }));
	const nodes = all('.bsc-node').map((element) => {
		const lines = all('.bsc-name', element);
		const score = element.querySelector('.bsc-score');
		const sign = element.querySelector('.bsc-sign');
		const title = element.querySelector('title');
		return {
			element, lines,
			code: element.getAttribute('data-node'),
			name: lines.map((l) => l.textContent).join('\n'),
			score: score ? score.textContent : null,
			sign,
			title: title ? title.textContent : null,
			status: element.getAttribute('data-status') || ([...element.classList].find((c) => /^bsc-(red|amber|green)$/.test(c)) || '').slice(4) || null,
			box: box(element.querySelector('.bsc-box')),
		};
	});
	const links = all('.bsc-link').map((element) => {
		const matrix = element.getScreenCTM();
		const length = element.getTotalLength();
		const points = [];
		// every two pixels; a browser takes long to find its way on long paths
		const steps = Math.max(Math.min(Math.ceil(length / 2), 300), 1);
		for (let i = 0; i <= steps; i++)
			points.push(element.getPointAtLength((length * i) / steps).matrixTransform(matrix));
		const style = getComputedStyle(element);
		return {
			element, points, length,
			cause: element.getAttribute('data-cause'),
			effect: element.getAttribute('data-effect'),
			strength: element.getAttribute('data-strength'),
			lag: element.getAttribute('data-lag'),
			width: parseFloat(style.strokeWidth),
			dash: style.strokeDasharray,
			colour: style.stroke,
		};
	});
	const labels = all('.bsc-label').map((element) => ({
		element,
		text: all('text', element).map((t) => t.textContent).join(' '),
		cause: element.getAttribute('data-cause'),
		effect: element.getAttribute('data-effect'),
		lag: element.getAttribute('data-lag'),
		box: box(element.querySelector('rect') || element),
	}));
	const bands = all('.bsc-band').map((element) => ({
		element,
		name: all('text', element).map((t) => t.textContent).join('\n'),
		title: (element.querySelector('title') || {}).textContent || null,
		box: box(element.querySelector('rect')),
	}));
	const legend = svg.querySelector('.bsc-legend');
	const byCode = new Map(nodes.map((n) => [n.code, n]));

	// ---- everything is in the picture ----
	for (const t of texts)
		if (!within(t.box, frame))
			fault(`the text "${short(t.text)}" leaves the picture`);
	for (const item of [...nodes, ...bands, ...labels])
		if (!within(item.box, frame))
			fault(`${item.code || item.name || item.text} leaves the picture`);
	for (const l of links)
		if (l.points.some((p) => distance(p, frame) > slack))
			fault(`the link ${l.cause} -> ${l.effect} leaves the picture`);

	// ---- boxes and bands ----
	pairs(nodes, (a, b) => {
		if (overlap(a.box, b.box))
			fault(`the boxes ${a.code} and ${b.code} overlap`);
	});
	pairs(bands, (a, b) => {
		if (overlap(a.box, b.box))
			fault(`the bands ${a.name} and ${b.name} overlap`);
	});
	for (const n of nodes)
	{
		n.band = bands.filter((b) => within(n.box, b.box));
		if (n.band.length !== 1)
			fault(`the box ${n.code} is in ${n.band.length} bands`);
	}
	if (legend && nodes.some((n) => overlap(n.box, box(legend))))
		fault('the legend overlaps a box');

	// ---- texts ----
	const home = (element) => {
		const group = element.closest('.bsc-node, .bsc-label, .bsc-band, .bsc-legend');
		// a chart's legend has no box: what is a rect in it is a sample
		if (!group || (group.matches('.bsc-legend') && !svg.matches('.bsc-map')))
			return null;
		if (group.matches('.bsc-node'))
			return box(group.querySelector('.bsc-box'));
		const rect = group.matches('.bsc-legend') ? [...group.children].find((c) => c.matches('rect')) : group.querySelector('rect');
		return rect ? box(rect) : null;
	};
	for (const t of texts)
	{
		const room = home(t.element);
		if (room && !within(t.box, room))
			fault(`the text "${short(t.text)}" leaves its box`);
		for (const n of nodes)
			if (!n.element.contains(t.element) && overlap(t.box, n.box))
				fault(`the text "${short(t.text)}" overlaps the box ${n.code}`);
	}
	// lines of one paragraph may touch where a font is taller than its line
	pairs(texts, (a, b) => {
		const together = a.element.parentNode === b.element.parentNode;
		const s = shared(a.box, b.box);
		const height = Math.min(a.box.bottom - a.box.top, b.box.bottom - b.box.top);
		if (s.width > slack && s.height > (together ? Math.max(0.15 * height, slack) : slack))
			fault(`the texts "${short(a.text)}" and "${short(b.text)}" overlap`);
	});
	for (const n of nodes)
	{
		if (!n.sign)
			continue;
		const sign = box(n.sign);
		if (!within(sign, n.box))
			fault(`the sign of ${n.code} leaves its box`);
		for (const t of texts)
			if (n.element.contains(t.element) && !n.sign.contains(t.element) && overlap(t.box, sign))
				fault(`the sign of ${n.code} overlaps "${short(t.text)}"`);
	}

	// ---- links ----
	// an end touches its box from outside: the tip of an arrow, or a line's width
	const reach = 3;
	const near = 14;
	for (const l of links)
	{
		const name = `the link ${l.cause} -> ${l.effect}`;
		const cause = byCode.get(l.cause);
		const effect = byCode.get(l.effect);
		if (!cause || !effect)
		{
			fault(`${name} names a box that is not there`);
			continue;
		}
		const first = l.points[0];
		const last = l.points[l.points.length - 1];
		if (distance(first, cause.box) > near || distance(last, effect.box) > near)
			fault(`${name} does not reach its boxes`);
		const through = new Set();
		const xs = l.points.map((p) => p.x);
		const ys = l.points.map((p) => p.y);
		const reached = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
		const touched = (b) => b.left <= reached.right && b.right >= reached.left && b.top <= reached.bottom && b.bottom >= reached.top;
		const nodesThere = nodes.filter((n) => touched(n.box));
		const textsThere = texts.filter((t) => touched(t.box) && !t.element.closest('.bsc-label'));
		for (const p of l.points)
			for (const n of nodesThere)
			{
				const d = depth(p, n.box);
				if (n !== cause && n !== effect ? d > 0.5 : d > reach)
					through.add(n.code);
			}
		for (const code of through)
			fault(`${name} runs through the box ${code}`);
		const crossed = new Set();
		for (const t of textsThere)
			if (l.points.some((p) => depth(p, t.box) > 1))
				crossed.add(t.text);
		for (const text of crossed)
			fault(`${name} runs through the text "${short(text)}"`);
		if (legend && l.points.some((p) => depth(p, box(legend)) > 1))
			fault(`${name} runs through the legend`);
	}

	// ---- labels ----
	pairs(labels, (a, b) => {
		if (overlap(a.box, b.box))
			fault(`the labels "${a.text}" and "${b.text}" overlap`);
	});
	facts.labelsOnOtherLinks = 0;
	for (const label of labels)
	{
		for (const n of nodes)
			if (overlap(label.box, n.box))
				fault(`the label "${label.text}" overlaps the box ${n.code}`);
		const middle = { x: (label.box.left + label.box.right) / 2, y: (label.box.top + label.box.bottom) / 2 };
		const size = Math.hypot(label.box.right - label.box.left, label.box.bottom - label.box.top) / 2 + 2;
		const gap = (l) => Math.min(...l.points.map((p) => Math.hypot(p.x - middle.x, p.y - middle.y)));
		label.inside = (l) => l.points.some((p) => depth(p, label.box) > 0.5);
		const own = links.filter((l) => l.cause === label.cause && l.effect === label.effect && (label.lag === null || l.lag === null || l.lag === label.lag));
		if (label.cause === null)
		{
			const gaps = links.map(gap);
			label.link = links[gaps.indexOf(Math.min(...gaps))];
		}
		else
			label.link = own.sort((a, b) => gap(a) - gap(b))[0];
		if (!label.link || gap(label.link) > size)
			fault(`the label "${label.text}" (${label.cause} -> ${label.effect}) is not on its link`);
		if (links.some((l) => l !== label.link && label.inside(l)))
			facts.labelsOnOtherLinks++;
	}

	// ---- how much two links run in one line, where nobody can tell them apart ----
	const cells = new Map();
	links.forEach((l, i) => {
		for (const p of l.points)
		{
			const key = `${Math.round(p.x)} ${Math.round(p.y)}`;
			if (!cells.has(key))
				cells.set(key, new Set());
			cells.get(key).add(i);
		}
	});
	const together = new Map();
	for (const set of cells.values())
		pairs([...set], (i, j) => together.set(`${i} ${j}`, (together.get(`${i} ${j}`) || 0) + 1));
	facts.linksInOneLine = [...together.entries()].filter(([pair, n]) => {
		const [a, b] = pair.split(' ').map((i) => links[i]);
		return n * 2 > 0.5 * Math.min(a.length, b.length) && n > 10;
	}).map(([pair]) => pair.split(' ').map((i) => `${links[i].cause} -> ${links[i].effect}`).join(' and '));

	// ---- contrast ----
	const colour = (text) => {
		const m = /^rgba?\(([^)]+)\)$/.exec(text);
		if (!m)
			return null;
		const [r, g, b, a = 1] = m[1].split(/[\s,/]+/).filter(Boolean).map(Number);
		return { r, g, b, a };
	};
	const over = (top, below) => ({
		r: top.r * top.a + below.r * (1 - top.a),
		g: top.g * top.a + below.g * (1 - top.a),
		b: top.b * top.a + below.b * (1 - top.a),
		a: 1,
	});
	const luminance = ({ r, g, b }) => {
		const f = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
		return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b);
	};
	const contrast = (a, b) => {
		const [x, y] = [luminance(a), luminance(b)].sort((m, n) => n - m);
		return (x + 0.05) / (y + 0.05);
	};
	const opacity = (element) => {
		let o = 1;
		for (let e = element; e && e.nodeType === 1; e = e.parentNode)
			o *= parseFloat(getComputedStyle(e).opacity || 1);
		return o;
	};
	const paint = (element, what) => {
		const style = getComputedStyle(element);
		const c = colour(style[what]);
		return c && { ...c, a: c.a * parseFloat(style[`${what}Opacity`] || 1) * opacity(element) };
	};
	let page = { r: 255, g: 255, b: 255, a: 1 };
	const behind = [];
	for (let e = svg; e && e.nodeType === 1; e = e.parentElement)
		behind.unshift(e);
	if (behind.some((e) => /dark/.test(getComputedStyle(e).colorScheme)) && matchMedia('(prefers-color-scheme: dark)').matches)
		page = { r: 18, g: 18, b: 18, a: 1 };
	for (const e of behind)
	{
		const c = colour(getComputedStyle(e).backgroundColor);
		if (c)
			page = over(c, page);
	}
	const shapes = all('rect, circle, ellipse, polygon, path').filter((s) => !s.closest('defs, marker, clipPath, mask, symbol'));
	const shapeBoxes = new Map(shapes.map((s) => [s, box(s)]));
	// what is painted below the middle of a thing, before it
	const ground = (element, r) => {
		const p = { x: (r.left + r.right) / 2, y: (r.top + r.bottom) / 2 };
		let below = page;
		for (const s of shapes)
		{
			// styles are asked of those alone that may be there
			if (s === element || depth(p, shapeBoxes.get(s)) <= 0 || !(s.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING))
				continue;
			const c = paint(s, 'fill');
			if (!c || c.a === 0)
				continue;
			if (!s.matches('rect') && !s.isPointInFill(new DOMPoint(p.x, p.y).matrixTransform(s.getScreenCTM().inverse())))
				continue;
			below = over(c, below);
		}
		return below;
	};
	facts.contrast = Infinity;
	for (const t of texts)
	{
		const below = ground(t.element, t.box);
		const ink = paint(t.element, 'fill');
		const c = ink ? contrast(over(ink, below), below) : 1;
		facts.contrast = Math.min(facts.contrast, c);
		if (c < 4.5)
			fault(`the text "${short(t.text)}" has a contrast of ${c.toFixed(2)}`);
	}
	facts.signContrast = Infinity;
	const graphical = (element, name) => {
		const parts = element.matches('g') ? all('rect, circle, ellipse, polygon, path, line, polyline, text', element) : [element];
		let best = 0;
		for (const part of parts)
		{
			const below = ground(element.matches('g') ? parts[0] : element, box(element));
			for (const what of ['fill', 'stroke'])
			{
				const ink = paint(part, what);
				if (ink && (what === 'fill' || parseFloat(getComputedStyle(part).strokeWidth) > 0))
					best = Math.max(best, contrast(over(ink, below), below));
			}
		}
		facts.signContrast = Math.min(facts.signContrast, best);
		if (best < 3)
			fault(`${name} has a contrast of ${best.toFixed(2)}`);
	};
	for (const n of nodes)
		if (n.sign)
			graphical(n.sign, `the sign of ${n.code}`);
	for (const l of links)
	{
		const middle = l.points[Math.floor(l.points.length / 2)];
		const below = ground(l.element, { left: middle.x, right: middle.x, top: middle.y, bottom: middle.y });
		const ink = paint(l.element, 'stroke');
		const c = ink ? contrast(over(ink, below), below) : 1;
		if (c < 3)
			fault(`the link ${l.cause} -> ${l.effect} has a contrast of ${c.toFixed(2)}`);
	}

	// ---- the form of a sign, without its place, size and colour ----
	const form = (element) => {
		const drawn = element.matches('g') ? all('rect, circle, ellipse, polygon, path, line, polyline, text', element) : [element];
		const r = box(element);
		return drawn.map((d) => {
			if (d.matches('text'))
				return d.textContent.trim();
			const m = d.getScreenCTM();
			const length = d.getTotalLength();
			const points = [];
			for (let i = 0; i < 16; i++)
			{
				const p = d.getPointAtLength((length * (i + 0.37)) / 16).matrixTransform(m);
				points.push(`${((p.x - r.left) / (r.right - r.left)).toFixed(2)} ${((p.y - r.top) / (r.bottom - r.top)).toFixed(2)}`);
			}
			return points.join(' ');
		}).join(' | ');
	};

	// ---- nothing that runs or reaches out ----
	for (const e of [svg, ...all('*')])
	{
		if (/^(script|foreignObject|iframe|object|embed|image|use|a|animate|set|handler|listener)$/i.test(e.localName)
			&& !(e.localName === 'use' && /^#/.test(e.getAttribute('href') || '')))
			fault(`there is an element <${e.localName}>`);
		for (const { name, value } of [...e.attributes])
		{
			if (/^on/i.test(name))
				fault(`there is an attribute ${name}`);
			if (/^(xlink:)?href$|^src$/i.test(name) && !/^#/.test(value))
				fault(`${name} leads outside: ${short(value)}`);
			if (!/^xmlns/.test(name) && !/^(data-|aria-label$)/.test(name) && /url\((?!["']?#)/i.test(value))
				fault(`${name} leads outside: ${short(value)}`);
		}
		if (e.localName === 'style' && /@import|url\((?!["']?#)/i.test(e.textContent))
			fault('the style sheet leads outside');
	}

	// ---- what it is called ----
	const ids = (svg.getAttribute('aria-labelledby') || '').split(/\s+/).filter(Boolean);
	const called = ids.map((id) => svg.ownerDocument.getElementById(id));
	const child = (name) => [...svg.children].find((c) => c.localName === name);
	const doubled = all('[id]').map((e) => e.id).filter((id, i, list) => list.indexOf(id) !== i);
	if (doubled.length)
		fault(`ids are not unique: ${doubled.join(', ')}`);
	if (svg.getAttribute('role') !== 'img' || !ids.length || called.some((e) => !e || !e.textContent.trim()))
		fault('the picture has no role or no name');

	return {
		faults, facts,
		map: {
			width: frame.width, height: frame.height,
			title: (child('title') || {}).textContent, desc: (child('desc') || {}).textContent,
			named: called.map((e) => e && e.localName),
			lang: svg.getAttribute('lang') || svg.getAttribute('xml:lang'),
			nodes: nodes.map((n) => ({ code: n.code, name: n.name, score: n.score, status: n.status, title: n.title,
				band: n.band.map((b) => b.name).join(), bandTitle: n.band.map((b) => b.title).join(), form: n.sign ? form(n.sign) : null })),
			bands: bands.map((b) => ({ name: b.name, title: b.title })),
			links: links.map(({ cause, effect, strength, lag, width, dash, colour: ink }) => ({ cause, effect, strength, lag, width, dash, colour: ink })),
			labels: labels.map((l) => ({ text: l.text, cause: l.link && l.link.cause, effect: l.link && l.link.effect, lag: l.lag })),
			legend: legend ? all('text', legend).map((t) => t.textContent) : [],
		},
	};
})

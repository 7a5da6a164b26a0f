'use strict';
// Names that somebody may give to anything, and what of them must be shown.

// One character or word at a time, of all the languages that a picture or page is written in; each stands at the beginning,
// in the middle and at the end of a name, alone, and beside letters and blanks.
const characters = [...'<>&"\'`|[]{}()#;:\\%*_~$@!?^=+-/.,'];
const words = [
	'<script>window.__hacked=1;alert(1)</script>', '<img src=x onerror=alert(1)>', '"><img src=x onerror="window.__hacked=1">', "' onclick='alert(1)' x='",
	'</text></svg><script>alert(1)</script>', '</td></tr></table>', '</title><b>x</b>', '</style><script>alert(1)</script>', '<!-- x', '-->', ']]>', '<![CDATA[x]]>',
	'<?xml version="1.0"?>', '<!DOCTYPE x>', '&amp;', '&lt;b&gt;', '&#x27;', '&#39;', '&nbsp;', '&copy', '#lt;', '#quot;', '#9829;', '#amp;', 'fl°°1¶ß', 'ﬂ°quot¶ß',
	'%%{init: {"theme": "dark"}}%%', '%% note', '---', '===', '"]; end', 'end', 'subgraph', 'graph TD', 'click', 'style', 'default', 'class', '\\n', '\\N', '\\G', '\\l', '\\', '\\\\', '\\"',
	'"; evil [label="x', '] -> evil [', '${x}', '$$x^2$$', '$x$', '{{x}}', '{% x %}', '@extowner@', '@{ shape: rect }', ':::classy', '--> x', '==> x', '-.-> x', 'A & B', '|x|', 'x || y',
	'**bold**', '*italic*', '_under_', '__init__', '~~struck~~', '~sub~', '`code`', '``a`b``', '[a](http://localhost/b)', '![a](http://localhost/b.png)', '<http://localhost/>', 'http://localhost/x',
	'https://localhost/a_b_c', 'www.localhost.example', 'somebody@example.com', 'mailto:a@example.com', '# head', '## head', '> quote', '- item', '+ item', '* item', '1. one', '1) one', '10. ten', '- [ ] task', '[ref]: x', '[^1]', '    code', '```js', '~~~',
	'| a | b |', '|---|---|', '\\|', 'a\\', 'trailing\\\\', 'javascript:alert(1)', 'data:text/html,x', 'url(http://localhost/)', 'expression(alert(1))', 'a:b:c', ':smile:', '@somebody', '#123', 'a--b', 'a---b', "it''s", '…', 'a  b',
];
const special = [
	'tab\there', 'two\nlines', 'return\rhere', 'both\r\nhere', 'bell\u0007here', 'escape\u001b[31mred', 'escape\u001b]0;title\u0007x', 'delete\u007fhere', 'backspace\u0008here', 'csi\u009b31mhere', 'next\u0085line',
	'zero\u200bwidth', 'join\u200der', 'non\u200cjoin', 'soft\u00adhyphen', 'no\u00a0break', 'bom\ufeffhere', 'override\u202eleft', 'embed\u202bleft', 'isolate\u2067left', 'mark\u200fleft', 'line\u2028here', 'paragraph\u2029here', 'nonchar\ufffehere', 'replaced\ufffdhere',
	'🚀', '👩‍👩‍👧‍👦', '🇩🇪', '❤️', 'e\u0301', 'Z͑ͫ̓̽ͧ', '客户', 'عميل', 'ﷺ', '𝔘𝔫𝔦𝔠𝔬𝔡𝔢', ' leading', 'trailing ', ' ', '  both  ',
];

function names()
{
	const list = [];
	for (const c of characters)
		list.push(c, `${c}x`, `x${c}`, `x${c}y`, `${c}${c}`, `x ${c} y`, `${c} x`, `x${c}${c}y`, `${c}x${c}`, `${c}x${c} ${c}y${c}`);
	list.push(...words, ...words.map((w) => `x ${w} y`), ...special);
	list.push(characters.join(''), [...characters].reverse().join(''), characters.join('x'), words.join(' '));
	return [...new Set(list)];
}

// The name as it is to be seen: what controls something is a replacement character, except that tabs and line ends are blanks.
function shown(name)
{
	return name.replace(/[\t\n\r]/g, ' ').replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/g, '\ufffd');
}

// Without the blanks that browsers and wikis do not keep.
function folded(text)
{
	return text.replace(/[ \t\n\r\f\u00a0]+/g, ' ').trim();
}

// What a reader sees of a label of mermaid's: a joiner that parts what mermaid would take for its own is not seen.
function unjoined(text)
{
	return text.replace(/\u2060/g, '');
}

module.exports = { unjoined, characters, words, special, names, shown, folded };

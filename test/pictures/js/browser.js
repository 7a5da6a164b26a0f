'use strict';
// Debian's Chromium, driven from here. Its profile, caches and temporary files are in a folder of this run, because the user
// that tests run as may have no home.

const fs = require('fs');
const os = require('os');
const path = require('path');

const modules = path.join(process.env.BSC_NODE_pictures || '', 'node_modules');

function module_(name)
{
	return require(path.join(modules, name));
}

function moduleFile(name)
{
	return fs.readFileSync(path.join(modules, name), 'utf8');
}

// The folder that pictures are left in: test/run keeps it with KEEP=1.
function gallery()
{
	const folder = path.join(process.env.BSC_WORK || os.tmpdir(), 'pictures');
	fs.mkdirSync(folder, { recursive: true });
	return folder;
}

// Nothing is to leave the machine: a browser that nobody looks at has no business with its maker.
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
	'--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--font-render-hinting=none'];

// Milliseconds after which something hangs: it says nothing about how fast a machine is.
const hung = 900000;

async function withBrowser(work)
{
	const home = fs.mkdtempSync(path.join(process.env.BSC_WORK || os.tmpdir(), 'chromium.'));
	const browser = await module_('playwright-core').chromium.launch({
		timeout: hung,
		executablePath: process.env.BSC_CHROMIUM || '/usr/bin/chromium',
		args: flags,
		env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, TMPDIR: home },
	});
	try
	{
		return await work(browser);
	}
	finally
	{
		await browser.close();
		fs.rmSync(home, { recursive: true, force: true });
	}
}

// A page with a trap for whatever a name may try: scripts that run, dialogs, errors, requests to anywhere.
async function trapped(browser, options = {})
{
	const context = await browser.newContext(options);
	context.setDefaultTimeout(hung);
	const page = await context.newPage();
	const caught = [];
	page.on('dialog', (dialog) => {
		caught.push(`dialog: ${dialog.message()}`);
		dialog.dismiss().catch(() => {});
	});
	page.on('pageerror', (error) => caught.push(`error: ${error.message}`));
	page.on('console', (message) => caught.push(`console: ${message.text()}`));
	page.on('popup', () => caught.push('a window was opened'));
	page.on('request', (request) => {
		if (!/^(about|data|blob):/.test(request.url()) && request.url() !== page.expectedAddress)
			caught.push(`request: ${request.url().slice(0, 200)}`);
	});
	await page.addInitScript(() => {
		window.__hacked = 0;
	});
	return { page, caught, close: () => context.close() };
}

// Shows a document as a browser would that got it by mail: from a file.
async function show(page, text, kind, folder)
{
	const file = path.join(folder || fs.mkdtempSync(path.join(process.env.BSC_WORK || os.tmpdir(), 'page.')), `page.${kind}`);
	fs.writeFileSync(file, text);
	page.expectedAddress = 'file://' + file;
	await page.goto(page.expectedAddress);
	if (!folder)
		fs.rmSync(path.dirname(file), { recursive: true, force: true });
}

// A picture of the whole page, for who looks at it: only where it is kept. Asked of the browser itself: the library's own way hangs where the page is an SVG.
async function picture(page, name)
{
	if (!process.env.BSC_KEEP)
		return;
	const session = await page.context().newCDPSession(page);
	const { cssContentSize } = await session.send('Page.getLayoutMetrics');
	const { data } = await session.send('Page.captureScreenshot', {
		format: 'png', captureBeyondViewport: true, clip: { x: 0, y: 0, width: Math.min(cssContentSize.width, 8000), height: Math.min(cssContentSize.height, 12000), scale: 1 },
	});
	fs.writeFileSync(path.join(gallery(), `${name}.png`), Buffer.from(data, 'base64'));
	await session.detach();
}

module.exports = { module: module_, moduleFile, gallery, picture, withBrowser, trapped, show };

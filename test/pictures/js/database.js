'use strict';
// Questions to the server by psql, which every machine with a server has. Values come back as JSON, so that no byte of a
// text is lost on the way.

const { spawnSync } = require('child_process');

// The same database for all programs of the suite: what they look at is made once. Each reads only what is there, or
// works on scorecards of its own.
const samples = 'pictures_samples';

function literal(value)
{
	if (value === null || value === undefined)
		return 'NULL';
	if (typeof value === 'number')
		return String(value);
	if (typeof value === 'object')
		value = JSON.stringify(value);
	return "'" + String(value).replace(/'/g, "''") + "'";
}

function psql(database, script)
{
	const done = spawnSync('psql', ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', database], {
		input: 'SET client_min_messages = warning;\n' + script,
		encoding: 'utf8',
		maxBuffer: 1 << 28,
	});
	if (done.error)
		throw done.error;
	if (done.status !== 0)
		throw new Error(`psql: ${done.stderr}`);
	return done.stdout;
}

function run(script, database = samples)
{
	return psql(database, script);
}

// The one value that an SQL expression has; $1 ... stand for the values given.
function value(expression, values = [], database = samples)
{
	const sql = expression.replace(/\$(\d+)/g, (_, n) => literal(values[n - 1]));
	const printed = psql(database, `SELECT pg_catalog.to_json((${sql}));\n`).trim();
	return printed === '' ? null : JSON.parse(printed);
}

// Is there such a function? What is not yet there cannot be looked at.
function hasFunction(name)
{
	return value('SELECT count(*) FROM pg_catalog.pg_proc WHERE pronamespace = $1::regnamespace AND proname = $2', ['bsc', name]) > 0;
}

module.exports = { samples, literal, psql, run, value, hasFunction };

'use strict';
// The Test Anything Protocol, as far as these programs need it.

let count = 0;
let failed = 0;

function diag(text)
{
	for (const line of String(text).split('\n'))
		console.log('# ' + line);
}

function ok(good, name)
{
	count++;
	if (!good)
		failed++;
	// a "#" would begin a directive
	console.log(`${good ? 'ok' : 'not ok'} ${count} - ${String(name).replace(/[#\n]/g, ' ')}`);
	return good;
}

function is(got, wanted, name)
{
	const [a, b] = [got, wanted].map((x) => JSON.stringify(x));
	if (!ok(a === b, name))
		diag(`     got: ${a}\nexpected: ${b}`);
	return a === b;
}

// how many complaints about one thing are worth reading
const most = Number(process.env.BSC_COMPLAINTS || 20);

// A list of complaints that must be empty.
function none(complaints, name)
{
	if (!ok(complaints.length === 0, name))
	{
		diag(complaints.slice(0, most).join('\n'));
		if (complaints.length > most)
			diag(`and ${complaints.length - most} more`);
	}
	return complaints.length === 0;
}

function skip(name, why)
{
	count++;
	console.log(`ok ${count} - ${name} # SKIP ${why}`);
}

function skipAll(why)
{
	console.log(`1..0 # SKIP ${why}`);
	process.exit(0);
}

// Runs a program; what it throws is a failure and not silence.
function run(program)
{
	program().then(
		() => console.log(`1..${count}`),
		(error) => {
			diag(error.stack || error);
			console.log(`Bail out! ${String(error.message || error).split('\n')[0]}`);
			process.exitCode = 1;
		});
}

module.exports = { ok, is, none, skip, skipAll, diag, run };

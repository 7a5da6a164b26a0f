'use strict';
// What the clients in Node.js share; see Clients.pm for what is read and printed.
const fs = require('fs');
const path = require('path');

// the packages are outside the tree
exports.load = name => require(require.resolve(name, { paths: [path.join(process.env.BSC_NODE_clients, 'node_modules')] }));

exports.queries = file => fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map(line => {
	const [name, sql, ...parameters] = line.split('\t');
	return {
		name,
		sql,
		parameters: parameters.map(p => {
			const at = p.indexOf('=');
			return { type: p.slice(0, at), value: p.slice(at + 1) === '\\N' ? null : p.slice(at + 1) };
		}),
	};
});

const two = n => String(n).padStart(2, '0');

exports.number = value => {
	const bytes = Buffer.alloc(8);
	bytes.writeDoubleBE(value);
	return bytes.toString('hex');
};
// a date is midnight of that day where the client is
exports.date = value => String(value.getFullYear()).padStart(4, '0') + '-' + two(value.getMonth() + 1) + '-' + two(value.getDate());
exports.moment = value => value.getTime() + '000';

exports.print = (query, columns, rows) => console.log(JSON.stringify({ query, columns, rows }));

// Ends the program once all that was printed has been taken: process.exit() by itself throws away what still waits for a
// slow reader of the pipe.
exports.leave = (status) => process.stdout.write('', () => process.exit(status));

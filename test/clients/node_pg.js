'use strict';
const client = require('./client.js');
const { Client } = client.load('pg');

const canonical = (type, value) => {
	if (value === null)
		return null;
	if (type === 1082)
		return client.date(value);
	if (type === 1184)
		return client.moment(value);
	if (type === 701)
		return client.number(value);
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

// what a program holds in its variables
const argument = ({ type, value }) => {
	if (value === null)
		return null;
	switch (type) {
		case 'date':
			return new Date(...value.split('-').map((n, i) => Number(n) - (i === 1 ? 1 : 0)));
		case 'timestamptz':
			return new Date(value.replace(/\+00$/, 'Z').replace(' ', 'T'));
		case 'float8':
		case 'int8':
			return Number(value);
		case 'bool':
			return value === 'true';
	}
	return value;
};

(async () => {
	const connection = new Client();
	await connection.connect();
	for (const { name, sql, parameters } of client.queries(process.argv[2])) {
		const result = await connection.query(sql, parameters.map(argument));
		const columns = result.fields.map(f => {
			const seen = result.rows.map(row => row[f.name]).find(value => value !== null);
			return [f.name, f.dataTypeID, seen === undefined ? null : seen.constructor.name];
		});
		client.print(name, columns, result.rows.map(row => result.fields.map(f => canonical(f.dataTypeID, row[f.name]))));
	}
	await connection.end();
})().catch(error => {
	console.error(error);
	process.exit(1);
});

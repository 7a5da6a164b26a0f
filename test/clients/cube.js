'use strict';
// Cube in one process: a model over the views, served on the socket that is named first, and asked over HTTP.
//
// A query is either a view with its columns, "name type, name type ...", or a query of Cube's own as JSON. The model is
// made of the columns: every one a dimension, and for numbers the sum, mean, minimum and maximum as measures.
const http = require('http');
const client = require('./client.js');

process.env.CUBEJS_CACHE_AND_QUEUE_DRIVER = 'memory';
process.env.CUBEJS_TELEMETRY = 'false';
process.env.NODE_ENV = 'production';
const { CubejsServerCore } = client.load('@cubejs-backend/server-core');
const { PostgresDriver } = client.load('@cubejs-backend/postgres-driver');
const express = client.load('express');
const { Client } = client.load('pg');

const [socketPath, file] = process.argv.slice(2);
const queries = client.queries(file);
const kinds = { 'double precision': 'number', integer: 'number', bigint: 'number', boolean: 'boolean', date: 'time', 'timestamp with time zone': 'time' };

const model = queries.filter(q => !q.sql.startsWith('{')).map(({ name, sql }) => {
	const columns = sql.split(', ').map(column => /^(\S+) (.*)$/.exec(column).slice(1));
	const dimensions = columns.map(([column, type]) =>
		`\t\t${column}: { sql: \`\${CUBE}."${column}"\`, type: \`${kinds[type] || 'string'}\` }`);
	const measures = ['\t\tcount: { type: `count` }'];
	for (const [column] of columns.filter(([, type]) => kinds[type] === 'number'))
		for (const kind of ['sum', 'avg', 'min', 'max'])
			measures.push(`\t\t${kind}_${column}: { sql: \`\${CUBE}."${column}"\`, type: \`${kind}\` }`);
	return `cube(\`${name}\`, {\n\tsql: \`SELECT * FROM bsc.${name}\`,\n\tdimensions: {\n${dimensions.join(',\n')}\n\t},\n\tmeasures: {\n${measures.join(',\n')}\n\t}\n});\n`;
}).join('\n');

const get = path => new Promise((resolve, reject) => {
	http.get({ socketPath, path }, response => {
		let text = '';
		response.setEncoding('utf8');
		response.on('data', part => text += part);
		response.on('end', () => resolve(JSON.parse(text)));
	}).on('error', reject);
});

const load = async query => {
	for (;;) {
		const answer = await get('/cubejs-api/v1/load?query=' + encodeURIComponent(JSON.stringify(query)));
		if (answer.error !== 'Continue wait') {
			if (answer.error)
				throw new Error(JSON.stringify(query) + '\n' + answer.error);
			return answer;
		}
	}
};

const main = async () => {
	const watch = new Client();
	await watch.connect();
	for (const { name, sql } of queries) {
		const own = sql.startsWith('{');
		const query = own ? JSON.parse(sql) : { dimensions: sql.split(', ').map(column => `${name}.${column.split(' ')[0]}`), timezone: 'UTC' };
		const { data, annotation } = await load(query);
		const times = (query.timeDimensions || []).map(t => `${t.dimension}.${t.granularity}`);
		const members = [...(query.dimensions || []), ...times, ...(query.measures || [])];
		const columns = members.map(member => {
			const seen = data.map(row => row[member]).find(value => value !== null && value !== undefined);
			const said = annotation.dimensions[member] || annotation.measures[member] || annotation.timeDimensions[member];
			return [member.split('.')[1], said.type, seen === undefined ? null : seen.constructor.name];
		});
		// what has a fraction is compared by its bits, what counts as text
		const fraction = members.map((member, i) => own ? columns[i][2] === 'Number' : sql.split(', ')[i].endsWith(' double precision'));
		client.print(name, columns, data.map(row => members.map((member, i) =>
			row[member] === null ? null : fraction[i] ? client.number(row[member]) : String(row[member]))));
		if (own) {
			// what the server was asked last, as it says itself
			const { rows } = await watch.query(`SELECT query FROM pg_stat_activity
				WHERE usename = current_user AND pid <> pg_backend_pid() AND query ~ 'bsc\\.' ORDER BY query_start DESC LIMIT 1`);
			client.print(`${name}: statement`, [], rows.map(row => [row.query]));
		}
	}
};

const app = express();
const core = new CubejsServerCore({
	dbType: 'postgres',
	driverFactory: () => new PostgresDriver({
		host: process.env.PGHOST, port: process.env.PGPORT, user: process.env.PGUSER,
		password: process.env.PGPASSWORD, database: process.env.PGDATABASE,
	}),
	repositoryFactory: () => ({ localPath: () => __dirname, dataSchemaFiles: async () => [{ fileName: 'views.js', content: model }] }),
	apiSecret: 'of no use on a private socket',
	checkAuth: () => {},
	telemetry: false,
	scheduledRefreshTimer: false,
	logger: (message, { error }) => error && error !== 'Continue wait' && console.log(message, error),
});
core.initApp(app).then(() => http.createServer(app).listen(socketPath, () => main().then(() => client.leave(0), error => {
	console.log(error.message);
	client.leave(1);
})));

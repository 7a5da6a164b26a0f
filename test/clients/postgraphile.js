'use strict';
// Serves schema bsc as GraphQL on the socket that is named first, and asks it over HTTP.
const http = require('http');
const client = require('./client.js');
const { postgraphile } = client.load('postgraphile');
const plugins = client.load('graphile-build-pg');

const [socketPath, file] = process.argv.slice(2);

const ask = query => new Promise((resolve, reject) => {
	const request = http.request({ socketPath, path: '/graphql', method: 'POST', headers: { 'Content-Type': 'application/json' } }, response => {
		let text = '';
		response.setEncoding('utf8');
		response.on('data', part => text += part);
		response.on('end', () => {
			const answer = JSON.parse(text);
			answer.errors ? reject(new Error(query + '\n' + JSON.stringify(answer.errors))) : resolve(answer.data);
		});
	});
	request.on('error', reject);
	request.end(JSON.stringify({ query }));
});

const canonical = (type, value) => {
	if (value === null)
		return null;
	if (type === 'Float')
		return client.number(value);
	if (type === 'Datetime') {
		const fraction = (/\.(\d+)/.exec(value) || [0, ''])[1].padEnd(6, '0');
		return String(Math.floor(Date.parse(value) / 1000)) + fraction;
	}
	return String(value);
};

// the name that PostGraphile gives a view's rows
const typeName = view => view.replace(/(?:^|_+)([a-z0-9])/g, (_, letter) => letter.toUpperCase());

const main = async () => {
	const { __schema: { types } } = await ask('{ __schema { types { name fields { name type { name kind ofType { name kind ofType { name kind ofType { name kind } } } } } } } }');
	const named = type => type.kind === 'NON_NULL' || type.kind === 'LIST' ? named(type.ofType) : type.name;
	const fields = Object.fromEntries(types.filter(t => t.fields).map(t => [t.name, t.fields]));
	// allScorecardResults: ScorecardResult, and so on
	const rowsOf = {};
	for (const field of fields.Query.filter(f => /^all/.test(f.name)))
		rowsOf[field.name] = named(fields[named(field.type)].find(f => f.name === 'nodes').type);
	for (const { name, sql } of client.queries(file)) {
		let query = sql;
		if (!query) {
			const all = Object.keys(rowsOf).find(f => [typeName(name), typeName(name).replace(/s$/, '')].includes(rowsOf[f]));
			if (!all)
				throw new Error(`there is no GraphQL field for ${name}`);
			query = `{ ${all} { nodes { ${fields[rowsOf[all]].filter(f => f.name !== 'nodeId').map(f => f.name).join(' ')} } } }`;
		}
		const data = await ask(query);
		const [all] = Object.keys(data);
		const { nodes, totalCount } = data[all];
		const names = /nodes \{([^}]*)\}/.exec(query)[1].trim().split(/\s+/);
		if (totalCount !== undefined && totalCount !== nodes.length)
			throw new Error(`totalCount ${totalCount}, but ${nodes.length} rows`);
		const columns = names.map(field => {
			const seen = nodes.map(row => row[field]).find(value => value !== null);
			return [field, named(fields[rowsOf[all]].find(f => f.name === field).type), seen === undefined ? null : seen.constructor.name];
		});
		client.print(name, columns, nodes.map(row => names.map((field, i) => canonical(columns[i][1], row[field]))));
	}
};

const url = `postgres://${process.env.PGUSER}:${process.env.PGPASSWORD}@${process.env.PGHOST}:${process.env.PGPORT}/${process.env.PGDATABASE}`;
const server = http.createServer(postgraphile(url, 'bsc', {
	// what belongs to an extension is left out unless it is asked for
	includeExtensionResources: true,
	// tables and views only: it has no names for functions of one name and other arguments
	skipPlugins: [
		plugins.PgRecordFunctionConnectionPlugin, plugins.PgQueryProceduresPlugin,
		plugins.PgMutationProceduresPlugin, plugins.PgComputedColumnsPlugin,
	],
	ignoreRBAC: false,
	disableQueryLog: true,
	graphiql: false,
	extendedErrors: ['detail', 'hint'],
}));
server.listen(socketPath, () => main().then(() => client.leave(0), error => {
	console.error(error.message);
	client.leave(1);
}));

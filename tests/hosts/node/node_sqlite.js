// node_sqlite.js SO DB SQL: the SQLite inside Node (node:sqlite). Without allowExtension it refuses to load.
const { readFileSync } = require('fs');
const { DatabaseSync } = require('node:sqlite');
const line = require('./row.js');

const [so, file, sql] = process.argv.slice(2);
const db = new DatabaseSync(file, { readOnly: true, allowExtension: true });
db.loadExtension(so);
for (const row of db.prepare(readFileSync(sql, 'utf8')).all()) console.log(line(Object.values(row)));

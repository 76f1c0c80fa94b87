// better_sqlite3.js SO DB SQL: Node with better-sqlite3, which brings its own SQLite.
const { readFileSync } = require('fs');
const Database = require('better-sqlite3');
const line = require('./row.js');

const [so, file, sql] = process.argv.slice(2);
const db = new Database(file, { readonly: true });
db.loadExtension(so);
for (const row of db.prepare(readFileSync(sql, 'utf8')).raw().iterate()) console.log(line(row));

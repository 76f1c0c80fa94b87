// npm_sqlite3.js SO DB SQL: Node with the package sqlite3, which calls back, and brings its own SQLite too.
const { readFileSync } = require('fs');
const sqlite3 = require('sqlite3');
const line = require('./row.js');

const [so, file, sql] = process.argv.slice(2);
const stop = error => { if (error) { console.error(error.message); process.exit(1); } };
const db = new sqlite3.Database(file, sqlite3.OPEN_READONLY, stop);
db.loadExtension(so, error => {
  stop(error);
  db.all(readFileSync(sql, 'utf8'), (error, rows) => {
    stop(error);
    for (const row of rows) console.log(line(Object.values(row)));
  });
});

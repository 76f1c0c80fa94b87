// two.js SO DB COPY A B: two SQLite libraries in one Node process. A takes SO; B must be refused SO with words and take
// COPY, a copy of the file in another folder; then both answer. A and B: better-sqlite3, node:sqlite or sqlite3. Prints
// what happened.
const open = {
  'better-sqlite3': file => new (require('better-sqlite3'))(file, { readonly: true }),
  'node:sqlite': file => new (require('node:sqlite').DatabaseSync)(file, { readOnly: true, allowExtension: true }),
  'sqlite3': file => new (require('sqlite3').Database)(file),
};
const [so, file, copy, a, b] = process.argv.slice(2);
const load = (db, name, path) => new Promise((done, failed) => {
  if (name === 'sqlite3') db.loadExtension(path, error => error ? failed(error) : done());
  else { db.loadExtension(path); done(); }
});
const sql = "SELECT sqlite_version() || ' ' || count(rank) AS answer FROM spm_rank('2023-TW2')";
const ask = (db, name) => new Promise((done, failed) => {
  if (name === 'sqlite3') db.get(sql, (error, row) => error ? failed(error) : done(row.answer));
  else done(db.prepare(sql).get().answer);
});

(async () => {
  const first = open[a](file), second = open[b](file);
  await load(first, a, so);
  await load(second, b, so).then(() => console.log('taken'), error => console.log(error.message));
  await load(second, b, copy);
  console.log(await ask(first, a));
  console.log(await ask(second, b));
})();

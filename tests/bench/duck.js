// duck.js: DuckDB in a process of its own, as engine.py is for the others: duck.js FOLDER THREADS, or duck.js FOLDER
// load SQL to make the nation's file from its CSV files. The data is in a file of its own, duck.db.
const { DuckDBInstance } = require('@duckdb/node-api');
const fs = require('fs');
const path = require('path');
const readline = require('readline');

function peakReset() {
  try { fs.writeFileSync('/proc/self/clear_refs', '5'); } catch { /* then it is the peak of the process so far */ }
}

function peak() {
  return Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]);
}

const plain = (v) => (typeof v === 'bigint' ? Number(v) : v);

async function main(folder, threads, ...statements) {
  const file = path.join(folder, 'duck.db');
  const loading = threads === 'load';
  const instance = await DuckDBInstance.create(file, loading ? {} : { access_mode: 'READ_ONLY', threads });
  const db = await instance.connect();
  for (const sql of statements) await db.run(sql);
  if (loading) { db.closeSync(); instance.closeSync(); return; }
  console.log(JSON.stringify({ ready: true }));
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const ask = JSON.parse(line);
    let answer;
    try {
      peakReset();
      const start = process.hrtime.bigint();
      const used = process.cpuUsage();
      const reader = await db.runAndReadAll(ask.sql);
      const rows = reader.getRowsJS();
      const ms = Number(process.hrtime.bigint() - start) / 1e6;
      const { user, system } = process.cpuUsage(used);
      answer = { ms, cpu: (user + system) / 1000, rows: rows.map((row) => row.map(plain)), peak: peak() };
    } catch (e) {
      answer = { error: String(e) };
    }
    console.log(JSON.stringify(answer));
  }
}

main(...process.argv.slice(2)).catch((e) => { console.error(e); process.exit(1); });

// rows.js: what a table of the page says is what the csv of the same report says: every row, every cell that is shown,
// in order. The csv has raw values; here they are put into words by the formats that `spm-report --list --json` names,
// in a few lines that share nothing with the exporter's.
'use strict';
const {execFileSync} = require('child_process');
const path = require('path');
const {check} = require('./check');

const reports = ['tingkat_pelaporan', 'belum_lapor', 'kategori', 'peringkat_provinsi', 'peringkat_kabupaten',
  'peta_urusan'];

function csv(text) {
  const rows = [[]];
  for (const m of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    rows[rows.length - 1].push(m[1] !== undefined ? m[1].replace(/""/g, '"') : m[2]);
    if (m[3] === '\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

// Digits after the comma, half away from zero, on the decimal digits themselves.
function decimals(z, n) {
  const plain = () => Number(z).toFixed(12).split('.');
  const [, sign, whole, part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(z)
    || [null, '', plain()[0].replace('-', ''), plain()[1]];
  let x = BigInt(whole + (part + '0'.repeat(n)).slice(0, n));
  if ((part[n] || '0') >= '5') x += 1n;
  const digits = x.toString().padStart(n + 1, '0');
  const high = digits.slice(0, digits.length - n).replace(/\B(?=(\d{3})+$)/g, '.');
  return (x ? sign : '') + high + (n ? ',' + digits.slice(-n) : '');
}

function words(z, format) {
  if (z === '') return '';
  const [, kind, n] = /^(percent|dec|poin)(\d)$/.exec(format) || [];
  if (kind) return decimals(z, Number(n)) + (kind === 'percent' ? '%' : '');
  return format === 'int' ? decimals(z, 0) : z;
}

// The table under this heading: its columns' names, leaves of the header in order, and the text of its rows.
function table(title) {
  const section = [...document.querySelectorAll('section')].find(s =>
    s.querySelector('h2') && s.querySelector('h2').textContent === title);
  const t = section && section.querySelector('table'), text = e => e.textContent.trim();
  if (!t) return null;
  const rows = [...t.tBodies].flatMap(b => [...b.rows]).filter(r => !r.querySelector('[scope=rowgroup]'));
  return {rows: rows.map(r => [...r.cells].map(text)), groups: [...t.querySelectorAll('[scope=rowgroup]')].map(text)};
}

async function rows(browser, url, build, name) {
  const tool = (...args) => execFileSync(path.join(build, 'spm-report'), ['--reports', 'reports', ...args],
    {encoding: 'utf8', maxBuffer: 1 << 28});
  const list = JSON.parse(tool('--list', '--json')).reports;
  const page = await browser.newPage();
  await page.goto(url + encodeURIComponent(name));
  for (const id of reports) {
    const report = list.find(r => r.name === 'nasional/' + id);
    const as = (...how) =>
      tool('--period', '2023-TW2', '-f', 'csv', ...how, '-o', '-', path.join(build, 'sample.db'), id);
    const [head, ...raw] = csv(as());
    const got = await page.evaluate(table, report.title);
    const shown = new Set(csv(as('--csv-excel').replace(/^\ufeff|\r/g, '').replace(/;/g, ','))[0]);
    const cols = report.columns.filter(c => shown.has(c.header));
    const grouped = got && got.groups.length > 0; // the first column is then told by the rows that begin a group
    const by = cols.filter(c => grouped ? c !== group(report, cols) : true);
    const want = raw.map(r => by.map(c => words(r[head.indexOf(c.name)], c.format)));
    const blank = (got ? got.rows : []).map((r, i) => r.map((z, k) =>
      (z === '–' && want[i] && want[i][k] === '' ? '' : z)));
    check(`${id}: the page has the rows of the csv (${raw.length})`, diff(blank, want), []);
    if (grouped) {
      const names = [...new Set(raw.map(r => r[head.indexOf(group(report, cols).name)]))].filter(z => z);
      check(`${id}: each group once, in the order of the csv`, got.groups.map(z => z.replace(/ \(.*\)$/, '')), names);
    }
  }
  await page.close();
}

// A report that groups says so in its file.
function group(report, cols) {
  const m = /^--@ group (\w+)/m.exec(require('fs').readFileSync(report.path, 'utf8'));
  return cols.find(c => m && c.name === m[1]);
}

function diff(got, want) {
  const out = got.length === want.length ? [] : [`${got.length} rows, not ${want.length}`];
  want.forEach((w, i) => {
    if (JSON.stringify(w) === JSON.stringify(got[i])) return;
    out.push(`row ${i + 1}: want ${w.join('|')} got ${(got[i] || []).join('|')}`);
  });
  return out;
}

module.exports = {rows};

// crawl.js: every page, read over HTTP from the index on, as a search engine would: no browser, so all of them.
//
// A page is {name, book, text, links: [{page, id}], ids}. The exporter writes HTML that is well-formed XML (verify.c
// reads it back), so its tags can be taken out with a pattern.
'use strict';
const fs = require('fs'), http = require('http');
const {check} = require('./check');

function get(url) {
  return new Promise((ok, bad) => http.get(url, r => {
    let text = '';
    r.setEncoding('utf8').on('data', z => (text += z)).on('end', () => ok({status: r.statusCode, text}));
  }).on('error', bad));
}

const all = (text, pattern) => [...text.matchAll(pattern)].map(m => m[1]);

function read(name, text) {
  const book = (/^SPM_([a-z]+)_/.exec(name) || [])[1] || '';
  const hrefs = all(text, /<a [^>]*?href="([^"]*)"/g).map(z => z.replace(/&amp;/g, '&'));
  const links = hrefs.map(z => {
    const [page, id] = z.split('#');
    return {page: decodeURIComponent(page) || name, id};
  });
  return {name, book, text, links, ids: new Set(all(text, / id="([^"]*)"/g))};
}

// What stands wrong in a page's own text.
function faults(p) {
  const bad = [], t = p.text, say = z => bad.push(`${p.name}: ${z}`);
  if (!/^<!DOCTYPE html>\n<html lang="id">/.test(t)) say('no doctype with a language');
  if (!t.includes('content="default-src \'none\'; style-src \'unsafe-inline\'"')) say('no policy');
  if (/<script|<iframe|<object|<embed|<link|<img|<base|\son[a-z]+="|javascript:|@import|url\(/i.test(t)) {
    say('a script or an outside file');
  }
  if (/(?:href|src)="(?:[a-z]+:|\/)/i.test(t)) say('an address outside the folder');
  if ((t.match(/ id="/g) || []).length !== p.ids.size) say('an id stands twice');
  for (const table of t.match(/<table[\s\S]*?<\/table>/g) || []) {
    const caption = (/^<table[^>]*><caption[^>]*>([\s\S]*?)<\/caption>/.exec(table) || [])[1] || '';
    if (!caption.replace(/<[^>]*>/g, '').trim()) say('a table without a caption');
    if (/<th(?![^>]* scope="(?:col|row|colgroup|rowgroup)")[ >]/.test(table)) say(`a th without scope in "${caption}"`);
  }
  for (const svg of t.match(/<svg[\s\S]*?<\/svg>/g) || []) {
    if (!/^<svg[^>]* role="img"[^>]*><title[^>]*>[^<]+<\/title><desc[^>]*>[^<]{20,}<\/desc>/.test(svg)) {
      say('a chart without title and description');
    }
  }
  if (!/DATA CONTOH/.test(t)) say('made-up data and no mark that says so');
  return bad;
}

async function crawl(url, folder) {
  const pages = new Map(), todo = ['index.html'], broken = [];
  while (todo.length) {
    const name = todo.pop();
    if (pages.has(name)) continue;
    const {status, text} = await get(url + encodeURIComponent(name));
    if (status !== 200) broken.push(`${name}: ${status}`);
    const p = read(name, text);
    pages.set(name, p);
    for (const to of p.links) if (!pages.has(to.page)) todo.push(to.page);
  }
  for (const p of pages.values()) {
    for (const {page, id} of p.links) if (id && !pages.get(page).ids.has(id)) broken.push(`${p.name}: ${page}#${id}`);
  }
  check('every link leads to a page and a place on it', broken, []);
  check('every file of the folder can be reached',
    fs.readdirSync(folder).filter(f => !f.startsWith('.') && !pages.has(f)), []);
  way(pages);
  check('every page: language, policy, no script, captions, scopes, chart texts, the mark',
    [...pages.values()].flatMap(faults), []);
  const made = [...pages.values()].filter(p => p.book);
  check('every page says its method and where it comes from',
    made.filter(p => !/sha256/.test(p.text) || !/Permendagri/.test(p.text)).map(p => p.name), []);
  return pages;
}

// Nation -> every province -> its regions, and the way back up.
function way(pages) {
  const of = book => [...pages.values()].filter(p => p.book === book).map(p => p.name).sort();
  const from = (name, book) =>
    [...new Set(pages.get(name).links.map(l => l.page).filter(n => pages.get(n).book === book))].sort();
  const code = name => name.split('_')[2];
  const nation = of('nasional')[0], provinces = of('provinsi'), regions = of('rapor');
  check('the index lists every page',
    [...pages.keys()].filter(n => n !== 'index.html' && !pages.get('index.html').links.some(l => l.page === n)), []);
  check('pages of the nation, provinces, governments',
    [of('nasional').length, provinces.length, regions.length], [1, 38, 546]);
  check('the nation leads to every province', from(nation, 'provinsi'), provinces);
  const lost = [];
  for (const p of provinces) {
    const want = regions.filter(r => code(r).startsWith(code(p)));
    const led = from(p, 'rapor');
    if (JSON.stringify(led) !== JSON.stringify(want)) lost.push(`${p}: ${led.length} of ${want.length}`);
    if (!from(p, 'nasional').length) lost.push(`${p}: no way up`);
  }
  check('every province leads to all its governments, and to the nation', lost, []);
  check('every government leads to its province and the nation', regions.filter(r =>
    !(from(r, 'provinsi').some(p => code(r).startsWith(code(p))) && from(r, 'nasional').length)), []);
}

module.exports = {crawl};

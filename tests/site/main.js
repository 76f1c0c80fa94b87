// main.js: test the public site that `make test-site` has built in build/site. Run by make, never by hand:
//
//   NODE_PATH=build/site-tools/node_modules node tests/site/main.js build
//
// A server on loopback serves the folder (server.js). Then
//   crawl.js  every page over HTTP: links, the way nation -> province -> region and back, no script, tables, charts
//   valid.js  the HTML of the sample pages against the standard
//   page.js   the sample pages in headless Chromium at 1280x800 and 390x844: errors, requests, axe, sideways scrolling
//   rows.js   tables of the national page against the csv of the same reports
//   print.js  the sample pages as PDF: A4, no empty page, nothing beyond the edge
//   shots.js  pictures for people, in build/site-shots
// The sample pages are the index and the largest, the middle and the smallest page of each workbook: 586 pages in a
// browser would take an hour, and they differ in their data only.
//
// What is from npm and why: playwright-core drives Debian's Chromium and brings no browser of its own (1.61 is the last
// that runs on Debian's Node 18); axe-core is the accessibility checker; html-validate knows today's HTML, where
// Debian's tidy (2017) takes <div> in <dl> and <title id> in SVG for errors.
'use strict';
const path = require('path');
const {chromium} = require('playwright-core');
const {check, finish, lap} = require('./check');

const build = path.resolve(process.argv[2] || 'build');
const site = path.join(build, 'site');

// The largest, the middle and the smallest page of each workbook, and the index.
function sample(pages) {
  const out = ['index.html'];
  for (const book of ['nasional', 'provinsi', 'rapor']) {
    const of = [...pages.values()].filter(p => p.book === book).sort((a, b) => b.text.length - a.text.length);
    for (const i of new Set([0, of.length >> 1, of.length - 1])) if (of[i]) out.push(of[i].name);
  }
  return out;
}

(async () => {
  const server = await require('./server').serve(site);
  const pages = await require('./crawl').crawl(server.url, site);
  lap('crawl');
  const names = sample(pages);
  console.log(`site: ${pages.size} pages; in the browser: ${names.join(' ')}`);
  await require('./valid').valid(names.map(n => pages.get(n)));
  lap('html');
  const browser = await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium'});
  await require('./page').inspect(browser, server.url, names);
  lap('browser');
  await require('./rows').rows(browser, server.url, build, names.find(n => n.includes('nasional')));
  lap('rows');
  await require('./print').print(browser, server.url, build, names);
  lap('print');
  await require('./shots').shots(browser, server.url, build, names);
  lap('shots');
  await browser.close();
  check('nothing was asked of the server that it does not have', server.missing, []);
  server.close();
  finish();
})().catch(e => {
  console.log(`FAILED site: ${e.stack}`);
  check('the test ran to its end', false, true);
  finish();
});

// shots.js: pictures for people: the index, and the largest page of each workbook, section by section as they come into
// view, on a desk and on a telephone. A machine finds no fault with an ugly page.
'use strict';
const path = require('path');
const {check} = require('./check');
const {sizes} = require('./page');

async function shoot(browser, url, folder, name, size) {
  const page = await browser.newPage({viewport: sizes[size]});
  let n = 0;
  await page.goto(url + encodeURIComponent(name));
  for (const id of ['', ...await page.$$eval('section[id]', l => l.slice(1).map(e => e.id))]) {
    await page.evaluate(i => (i ? document.getElementById(i).scrollIntoView() : scrollTo(0, 0)), id);
    const picture = `${name.replace(/\.html$/, '')}-${size}-${String(++n).padStart(2, '0')}.png`;
    await page.screenshot({path: path.join(folder, picture)});
  }
  await page.close();
  return n;
}

async function shots(browser, url, build, names) {
  const books = new Map([...names].reverse().map(n => [n.split('_')[1], n])); // the first of each, which is the largest
  const todo = [...books.values()].flatMap(n => Object.keys(sizes).map(s => [n, s]));
  const n = [];
  const worker = async () => {
    for (let next; (next = todo.shift());) n.push(await shoot(browser, url, path.join(build, 'site-shots'), ...next));
  };
  await Promise.all([worker(), worker()]);
  check('there are pictures of four pages at both widths', n.length, 8);
}

module.exports = {shots};

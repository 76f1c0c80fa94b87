// print.js: the sample pages as they come out of a printer: A4 lying, no page empty, no page that has only a heading,
// and no table or chart that runs beyond the edge of the paper (12 mm margins leave 273 mm; the browser would cut it
// off). poppler-utils says what is on the pages. The PDFs stay in build/site-shots.
'use strict';
const {execFileSync} = require('child_process');
const fs = require('fs'), path = require('path');
const {check} = require('./check');

const wide = Math.floor((297 - 2 * 12) / 25.4 * 96);

async function print(browser, url, build, names) {
  const folder = path.join(build, 'site-shots');
  fs.rmSync(folder, {recursive: true, force: true});
  fs.mkdirSync(folder);
  for (const name of names) {
    const page = await browser.newPage({viewport: {width: wide, height: 700}});
    await page.goto(url + encodeURIComponent(name));
    await page.emulateMedia({media: 'print'});
    check(`${name}: nothing is wider than the paper`, await page.evaluate(most =>
      [...document.querySelectorAll('table,svg,.cards')].map(e => [e, e.getBoundingClientRect()])
        .filter(([, r]) => r.right > most + 1).map(([e, r]) =>
          `${e.tagName} in ${(e.closest('section') || {}).id}: ${Math.round(r.right)} of ${most}`), wide), []);
    const file = path.join(folder, name.replace(/html$/, 'pdf'));
    await page.pdf({path: file, preferCSSPageSize: true, printBackground: true});
    await page.close();
    const info = execFileSync('pdfinfo', ['-f', '1', '-l', '9999', file], {encoding: 'utf8'});
    const sizes = [...info.matchAll(/^Page +\d+ size: +([\d.]+) x ([\d.]+)/gm)]
      .map(m => [m[1], m[2]].map(x => Math.round(x)).join('x'));
    const text = execFileSync('pdftotext', ['-layout', file, '-'], {encoding: 'utf8', maxBuffer: 1 << 28})
      .split('\f').slice(0, -1);
    console.log(`site: ${name} prints on ${sizes.length} pages`);
    check(`${name}: every printed page is A4`, [...new Set(sizes)], ['842x595']);
    check(`${name}: as many pages with text as pages`, text.length, sizes.length);
    check(`${name}: no printed page is empty or has a heading alone`,
      text.map((z, i) => [z.replace(/\s+/g, ' ').trim(), i + 1]).filter(([z]) => z.length < 60)
        .map(([z, i]) => `page ${i}: ${z}`), []);
  }
}

module.exports = {print};

// page.js: the sample pages in the browser, on a desk and on a telephone: no error on the console, no request but for
// the page itself, no violation of WCAG 2 A and AA that axe-core can see (no rule is off), and no sideways scrolling of
// the page, with the house's font and with a wide one (DejaVu Sans), because a telephone has no Calibri.
'use strict';
const axe = require('axe-core');
const {check} = require('./check');

const sizes = {desk: {width: 1280, height: 800}, phone: {width: 390, height: 844}};

async function violations(page) {
  await page.evaluate(axe.source + ';0');
  const found = await page.evaluate(() => window.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa'], resultTypes: ['violations'], elementRef: false,
  }));
  return found.violations.flatMap(v => v.nodes.map(n =>
    `${v.id}: ${n.target.join(' ')}: ${n.failureSummary.split('\n').pop().trim()}`));
}

// Elements that make the body wider than the screen, and boxes that hold a wide table but do not scroll.
function sideways() {
  const wide = document.scrollingElement.clientWidth, bad = [];
  if (document.scrollingElement.scrollWidth > wide) {
    for (const e of document.body.querySelectorAll('*')) {
      if (e.getBoundingClientRect().right > wide + 1 && !e.closest('.scroll') && !e.closest('.skip')) {
        bad.push(`${e.tagName} ${e.className} ${e.id}`);
      }
    }
    bad.push(`page ${document.scrollingElement.scrollWidth} of ${wide}`);
  }
  for (const t of document.querySelectorAll('table,svg')) {
    const box = t.closest('.scroll');
    if (!box || (box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX !== 'auto')) {
      bad.push(`${t.tagName} in a box that does not scroll`);
    }
  }
  return bad;
}

async function one(browser, url, name, size) {
  const context = await browser.newContext({
    viewport: sizes[size], locale: 'id-ID', deviceScaleFactor: size === 'phone' ? 2 : 1,
  });
  const page = await context.newPage(), said = [], asked = [];
  page.on('console', m => said.push(`${m.type()}: ${m.text()}`));
  page.on('pageerror', e => said.push(`error: ${e.message}`));
  page.on('request', r => asked.push(r.url()));
  await page.goto(url + encodeURIComponent(name));
  const where = `${name} (${size})`;
  check(`${where}: violations of WCAG 2 A and AA`, await violations(page), []);
  check(`${where}: nothing is on the console`, said, []);
  check(`${where}: one request, for the page`,
    asked.filter(z => !z.endsWith('/favicon.ico')), [url + encodeURIComponent(name)]);
  check(`${where}: no script is in the page`, await page.evaluate(() => document.scripts.length), 0);
  check(`${where}: the page does not scroll sideways`, await page.evaluate(sideways), []);
  await page.addStyleTag({content: "body{font-family:'DejaVu Sans'!important}"});
  check(`${where}: nor in a wide font`, await page.evaluate(sideways), []);
  await context.close();
}

// Two at a time, for two processors.
async function inspect(browser, url, names) {
  const todo = names.flatMap(n => Object.keys(sizes).map(s => [n, s]));
  const worker = async () => {
    for (let next; (next = todo.shift());) await one(browser, url, ...next);
  };
  await Promise.all([worker(), worker()]);
}

module.exports = {inspect, sizes};

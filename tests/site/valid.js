// valid.js: the HTML standard, by html-validate's preset "standard" (content models, attributes, ids), without its
// matters of taste. One rule is off: void-style would have <br> for <br/>; both are HTML, and the exporter writes the
// second, so that a page is well-formed XML, too, and can be read back to its end.
'use strict';
const {HtmlValidate, StaticConfigLoader} = require('html-validate');
const {check} = require('./check');

async function valid(pages) {
  const html = new HtmlValidate(new StaticConfigLoader({
    extends: ['html-validate:standard'], rules: {'void-style': 'off'},
  }));
  for (const p of pages) {
    const report = await html.validateString(p.text, p.name);
    check(`${p.name} is valid HTML`, report.results.flatMap(r => r.messages.map(m =>
      `${m.line}:${m.column} ${m.ruleId}: ${m.message} (${m.selector})`)), []);
  }
}

module.exports = {valid};

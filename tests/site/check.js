// check.js: counting, as tests/lib/harness.tcl does it.
//
//   check(NAME, GOT, WANT)  equal when their JSON is equal; a list that should be empty is shown item by item
//   lap(WHAT)               print how long the step took
//   finish()                print "N passed, N failed" and exit
'use strict';
let passed = 0, failed = 0, from = Date.now();

function check(name, got, want) {
  if (JSON.stringify(got) === JSON.stringify(want)) return void passed++;
  failed++;
  console.log(`FAILED site: ${name}`);
  if (Array.isArray(got) && Array.isArray(want) && !want.length) {
    for (const z of got.slice(0, 20)) console.log('  ' + (typeof z === 'string' ? z : JSON.stringify(z)));
    if (got.length > 20) console.log(`  and ${got.length - 20} more`);
  } else {
    console.log(`  want: ${JSON.stringify(want)}\n  got:  ${JSON.stringify(got)}`);
  }
}

function lap(what) {
  console.log(`site: ${what} ${((Date.now() - from) / 1000).toFixed(1)} s`);
  from = Date.now();
}

function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}

module.exports = {check, lap, finish};

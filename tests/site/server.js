// server.js: a static server on loopback, for one folder, with nothing but Node's own http. What is not there is kept
// in `missing`. It stands for any server that a ministry has: no index beyond /, no rewriting.
'use strict';
const fs = require('fs'), http = require('http'), path = require('path');

function serve(folder) {
  const missing = [];
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://x').pathname).slice(1) || 'index.html';
    const file = path.join(folder, path.basename(name));
    if (name !== path.basename(name) || !fs.existsSync(file)) {
      if (name !== 'favicon.ico') missing.push(name); // a browser asks for it unasked
      response.writeHead(name === 'favicon.ico' ? 204 : 404).end();
      return;
    }
    response.writeHead(200, {'Content-Type': 'text/html; charset=utf-8'});
    fs.createReadStream(file).pipe(response);
  });
  return new Promise(ok => server.listen(0, '127.0.0.1', () =>
    ok({url: `http://127.0.0.1:${server.address().port}/`, missing, close: () => server.close()})));
}

module.exports = {serve};

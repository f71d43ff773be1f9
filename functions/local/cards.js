// Takes the place of a Teams workflow: keeps what is posted and answers 202. A GET returns it as a JSON array.
const posted = [];
require('http').createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    if (request.method === 'POST') posted.push(JSON.parse(Buffer.concat(parts)));
    response.writeHead(request.method === 'POST' ? 202 : 200, { 'Content-Type': 'application/json' });
    response.end(request.method === 'POST' ? '' : JSON.stringify(posted));
  });
}).listen(10100);

import { createServer } from 'node:http';

/** Stands in for the back-end: says what arrived, streams, answers a range, dies when told. */
const BIG_BYTES = 64 * 1024 * 1024;

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (pathname === '/die') {
    process.stderr.write('told to die\n', () => process.exit(3));
    return;
  }
  if (pathname === '/big') {
    response.writeHead(200, { 'content-type': 'image/tiff', 'content-length': BIG_BYTES });
    let left = BIG_BYTES;
    const more = () => {
      while (left > 0) {
        left -= 65536;
        if (!response.write(Buffer.alloc(65536, 7))) {
          response.once('drain', more);
          return;
        }
      }
      response.end();
    };
    more();
    return;
  }
  if (pathname === '/part') {
    response.writeHead(206, {
      'content-type': 'image/tiff',
      'content-range': 'bytes 2-5/10',
      'access-control-allow-origin': '*',
      'openeo-identifier': 'job-1'
    });
    response.end('2345');
    return;
  }
  if (pathname === '/nothing') {
    response.writeHead(204).end();
    return;
  }
  const chunks = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', () => {
    const { method, headers, url } = request;
    const body = Buffer.concat(chunks).toString();
    const remotes = process.env.INSAR_REMOTES;
    response.writeHead(method === 'POST' ? 201 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ method, headers, url, body, pid: process.pid, remotes }));
  });
});

server.listen({ fd: Number(process.env.INSAR_BACKEND_FD) });
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));

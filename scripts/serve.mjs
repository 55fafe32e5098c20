// Serves the files of a folder to browsers of this machine: node scripts/serve.mjs [folder, default here]
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const kinds = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mdl': 'text/plain; charset=utf-8',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/** Starts a server of a folder on a free port of 127.0.0.1; `headers` go with every answer. */
export async function serveFiles(folder, headers = {}) {
  const root = resolve(folder);
  const server = createServer(({ url }, response) => {
    const file = join(root, decodeURIComponent(new URL(url, 'http://here').pathname));
    const there = (file + sep).startsWith(root + sep) && statSync(file, { throwIfNoEntry: false })?.isFile();
    response.writeHead(there ? 200 : 404, {
      'content-type': kinds[extname(file)] ?? 'application/octet-stream',
      ...headers,
    });
    if (there) createReadStream(file).pipe(response);
    else response.end();
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { address } = await serveFiles(process.argv[2] ?? '.');
  process.stdout.write(`${address}/\n`);
}

import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Limits, Server } from '../../src/server/index.js';
import { root } from '../cli/run.js';

const compiled = (path: string) => join(root, 'dist', path);
const { serve } = await import(compiled('server/index.js'));
const { deskOf } = await import(compiled('cli/serve.js'));

/** What the command line hands to the server. */
export const desk = await deskOf({
  io: { cwd: root, stdout: { write: () => true }, now: () => performance.now() / 1000 },
  packageRoot: root,
  version: '0.0.0',
});

/** Starts a server on a free port of this machine; it is closed when the tests of the file are done. */
export async function start(limits: Partial<Limits> = {}): Promise<Server> {
  const server: Server = await serve({ desk, port: 0, ...limits });
  afterAll(() => server.close());
  return server;
}

/** Sends a body as JSON, and gives status, headers and text of the answer. */
export async function post(url: string, body: string | Uint8Array, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: body as BodyInit,
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Sends bytes through a bare socket, and gives all that comes back until it is closed or nothing moves. */
export async function sendBytes(server: Server, bytes: string): Promise<string> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(server.address.port, server.address.address, () => socket.write(bytes));
    socket.setTimeout(1500, () => socket.destroy());
    socket.on('data', (part) => {
      text += part;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });
}

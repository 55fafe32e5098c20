import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, run } from '../cli/run.js';
import { start } from './setup.js';

/** Runs the verb until it has listened for a moment. */
const serveBriefly = (words: readonly string[], signal = AbortSignal.timeout(700)) =>
  run(['serve', ...words], { signal });

test('it prints its address when it listens, and ends with code 0 when it is asked to', async () => {
  const { code, stdout, stderr } = await serveBriefly(['--port', '0']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^Steelyard answers at http:\/\/127\.0\.0\.1:\d+\nCtrl-C ends it\.\n$/);
});

test('--json prints one document', async () => {
  const { code, stdout } = await serveBriefly(['--port', '0', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    schema: 'steelyard.serve/1',
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
  });
});

test('open to the network, it warns', async () => {
  const { code, stderr } = await serveBriefly(['--port', '0', '--host', '0.0.0.0']);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^warning {2}the server listens at 0\.0\.0\.0: anybody/);
});

test('a port in use is told with the place of the port on the command line', async () => {
  const { address } = await start();
  const { code, stdout, stderr } = await serveBriefly(['--port', String(address.port)]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^error SV020 {2}command line:24\n {2}port \d+ of 127\.0\.0\.1 is in use\n/);
  expect(stderr).toContain('--port 0');
});

test('another program in the way is told the same', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  const { code, stderr } = await serveBriefly(['--port', String(port)]);
  other.close();
  expect([code, stderr.slice(0, 11)]).toEqual([2, 'error SV020']);
});

describe('a process of its own', () => {
  /** Starts the command, and resolves with its address. */
  function launch(...words: string[]) {
    const child = spawn(
      process.execPath,
      [join(root, 'dist', 'cli', 'main.js'), 'serve', '--port', '0', ...words],
      {
        cwd: root,
      },
    );
    const written = { stdout: '', stderr: '' };
    child.stderr.on('data', (text) => {
      written.stderr += text;
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const url = new Promise<string>((resolve) =>
      child.stdout.on('data', (text) => {
        written.stdout += text;
        const found = /http:\/\/[\d.:]+/.exec(written.stdout)?.[0];
        if (found) resolve(found);
      }),
    );
    return { child, written, ended, url };
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    test(`${signal} ends it with code 0, after what runs`, async () => {
      const { child, ended, url, written } = launch();
      const cases = Array.from({ length: 200 }, (_, i) => ({
        id: `k${i}`,
        chip: 'h200',
        destination: 'CN',
        date: '2026-01-20',
      }));
      const response = await fetch(`${await url}/v1/classify`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ cases }),
      });
      child.kill(signal);
      expect(JSON.parse(await response.text()).results).toHaveLength(200);
      expect(await ended, written.stderr).toBe(0);
      expect(written.stderr).toBe('');
    });
  }

  test('--log tells method, path, status and milliseconds, and nothing of the query or the body', async () => {
    const { child, ended, url, written } = launch('--log');
    const address = await url;
    await (await fetch(`${address}/v1/health?secret=1`)).text();
    await (await fetch(`${address}/v1/classify`, { method: 'POST', body: 'secret' })).text();
    child.kill('SIGINT');
    await ended;
    expect(written.stderr).toMatch(/^GET \/v1\/health 200 \d+ ms\nPOST \/v1\/classify 415 \d+ ms\n$/);
  });
});

describe('the page docs/http.md', () => {
  const page = readFileSync(join(root, 'docs', 'http.md'), 'utf8');
  const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1]!);
  const curls = blocks
    .flatMap((block) => block.split(/^(?=curl )/m))
    .filter((line) => line.startsWith('curl '));
  expect(curls.length).toBeGreaterThanOrEqual(7);

  for (const curl of curls) {
    const path = /http:\/\/127\.0\.0\.1:4173(\S*)/.exec(curl)![1]!;
    const body = /-d '([^']*)'/.exec(curl)?.[1];
    test(`curl ${path} ${body?.slice(0, 50) ?? ''}`, async () => {
      const { url } = await start();
      const headers = Object.fromEntries(
        [...curl.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name, value]) => [name!, value!]),
      );
      const response = await fetch(
        `${url}${path}`,
        body === undefined ? {} : { method: 'POST', headers, body },
      );
      expect(response.status).toBe(200);
      expect(await response.json()).toBeTypeOf('object');
    });
  }

  test('the error that it shows is the one that comes', async () => {
    const { url } = await start();
    const shown = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)![1]!);
    const body = '{"chip": "h200", "destination": "Chna", "date": "2026-01-20"}';
    const response = await fetch(`${url}/v1/classify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(await response.json()).toEqual(shown);
  });

  test('it tells of every status that errors carry', async () => {
    const { serverErrors } = await import('../../src/server/errors.js');
    for (const meaning of Object.values(serverErrors)) {
      const status = /^HTTP (\d+)/.exec(meaning)?.[1];
      if (status) expect(page).toContain(status);
    }
  });
});

import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { listen } from '../../src/server/listen.js';
import { desk, post, start } from './setup.js';

const server = await start();
const classify = `${server.url}/v1/classify`;
const listOf = (n: number) =>
  JSON.stringify({
    cases: Array.from({ length: n }, (_, i) => ({
      id: `k${i}`,
      chip: 'h200',
      destination: 'CN',
      date: '2026-01-20',
    })),
  });

test('forty askers at once each get their own answer', async () => {
  const chips = ['h200', 'h20', 'a800', 'rtx-4090'];
  const ask = (i: number) => {
    const day = `2025-${String((i % 12) + 1).padStart(2, '0')}-01`;
    return post(classify, JSON.stringify({ id: `q${i}`, chip: chips[i % 4], destination: 'CN', date: day }));
  };
  const together = await Promise.all(Array.from({ length: 40 }, (_, i) => ask(i)));
  for (const [i, { status, text }] of together.entries()) {
    expect(status).toBe(200);
    expect(JSON.parse(text).results[0].id).toBe(`q${i}`);
  }
  expect((await ask(7)).text).toBe(together[7]!.text);
});

test('a long list holds up nobody', async () => {
  const long = post(classify, listOf(800));
  let done = false;
  void long.then(() => {
    done = true;
  });
  const waits: number[] = [];
  while (!done) {
    const started = performance.now();
    await (await fetch(`${server.url}/v1/health`)).text();
    waits.push(performance.now() - started);
  }
  expect(JSON.parse((await long).text).results).toHaveLength(800);
  expect(waits.length).toBeGreaterThan(5);
  waits.sort((a, b) => a - b);
  expect(waits[Math.floor(waits.length / 2)]).toBeLessThan(250);
});

test('work stops when the asker is gone', async () => {
  let classified = 0;
  const { classifier } = desk;
  const counting = {
    ...desk,
    classifier: {
      ...classifier,
      classify: (request: object) => {
        classified += 1;
        return classifier.classify(request);
      },
    },
  };
  const { makeApp } = await import('../../src/server/app.js');
  const app = makeApp(counting, { bodyLimit: 2 ** 20, mostCases: 10_000 });
  const http = await listen((request) => app.fetch(request), { host: '127.0.0.1', port: 0 });
  const { port } = http.address() as { port: number };
  const body = listOf(3000);
  const socket = connect(port, '127.0.0.1', () =>
    socket.write(
      `POST /v1/classify HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    ),
  );
  await new Promise((resolve) => socket.once('data', resolve));
  socket.destroy();
  await new Promise((resolve) => http.close(resolve));
  // The case that is being classified just then comes to its end.
  await new Promise((resolve) => setTimeout(resolve, 100));
  const then = classified;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(classified).toBe(then);
  expect(classified).toBeLessThan(2500);
});

test('asked to end, it accepts nothing more and finishes what runs', async () => {
  const ending = await start();
  const running = fetch(`${ending.url}/v1/classify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: listOf(400),
  });
  // The head of the answer is here: the rest is still being made.
  const response = await running;
  const closed = ending.close();
  await expect(fetch(`${ending.url}/v1/health`)).rejects.toThrow();
  expect(JSON.parse(await response.text()).results).toHaveLength(400);
  await closed;
});

test('a head that does not come to its end is given up in time, with 408', async () => {
  const http = await listen(
    () => new Response('here'),
    { host: '127.0.0.1', port: 0 },
    { headersTimeout: 100, connectionsCheckingInterval: 20 },
  );
  const { port } = http.address() as { port: number };
  const text = await new Promise<string>((resolve) => {
    let all = '';
    const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: a\r\n'));
    socket.on('data', (part) => {
      all += part;
    });
    socket.on('close', () => resolve(all));
  });
  http.close();
  expect(text).toMatch(/^HTTP\/1.1 408 /);
  expect(text).toContain('"SV011"');
});

describe('a list that is too much work', () => {
  const open = JSON.stringify({
    cases: [
      { id: 'a', chip: 'h200' },
      ...Array.from({ length: 100 }, (_, i) => ({ id: `k${i}`, chip: 'h200', date: '2026-01-20' })),
    ],
  });

  test('is refused with 413, with what was answered and how to part it', async () => {
    const short = await start({ mostWork: 0 });
    const { status, text } = await post(`${short.url}/v1/classify`, open);
    const { error, results } = JSON.parse(text);
    expect([status, error.code, error.found]).toEqual([
      413,
      'SV013',
      'the first 2 of 101 cases took all the time that one request may take',
    ]);
    expect(results).toHaveLength(101);
    expect([results[0].error.code, results[1].id, results[2].error.code]).toEqual(['CO014', 'k0', 'SV013']);
    expect(results[2].error.place).toMatchObject({ file: 'body', line: 1 });
    expect((await post(`${short.url}/v1/classify`, listOf(1))).status).toBe(200);
  });

  test('has rows that say so, when its answer is on its way already', async () => {
    let asked = 0;
    const classify = ({ id }: { id: string }) => {
      asked += 1;
      const until = performance.now() + (asked === 80 ? 600 : 0);
      while (performance.now() < until);
      return { id };
    };
    const { makeApp } = await import('../../src/server/app.js');
    const slow = { ...desk, classifier: { ...desk.classifier, classify } };
    const app = makeApp(slow, { bodyLimit: 2 ** 20, mostCases: 1000, mostWork: 0.5 });
    const headers = { 'content-type': 'application/json' };
    const response = await app.request('/v1/classify', { method: 'POST', headers, body: listOf(100) });
    const { results } = JSON.parse(await response.text());
    expect([response.status, results.length]).toEqual([200, 100]);
    const codes = results.map(({ error }: { error?: { code: string } }) => error?.code);
    expect([codes.indexOf('SV013'), codes.lastIndexOf('SV013'), codes.lastIndexOf(undefined)]).toEqual([
      80, 99, 79,
    ]);
  });
});

test('an asker that hangs up is no mistake of ours, and holds up no end', async () => {
  const told: unknown[] = [];
  const { serve } = await import('../../src/server/server.js');
  const server = await serve({ desk: { ...desk, onMistake: (error: unknown) => told.push(error) }, port: 0 });
  const { port } = server.address;
  const half =
    'POST /v1/classify HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{';
  const gone = connect(port, '127.0.0.1', () => gone.write(half));
  const waiting = connect(port, '127.0.0.1', () => waiting.write(half));
  waiting.on('error', () => {});
  await new Promise((resolve) => setTimeout(resolve, 200));
  gone.destroy();
  await new Promise((resolve) => setTimeout(resolve, 100));
  const started = performance.now();
  await server.close();
  expect(performance.now() - started).toBeLessThan(4000);
  expect(told).toEqual([]);
});

describe('a mistake of ours', () => {
  /** A server whose classifier breaks on one chip. */
  async function brokenApp() {
    const { makeApp } = await import('../../src/server/app.js');
    const told: unknown[] = [];
    const classify = (request: { chip?: string }) => {
      if (request.chip === 'h20') throw new TypeError('secret is undefined');
      return desk.classifier.classify(request);
    };
    const broken = {
      ...desk,
      classifier: { ...desk.classifier, classify },
      onMistake: (error: unknown) => told.push(error),
    };
    const app = makeApp(broken, { bodyLimit: 2 ** 20, mostCases: 10 });
    const ask = async (value: unknown) => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(value);
      const response = await app.request('/v1/classify', { method: 'POST', headers, body });
      return { status: response.status, text: await response.text() };
    };
    return { ask, told };
  }
  const bad = { id: 'bad', chip: 'h20', destination: 'CN', date: '2026-01-20' };
  const good = { ...bad, id: 'good', chip: 'h200' };

  test('is owned with 500 in the usual form; the asker learns nothing of the inside, and we do', async () => {
    const { ask, told } = await brokenApp();
    for (const body of [bad, { cases: [bad] }, { cases: [{ ...bad, date: 'x' }, bad] }]) {
      const { status, text } = await ask(body);
      expect([status, JSON.parse(text).error.code]).toEqual([500, 'SV999']);
      expect(text).not.toContain('secret');
    }
    expect(told).toHaveLength(3);
    expect(String(told[0])).toContain('secret');
  });

  test('in one case of a list does not lose the others', async () => {
    const { ask } = await brokenApp();
    const { status, text } = await ask({ cases: [bad, good] });
    const { results } = JSON.parse(text);
    expect([status, results[0].error.code, results[1].id]).toEqual([200, 'SV999', 'good']);
  });
});

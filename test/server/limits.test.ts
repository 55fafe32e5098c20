import { describe, expect, test } from 'vitest';
import { post, sendBytes, start } from './setup.js';

const server = await start({ bodyLimit: 4096, mostCases: 3 });
const roomy = await start();
const classify = `${server.url}/v1/classify`;
const good = '{"chip": "h200", "destination": "China", "date": "2026-01-20"}';
const errorIn = (text: string) => JSON.parse(text).error;

test('by default only this machine reaches the server', () => {
  expect(server.address.address).toBe('127.0.0.1');
  expect(server.url).toBe(`http://127.0.0.1:${server.address.port}`);
});

describe('bodies that are refused', () => {
  const streamed = (text: string) =>
    new ReadableStream({
      start(controller) {
        for (let at = 0; at < text.length; at += 1000)
          controller.enqueue(new TextEncoder().encode(text.slice(at, at + 1000)));
        controller.close();
      },
    });

  test('too many bytes, told beforehand or not', async () => {
    const large = `${good}${' '.repeat(5000)}`;
    const told = await post(classify, large);
    expect([told.status, errorIn(told.text).code]).toEqual([413, 'SV005']);
    const response = await fetch(classify, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: streamed(large),
      duplex: 'half',
    } as RequestInit);
    expect([response.status, errorIn(await response.text()).code]).toEqual([413, 'SV005']);
    expect((await post(classify, `${good}${' '.repeat(4096 - good.length)}`)).status).toBe(200);
  });

  test('too many cases', async () => {
    const cases = (n: number) => JSON.stringify({ cases: Array(n).fill(JSON.parse(good)) });
    const { status, text } = await post(classify, cases(4));
    expect([status, errorIn(text).code, errorIn(text).found]).toEqual([
      413,
      'SV006',
      'the body holds 4 cases',
    ]);
    expect((await post(classify, cases(3))).status).toBe(200);
  });

  for (const [name, headers] of Object.entries({
    'no type': { 'content-type': '' },
    'a form': { 'content-type': 'application/x-www-form-urlencoded' },
    'plain text': { 'content-type': 'text/plain' },
    'JSON by another name': { 'content-type': 'application/jsonx' },
    'another charset': { 'content-type': 'application/json; charset=utf-16' },
    compressed: { 'content-encoding': 'gzip' },
  })) {
    test(`415: ${name}`, async () => {
      const { status, text, headers: sent } = await post(classify, good, headers as Record<string, string>);
      expect([status, errorIn(text).code, sent.get('accept')]).toEqual([415, 'SV003', 'application/json']);
    });
  }

  test('UTF-8 may be named', async () => {
    for (const type of ['application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])
      expect((await post(classify, good, { 'content-type': type })).status).toBe(200);
  });

  const place = (line: number, column: number) => ({ file: 'body', line, column });
  for (const [name, body, found, at] of [
    ['nothing', '', 'the text ends', place(1, 1)],
    ['a bare word', 'nope', '"n" stands', place(1, 1)],
    ['a comma too many', '{"chip": "h200",\n}', '"}" stands', place(2, 1)],
    ['single quotes', "{'chip': 'h200'}", '"\'" stands', place(1, 2)],
    ['a text that does not end', '{"chip": "h200', 'the text ends', place(1, 15)],
    ['two bodies', '{}{}', '"{" stands', place(1, 3)],
    ['YAML', 'cases:\n- chip: h200', '"c" stands', place(1, 1)],
    ['a key twice', '{"chip": "a",\n "chip": "b"}', 'the key "chip" stands twice', place(2, 2)],
    ['__proto__', '{"__proto__": {"chip": "h200"}}', '__proto__', place(1, 2)],
    ['Infinity', '{"params": {"tpp": Infinity}}', '"I" stands', place(1, 20)],
  ] as const) {
    test(`400: ${name}`, async () => {
      const { status, text } = await post(classify, body);
      const error = errorIn(text);
      expect([status, error.code, error.place]).toEqual([400, 'SV004', at]);
      expect(error.found).toContain(found);
      expect(error.remedy).toBeTruthy();
    });
  }

  test('400: bytes that are not UTF-8', async () => {
    const { status, text } = await post(classify, Uint8Array.of(0x22, 0xff, 0x22));
    expect([status, errorIn(text).code]).toEqual([400, 'SV004']);
  });

  for (const [name, body, code] of [
    ['a list', '[]', 'SV007'],
    ['a number', '17', 'SV007'],
    ['null', 'null', 'SV007'],
    ['an empty object', '{}', 'SV007'],
    ['a chip without name and parameters', '{"params": {}, "date": "2026-01-20"}', 'SV007'],
    ['an id that is none', '{"id": {"a": 1}, "chip": "h200", "date": "2026-01-20"}', 'CO012'],
    ['no cases', '{"cases": []}', 'SV007'],
    ['cases that are no list', '{"cases": {"a": 1}}', 'SV007'],
    ['certifications that are neither', '{"certifications": "all", "cases": [{}]}', 'SV007'],
    ['a text without end', `{"chip": "${'x'.repeat(1001)}"}`, 'SV008'],
    ['lists in lists in lists', `${'['.repeat(100)}${']'.repeat(100)}`, 'SV008'],
    ['a day that is none', '{"chip": "h200", "date": "2026-02-30"}', 'CO014'],
    [
      'an interval the wrong way round',
      '{"params": {"tpp": {"low": 2, "high": 1}}, "date": "2026-01-20"}',
      'CO015',
    ],
  ] as const) {
    test(`422: ${name}`, async () => {
      const { status, text } = await post(classify, body);
      const error = errorIn(text);
      expect([status, error.code, error.place?.file]).toEqual([422, code, 'body']);
    });
  }

  test('admit takes one case', async () => {
    const { status, text } = await post(`${server.url}/v1/admit`, `{"cases": [${good}]}`);
    expect([status, errorIn(text).code]).toEqual([422, 'SV007']);
  });
});

describe('addresses and methods', () => {
  test('404 names the nearest address', async () => {
    const response = await fetch(`${server.url}/v1/clasify`, { method: 'POST' });
    const { code, nearest } = errorIn(await response.text());
    expect([response.status, code, nearest]).toEqual([404, 'SV001', '/v1/classify']);
    const schema = await fetch(`${server.url}/v1/schemas/clasify`);
    expect([schema.status, errorIn(await schema.text()).nearest]).toEqual([404, 'classify']);
    for (const path of ['/v1/schemas/constructor', '/v1/schemas/', '//', '/..%2f..%2fetc/passwd', '/%zz'])
      expect((await fetch(`${server.url}${path}`)).status, path).toBe(404);
  });

  test('405 and OPTIONS list the methods', async () => {
    const get = await fetch(classify);
    expect([get.status, get.headers.get('allow'), errorIn(await get.text()).code]).toEqual([
      405,
      'POST, OPTIONS',
      'SV002',
    ]);
    const remove = await fetch(`${server.url}/v1/health`, { method: 'DELETE' });
    expect([remove.status, remove.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    const options = await fetch(classify, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
    expect(options.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('HEAD gives the head of GET', async () => {
    const head = await fetch(`${server.url}/v1/health`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([
      200,
      'application/json',
      '',
    ]);
  });

  test('a page of another origin may not ask', async () => {
    const response = await fetch(classify, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://elsewhere.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('the page says what is here, and that it is no legal advice', async () => {
    const response = await fetch(server.url);
    const page = await response.text();
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page).toContain(`curl -s ${server.url}/v1/classify`);
    expect(page).toMatch(/not legal advice/i);
    expect(page).not.toContain('<script');
  });

  test('a Host of markup stays text', async () => {
    const sent = await sendBytes(server, 'GET / HTTP/1.1\r\nHost: a"><script>\r\nConnection: close\r\n\r\n');
    expect(sent).not.toContain('<script>');
  });

  test('health', async () => {
    const health = await (await fetch(`${server.url}/v1/health`)).json();
    expect(health).toEqual({
      status: 'ok',
      version: '0.0.0',
      looked_through: expect.stringMatching(/^\d{4}-/),
    });
  });
});

describe('what is no HTTP request is answered in the same form', () => {
  for (const [name, bytes, status, code] of [
    ['other bytes', 'GARBAGE\r\n\r\n', 400, 'SV010'],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n', 400, 'SV010'],
    ['a head without Host', 'GET /v1/health HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'SV010'],
    [
      'a Host with a blank',
      'GET /v1/health HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n',
      400,
      'SV010',
    ],
    ['OPTIONS of everything', 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400, 'SV010'],
    ['a tunnel', 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n', 405, 'SV002'],
    [
      'an expectation that nobody knows',
      'POST /v1/classify HTTP/1.1\r\nHost: a\r\nExpect: 200-foo\r\nContent-Length: 2\r\n\r\n{}',
      417,
      'SV014',
    ],
    ['a large head', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'SV012'],
    [
      'two lengths',
      'POST /v1/classify HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}',
      400,
      'SV010',
    ],
  ] as const) {
    test(name, async () => {
      const sent = await sendBytes(server, bytes);
      expect(sent).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(errorIn(sent.slice(sent.indexOf('\r\n\r\n') + 4)).code).toBe(code);
    });
  }
});

describe('bodies made to keep a reader busy are answered within two seconds', () => {
  const list = (n: number, item: string) => Array(n).fill(item).join(',');
  for (const [name, body] of [
    ['a list of half a million', `{"x": [${list(500_000, '1')}], "chip": "h200", "date": "2026-01-20"}`],
    [
      'sixty thousand keys',
      `{${Array.from({ length: 60_000 }, (_, i) => `"k${i}":1`).join(',')},"chip":"h200","date":"2026-01-20"}`,
    ],
    ['a hundred thousand brackets', `{"cases": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['a third of a million empty cases', `{"cases": [${list(340_000, '{}')}]}`],
    ['ten thousand bad cases', `{"cases": [${list(10_000, '{"chip":"h200","date":"2026"}')}]}`],
    ['ten thousand cases of a wrong kind', `{"cases":\n[${list(10_000, '\n17')}]}`],
    ['a text of a million letters', `{"chip": "${'x'.repeat(1_000_000)}", "date": "2026-01-20"}`],
    ['escapes', `{"chip": "${'\\u0041'.repeat(170_000)}", "date": "2026-01-20"}`],
    ['a number of a million digits', `{"params": {"tpp": ${'9'.repeat(1_000_000)}}, "date": "2026-01-20"}`],
    [
      'many certifications',
      `{"chip": "h200", "date": "2026-01-20", "params": {"certifications": {${Array.from({ length: 50_000 }, (_, i) => `"k${i}":true`).join(',')}}}}`,
    ],
    ['blanks', `${' '.repeat(1_000_000)}{`],
  ] as const) {
    test(name, async () => {
      const started = performance.now();
      const { status } = await post(`${roomy.url}/v1/classify`, body);
      expect(status).toBeLessThan(500);
      expect(performance.now() - started).toBeLessThan(2000);
    });
  }
});

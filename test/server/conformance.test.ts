import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root, run } from '../cli/run.js';
import { post, start } from './setup.js';

const folder = mkdtempSync(join(tmpdir(), 'steelyard-http-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const server = await start();

const worked: Record<string, unknown>[] = parse(
  readFileSync(join(root, 'data', 'controls', 'cases.yaml'), 'utf8'),
).cases;
const cases = worked.map(({ id, chip, params, destination, end_user, transaction, date }) => ({
  id,
  chip,
  params,
  destination,
  end_user,
  transaction,
  date: date instanceof Date ? date.toISOString().slice(0, 10) : date,
}));

/** What the command line prints for the same text; a place names the file there, and the body here. */
async function printed(text: string): Promise<string> {
  writeFileSync(join(folder, 'body.json'), text);
  const { stdout } = await run(['classify', '--batch', 'body.json', '--json'], { cwd: folder });
  return stdout.replaceAll('"file": "body.json"', '"file": "body"');
}

describe('the server sends the bytes that the command line prints', () => {
  test('the worked cases', async () => {
    const text = JSON.stringify({ cases });
    const { status, headers, text: sent } = await post(`${server.url}/v1/classify`, text);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(sent).toBe(await printed(text));
  });

  test('a batch so long that it is sent as it is made', async () => {
    const many = Array.from({ length: 130 }, (_, i) => ({ ...cases[i % cases.length], id: `k${i}` }));
    const text = JSON.stringify({ certifications: 'unknown', cases: many }, null, 2);
    const { headers, text: sent } = await post(`${server.url}/v1/classify`, text);
    expect(headers.get('content-length')).toBeNull();
    expect(sent).toBe(await printed(text));
  });

  test('bad cases among good ones are rows with the place in the body', async () => {
    const text = [
      '{"cases": [',
      '  {"id": "good", "chip": "h200", "destination": "China", "date": "2026-01-20"},',
      '  {"id": "place", "chip": "h200", "destination": "Chna", "date": "2026-01-20"},',
      '  {"id": "day", "chip": "h200", "destination": "China", "date": "2026-02-30"},',
      '  {"id": "no-day", "chip": "h200", "destination": "China"},',
      '  {"id": "parameter", "params": {"ttp": 1}, "destination": "China", "date": "2026-01-20"},',
      '  {"id": "good", "chip": "h20", "date": "2026-01-20"},',
      '  17',
      ']}',
    ].join('\n');
    const { status, text: sent } = await post(`${server.url}/v1/classify`, text);
    expect(status).toBe(200);
    expect(sent).toBe(await printed(text));
    const rows: { id: string; error?: { code: string; place: unknown } }[] = JSON.parse(sent).results;
    expect(rows.map(({ error }) => error?.code)).toEqual([
      undefined,
      'CO011',
      'CO014',
      'CO014',
      'CO013',
      'CO012',
      'CO016',
    ]);
    expect(rows[1]!.error!.place).toEqual({
      file: 'body',
      line: 3,
      column: text.split('\n')[2]!.indexOf('"Chna"') + 1,
    });
  });

  test('one case is one call', async () => {
    const body = JSON.stringify({ chip: 'h200', destination: 'China', date: '2026-01-20' });
    const { stdout } = await run(['classify', 'h200', '--to', 'China', '--on', '2026-01-20', '--json']);
    expect((await post(`${server.url}/v1/classify`, body)).text).toBe(stdout);
  });

  test('a part described by its parameters', async () => {
    const body = {
      params: { tpp: { low: 2300, high: 2500 }, die_mm2: 800, datacenter: true },
      destination: 'Singapore',
      date: '2024-06-01',
    };
    const words =
      'classify --tpp 2300..2500 --die 800 --datacenter yes --to Singapore --on 2024-06-01 --json';
    const { stdout } = await run(words.split(' '));
    expect((await post(`${server.url}/v1/classify`, JSON.stringify(body))).text).toBe(stdout);
  });

  test('both gates, with a buyer and without', async () => {
    for (const buyer of [undefined, 'commercial_cloud']) {
      const body = JSON.stringify({ chip: 'h200', destination: 'China', buyer, date: '2026-09-15' });
      const told = buyer ? ['--buyer', buyer] : [];
      const words = ['admit', 'h200', '--to', 'China', '--on', '2026-09-15', ...told, '--json'];
      const { status, text } = await post(`${server.url}/v1/admit`, body);
      expect([status, text]).toEqual([200, (await run(words)).stdout]);
    }
  });

  test('an estimate, and rows of a batch', async () => {
    const one = { workload: 'hpl', on: 'h100', count: 64, against: ['mi300x'], country: 'US', pue: 1.2 };
    const words = 'estimate hpl --on h100 --count 64 --against mi300x --country US --pue 1.2 --json';
    const { status, text } = await post(`${server.url}/v1/estimate`, JSON.stringify(one));
    expect([status, text]).toEqual([200, (await run(words.split(' '))).stdout]);
    const file = 'data/evidence/measurements.yaml';
    const rows = parse(readFileSync(join(root, file), 'utf8')).measurements.slice(0, 40);
    const path = join(folder, 'rows.json');
    writeFileSync(path, JSON.stringify({ measurements: rows }));
    const sent = await post(`${server.url}/v1/estimate`, JSON.stringify({ measurements: rows }));
    expect(sent.text).toBe((await run(['estimate', '--batch', path, '--json'])).stdout);
  });

  test('what is wrong with a question about work is told with its place', async () => {
    const told = async (body: unknown) => {
      const { status, text } = await post(`${server.url}/v1/estimate`, JSON.stringify(body));
      return [status, JSON.parse(text).error.code, JSON.parse(text).error.nearest];
    };
    expect(await told({ workload: 'hpk', on: 'h100' })).toEqual([422, 'CM001', 'hpl']);
    expect(await told({ workload: 'hpl', on: 'h2000' })).toEqual([422, 'CM002', 'h200']);
    expect(await told({ workload: 'hpl', on: 'h20' })).toEqual([422, 'CM009', undefined]);
    expect(await told({ workload: 'hpl' })).toEqual([422, 'SV007', undefined]);
    expect(await told({ workload: 'hpl', on: 'h100', cuont: 8 })).toEqual([422, 'SV007', undefined]);
    expect(await told({ measurements: 7 })).toEqual([422, 'SV007', undefined]);
    expect(await told({ workload: 'gpt3', on: 'h100', config: { seq_le: 1 } })).toEqual([
      422,
      'CM003',
      'seq_len',
    ]);
  });

  test('schemas', async () => {
    for (const verb of ['classify', 'admit', 'weigh']) {
      const response = await fetch(`${server.url}/v1/schemas/${verb}`);
      expect(await response.text()).toBe((await run(['schema', verb])).stdout);
    }
  });
});

describe('422 where nothing can be answered', () => {
  test('one case speaks for itself', async () => {
    const body = '{"chip": "h200x", "destination": "China", "date": "2026-01-20"}';
    const { status, text } = await post(`${server.url}/v1/classify`, body);
    expect(status).toBe(422);
    expect(JSON.parse(text)).toEqual({
      error: {
        code: 'CO010',
        found: 'the catalogue has no chip "h200x"',
        expected: expect.any(String),
        nearest: expect.stringMatching(/h200/i),
        remedy: expect.any(String),
        place: { file: 'body', line: 1, column: 10 },
      },
    });
  });

  test('of a list, each row does', async () => {
    const body = '{"cases": [{"id": "a", "chip": "h200"}, {"id": "b", "chip": "h200", "date": "x"}]}';
    const { status, text } = await post(`${server.url}/v1/classify`, body);
    const { error, results } = JSON.parse(text);
    expect([status, error.code]).toEqual([422, 'SV009']);
    expect(results.map(({ id, error }: { id: string; error: { code: string } }) => [id, error.code])).toEqual(
      [
        ['a', 'CO014'],
        ['b', 'CO014'],
      ],
    );
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { post, start } from './setup.js';

const server = await start();

const whole = {
  cases: [
    {
      id: 'a',
      chip: 'h200',
      params: { tpp: { low: 15_000, high: 16_000 }, die_mm2: 814, tops: { fp8: 1979 }, datacenter: true },
      destination: 'China',
      end_user: 'cloud provider',
      buyer: 'commercial_cloud',
      transaction: 'export_from_us',
      route: 'US',
      certifications: 'met',
      date: '2026-01-20',
    },
    { id: 'b', chip: 'H20', destination: 'HK', date: '2025-05-01' },
  ],
};
const texts = [
  JSON.stringify(whole),
  JSON.stringify(whole.cases[0]),
  JSON.stringify(whole.cases[1], null, 1),
];

/** Values that stand where another kind is wanted. */
const oddities = [
  'null',
  '[]',
  '{}',
  '-1',
  '1e999',
  '"\\u0000"',
  'true',
  '"2026-13-01"',
  '{"low": 5, "high": 1}',
  '"\\ud800"',
];

const change = fc.oneof(
  // One letter is dropped, doubled or replaced.
  fc.record({ at: fc.nat(), drop: fc.constantFrom(0, 1, 5), put: fc.string({ maxLength: 3 }) }),
  // A value is replaced by one of another kind.
  fc.record({ value: fc.nat(), odd: fc.constantFrom(...oddities) }),
);

function apply(
  text: string,
  one: { at?: number; drop?: number; put?: string; value?: number; odd?: string },
): string {
  if (one.odd === undefined) {
    const from = one.at! % (text.length + 1);
    return text.slice(0, from) + one.put + text.slice(from + one.drop!);
  }
  const values = [...text.matchAll(/(?<=: ?)("[^"]*"|[\d.]+|true|\{[^{}]*\})/g)];
  if (values.length === 0) return text;
  const { index, 0: old } = values[one.value! % values.length]!;
  return text.slice(0, index) + one.odd + text.slice(index + old.length);
}

test('300 mutated bodies: always JSON, never a status of 500 or more, never more than two seconds', async () => {
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...texts),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('classify', 'admit'),
      async (text, changes, verb) => {
        const body = changes.reduce(apply, text);
        const started = performance.now();
        const { status, headers, text: sent } = await post(`${server.url}/v1/${verb}`, body);
        expect(performance.now() - started).toBeLessThan(2000);
        expect(headers.get('content-type')).toBe('application/json');
        expect([200, 400, 422], body).toContain(status);
        const document = JSON.parse(sent);
        if (status === 200) expect(document.schema).toMatch(/^steelyard\.(classify|admit)\/1$/);
        else
          expect(document.error).toMatchObject({
            code: expect.stringMatching(/^(SV|CO)\d{3}$/),
            found: expect.any(String),
          });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      },
    ),
    { numRuns: 300, seed: 20_260_725 },
  );
  // A fuzz that only ever meets one answer tries nothing.
  for (const status of [200, 400, 422]) expect(statuses.get(status) ?? 0, `${status}`).toBeGreaterThan(20);
});

const work = [
  JSON.stringify({
    workload: 'llama3.1-8b-pretraining',
    on: 'h200',
    count: 64,
    against: ['h20'],
    country: 'CN',
    pue: 1.3,
    date: '2025-06',
    tokens: 1e12,
    config: { seq_len: 8192 },
  }),
  JSON.stringify({
    measurements: [
      {
        id: 'a',
        kind: 'llm_inference',
        model: 'llama3.1-70b',
        chip: 'h100',
        count: 8,
        precision: 'fp8',
        config: { isl: 1000, osl: 1000, tp: 8 },
        metric: 'output_tokens_per_s_system',
        unit: 'tok/s',
        date: '2025-08',
      },
      { id: 'b', kind: 'hpc', model: 'HPL', chip: 'a100', count: 8, metric: 'rmax', unit: 'TFLOP/s' },
    ],
  }),
];

test('200 mutated questions about work: the same', async () => {
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...work),
      fc.array(change, { minLength: 1, maxLength: 3 }),
      async (text, changes) => {
        const body = changes.reduce(apply, text);
        const started = performance.now();
        const { status, text: sent } = await post(`${server.url}/v1/estimate`, body);
        expect(performance.now() - started).toBeLessThan(2000);
        expect([200, 400, 422], `${body} ${sent}`).toContain(status);
        const document = JSON.parse(sent);
        if (status === 200) {
          expect(document.schema).toBe('steelyard.estimate/1');
          expect(sent, body).not.toContain('our mistake');
        } else expect(document.error.code).toMatch(/^(SV|CM)\d{3}$/);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      },
    ),
    { numRuns: 200, seed: 20_261_126 },
  );
  for (const status of [200, 400, 422]) expect(statuses.get(status) ?? 0, `${status}`).toBeGreaterThan(20);
});

test('bodies of bytes at random', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      const { status, text } = await post(`${server.url}/v1/classify`, bytes);
      expect([400, 422]).toContain(status);
      expect(JSON.parse(text).error.code).toMatch(/^SV00/);
    }),
    { numRuns: 50, seed: 20_260_725 },
  );
});

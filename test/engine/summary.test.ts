import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileWithLanes,
  createRunner,
  type EnsembleJob,
  instantiate,
  inThread,
  type Program,
  planChunks,
  type Spread,
  summariseRuns,
} from '../../src/engine/index.js';
import { threadPool } from '../../src/engine/pool.node.js';
import { bucketValues } from '../../src/engine/summary/buckets.js';
import { type GroupSummary, makeGroup } from '../../src/engine/summary/group.js';
import { leafRuns } from '../../src/engine/summary/moments.js';
import { makeTotals } from '../../src/engine/summary/totals.js';
import { sampleRows } from '../../src/sample/index.js';
import { NA, parseModel } from '../../src/sd/index.js';

const levels = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];

/** What a person would compute with all values on a desk. */
function naive(values: readonly number[]) {
  const there = values.filter((value) => Number.isFinite(value) && value !== NA).sort((a, b) => a - b);
  const n = there.length;
  const mean = there.reduce((sum, x) => sum + x / n, 0);
  const deviation = Math.sqrt(there.reduce((sum, x) => sum + ((x - mean) * (x - mean)) / (n - 1), 0));
  const at = (level: number) => {
    const place = level * (n - 1);
    const [low, high] = [there[Math.floor(place)]!, there[Math.ceil(place)]!];
    return low + (place % 1) * (high - low);
  };
  return { count: n, missing: values.length - n, mean, deviation, quantiles: levels.map(at) };
}

const number = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 3, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity, NA, 0, -0, 1e-200, -1e300) },
);
const values = fc.array(number, { minLength: 1, maxLength: 900 });

/** Cuts the values as chunks of so many runs, in the order given. */
function totalsOf(rows: readonly number[], bits: number, size: number, backwards = false) {
  const totals = makeTotals(1, bits, rows.length);
  const parts = [];
  for (let from = 0; from < rows.length; from += size)
    parts.push({ from, to: Math.min(rows.length, from + size) });
  for (const { from, to } of backwards ? parts.reverse() : parts)
    totals.add(from, to, Float64Array.from(rows.slice(from, to)));
  return totals.spreads(levels)[0]!;
}

describe('what many values come to', () => {
  it('is what a naive computation gives, if every value is kept', () =>
    fc.assert(
      fc.property(values, (rows) => {
        const found = totalsOf(rows, 0, leafRuns);
        const wanted = naive(rows);
        expect([found.count, found.missing]).toEqual([wanted.count, wanted.missing]);
        expect(found.quantiles.every(Number.isNaN)).toBe(wanted.count === 0);
        if (wanted.count === 0) return;
        expect(found.least === wanted.quantiles[0] && found.most === wanted.quantiles.at(-1)).toBe(true);
        found.quantiles.forEach((q, i) => {
          expect(
            q === wanted.quantiles[i] || Math.abs(q / wanted.quantiles[i]! - 1) < 1e-12 || Math.abs(q) < 1e-9,
          ).toBe(true);
        });
        const size = Math.max(Math.abs(found.least), Math.abs(found.most));
        expect(Math.abs(found.mean - wanted.mean)).toBeLessThanOrEqual(1e-13 * size + 1e-300);
        if (wanted.count > 1 && size < 1e100 && size > 1e-100)
          expect(Math.abs(found.deviation - wanted.deviation)).toBeLessThanOrEqual(1e-7 * size);
      }),
    ));

  it('keeps the digits of a small spread about a large mean', () => {
    const rows = Array.from({ length: 5000 }, (_, i) => 1e9 + (i % 2));
    expect(totalsOf(rows, 0, leafRuns).deviation).toBeCloseTo(Math.sqrt(1250 / 4999), 12);
  });

  it.each([4, 10, 14])('has quantiles within 2^-%d of their value from a sketch', (bits) =>
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.constant(0)), {
          minLength: 1,
          maxLength: 900,
        }),
        (rows) => {
          const sorted = [...rows].sort((a, b) => a - b);
          const found = totalsOf(rows, bits, leafRuns);
          levels.forEach((level, i) => {
            const place = level * (rows.length - 1);
            const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
            const off = Math.max(Math.abs(low), Math.abs(high)) * 2 ** -bits + 2 ** -1022;
            const wanted = low + (place % 1) * (high - low);
            expect(Math.abs(found.quantiles[i]! - wanted)).toBeLessThanOrEqual(off * (1 + 1e-12));
          });
        },
      ),
    ),
  );

  it('is the same to the bit however the runs are cut and in whatever order they come', () =>
    fc.assert(
      fc.property(values, fc.constantFrom(0, 3, 9), fc.boolean(), (rows, bits, backwards) => {
        const long = Array.from({ length: 5 }, () => rows).flat();
        const wanted = totalsOf(long, bits, leafRuns);
        for (const size of [2, 4, 16]) {
          expect(totalsOf(long, bits, size * leafRuns, backwards)).toEqual(wanted);
        }
      }),
      { numRuns: 40 },
    ));

  it('keeps its bound however far values lie apart', () => {
    // Growth at a rate that is not certain: ends lie thousands of powers of two apart.
    const rows = Array.from({ length: 4001 }, (_, i) => (i % 5 ? 1 : -1) * 2 ** (((i * 7) % 2040) - 1020));
    const exact = totalsOf(rows, 0, leafRuns);
    const sketches = [1, 2, 8].map((size) => totalsOf(rows, 8, size * leafRuns));
    expect(sketches[1]).toEqual(sketches[0]);
    expect(sketches[2]).toEqual(sketches[0]);
    exact.quantiles.forEach((q, i) => {
      expect(Math.abs(sketches[0]!.quantiles[i]! / q - 1)).toBeLessThanOrEqual(2 ** -8);
    });
    // One value among many that is far greater than they are.
    const ones = [...Array.from({ length: 3000 }, (_, i) => 1 + i / 3000), 2 ** 65];
    const found = totalsOf(ones, 12, leafRuns).quantiles;
    [1, 1.05, 1.25, 1.5, 1.75, 1.95].forEach((q, i) => {
      expect(found[i]! / q).toBeCloseTo(1, 3);
    });
  });

  it('joins buckets two by two where they would not fit, to the same bits in any order', () => {
    const rows = Array.from({ length: 6000 }, (_, i) => (1 + (i % 97) / 97) * 2 ** ((i * i) % 300));
    const exact = totalsOf(rows, 0, leafRuns).quantiles;
    const totalsIn = (size: number, backwards: boolean) => {
      const totals = makeTotals(1, 10, rows.length, 2 ** 12);
      const starts = Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => i * size);
      for (const from of backwards ? starts.reverse() : starts)
        totals.add(
          from,
          Math.min(rows.length, from + size),
          Float64Array.from(rows.slice(from, from + size)),
        );
      return { precision: totals.precision(), spreads: totals.spreads(levels) };
    };
    const wanted = totalsIn(leafRuns, false);
    const present = new Set(rows.map((x) => Math.floor(Math.log2(x)))).size;
    expect(wanted.precision).toBe(1 / 2 ** Math.floor(Math.log2(2 ** 12 / present)));
    for (const size of [1, 4, 32]) expect(totalsIn(size * leafRuns, size > 1)).toEqual(wanted);
    wanted.spreads[0]!.quantiles.forEach((q, i) => {
      expect(Math.abs(q / exact[i]! - 1)).toBeLessThanOrEqual(wanted.precision);
    });
  });

  it('has the mean of values whose squares a double does not hold', () => {
    const { mean, deviation } = totalsOf([...Array(300).fill(Number.NaN), 1e200, 3e200], 0, leafRuns);
    expect(mean).toBe(2e200);
    expect(Number.isFinite(deviation)).toBe(false);
    const late = [...Array(300).fill(Number.NaN), 1e200];
    expect(totalsOf(late, 0, leafRuns)).toMatchObject({ count: 1, mean: 1e200 });
    const same = [...Array(300).fill(Number.NaN), 1e200, 1e200];
    expect(totalsOf(same, 0, leafRuns)).toMatchObject({ mean: 1e200, deviation: 0 });
  });

  it('places a number inside the bucket that holds it', () => {
    const slots = new Uint32Array(4);
    slots[1] = 2;
    // Page 1023 holds 1 to 2; its second quarter of four.
    expect(bucketValues(new Map([[1023, slots]]), 2, [0, 1])).toEqual([1.3125, 1.4375]);
    expect(bucketValues(new Map([[2048 + 1023, slots]]), 2, [0, 1])).toEqual([-1.4375, -1.3125]);
  });

  it('takes memory for what is touched, and begins each chunk anew', () => {
    const group = makeGroup(2, 8);
    const take = (x: number): GroupSummary => {
      group.take(Float64Array.of(x, -x), Int32Array.of(0, 1), undefined, 0, 1);
      return group.finish();
    };
    const [first, second] = [take(3), take(3)];
    expect(second).toEqual(first);
    expect(first.pages).toHaveLength(2);
    expect(first.counts.reduce((a, b) => a + b)).toBe(2);
  });
});

const text = [
  'k= 1 ~~|',
  'start= 2 ~~|',
  'x= INTEG(EXP(-k*x), start) ~~|',
  'y= IF THEN ELSE(x>3, :NA:, x) ~~|',
  'INITIAL TIME= 0 ~~| FINAL TIME= 4 ~~| TIME STEP= 0.5 ~~| SAVEPER= 1 ~~|',
].join('\n');
const model = parseModel(text, 'm.mdl');
const spec = { inputs: ['start', 'k'], series: ['x', 'y'] };
const metrics = [
  { id: 'end', series: 'x', statistic: 'final' as const },
  { id: 'when', series: 'x', statistic: 'first_at_or_above' as const, level: 3 },
];
const recorded = ['x', 'y'].map((series) => ({ id: series, series }));
const design = (size: number) => ({
  method: 'sobol' as const,
  seed: 5,
  size,
  columns: [
    { name: 'k', prior: { dist: 'lognormal', p5: 0.5, p50: 1, p95: 2 } },
    { name: 'start', prior: { dist: 'uniform', bounds: { low: 1, high: 3.5 } } },
  ],
});
const lanes = compileWithLanes(model, spec, { metrics, recorded: ['x', 'y'] }).program;
const plain: Program = { ...lanes, lanes: undefined };
const jobOf = (program: Program, futures: number): EnsembleJob => ({
  program,
  arms: [
    { policy: 'a', caseId: 'c', sets: [] },
    { policy: 'b', caseId: 'c', sets: [[1, 0.7]] },
  ],
  futures,
  futureInputs: [1, 0],
  design: design(futures),
  metrics,
  recorded,
});

describe('an ensemble that is summed up', () => {
  const futures = 1500;
  const job = jobOf(lanes, futures);
  const table = { ...job, design: sampleRows(design(futures))(0, futures) };
  const here = inThread(instantiate);

  it('is what its values come to', async () => {
    const { arms, runs, finished } = await summariseRuns(here, job, { levels });
    expect([runs, finished]).toEqual([2 * futures, true]);
    const rows = createRunner(instantiate(plain), table);
    arms.forEach((summary, arm) => {
      const found = rows({ index: 0, arm, from: 0, to: futures });
      const check = (spread: Spread, of: readonly number[]) => {
        const wanted = naive(of);
        expect([spread.count, spread.missing]).toEqual([wanted.count, wanted.missing]);
        if (wanted.count === 0) return;
        expect(spread.mean).toBeCloseTo(wanted.mean, 12);
        spread.quantiles.forEach((q, i) => {
          expect(q).toBeCloseTo(wanted.quantiles[i]!, 12);
        });
      };
      metrics.forEach((_, m) => {
        check(
          summary.metrics[m]!,
          [...found.metrics].filter((_, i) => i % 2 === m),
        );
      });
      recorded.forEach((_, s) => {
        for (let t = 0; t < 5; t++) {
          check(
            summary.series[s]![t]!,
            [...found.series].filter((_, i) => i % 10 === 2 * t + s),
          );
        }
      });
    });
  });

  it.each([
    ['a recipe or its table', () => summariseRuns(here, table)],
    ['lanes or JavaScript', () => summariseRuns(here, jobOf(plain, futures))],
    ['any size of chunks', () => summariseRuns(here, job, { chunkSize: 1024 })],
    ['one worker', () => summariseRuns(threadPool(1), job)],
    ['two workers', () => summariseRuns(threadPool(2), job)],
  ])('is the same to the bit with %s', async (_, other) => {
    expect(await other()).toEqual(await summariseRuns(here, job));
  });

  it('is summed up where it runs to the same bits, whatever the executor and the chunks', async () => {
    const summed = async (executor: ReturnType<typeof threadPool>, program: Program, size: number) => {
      const asked = { ...jobOf(program, futures), summary: { metrics: 12, series: 10 } };
      const totals = [0, 1].map(() => [makeTotals(2, 12, futures), makeTotals(10, 10, futures)] as const);
      await executor.run(asked, planChunks(asked, size), ({ arm, from, to }, result) => {
        expect([result.metrics.length, result.series.length]).toEqual([0, 0]);
        totals[arm]![0].join(from, to, result.summary!.metrics!);
        totals[arm]![1].join(from, to, result.summary!.series!);
      });
      return totals.map((pair) => pair.map((one) => one.spreads(levels)));
    };
    const wanted = await summed(here, lanes, leafRuns);
    expect(await summed(here, plain, 4 * leafRuns)).toEqual(wanted);
    expect(await summed(threadPool(2), lanes, leafRuns)).toEqual(wanted);
    expect(await summed(threadPool(2), lanes, 2 * leafRuns)).toEqual(wanted);
    // Moments are those of values that are kept; quantiles are as near as is promised.
    const exact = await summariseRuns(here, job, { levels });
    exact.arms.forEach(({ metrics: of }, arm) => {
      of.forEach((spread, m) => {
        const sketched = wanted[arm]![0]![m]!;
        expect({ ...sketched, quantiles: [] }).toEqual({ ...spread, quantiles: [] });
        sketched.quantiles.forEach((q, i) => {
          expect(Math.abs(q - spread.quantiles[i]!)).toBeLessThanOrEqual(2 ** -12 * Math.abs(q));
        });
      });
    });
  });

  it('stops when it is told to, and sums up what was run', async () => {
    const stop = new AbortController();
    const told: number[] = [];
    const { finished, runs, arms } = await summariseRuns(here, job, {
      chunkSize: leafRuns,
      signal: stop.signal,
      onProgress: (done) => {
        told.push(done);
        stop.abort();
      },
    });
    expect({ finished, runs, told }).toEqual({ finished: false, runs: leafRuns, told: [leafRuns] });
    expect(arms[0]!.metrics[0]!.count).toBe(leafRuns);
  });

  it.each([
    [
      { chunkSize: 768 },
      'EN027 a chunk of 768 runs is to be summed up; expected 256 runs times a power of two',
    ],
    [{ chunkSize: 300 }, 'EN027'],
    [{ chunkSize: 128 }, 'EN027'],
    [{ chunkSize: 0 }, 'EN027'],
    [{ chunkSize: Number.NaN }, 'EN027'],
    [{ chunkSize: Infinity }, 'EN027'],
    [{ levels: [0.5, 1.5] }, 'EN027 a quantile is asked for at the level 1.5; expected a level from 0 to 1'],
    [{ levels: [-0.2] }, 'EN027'],
    [{ levels: [Number.NaN] }, 'EN027'],
  ])('refuses %j', async (options, message) => {
    await expect(async () => summariseRuns(here, job, options)).rejects.toThrow(message);
  });

  it.each([0, -1, 1.5, Number.NaN, Infinity])('cuts no job into chunks of %d', (size) => {
    expect(() => planChunks(job, size)).toThrow('EN027 a job is to be cut into chunks of');
  });

  it('refuses more numbers a run than it can sum up', async () => {
    const many = Array.from({ length: 7000 }, (_, i) => ({ id: `${i}`, series: 'x' }));
    await expect(async () => summariseRuns(here, { ...job, recorded: many })).rejects.toThrow(
      'EN028 7,000 series at 5 saved times and 2 metrics for 2 arms are 70,004 numbers to sum up',
    );
  });

  it('refuses chunks that cut a leaf, and a recipe that does not fit', async () => {
    const asked = { ...job, summary: { metrics: 8 } };
    const runner = createRunner(instantiate(lanes), asked);
    expect(() => runner({ index: 0, arm: 0, from: 10, to: 20 })).toThrow('EN023 a chunk that is summed up');
    await expect(async () => summariseRuns(here, { ...job, futures: 7 })).rejects.toThrow(
      'EN023 a design holds a recipe of 1500 rows and 2 columns for 7 futures of 2 inputs',
    );
  });
});

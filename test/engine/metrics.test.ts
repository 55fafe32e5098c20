import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileMetric, type MetricSpec } from '../../src/engine/index.js';

const path = fc
  .array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 40 })
  .map((values) => ({ values, times: values.map((_, t) => 2022 + t / 4) }));
const withWindow = path.chain(({ values, times }) =>
  fc
    .tuple(fc.nat(4 * (times.length - 1)), fc.nat(4 * (times.length - 1)), fc.integer({ min: 1, max: 5 }))
    // Sixteenths of a year: some edges fall on save times and some between.
    .map(([a, b, scale]) => ({
      values,
      times,
      from: 2022 + Math.min(a, b) / 16,
      to: 2022 + Math.max(a, b) / 16,
      scale,
    })),
);

/** Lays a path into the second of three columns, beside noise that must not be read. */
function read(spec: Omit<MetricSpec, 'id' | 'series'>, values: readonly number[], times: readonly number[]) {
  const record = Float64Array.from({ length: 3 * values.length }, (_, i) =>
    i % 3 === 1 ? values[(i - 1) / 3]! : Number.NaN,
  );
  const shape = { series: ['a', 'b', 'c'], times: Float64Array.from(times) };
  return compileMetric({ id: 'm', series: 'b', ...spec }, shape)(record);
}

/** The path as a function of time: a straight line between saved values. */
function valueAt(time: number, values: readonly number[], times: readonly number[]): number {
  const next = times.findIndex((t) => t >= time);
  if (times[next] === time) return values[next]!;
  const share = (time - times[next - 1]!) / (times[next]! - times[next - 1]!);
  return values[next - 1]! + share * (values[next]! - values[next - 1]!);
}

/** The integral by cutting at every sixteenth of a year: exact for straight lines with corners at quarters. */
function integral(from: number, to: number, values: readonly number[], times: readonly number[]): number {
  let total = 0;
  for (let t = from; t < to; t += 1 / 16)
    total += (valueAt(t, values, times) + valueAt(t + 1 / 16, values, times)) / 32;
  return total;
}

describe('a metric', () => {
  it('is the value at a time, or the change between two', () =>
    fc.assert(
      fc.property(withWindow, ({ values, times, from, to, scale }) => {
        const [start, end] = [from, to].map((t) => scale * valueAt(t, values, times));
        expect(read({ statistic: 'final', to, scale }, values, times)).toBeCloseTo(end!, 8);
        expect(read({ statistic: 'at', at: from, scale }, values, times)).toBeCloseTo(start!, 8);
        expect(read({ statistic: 'change', from, to, scale }, values, times)).toBeCloseTo(end! - start!, 8);
      }),
    ));

  it('is the integral of a window, or its mean', () =>
    fc.assert(
      fc.property(withWindow, ({ values, times, from, to, scale }) => {
        const area = scale * integral(from, to, values, times);
        expect(read({ statistic: 'sum', from, to, scale }, values, times)).toBeCloseTo(area, 8);
        const mean = from === to ? scale * valueAt(from, values, times) : area / (to - from);
        expect(read({ statistic: 'mean', from, to, scale }, values, times)).toBeCloseTo(mean, 8);
      }),
    ));

  it('is the highest, the lowest, or the first high enough of the saved values', () =>
    fc.assert(
      fc.property(
        withWindow,
        fc.integer({ min: -900, max: 900 }),
        ({ values, times, from, to, scale }, level) => {
          const inside = [...times.keys()].filter((t) => times[t]! >= from && times[t]! <= to);
          fc.pre(inside.length > 0);
          const seen = inside.map((t) => scale * values[t]!);
          expect(read({ statistic: 'max', from, to, scale }, values, times)).toBe(Math.max(...seen));
          expect(read({ statistic: 'min', from, to, scale }, values, times)).toBe(Math.min(...seen));
          const first = inside.find((t) => scale * values[t]! >= level);
          const found = read({ statistic: 'first_at_or_above', level, from, to, scale }, values, times);
          expect(found).toBe(first === undefined ? Number.NaN : times[first]);
        },
      ),
    ));

  it('takes save times that miss a round number by rounding', () => {
    const times = [0, 0.1, 0.2, 0.1 + 0.2];
    expect(read({ statistic: 'at', at: 0.3 }, [1, 2, 3, 4], times)).toBe(4);
    expect(read({ statistic: 'max', to: 0.3 }, [1, 2, 3, 4], times)).toBe(4);
  });

  it('is not touched by undefined values outside its window', () => {
    expect(read({ statistic: 'sum', from: 1 }, [Number.NaN, 2, 4], [0, 1, 2])).toBe(3);
    expect(read({ statistic: 'max' }, [Number.NaN, 2, 4], [0, 1, 2])).toBeNaN();
  });

  it.each([
    [
      { series: 'bb' },
      'EN020 metric m reads the series "bb", which the program does not record; did you mean "b"?',
    ],
    [{ from: 3, to: 2 }, 'EN021 metric m has a window from 3 to 2'],
    [{ to: 2.5 }, 'EN021 metric m asks for the time 2.5; expected a time from 0 to 2'],
    [{ statistic: 'max', from: 1.2, to: 1.8 }, 'EN021 metric m looks from 1.2 to 1.8'],
    [{ statistic: 'at' }, 'EN022 metric m has the statistic at and no `at`'],
    [{ statistic: 'first_at_or_above' }, 'EN022 metric m has the statistic first_at_or_above and no `level`'],
  ] as const)('refuses %j', (part, message) => {
    const spec = { statistic: 'mean', ...part } as const;
    expect(() => read(spec, [1, 2, 3], [0, 1, 2])).toThrow(message);
  });
});

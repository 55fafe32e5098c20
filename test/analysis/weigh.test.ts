import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandOf, type WeighMetric, weigh, weighJson } from '../../src/analysis/index.js';
import { weighSchema } from '../../src/cli/schemas/weigh.js';
import { column, input, metric, noise, randomTable } from './build.js';

const gain = metric('gain');
const risk = metric('risk', { lens: 'safety', direction: 'lower' });
const small = {
  a: { gain: [1, 2, 3, 4], risk: [1, 1, 1, 1] },
  b: { gain: [2, 1, 5, 4], risk: [2, 0, 3, 1] },
};

const estimate = (result: ReturnType<typeof weigh>, policy: string, id: string) =>
  result.estimates.find((one) => one.policy === policy && one.metric === id)!;

describe('values', () => {
  test('of a metric relative to a policy are paired by future', () => {
    const metrics = [metric('gain', { relativeTo: { policy: 'a', case: null, as: 'difference' } })];
    const result = weigh(input(small, metrics));
    expect(estimate(result, 'a', 'gain').quantiles).toEqual([0, 0, 0, 0, 0, 0, 0]);
    // differences 1, -1, 2, 0
    expect(estimate(result, 'b', 'gain').quantiles[3]).toBe(0.5);
    expect(estimate(result, 'b', 'gain').mean).toBe(0.5);
  });

  test('of a metric relative to a case compare the same policy', () => {
    const metrics = [
      metric('gain', { case: 'stop', relativeTo: { policy: null, case: 'drawn', as: 'ratio' } }),
    ];
    const result = weigh(
      input({ a: { gain: [2, 4] } }, metrics, {
        cases: [
          { id: 'drawn', title: '' },
          { id: 'stop', title: '' },
        ],
        runs: (_, id) => (id === 'stop' ? Float64Array.of(1, 1) : Float64Array.of(2, 4)),
      }),
    );
    expect(estimate(result, 'a', 'gain').mean).toBe(0.375);
  });

  test('that are not defined are counted, and a ratio to nothing is one of them', () => {
    const metrics = [metric('gain', { relativeTo: { policy: 'a', case: null, as: 'ratio' } })];
    const result = weigh(input({ a: { gain: [0, 2] }, b: { gain: [1, 4] } }, metrics));
    expect(estimate(result, 'b', 'gain')).toMatchObject({ n: 1, undefinedShare: 0.5, mean: 2 });
  });
});

describe('regret', () => {
  test('is the distance to the best of the same future, whichever way is better', () => {
    const result = weigh(input(small, [gain, risk]));
    const of = (policy: string, id: string) =>
      result.regret.find((one) => one.policy === policy && one.metric === id)!;
    expect(of('a', 'gain')).toMatchObject({ max: 2, mean: 0.75 });
    expect(of('b', 'gain')).toMatchObject({ max: 1, mean: 0.25 });
    expect(of('b', 'risk')).toMatchObject({ max: 2, mean: 0.75 });
  });

  test('is never below 0, and 0 for some policy in each future', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 30 }),
        fc.nat(),
        (policies, futures, seed) => {
          const table = randomTable(policies, [gain, risk], futures, seed);
          const { regret } = weigh(input(table, [gain, risk]));
          expect(regret.every((one) => one.mean >= 0 && one.max >= one.p90 && one.p90 >= 0)).toBe(true);
          for (let f = 0; f < futures; f++) {
            const one = Object.fromEntries(
              Object.entries(table).map(([p, row]) => [p, { gain: [row.gain![f]!], risk: [row.risk![f]!] }]),
            );
            const single = weigh(input(one, [gain, risk])).regret;
            for (const id of ['gain', 'risk'])
              expect(Math.min(...single.filter((r) => r.metric === id).map((r) => r.max))).toBe(0);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('thresholds', () => {
  const line = (kind: 'at_least' | 'at_most', value: number) => ({ kind, value, why: 'w', source: 's' });
  test('are counted one by one, by lens and all together', () => {
    const metrics = [
      metric('gain', { threshold: line('at_least', 2) }),
      { ...risk, threshold: line('at_most', 1) },
    ];
    const result = weigh(input(small, metrics));
    const share = (policy: string, lens: string) =>
      result.satisfiedByLens.find((one) => one.policy === policy && one.lens === lens)!.share;
    expect(result.satisfied.map((one) => one.share)).toEqual([0.75, 1, 0.75, 0.5]);
    expect([share('a', 'all'), share('b', 'all')]).toEqual([0.75, 0.25]);
    expect(share('b', 'safety')).toBe(0.5);
    expect(result.satisfied.every((one) => one.shareError > 0)).toBe(true);
  });

  test('are not met by what is not defined, unless never is late enough', () => {
    const never = [Number.NaN, 2030];
    const shareOf = (one: WeighMetric) => weigh(input({ a: { date: never } }, [one])).satisfied[0]!.share;
    expect(
      shareOf(metric('date', { direction: 'lower', neverIsLate: true, threshold: line('at_most', 2031) })),
    ).toBe(0.5);
    expect(
      shareOf(metric('date', { direction: 'higher', neverIsLate: true, threshold: line('at_least', 2029) })),
    ).toBe(1);
    expect(shareOf(metric('date', { direction: 'higher', threshold: line('at_least', 2029) }))).toBe(0.5);
  });
});

describe('ranks', () => {
  test('follow the mean of the scaled metrics and share a place when equal', () => {
    const table = { a: { gain: [0, 4] }, b: { gain: [1, 0] }, c: { gain: [1, 0] } };
    const [rank] = weigh(input(table, [gain])).ranks;
    expect(rank!.order).toEqual([
      { policy: 'a', score: 0.5, rank: 1 },
      { policy: 'b', score: 0.5, rank: 1 },
      { policy: 'c', score: 0.5, rank: 1 },
    ]);
    expect(
      weigh(
        input({ a: { gain: [0, 4, 4] }, b: { gain: [1, 0, 0] }, c: { gain: [1, 0, 0] } }, [gain]),
      ).ranks[0]!.order.map((one) => one.rank),
    ).toEqual([1, 2, 2]);
  });

  test('count a group of kindred metrics once in the second grouping', () => {
    const metrics = [metric('m1', { group: 'g' }), metric('m2', { group: 'g' }), metric('m3')];
    const table = { a: { m1: [1], m2: [1], m3: [0] }, b: { m1: [0], m2: [0], m3: [1] } };
    const scores = weigh(input(table, metrics)).ranks.map(({ grouping, order }) => [
      grouping,
      order.map((one) => [one.policy, one.score]),
    ]);
    expect(scores).toEqual([
      [
        'metrics',
        [
          ['a', 0.666666667],
          ['b', 0.333333333],
        ],
      ],
      [
        'groups',
        [
          ['a', 0.5],
          ['b', 0.5],
        ],
      ],
    ]);
  });

  test('do not depend on the order in which policies are listed', () => {
    const metrics = [gain, risk, metric('third', { lens: 'other' })];
    const table = randomTable(4, metrics, 40, 3);
    const turned = Object.fromEntries(Object.entries(table).reverse());
    const [a, b] = [
      weigh(input(table, metrics)),
      weigh(input(turned, metrics, { frontier: { x: 'gain', y: 'third', reference: 'p0' } })),
    ];
    expect(b.ranks).toEqual(a.ranks);
    const byPolicy = (result: typeof a) =>
      result.acceptability.toSorted((p, q) =>
        `${p.grouping}${p.policy}`.localeCompare(`${q.grouping}${q.policy}`),
      );
    byPolicy(a).forEach((one, i) => {
      one.rankShares.forEach((share, r) => {
        expect(byPolicy(b)[i]!.rankShares[r]).toBeCloseTo(share, 8);
      });
    });
  });
});

describe('acceptability', () => {
  const lenses = (n: number) => Array.from({ length: n }, (_, l) => metric(`m${l}`, { lens: `l${l}` }));

  test.each([1, 2, 3, 5])('with %d lenses: shares of a policy sum to 1, and so do shares of a rank', (n) => {
    const metrics = lenses(n);
    const { acceptability } = weigh(input(randomTable(5, metrics, 60, n), metrics));
    for (const grouping of ['metrics', 'groups']) {
      const rows = acceptability.filter((one) => one.grouping === grouping).map((one) => one.rankShares);
      for (const row of rows) expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 7);
      for (let r = 0; r < 5; r++) expect(rows.reduce((sum, row) => sum + row[r]!, 0)).toBeCloseTo(1, 7);
    }
  });

  test('is exact for two lenses: the shares are the pieces between crossings', () => {
    const metrics = lenses(2);
    const table = { a: { m0: [1], m1: [0] }, b: { m0: [0], m1: [1] }, c: { m0: [0.75], m1: [0.75] } };
    const { acceptability } = weigh(input(table, metrics));
    // with weight w on the first lens: a = w, b = 1 - w, c = 3/4
    const first = acceptability.filter((one) => one.grouping === 'metrics').map((one) => one.rankShares[0]);
    expect(first).toEqual([0.25, 0.25, 0.5]);
  });

  test('of two policies agrees with the closed form on the simplex', () => {
    // P(sum w d > 0) for w uniform on the simplex = sum over d_i > 0 of d_i^(n-1) / prod_(j != i) (d_i - d_j)
    const metrics = lenses(3);
    // Two policies alone would be scaled to 0 and 1 in each lens, so a third and a fourth hold the scale.
    const table = {
      a: { m0: [0.9], m1: [0.2], m2: [0.5] },
      b: { m0: [0.3], m1: [0.6], m2: [0.4] },
      low: { m0: [0], m1: [0], m2: [0] },
      high: { m0: [1], m1: [1], m2: [1] },
    };
    const d = [0.6, -0.4, 0.1];
    const exact = d.reduce(
      (sum, di, i) =>
        di <= 0 ? sum : sum + di ** 2 / d.reduce((prod, dj, j) => (j === i ? prod : prod * (di - dj)), 1),
      0,
    );
    const { acceptability } = weigh(input(table, metrics));
    const second = acceptability.find((one) => one.policy === 'a')!.rankShares[1]!;
    expect(Math.abs(second - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 65_536));
  });

  test('splits ranks evenly where all policies are equal', () => {
    const metrics = lenses(3);
    const same = Object.fromEntries(metrics.map((one) => [one.id, [1, 1]]));
    const { acceptability } = weigh(input({ a: same, b: same }, metrics));
    expect(acceptability.every((one) => one.rankShares.every((share) => share === 0.5))).toBe(true);
  });
});

describe('the frontier', () => {
  test('strikes out what another policy beats on both medians', () => {
    const table = {
      a: { gain: [3], risk: [1] },
      b: { gain: [2], risk: [2] },
      c: { gain: [4], risk: [3] },
      d: { gain: [3], risk: [1] },
    };
    const { points } = weigh(input(table, [gain, risk])).frontier;
    expect(points.map((point) => [point.policy, point.dominated])).toEqual([
      ['a', false],
      ['b', true],
      ['c', false],
      ['d', false],
    ]);
  });

  test('draws at most 150 futures, the same for each policy', () => {
    const { points } = weigh(input(randomTable(2, [gain, risk], 1000, 1), [gain, risk])).frontier;
    expect(points.map((point) => point.cloud.length)).toEqual([143, 143]);
  });
});

describe('flips', () => {
  test('name the uncertainty that decides who is ahead, and not the one that does not', () => {
    const next = noise(2);
    const decides = Array.from({ length: 1000 }, next);
    const idle = Array.from({ length: 1000 }, next);
    const table = { a: { gain: decides.map(() => 1) }, b: { gain: decides.map((u) => (u > 0.7 ? 2 : 0)) } };
    const [flip] = weigh(
      input(table, [gain], { columns: [column('decides', decides), column('idle', idle)] }),
    ).flips;
    expect(flip).toMatchObject({ metric: 'gain', leader: 'a', rival: 'b' });
    expect(flip!.share).toBeCloseTo(0.7, 1);
    expect(flip!.drivers).toHaveLength(1);
    expect(flip!.drivers[0]).toMatchObject({ uncertainty: 'decides', lowFifth: 1, highFifth: 0 });
    expect(flip!.drivers[0]!.highFifthAbove).toBeCloseTo(0.8, 1);
  });

  test('raise no false alarm among 400 idle uncertainties', () => {
    const next = noise(9);
    const columns = Array.from({ length: 400 }, (_, i) => column(`u${i}`, Array.from({ length: 500 }, next)));
    const table = {
      a: { gain: Array.from({ length: 500 }, next) },
      b: { gain: Array.from({ length: 500 }, next) },
    };
    expect(weigh(input(table, [gain], { columns })).flips[0]!.drivers.length).toBe(0);
  });

  test('read a switch by its two values', () => {
    const on = Array.from({ length: 200 }, (_, i) => (i % 3 === 0 ? 1 : 0));
    const table = { a: { gain: on.map(() => 1) }, b: { gain: on.map((s) => (s ? 2 : 0)) } };
    const driver = weigh(input(table, [gain], { columns: [column('switch', on)] })).flips[0]!.drivers[0];
    expect(driver).toMatchObject({ lowFifth: 1, highFifth: 0, lowFifthBelow: 0, highFifthAbove: 1 });
  });

  test('are none with one policy', () => {
    expect(weigh(input({ a: { gain: [1, 2] } }, [gain])).flips).toEqual([]);
  });
});

describe('the document', () => {
  test('is the same text for the same input, rounded to nine digits', () => {
    const metrics = [gain, risk, metric('third', { lens: 'other' })];
    const table = randomTable(3, metrics, 50, 4);
    const text = weighJson(weigh(input(table, metrics)));
    expect(weighJson(weigh(input(table, metrics)))).toBe(text);
    const numbers = JSON.stringify(JSON.parse(text).estimates).match(/-?\d+(\.\d+)?(e-?\d+)?/g)!;
    expect(numbers.every((number) => Number(Number(number).toPrecision(9)) === Number(number))).toBe(true);
  });

  test('fits its published schema, also where nothing is defined', () => {
    const metrics = [
      metric('gain', {
        relativeTo: { policy: 'p0', case: null, as: 'ratio' },
        threshold: { kind: 'at_least', value: 1, why: 'w', source: 's' },
      }),
      metric('risk', { lens: 'safety' }),
      metric('never', { lens: 'safety' }),
    ];
    const table = randomTable(3, metrics, 50, 4);
    for (const row of Object.values(table)) row.never = row.never!.map(() => Number.NaN);
    const columns = [column('u', table.p1!.gain!)];
    const bands = [bandOf({ policy: 'p0', case: 'drawn', series: 's' }, [2022], Float64Array.of(1, 2))];
    const document = JSON.parse(weighJson(weigh(input(table, metrics, { columns, bands }))));
    expect(weighSchema.parse(document)).toEqual(document);
  });

  test('refuses missing runs and unknown names', () => {
    expect(() => weigh(input(small, [gain], { runs: () => new Float64Array(3) }))).toThrow(/AN001/);
    expect(() => weigh(input(small, [gain], { frontier: { x: 'gian', y: 'gain', reference: 'a' } }))).toThrow(
      /AN002.*did you mean "gain"/,
    );
    expect(() => weigh(input({ a: { gain: [] } }, [gain]))).toThrow(/AN003/);
  });
});

import { describe, expect, test } from 'vitest';
import {
  bandOf,
  historyChecks,
  listOf,
  printWeigh,
  quantileLevels,
  weigh,
} from '../../src/analysis/index.js';
import { displayWidth } from '../../src/base/text.js';
import { column, input, metric, noise, randomTable } from './build.js';

const line = (kind: 'at_least' | 'at_most', value: number) => ({ kind, value, why: 'w', source: 's' });

describe('the answer', () => {
  const next = noise(3);
  const draws = Array.from({ length: 400 }, next);
  const gain = metric('gain', { title: 'Compute gained', threshold: line('at_least', 1.5) });
  const after = metric('after', { title: 'Compute after a stop', lens: 'safety', unit: 'share' });
  const table = {
    closed: { gain: draws.map(() => 0), after: draws.map(() => 0.5) },
    open: { gain: draws.map((u) => 1 + u), after: draws.map((u) => 0.2 + 0.4 * u) },
    quota: { gain: draws.map((u) => 0.9 + 1.2 * u ** 2), after: draws.map(() => 0.45) },
  };
  const result = weigh(input(table, [gain, after], { columns: [column('u', draws)] }));
  const [first, second, third, fourth, fifth] = result.answer;

  test('has five sentences', () => {
    expect(result.answer).toHaveLength(5);
    for (const sentence of result.answer) expect(sentence).toMatch(/\.$/);
  });

  test('tells the range of the gain, with bands, and how often the leader leads', () => {
    const { leader, rival } = result.flips[0]!;
    expect([leader, rival]).toEqual(['open', 'quota']);
    expect(first).toMatch(
      /^Over 400 futures drawn from the priors "current" as of 2026-11-23, "Compute gained" \(median, 5th to 95th percentile\) runs from 1\.\d+ \[1\.\d+–1\.\d+\] kH100e under open to 0 kH100e under closed/,
    );
    const share = Math.round(100 * (draws.filter((u) => 1 + u >= 0.9 + 1.2 * u ** 2).length / 400));
    expect(first).toContain(`open is at least as good as the runner-up, quota, in ${share} ± 1% of futures`);
  });

  test('tells what a stop leaves against the path that is compared with', () => {
    const share = Math.round((100 * draws.filter((u) => 0.2 + 0.4 * u < 0.5).length) / 400);
    expect(second).toContain(`in the same future open falls behind closed in ${share} ±`);
    expect(second).toContain('50% under closed');
  });

  test('tells the thresholds met, and the hardest of them', () => {
    expect(third).toMatch(
      /^The one threshold is met in 5\d ± \d% of futures under open and in 0 ± 1% under closed, the two ends; the hardest to meet is "Compute gained" \(at least 1\.5 kH100e\)/,
    );
  });

  test('tells who is first through which lens and under how many weightings, and recommends nobody', () => {
    expect(fourth).toContain('open through Lens gain');
    expect(fourth).toContain('closed through Lens safety');
    expect(fourth).toMatch(
      /over all weightings of the 2 lenses and all futures, the share that puts a policy first is \w+ \d+%/,
    );
    expect(result.answer.join(' ')).not.toMatch(/should|recommend|best policy|good policy/i);
  });

  test('tells what flips the order, with the limit and the share there', () => {
    const high = result.flips.find((flip) =>
      flip.drivers.some((driver) => Math.min(driver.lowFifth, driver.highFifth) < 0.5),
    );
    expect(high).toBeDefined();
    expect(fifth).toMatch(/^What flips it: .*where "Uncertainty u" is at or (below|above) 0\.\d+ 1\/Year/);
  });
});

describe('odd situations', () => {
  const gain = metric('gain', { title: 'Gain' });
  const answer = (...args: Parameters<typeof input>) => weigh(input(...args)).answer;

  test('all policies equal', () => {
    const same = { gain: [1, 2, 3] };
    const [first, second, third, fourth, fifth] = answer({ a: same, b: same }, [gain]);
    expect(first).toContain(
      '"Gain" (median, 5th to 95th percentile) has the same median under every policy, 2 [1.1–2.9] kH100e',
    );
    expect(first).toContain('in 100 ±');
    expect(second).toContain('no policy is dominated');
    expect(third).toBe('The study sets no thresholds, so nothing is said of floors.');
    expect(fourth).toContain('First by mean score is every policy alike through Lens gain');
    expect(fourth).toContain('a 50%, b 50%');
    expect(fifth).toContain('No uncertainty of the study moves any of these orders');
  });

  test('a metric that is never defined', () => {
    const never = { gain: [Number.NaN, Number.NaN] };
    const result = weigh(input({ a: never, b: never }, [gain]));
    expect(result.answer[0]).toContain('"Gain" is not defined in any future under any policy');
    expect(result.flips.map((flip) => flip.metric)).toEqual(['weightings']);
    expect(result.warnings.join(' ')).toContain(
      '"Gain" is not defined in more than 5% of futures under 2 policies',
    );
    expect(() => printWeigh(result)).not.toThrow();
  });

  test('one policy', () => {
    const [first, second] = answer({ a: { gain: [1, 2] } }, [gain]);
    expect(first).toContain('is 1.5 [1.05–1.95] kH100e under a.');
    expect(second).not.toContain('in the same future');
  });

  test('two policies tied at the head of a lens', () => {
    const [, , , fourth] = answer({ a: { gain: [1, 2] }, b: { gain: [1, 2] }, c: { gain: [0, 0] } }, [gain]);
    expect(fourth).toContain('a and b through Lens gain');
  });

  test('an order that no single uncertainty turns', () => {
    const next = noise(4);
    const u = Array.from({ length: 1000 }, next);
    const table = { a: { gain: u.map(() => 1) }, b: { gain: u.map((x) => (x > 0.95 ? 2 : 0)) } };
    const [, , , , fifth] = answer(table, [gain], { columns: [column('u', u)] });
    expect(fifth).toMatch(
      /^No single uncertainty turns any of these orders; the strongest is "Uncertainty u", .* from 100% in its lowest fifth to 7\d% in its highest/,
    );
  });
});

describe('warnings', () => {
  test('tell of too few futures, and of none when there are enough', () => {
    const metrics = [metric('gain')];
    const few = weigh(input(randomTable(2, metrics, 20, 1), metrics)).warnings;
    expect(few[0]).toMatch(/^20 futures are few for the ends of the bands: in 1 of 2 pairs/);
    expect(weigh(input(randomTable(2, metrics, 4000, 1), metrics)).warnings).toEqual([]);
  });

  test('tell what a design means for shares and errors', () => {
    const base = input(randomTable(2, [metric('gain')], 4000, 1), [metric('gain')]);
    const run = { ...base.head.run, method: 'sobol', weighting: 'exploratory' };
    const warnings = weigh({ ...base, head: { ...base.head, run } }).warnings;
    expect(warnings[0]).toContain('not chances');
    expect(warnings[1]).toContain('as a rule too large');
  });
});

test('the printed answer fits 100 columns and names every policy', () => {
  const metrics = [
    metric('gain', {
      title: 'Compute gained to the end of 2032 against the never-bought path',
      threshold: line('at_least', 5),
    }),
    metric('risk', { lens: 'safety', title: 'Compute at risk', unit: 'share', direction: 'lower' }),
    metric('third', { lens: 'other' }),
    metric('fourth', { lens: 'industry' }),
    metric('fifth', { lens: 'global' }),
  ];
  const text = printWeigh(
    weigh(input(randomTable(11, metrics, 100, 8), metrics)),
    'results/s-00/dossier.html',
  );
  for (const one of text.split('\n')) expect(displayWidth(one)).toBeLessThanOrEqual(100);
  for (let p = 0; p < 11; p++) expect(text).toMatch(new RegExp(`^p${p} `, 'm'));
  expect(text).toContain('Dossier: results/s-00/dossier.html');
});

test('bands are quantiles at each time; undefined values are left out', () => {
  const values = Float64Array.of(1, 10, 2, Number.NaN, 3, 30);
  const band = bandOf({ policy: 'a', case: 'c', series: 's' }, [2022, 2023], values);
  expect(band).toMatchObject({
    policy: 'a',
    times: [2022, 2023],
    p50: [2, 20],
    p25: [1.5, 15],
    p75: [2.5, 25],
  });
  expect(bandOf({ policy: 'a', case: 'c', series: 's' }, [2022], Float64Array.of(Number.NaN)).p50).toEqual([
    Number.NaN,
  ]);
});

test('history stands inside the band or outside it', () => {
  const known = Float64Array.from({ length: 101 }, (_, i) => i);
  const check = {
    id: 'c',
    title: 't',
    unit: 'u',
    observed: 97,
    observedKey: 'history:x@2025',
    low: 90,
    high: null,
    naive: null,
    note: '',
  };
  const [found] = historyChecks([{ ...check, known, unknown: known.map((value) => 2 * value) }]);
  expect(found).toMatchObject({
    inside90: false,
    inside90PolicyUnknown: true,
    observed: 97,
    low: 90,
    high: null,
  });
  expect(found!.quantiles).toEqual(quantileLevels.map((level) => 100 * level));
});

test('names are joined as a sentence does', () => {
  expect([listOf([]), listOf(['a']), listOf(['a', 'b']), listOf(['a', 'b', 'c'])]).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
});

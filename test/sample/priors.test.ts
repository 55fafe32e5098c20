import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { alternativeOf, distributionOf, exploratory, type Prior } from '../../src/sample/index.js';

type Entry = Prior & { readonly id: string; readonly same?: boolean };

const read = (name: string): Entry[] => {
  const file = new URL(`../../data/evidence/${name}`, import.meta.url);
  return existsSync(file) ? parse(readFileSync(file, 'utf8')).priors : [];
};
const current = read('priors.yaml');
const byId = new Map(current.map((prior) => [prior.id, prior]));
const sets: [string, Entry[]][] = [
  ['current', current],
  // An entry marked `same` stands for the current one of that id.
  [
    'known-2024-12-31',
    read('priors-known-2024-12-31.yaml').map((prior) => (prior.same ? byId.get(prior.id)! : prior)),
  ],
];

describe.each(sets)('priors %s', (_, priors) => {
  test('are there', () => expect(priors.length).toBeGreaterThanOrEqual(105));

  test('are hit at p5, p50 and p95 to 1e-9, with the cdf undoing the quantile to 1e-12', () => {
    for (const prior of priors) {
      const d = distributionOf(prior);
      for (const [u, point] of [
        [0.05, prior.p5!],
        [0.5, prior.p50!],
        [0.95, prior.p95!],
      ] as const)
        expect(Math.abs(d.quantile(u) / point - 1), prior.id).toBeLessThan(1e-9);
      for (let i = 1; i < 200; i++) {
        const x = d.quantile(i / 200);
        expect(Math.abs(d.cdf(x) - i / 200), prior.id).toBeLessThan(1e-12);
        expect(x, prior.id).toBeGreaterThan(d.quantile((i - 0.5) / 200));
      }
    }
  });

  test('stay within their kind one time in a million either way', () => {
    for (const prior of priors) {
      const d = distributionOf(prior);
      const [low, high] = [d.quantile(1e-6), d.quantile(1 - 1e-6)];
      if (prior.p5! > 0) expect(low, prior.id).toBeGreaterThan(0);
      if (prior.dist === 'logitnormal') expect(high, prior.id).toBeLessThan(1);
      expect(Number.isFinite(high), prior.id).toBe(true);
      expect(Number.isFinite(d.mean()), prior.id).toBe(true);
    }
  });

  test('have a beta alternative through p5 and p95 where they allow one', () => {
    const allowing = priors.filter((prior) => prior.alt_dist);
    expect(allowing.length).toBeGreaterThan(30);
    for (const prior of allowing) {
      const d = alternativeOf(prior);
      expect(d?.quantile(0.05), prior.id).toBeCloseTo(prior.p5!, 9);
      expect(d?.quantile(0.95), prior.id).toBeCloseTo(prior.p95!, 9);
      expect(d?.cdf(d.quantile(0.3)), prior.id).toBeCloseTo(0.3, 10);
    }
  });

  test('are covered from p5 to p95 when explored', () => {
    for (const prior of priors) {
      const wide = exploratory(prior);
      expect(wide.low, prior.id).toBeLessThan(prior.p5!);
      expect(wide.high, prior.id).toBeGreaterThan(prior.p95!);
    }
  });
});

import { SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import { betaThrough } from './beta.js';
import type { Distribution, Prior } from './distribution.js';
import { matched } from './matched.js';
import { discrete, triangular, uniformOn } from './plain-forms.js';
import { type Scale, scaleBetween } from './scale.js';

/**
 * Makes the distribution that a prior describes; its 5th, 50th and 95th percentiles are hit exactly.
 *
 * `lognormal`, `logitnormal` and `normal` go through the three points on their own scale, also when the points
 * are skewed there. Bounds change the scale, not the points: one end makes it a log scale, two a logit scale.
 * A `normal` of a quantity whose three points are positive is kept above 0 if its plain form would fall below
 * 0 within 5 standard scores (chips do not live for less than no years); `bounds: { low: -Infinity }` undoes it.
 * Throws SA001 to SA004.
 *
 * @example
 * distributionOf({ dist: 'lognormal', p5: 0.4, p50: 0.9, p95: 2 }).quantile(0.95).toFixed(9) // => '2.000000000'
 */
export function distributionOf(prior: Prior): Distribution {
  if (prior.dist === 'discrete') return discreteOf(prior);
  if (prior.dist === 'uniform') return uniformOf(prior);
  if (prior.dist === 'triangular') return triangularOf(prior);
  const { p5, p50, p95 } = pointsOf(prior);
  return matched(prior.dist, scaleOf(prior), p5, p50, p95);
}

/**
 * Makes the wide, unweighted version of a prior for exploring: uniform from its 1st to its 99th percentile on
 * the prior's own scale (log, logit or plain).
 *
 * It covers what could be, evenly in proportion or log-odds, and says nothing about how likely that is. A
 * uniform prior stays as it is; the values of a discrete one get equal weight. Throws SA001 to SA004.
 *
 * @example
 * exploratory({ dist: 'normal', p5: -1, p50: 0, p95: 1 }).quantile(0.5) // => 0
 */
export function exploratory(prior: Prior): Distribution {
  const weighted = distributionOf(prior);
  if (prior.dist === 'uniform') return weighted;
  if (prior.dist === 'discrete') return discrete(prior.values!.map(({ value }) => ({ value, weight: 1 })));
  const scale = prior.dist === 'triangular' ? scaleBetween(-Infinity, Infinity) : scaleOf(prior);
  return uniformOn(scale, weighted.quantile(0.01), weighted.quantile(0.99));
}

/**
 * Makes the other form that a prior allows (`alt_dist: beta`), to test whether the choice of family matters.
 *
 * Hits p5 and p95 but not p50; see `betaThrough`. Throws SA002.
 *
 * @returns undefined when the prior allows none, or no beta distribution has its points
 * @example
 * alternativeOf({ dist: 'logitnormal', alt_dist: 'beta', p5: 0.2, p50: 0.35, p95: 0.5 })?.family // => 'beta'
 */
export function alternativeOf(prior: Prior): Distribution | undefined {
  if (prior.alt_dist !== 'beta') return undefined;
  const { p5, p50, p95 } = pointsOf(prior);
  return p5 > 0 && p95 < 1 ? betaThrough(p5, p50, p95) : undefined;
}

const endsOfFamily: Readonly<Record<string, readonly [number, number]>> = {
  lognormal: [0, Infinity],
  logitnormal: [0, 1],
  normal: [-Infinity, Infinity],
};

function scaleOf(prior: Prior): Scale {
  const ends = endsOfFamily[prior.dist];
  if (!ends) throw unknownFamily(prior);
  const { p5, p50, p95 } = pointsOf(prior);
  const low = prior.bounds?.low ?? (prior.dist === 'normal' && wouldCrossZero(p5, p50, p95) ? 0 : ends[0]);
  const high = prior.bounds?.high ?? ends[1];
  if (p5 <= low || p95 >= high) throw outsideBounds(prior, low, high);
  return scaleBetween(low, high);
}

// Five scores: once in 3.5 million draws. The lower spread is what counts for a skewed normal.
function wouldCrossZero(p5: number, p50: number, p95: number): boolean {
  return p5 > 0 && matched('normal', scaleBetween(-Infinity, Infinity), p5, p50, p95).quantile(2.9e-7) <= 0;
}

function pointsOf(prior: Prior): { p5: number; p50: number; p95: number } {
  const { p5, p50, p95 } = prior;
  if (
    p5 === undefined ||
    p50 === undefined ||
    p95 === undefined ||
    !(p5 < p50 && p50 < p95) ||
    p95 - p5 === Infinity
  )
    throw new SteelyardError({
      code: 'SA002',
      found: `${nameOf(prior)} has p5 ${p5}, p50 ${p50}, p95 ${p95}`,
      ...at(prior),
      expected: 'three finite numbers, p5 < p50 < p95',
      remedy: 'give the three points in rising order; a value that is certain is a constant, not a prior',
    });
  return { p5, p50, p95 };
}

function uniformOf(prior: Prior): Distribution {
  const { low, high } = prior.bounds ?? {};
  const everywhere = scaleBetween(-Infinity, Infinity);
  if (low === undefined || high === undefined) {
    const { p5, p95 } = pointsOf({ ...prior, p50: prior.p50 ?? (prior.p5! + prior.p95!) / 2 });
    const margin = (p95 - p5) / 18; // the twentieth part that lies beyond either point
    return uniformOn(everywhere, p5 - margin, p95 + margin);
  }
  if (!(low < high && high - low < Infinity)) throw outsideBounds(prior, low, high);
  return uniformOn(everywhere, low, high);
}

function triangularOf(prior: Prior): Distribution {
  const { mode, bounds: { low, high } = {} } = prior;
  const whole = low !== undefined && high !== undefined && mode !== undefined;
  if (whole && low < high && high - low < Infinity && low <= mode && mode <= high)
    return triangular(low, mode, high);
  throw new SteelyardError({
    code: 'SA003',
    found: `${nameOf(prior)} is triangular from ${low} over ${mode} to ${high}`,
    ...at(prior),
    expected: 'low < high, and the mode from low to high',
    remedy: 'give the least, the most likely and the greatest value in rising order',
  });
}

function discreteOf(prior: Prior): Distribution {
  const values = prior.values ?? [];
  const total = values.reduce((sum, { weight }) => sum + weight, 0);
  if (
    !(total > 0 && total < Infinity) ||
    values.some(({ value, weight }) => !Number.isFinite(value) || weight < 0)
  )
    throw new SteelyardError({
      code: 'SA004',
      found: `${nameOf(prior)} is discrete and has ${values.length} values with total weight ${total}`,
      ...at(prior),
      expected: 'at least one finite value, weights of zero or more, and a positive total',
      remedy: 'list values as {value, weight}',
    });
  return discrete(values.filter(({ weight }) => weight > 0));
}

function unknownFamily(prior: Prior): SteelyardError {
  const known = [...Object.keys(endsOfFamily), 'uniform', 'triangular', 'discrete'];
  const nearest = nearestName(prior.dist, known);
  return new SteelyardError({
    code: 'SA001',
    found: `${nameOf(prior)} names the distribution "${prior.dist}"`,
    ...at(prior),
    expected: `one of ${known.join(', ')}`,
    ...(nearest ? { nearest } : {}),
  });
}

function outsideBounds(prior: Prior, low: number, high: number): SteelyardError {
  return new SteelyardError({
    code: 'SA003',
    found: `${nameOf(prior)} has p5 ${prior.p5} and p95 ${prior.p95} with bounds ${low} to ${high}`,
    ...at(prior),
    expected: 'low < p5 and p95 < high',
    remedy: `widen the bounds, or use a family whose range holds the points (${prior.dist} does not)`,
  });
}

const nameOf = (prior: Prior) => (prior.id ? `prior ${prior.id}` : 'a prior');
const at = (prior: Prior) => (prior.place ? { place: prior.place } : {});

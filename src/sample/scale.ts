import { exp, log as ln } from '../base/elementary.js';

/** A smooth rising change of variable between a range of values and the whole line. */
export interface Scale {
  readonly name: 'plain' | 'log' | 'mirrored log' | 'logit';
  readonly low: number;
  readonly high: number;
  /** Value to line. */
  to(x: number): number;
  /** Line to value. */
  from(y: number): number;
  /** ln(dy/dx) at x, for densities. */
  logSlope(x: number): number;
}

/**
 * Chooses the scale on which a quantity between two ends is spread out over the whole line: plain without
 * ends, log of the distance from one end, logit between two.
 *
 * @example
 * scaleBetween(0, 1).to(0.5) // => 0
 */
export function scaleBetween(low: number, high: number): Scale {
  if (low > -Infinity && high < Infinity) return logit(low, high);
  if (low > -Infinity) return log(low);
  return high < Infinity ? mirroredLog(high) : plain;
}

const plain: Scale = {
  name: 'plain',
  low: -Infinity,
  high: Infinity,
  to: (x) => x,
  from: (y) => y,
  logSlope: () => 0,
};

const log = (low: number): Scale => ({
  name: 'log',
  low,
  high: Infinity,
  to: (x) => ln(x - low),
  from: (y) => low + exp(y),
  logSlope: (x) => -ln(x - low),
});

const mirroredLog = (high: number): Scale => ({
  name: 'mirrored log',
  low: -Infinity,
  high,
  to: (x) => -ln(high - x),
  from: (y) => high - exp(-y),
  logSlope: (x) => -ln(high - x),
});

const logit = (low: number, high: number): Scale => ({
  name: 'logit',
  low,
  high,
  to: (x) => ln((x - low) / (high - x)),
  from: (y) => low + (high - low) / (1 + exp(-y)),
  logSlope: (x) => ln((high - low) / ((x - low) * (high - x))),
});

import { type Question, rowOf, type Settled, settle } from './ask.js';
import type { Estimator } from './estimator.js';

/** The most chips that a search looks at. */
export const mostChips = 2 ** 20;

/** A server's worth of chips; larger fleets are looked for in whole servers. */
const server = 8;

/** What so many chips do, or undefined where they cannot hold the work or no layout divides them. */
export function settledAt(question: Question, count: number, estimator: Estimator): Settled | undefined {
  const settled = settle(rowOf({ ...question, count }), estimator);
  return 'why' in settled || settled.overBytes > 0 ? undefined : settled;
}

/**
 * Finds the smallest fleet that does what is asked: by doubling, then by halving between the last that did not and the
 * first that did; beyond eight chips in whole servers.
 *
 * @param does whether so many chips do it; once it is true it is taken to stay true
 * @returns undefined where no fleet up to a million chips does
 *
 * @example
 * smallestCount((count) => count >= 100) // => 104
 * smallestCount((count) => count >= 3) // => 4
 */
export function smallestCount(
  does: (count: number) => boolean,
  most: number = mostChips,
): number | undefined {
  let high = 1;
  while (!does(high)) {
    if (high >= most) return undefined;
    high *= 2;
  }
  if (high <= server) return high;
  let low = high / 2;
  while (high - low > server) {
    const middle = low + Math.ceil((high - low) / 2 / server) * server;
    if (middle >= high) break;
    if (does(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Finds the smallest fleet that holds the work in memory. */
export const smallestThatFits = (question: Question, estimator: Estimator): number | undefined =>
  smallestCount((count) => settledAt(question, count, estimator) !== undefined, 2 ** 16);

import { directionNumbers, pairT, rowsOf, type Start } from './digital-net.js';
import { degreeOf, primitivePolynomials } from './primitive.js';
import { type Stream, stream } from './stream.js';

/** How long to search; the defaults made src/sample/directions.ts. */
export interface SearchOptions {
  readonly seed?: number;
  /** Random starts tried in each dimension. */
  readonly tries?: number;
}

/**
 * Finds starts for the direction numbers of the first `dimensions` dimensions, one after the other.
 *
 * Each dimension takes the next primitive polynomial and, of `tries` random starts, the one with the smallest
 * sum of 4^t over its two-dimensional projections with every earlier dimension, for 2^3 to 2^13 points. 2^t is the
 * factor by which the bound on the integration error exceeds that of a perfect net, so the sum of squares is
 * ruled by the poorest projections. The idea of choosing starts by the t-values of two-dimensional projections
 * is that of Joe and Kuo (2008), SIAM J. Sci. Comput. 30(5):2635-2654; criterion, search and numbers are ours.
 *
 * @example
 * searchDirections(2)[1] // => { polynomial: 3, initial: [1] }
 */
export function searchDirections(dimensions: number, options: SearchOptions = {}): Start[] {
  const { seed = 0, tries = 100 } = options;
  const starts: Start[] = [{ polynomial: 1, initial: [] }];
  const rows = [rowsFor(starts[0]!)];
  for (const polynomial of primitivePolynomials(dimensions - 1)) {
    // Nearest first: they are the likeliest to end a poor try early.
    const best = bestStart(
      polynomial,
      rows.toReversed(),
      tries,
      stream(seed, 'direction numbers', `${starts.length}`),
    );
    starts.push(best);
    rows.push(rowsFor(best));
  }
  return starts.slice(0, dimensions);
}

const SMALLEST = 3;
const LARGEST = 13;

const rowsFor = (start: Start) => rowsOf(directionNumbers(start, LARGEST), LARGEST);

function bestStart(polynomial: number, rivals: readonly number[][], tries: number, random: Stream): Start {
  const degree = degreeOf(polynomial);
  let best: Start | undefined;
  let bestCost = Infinity;
  for (let attempt = 0; attempt < tries; attempt++) {
    const initial = Array.from({ length: degree }, (_, k) => oddBelow(k + 1, random.word(attempt * 32 + k)));
    const start = { polynomial, initial };
    const cost = costOf(rowsFor(start), rivals, bestCost);
    if (cost < bestCost) [best, bestCost] = [start, cost];
  }
  return best!;
}

const oddBelow = (bits: number, word: number) => ((word >>> (32 - bits)) | 1) >>> 0;

// Stops as soon as the cost passes the limit: most starts lose within the first few rivals.
function costOf(rows: readonly number[], rivals: readonly number[][], limit: number): number {
  let cost = 0;
  for (const rival of rivals) {
    for (let m = LARGEST; m >= SMALLEST; m--) cost += 4 ** pairT(rival, rows, m);
    if (cost >= limit) return Infinity;
  }
  return cost;
}

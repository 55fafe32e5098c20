import { directionNumbers, type Start } from './digital-net.js';
import { unpackStarts } from './direction-pack.js';
import { packedDirections } from './directions.js';
import { owenScrambling } from './owen.js';
import type { Stream } from './stream.js';

const starts: readonly Start[] = unpackStarts(packedDirections);

/** Number of dimensions that have direction numbers. */
export const SOBOL_DIMENSIONS = starts.length;
/** Most points of a design that is held as a table; `sampleRows` goes on from there. */
export const SOBOL_POINTS = 2 ** 21;

/**
 * Returns the first `size` points of one dimension of the Sobol' sequence, scrambled after Owen.
 *
 * The points are taken in Gray-code order (Antonov and Saleev 1979) and begin with the origin, which the
 * scrambling moves (dropping it spoils the net: Owen 2020, "On dropping the first Sobol' point"). A longer
 * column begins with the shorter one. Every aligned run of 2^k points has one point in each of 2^k equal cells.
 *
 * @param dimension 0 or more, below SOBOL_DIMENSIONS
 * @param random stream that decides the scrambling; dimensions with different streams are scrambled independently
 * @returns values in the open interval (0, 1)
 * @example
 * sobolColumn(7, 4, stream(1, 'a')).map((u) => Math.floor(4 * u)).sort() // => Float64Array [0, 1, 2, 3]
 */
export function sobolColumn(dimension: number, size: number, random: Stream): Float64Array {
  return sobolPart(dimension, random)(0, size);
}

/**
 * Makes a reader of one dimension of the scrambled Sobol' sequence that begins at any of its first 2^31 points.
 *
 * @example
 * const part = sobolPart(7, stream(1, 'a'))
 * part(2, 2) // => sobolColumn(7, 4, stream(1, 'a')).slice(2)
 */
export function sobolPart(dimension: number, random: Stream): (from: number, count: number) => Float64Array {
  const directions = directionNumbers(starts[dimension]!);
  const scramble = owenScrambling(random.key);
  return (from, count) => {
    const part = new Float64Array(count);
    let x = 0;
    for (let k = 0, gray = from ^ (from >>> 1); gray !== 0; k++, gray >>>= 1)
      if (gray & 1) x ^= directions[k]!;
    for (let n = 0; n < count; n++) {
      part[n] = scramble(x);
      const next = from + n + 1;
      x ^= directions[31 - Math.clz32(next & -next)]!; // the direction of the lowest set bit
    }
    return part;
  };
}

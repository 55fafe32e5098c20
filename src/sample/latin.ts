import type { Stream } from './stream.js';

/**
 * Returns one column of a Latin hypercube: exactly one value in each of `size` equal cells of (0, 1), in random
 * order, at a random place in its cell.
 *
 * McKay, Beckman and Conover (1979), Technometrics 21(2):239-245. The place in the cell has 32 bits, so that
 * no rounding can carry a value into the next cell (up to 2^21 cells).
 *
 * @example
 * latinColumn(4, stream(1, 'a')).map((u) => Math.floor(4 * u)).sort() // => Float64Array [0, 1, 2, 3]
 */
export function latinColumn(size: number, random: Stream): Float64Array {
  const cells = random.substream('order').permutation(size);
  const places = random.substream('place').block(0, size);
  return Float64Array.from(
    cells,
    (cell, i) => (cell + (Math.floor(places[i]! * 2 ** 31) + 0.5) * 2 ** -31) / size,
  );
}

import { bijection } from './bijection.js';
import type { Stream } from './stream.js';

/** Most rows whose order is drawn as a whole: 8 MB a column. */
const drawnRows = 2 ** 21;

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
  return latinPart(size, random)(0, size);
}

/**
 * Makes a reader of one column of a Latin hypercube that begins at any row.
 *
 * Up to 2^21 rows the order of the cells is drawn as a whole and kept; beyond, it is `bijection`, which keeps nothing,
 * and the place in a cell has as many bits as a double leaves.
 *
 * @param size rows of the whole, 1 to 2^31
 * @example
 * latinPart(8, stream(1, 'a'))(2, 3) // => latinColumn(8, stream(1, 'a')).slice(2, 5)
 */
export function latinPart(size: number, random: Stream): (from: number, count: number) => Float64Array {
  const order = random.substream('order');
  const places = random.substream('place');
  const cellOf = size <= drawnRows ? drawn(order.permutation(size)) : bijection(size, sixWords(order));
  const bits = Math.min(31, 20 + Math.clz32(size - 1));
  return (from, count) =>
    places
      .block(from, count)
      .map((place, n) => (cellOf(from + n) + (Math.floor(place * 2 ** bits) + 0.5) * 2 ** -bits) / size);
}

const drawn = (order: Uint32Array) => (row: number) => order[row]!;

const sixWords = (random: Stream) => Uint32Array.from({ length: 6 }, (_, i) => random.word(i));

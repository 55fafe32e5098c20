import { directionNumbers, type Start } from './digital-net.js';
import { unpackStarts } from './direction-pack.js';
import { packedDirections } from './directions.js';
import { philox } from './philox.js';
import type { Stream } from './stream.js';

const starts: readonly Start[] = unpackStarts(packedDirections);

/** Number of dimensions that have direction numbers. */
export const SOBOL_DIMENSIONS = starts.length;
/** Most points of a scrambled design: beyond these the scrambling would repeat itself. */
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
  const directions = directionNumbers(starts[dimension]!);
  const scramble = owenScrambling(random.key);
  const column = new Float64Array(size);
  let x = 0;
  for (let i = 0; i < size; i++) {
    column[i] = scramble(x);
    x ^= directions[31 - Math.clz32((i + 1) & -(i + 1))]!; // the direction of the lowest set bit of i + 1
  }
  return column;
}

/**
 * Makes Owen's nested uniform scrambling of 32-bit binary fractions under one key.
 *
 * Owen (1995), "Randomly permuted (t,m,s)-nets and (t,s)-sequences": each binary digit is flipped or not by a
 * random bit that belongs to the digits before it. The bits are exact and independent, not a hash: one Philox
 * block holds the 127 bits of seven levels of the tree below a prefix, and its counter is the prefix. Below the
 * 21st digit the points of a design no longer share a prefix, so 31 random digits stand there.
 *
 * @returns function from a 32-bit fraction to a double in the open interval (0, 1)
 */
function owenScrambling([k0, k1]: readonly [number, number]): (x: number) => number {
  const block = new Uint32Array(4);
  const top = new Uint32Array(4);
  philox(0, 0, OWEN, 0, k0, k1, top);
  // The 128 blocks of the second seven levels are shared by all points: made when first met, then kept.
  const second: (Uint32Array | undefined)[] = new Array(128);
  const secondBlock = (prefix: number) => {
    const made = new Uint32Array(4);
    philox(prefix, 1, OWEN, 0, k0, k1, made);
    second[prefix] = made;
    return made;
  };
  return (x) => {
    const prefix = x >>> 25;
    let digits = sevenLevels(x, 0, top);
    digits = (digits << 7) | sevenLevels(x, 7, second[prefix] ?? secondBlock(prefix));
    philox(x >>> 18, 2, OWEN, 0, k0, k1, block);
    digits = (digits << 7) | sevenLevels(x, 14, block);
    philox(x >>> 11, 3, OWEN, 0, k0, k1, block);
    return (digits * 2 ** 31 + (block[0]! >>> 1) + 0.5) * 2 ** -52;
  };
}

const OWEN = 0x4f77656e; // keeps these counters apart from those of the stream's own numbers

// Scrambled digits `from` to `from + 6` of x; bit n of the block belongs to node n of the tree, root 1.
function sevenLevels(x: number, from: number, bits: Uint32Array): number {
  let node = 1;
  let digits = 0;
  for (let level = from; level < from + 7; level++) {
    const digit = (x >>> (31 - level)) & 1;
    digits = (digits << 1) | (digit ^ ((bits[node >>> 5]! >>> (node & 31)) & 1));
    node = (node << 1) | digit;
  }
  return digits;
}

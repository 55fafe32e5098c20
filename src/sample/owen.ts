import { philox } from './philox.js';

/**
 * Makes Owen's nested uniform scrambling of 32-bit binary fractions under one key.
 *
 * Owen (1995), "Randomly permuted (t,m,s)-nets and (t,s)-sequences": each binary digit is flipped or not by a
 * random bit that belongs to the digits before it. The bits are exact and independent, not a hash: one Philox
 * block holds the 127 bits of seven levels of the tree below a prefix, and its counter is the prefix. The first 2^21
 * points of a design have no digits below the 21st, so that 31 random digits stand there; a later point shares its 21
 * digits with one of them, and its digits below go by the tree of that prefix.
 *
 * @returns function from a 32-bit fraction to a double in the open interval (0, 1)
 * @example
 * const scramble = owenScrambling([1, 2])
 * Math.floor(2 * scramble(0)) + Math.floor(2 * scramble(2 ** 31)) // => 1
 */
export function owenScrambling([k0, k1]: readonly [number, number]): (x: number) => number {
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
  const below = deepDigits(k0, k1);
  return (x) => {
    const prefix = x >>> 25;
    let digits = levels(x, 0, 7, top);
    digits = (digits << 7) | levels(x, 7, 7, second[prefix] ?? secondBlock(prefix));
    philox(x >>> 18, 2, OWEN, 0, k0, k1, block);
    digits = (digits << 7) | levels(x, 14, 7, block);
    philox(x >>> 11, 3, OWEN, 0, k0, k1, block);
    const rest = block[0]! >>> 1;
    return (digits * 2 ** 31 + ((x & 0x7ff) === 0 ? rest : below(x, rest)) + 0.5) * 2 ** -52;
  };
}

const OWEN = 0x4f77656e; // keeps these counters apart from those of the stream's own numbers

/**
 * Digits 22 to 52 of a point whose digits 22 to 32 are not all 0. As long as they are 0, and at the first that is not,
 * the bits that flip are those of `rest`, which the point of this prefix with zeros only has for its digits.
 */
function deepDigits(k0: number, k1: number): (x: number, rest: number) => number {
  const block = new Uint32Array(4);
  return (x, rest) => {
    const own = x & 0x7ff;
    const shared = Math.clz32(own) - 21 + 1;
    philox(x >>> 11, 4, OWEN, 0, k0, k1, block);
    let digits = levels(x, 21, 7, block);
    philox(x >>> 4, 5, OWEN, 0, k0, k1, block);
    digits = (digits << 4) | levels(x, 28, 4, block);
    philox(x, 6, OWEN, 0, k0, k1, block);
    const along = ((rest >>> 20) ^ own) >>> (11 - shared);
    const behind = digits & ((1 << (11 - shared)) - 1);
    return ((along << (11 - shared)) | behind) * 2 ** 20 + (block[0]! >>> 12);
  };
}

// Scrambled digits `from` to `from + count - 1` of x; bit n of the block belongs to node n of the tree, root 1.
function levels(x: number, from: number, count: number, bits: Uint32Array): number {
  let node = 1;
  let digits = 0;
  for (let level = from; level < from + count; level++) {
    const digit = (x >>> (31 - level)) & 1;
    digits = (digits << 1) | (digit ^ ((bits[node >>> 5]! >>> (node & 31)) & 1));
    node = (node << 1) | digit;
  }
  return digits;
}

import { SteelyardError } from '../base/error.js';
import { philox } from './philox.js';

/** A named stream of random numbers in which any place can be read without reading the ones before it. */
export interface Stream {
  /** The two words that tell this stream from every other; made from the seed and the names. */
  readonly key: readonly [number, number];
  /** Number i (0 or more, whole) as a double in the open interval (0, 1): 52 random bits at cell midpoints. */
  uniform(i: number): number;
  /** Whole number i of the stream as an unsigned 32-bit word. */
  word(i: number): number;
  /** Uniform numbers start, start + 1, ... as an array of the given length. */
  block(start: number, length: number): Float64Array;
  /** A random order of 0 .. length - 1 (Fisher-Yates; uses its own substream). */
  permutation(length: number): Uint32Array;
  /** The stream named by this one's names and further ones. */
  substream(...names: readonly string[]): Stream;
}

/**
 * Opens the stream of random numbers that a seed and a path of names point to.
 *
 * Streams of different seeds or names do not depend on each other, and which others are opened, in which order,
 * or on which thread, changes nothing. The key is the seed's 64 bits with each name folded in: eight UTF-16
 * units at a time as the counter of a Philox block whose first two words are added to the key, then the name's
 * length and depth, so that ('ab') and ('a', 'b') differ. Throws SA005 for a seed that is not a whole number
 * from 0 to 2^53 - 1.
 *
 * @example
 * stream(1, 'design', 'cutoff').uniform(5) === stream(1).substream('design', 'cutoff').uniform(5) // => true
 */
export function stream(seed: number, ...names: readonly string[]): Stream {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new SteelyardError({
      code: 'SA005',
      found: `seed ${seed}`,
      expected: 'a whole number from 0 to 9007199254740991',
    });
  return streamOf(foldAll([seed >>> 0, Math.floor(seed / 2 ** 32), 0], names));
}

type Key = readonly [low: number, high: number, depth: number];

function streamOf(key: Key): Stream {
  const [k0, k1] = key;
  const words = new Uint32Array(4);
  const load = (block: number) => philox(block >>> 0, Math.floor(block / 2 ** 32), 0, 0, k0, k1, words);
  const self: Stream = {
    key: [k0, k1],
    uniform(i) {
      load(Math.floor(i / 2));
      return i % 2 === 0 ? toUniform(words[0]!, words[1]!) : toUniform(words[2]!, words[3]!);
    },
    word(i) {
      load(Math.floor(i / 4));
      return words[i % 4]!;
    },
    block(start, length) {
      const values = new Float64Array(length);
      for (let n = 0; n < length; ) {
        const i = start + n;
        load(Math.floor(i / 2));
        if (i % 2 === 0) values[n++] = toUniform(words[0]!, words[1]!);
        if (n < length && (start + n) % 2 === 1) values[n++] = toUniform(words[2]!, words[3]!);
      }
      return values;
    },
    permutation(length) {
      const order = new Uint32Array(length).map((_, i) => i);
      const picks = self.substream('permutation').block(0, Math.max(0, length - 1));
      for (let i = length - 1; i > 0; i--) {
        const j = Math.floor(picks[i - 1]! * (i + 1));
        const held = order[i]!;
        order[i] = order[j]!;
        order[j] = held;
      }
      return order;
    },
    substream: (...names) => streamOf(foldAll(key, names)),
  };
  return self;
}

// 52 bits, then half a cell: exact in a double, symmetric about 1/2, and never 0 or 1.
function toUniform(high: number, low: number): number {
  return ((high >>> 6) * 0x4000000 + (low >>> 6) + 0.5) * 2 ** -52;
}

function foldAll(key: Key, names: readonly string[]): Key {
  return names.reduce(fold, key);
}

function fold([k0, k1, depth]: Key, name: string): Key {
  const out = new Uint32Array(4);
  let low = k0;
  let high = k1;
  const absorb = (a: number, b: number, c: number, d: number) => {
    philox(a, b, c, d, low, high, out);
    low = (low + out[0]!) >>> 0;
    high = (high + out[1]!) >>> 0;
  };
  const pair = (i: number) => (name.charCodeAt(i) || 0) | ((name.charCodeAt(i + 1) || 0) << 16);
  for (let i = 0; i < name.length; i += 8) absorb(pair(i), pair(i + 2), pair(i + 4), pair(i + 6));
  absorb(name.length, depth + 1, 0, 0x6e616d65); // the last word spells "name": no text block can end so by chance of padding
  return [low, high, depth + 1];
}

/**
 * Buckets of numbers by sign, power of two and the first bits behind the point: DDSketch (Masson, Rim and Lee 2019,
 * "DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees", PVLDB 12(12):2195-2205) with
 * the mapping that is linear between powers of two (its section 2.2). Counts are whole numbers, so that sketches join
 * to the same bits in any order, and no logarithm is taken whose last digit hangs on the machine.
 *
 * Every power of two that has a number has a page, however far it lies from the others. Where pages are so many that they
 * would not fit, the buckets of all of them are joined two by two, as UDDSketch does (Epicoco and others 2020, IEEE
 * Access 8:147604-147617): what remains hangs on all the numbers alone, and not on their order.
 */

/** Pages of a cell: one for each sign and power of two. Page 0 holds zero and what is smaller than 2^-1022. */
export const pages = 4096;

/** Buckets that the numbers of a group take at most, of all arms: 64 MB. */
export const mostBuckets = 2 ** 24;

const exponentOf = (page: number) => page & 2047;

/** Counts of pages of one cell, each of 2^bits buckets. */
export type PageCounts = ReadonlyMap<number, Uint32Array>;

/**
 * Chooses the bits with which so many pages have room: `bits` if they can, 0 if nothing is small enough.
 *
 * @example
 * bitsFor(3, 10, 4096) // => 10
 * bitsFor(5, 10, 4096) // => 9
 */
export function bitsFor(count: number, bits: number, room: number): number {
  let chosen = bits;
  while (chosen > 0 && count * 2 ** chosen > room) chosen--;
  return chosen;
}

/**
 * Gives the order statistics of a cell at some ranks, each inside the bucket that holds it: off by 2^-bits of its value
 * at most, or by 2^-1022.
 *
 * A bucket's numbers are taken as spread evenly over it.
 *
 * @param ranks from 0, rising
 */
export function bucketValues(counts: PageCounts, bits: number, ranks: readonly number[]): number[] {
  const found: number[] = [];
  let before = 0;
  for (const page of [...counts.keys()].sort((a, b) => lineOf(a) - lineOf(b))) {
    const slots = counts.get(page)!;
    const negative = page >= 2048;
    for (let i = 0; i < slots.length; i++) {
      const slot = negative ? slots.length - 1 - i : i;
      const count = slots[slot]!;
      while (found.length < ranks.length && ranks[found.length]! < before + count)
        found.push(valueIn(page, slot, bits, (ranks[found.length]! - before + 0.5) / count));
      before += count;
    }
  }
  return found;
}

/** Where a page stands among all, from the lowest numbers to the highest. */
const lineOf = (page: number) => (page >= 2048 ? -exponentOf(page) : exponentOf(page));

/** @param share how far into the bucket, from its lower end */
function valueIn(page: number, slot: number, bits: number, share: number): number {
  if (exponentOf(page) === 0) return 0;
  const power = 2 ** (exponentOf(page) - 1023);
  const along = page >= 2048 ? slot + 1 - share : slot + share;
  return (page >= 2048 ? -1 : 1) * power * (1 + along / 2 ** bits);
}

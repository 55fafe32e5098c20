/**
 * Buckets of numbers by sign, power of two and the first bits behind the point: DDSketch (Masson, Rim and Lee 2019,
 * "DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees", PVLDB 12(12):2195-2205) with
 * the mapping that is linear between powers of two (its section 2.2). Counts are whole numbers, so that sketches join
 * to the same bits in any order, and no logarithm is taken whose last digit hangs on the machine.
 */

/** Pages of a cell: one for each sign and power of two. Page 0 holds zero and what is too small to tell from it. */
export const pages = 4096;
/** Powers of two below the greatest that a cell tells apart; what is smaller counts as zero. */
export const octaves = 64;

const exponentOf = (page: number) => page & 2047;

/** Counts of pages of one cell, each of 2^bits buckets. */
export type PageCounts = ReadonlyMap<number, Uint32Array>;

/** Lists the pages that are too small beside the greatest of a cell. */
export function smallPages(present: readonly number[]): number[] {
  const floor = Math.max(...present.map(exponentOf)) - octaves;
  return present.filter((page) => page !== 0 && exponentOf(page) <= Math.max(0, floor));
}

/** Tells whether a page is too small beside the greatest exponent of a cell. */
export const isSmall = (page: number, greatest: number): boolean =>
  exponentOf(page) <= Math.max(0, greatest - octaves);

/**
 * Gives the order statistics of a cell at some ranks, each inside the bucket that holds it: off by 2^-bits of its value
 * at most, or by 2^-63 of the greatest value, or by 2^-1022.
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

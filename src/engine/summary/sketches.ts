import { bitsFor, type PageCounts, pages } from './buckets.js';
import type { GroupSummary } from './group.js';

/** Counts of some numbers over all chunks. */
export interface Sketches {
  join(summary: Pick<GroupSummary, 'pages' | 'counts'>): void;
  pagesOf(cell: number): PageCounts;
  /** Bits that tell two buckets apart now; fewer than at the start once the counts would not fit. */
  bits(): number;
}

/**
 * Starts the counts of some numbers.
 *
 * The bits that remain are those with which the pages of all runs have room. A chunk has no more pages than all runs, so
 * that it never comes with fewer bits, and the order of chunks changes nothing.
 *
 * @param bits at the start, as `makeGroup` has it
 * @param room buckets of all numbers at most
 */
export function makeSketches(cells: number, bits: number, room: number): Sketches {
  const sketches = Array.from({ length: cells }, () => new Map<number, Uint32Array>());
  let held = 0;
  let fine = bits;
  const coarsen = (to: number) => {
    for (const sketch of to < fine ? sketches : [])
      for (const [page, counts] of sketch)
        sketch.set(page, addCoarser(new Uint32Array(2 ** to), counts, fine - to));
    fine = to;
  };
  return {
    join({ pages: ids, counts }) {
      const size = counts.length / Math.max(1, ids.length);
      const sketchOf = (id: number) => sketches[Math.floor(id / pages)]!;
      for (const id of ids) if (!sketchOf(id).has(id % pages)) held++;
      coarsen(bitsFor(held, fine, room));
      const steps = Math.round(Math.log2(size)) - fine;
      ids.forEach((id, i) => {
        const sketch = sketchOf(id);
        const into = sketch.get(id % pages) ?? new Uint32Array(2 ** fine);
        sketch.set(id % pages, addCoarser(into, counts.subarray(i * size, (i + 1) * size), steps));
      });
    },
    pagesOf: (cell) => sketches[cell]!,
    bits: () => fine,
  };
}

/** Adds the counts of a page to those of one whose buckets are 2^steps times as wide. */
function addCoarser(into: Uint32Array, counts: Uint32Array, steps: number): Uint32Array {
  for (let slot = 0; slot < counts.length; slot++) into[slot >>> steps]! += counts[slot]!;
  return into;
}

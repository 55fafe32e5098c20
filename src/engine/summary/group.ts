import { NA } from '../../sd/syntax/expression.js';
import { bitsFor, mostBuckets, pages } from './buckets.js';
import { leafRuns, momentTree } from './moments.js';

/** What the runs of one chunk came to, of numbers that are summarised alike; typed arrays only. */
export interface GroupSummary {
  /** Levels of the subtrees of moments, the highest first. */
  readonly levels: Uint8Array;
  /** Their nodes, one after the other; see moments.ts. */
  readonly nodes: Float64Array;
  /** Least and greatest of each number; Infinity and -Infinity of none. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** Runs in which a number is undefined or not available. */
  readonly missing: Float64Array;
  /** Pages of buckets that are not empty, as cell * 4096 + page; empty without a sketch. */
  readonly pages: Int32Array;
  /** Their counts, as many of each page: 2^bits, or less where the pages would not fit; see buckets.ts. */
  readonly counts: Uint32Array;
}

/** Gathers some numbers from run after run. */
export interface Group {
  /**
   * Takes `count` runs: number `cell` of run `lane` is scales[cell] * values[offsets[cell] + base + lane].
   * Calls come in the order of runs.
   */
  take(
    values: Float64Array,
    offsets: Int32Array,
    scales: Float64Array | undefined,
    base: number,
    count: number,
  ): void;
  /** Ends a chunk and begins the next one. */
  finish(): GroupSummary;
}

/**
 * Makes the place where numbers of a chunk are gathered.
 *
 * @param cells numbers a run
 * @param bits bits behind the point that tell two buckets apart, 1 to 20; 0 keeps no sketch
 * @param room buckets at most; where the pages are too many, fewer bits tell buckets apart
 */
export function makeGroup(cells: number, bits: number, room = mostBuckets): Group {
  const sketch = bits > 0 ? makeSketch(cells, bits, room) : undefined;
  const least = new Float64Array(cells).fill(Infinity);
  const most = new Float64Array(cells).fill(-Infinity);
  const missing = new Float64Array(cells);
  // A leaf is held whole, so that the counts of a number come into the cache once for all its runs.
  const leaf = new Float64Array(cells * leafRuns);
  let tree = momentTree();
  let held = 0;
  const closeLeaf = () => {
    const node = new Float64Array(3 * cells);
    for (let cell = 0; cell < cells; cell++) sumLeaf(leaf, cell, held, node, least, most);
    for (let cell = 0; cell < cells; cell++) missing[cell]! += held - node[3 * cell]!;
    sketch?.add(leaf, held);
    tree.push(node, 0);
    held = 0;
  };
  return {
    take(values, offsets, scales, base, count) {
      for (let done = 0; done < count; ) {
        const part = Math.min(count - done, leafRuns - held);
        for (let cell = 0; cell < cells; cell++) {
          const scale = scales === undefined ? 1 : scales[cell]!;
          const from = offsets[cell]! + base + done;
          const into = cell * leafRuns + held - from;
          for (let i = from; i < from + part; i++) {
            const value = values[i]!;
            leaf[into + i] = value === NA ? Number.NaN : scale * value;
          }
        }
        done += part;
        held += part;
        if (held === leafRuns) closeLeaf();
      }
    },
    finish() {
      if (held > 0) closeLeaf();
      const parts = tree.parts();
      const nodes = new Float64Array(parts.length * 3 * cells);
      parts.forEach(({ node }, i) => {
        nodes.set(node, i * 3 * cells);
      });
      const summary = {
        levels: Uint8Array.from(parts, ({ level }) => level),
        nodes,
        least: least.slice(),
        most: most.slice(),
        missing: missing.slice(),
        ...(sketch?.finish() ?? { pages: new Int32Array(), counts: new Uint32Array() }),
      };
      tree = momentTree();
      least.fill(Infinity);
      most.fill(-Infinity);
      missing.fill(0);
      return summary;
    },
  };
}

/**
 * Writes count, mean and sum of squared deviations of one number over a leaf, and widens its ends. Infinite values become
 * NaN, as values that are missing are. Sums are of what lies above the first value, which keeps the digits of the squares.
 */
function sumLeaf(
  leaf: Float64Array,
  cell: number,
  held: number,
  node: Float64Array,
  least: Float64Array,
  most: Float64Array,
): void {
  const from = cell * leafRuns;
  let n = 0;
  let shift = 0;
  let sum = 0;
  let squares = 0;
  let low = least[cell]!;
  let high = most[cell]!;
  for (let i = from; i < from + held; i++) {
    const value = leaf[i]!;
    if (value - value !== 0) {
      leaf[i] = Number.NaN;
      continue;
    }
    if (n === 0) shift = value;
    n++;
    const above = value - shift;
    sum += above;
    squares += above * above;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (n === 0) return;
  least[cell] = low;
  most[cell] = high;
  node[3 * cell] = n;
  node[3 * cell + 1] = shift + sum / n;
  node[3 * cell + 2] = Math.max(0, squares - (sum * sum) / n);
}

/** Which half of a double holds its sign, exponent and first bits. */
const highWord = new Uint32Array(Float64Array.of(1).buffer)[1] === 0x3ff00000 ? 1 : 0;

function makeSketch(cells: number, bits: number, room: number) {
  // Counts of the pages that are there, one after the other; the first has place 1.
  let counts = new Uint32Array(16 << bits);
  let present: number[] = [];
  let fine = bits;
  const own = Array.from({ length: cells }, (): number[] => []);
  // Places of the pages of the number at hand; 0 says that there is none. One table for all, so that memory goes by the
  // pages that are there.
  const table = new Int32Array(pages);
  const open = (cell: number, page: number): number => {
    const place = present.push(cell * pages + page);
    own[cell]!.push(place);
    for (const to = bitsFor(place, fine, room); fine > to; fine--) halve(counts, place << fine);
    const end = (place + 1) << fine;
    if (end > counts.length) {
      const more = new Uint32Array(Math.max(end, Math.min(2 * counts.length, room + 2 ** bits)));
      more.set(counts);
      counts = more;
    }
    return place;
  };
  // Minus zero, and what is as small, counts as zero.
  const placeOf = (cell: number, page: number): number => {
    const counted = page === 2048 ? 0 : page;
    table[counted] ||= open(cell, counted);
    table[page] = table[counted]!;
    return table[page];
  };
  return {
    /** Counts the first `held` numbers of each leaf; NaN is no number. */
    add(leaf: Float64Array, held: number) {
      const words = new Uint32Array(leaf.buffer);
      // Read here and not at each number: `open` alone puts others in their place.
      let [into, shift, mask] = [counts, fine, 2 ** fine - 1];
      for (let cell = 0; cell < cells; cell++) {
        const places = own[cell]!;
        for (const place of places) table[present[place - 1]! % pages] = place;
        const from = 2 * cell * leafRuns + highWord;
        for (let i = from; i < from + 2 * held; i += 2) {
          const word = words[i]!;
          const page = word >>> 20;
          if ((page & 2047) === 2047) continue;
          let place = table[page]!;
          if (place === 0) {
            place = placeOf(cell, page);
            [into, shift, mask] = [counts, fine, 2 ** fine - 1];
          }
          into[(place << shift) + ((word >>> (20 - shift)) & mask)]!++;
        }
        for (const place of places) table[present[place - 1]! % pages] = 0;
        table[2048] = 0;
      }
    },
    finish() {
      const end = (present.length + 1) << fine;
      const summary = { pages: Int32Array.from(present), counts: counts.slice(2 ** fine, end) };
      counts.fill(0, 0, end);
      for (const id of present) own[Math.floor(id / pages)] = [];
      present = [];
      fine = bits;
      return summary;
    },
  };
}

/** Joins the buckets of the first `end` two by two, in their place. */
function halve(counts: Uint32Array, end: number): void {
  for (let i = 0; i < end / 2; i++) counts[i] = counts[2 * i]! + counts[2 * i + 1]!;
  counts.fill(0, end / 2, end);
}

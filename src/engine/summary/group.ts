import { NA } from '../../sd/syntax/expression.js';
import { isSmall, pages } from './buckets.js';
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
  /** Their counts, 2^bits a page; see buckets.ts. */
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
 */
export function makeGroup(cells: number, bits: number): Group {
  const sketch = bits > 0 ? makeSketch(cells, bits) : undefined;
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

function makeSketch(cells: number, bits: number) {
  const size = 2 ** bits;
  const [shift, mask] = [20 - bits, size - 1];
  // Where the counts of each page begin; 0 says that it has none. Only what is touched takes memory.
  const places = new Int32Array(cells * pages);
  const greatest = new Int16Array(cells);
  let present: number[] = [];
  let counts = new Uint32Array(16 * size);
  const open = (id: number): number => {
    const at = (present.push(id) + 1) * size;
    if (at + size > counts.length) {
      const more = new Uint32Array(2 * counts.length);
      more.set(counts);
      counts = more;
    }
    places[id] = at;
    return at;
  };
  const placeOf = (cell: number, page: number): number => {
    const small = isSmall(page, greatest[cell]!);
    const id = cell * pages + (small ? 0 : page);
    if (!small) greatest[cell] = Math.max(greatest[cell]!, page & 2047);
    return places[id] || open(id);
  };
  return {
    /** Counts the first `held` numbers of each leaf; NaN is no number. */
    add(leaf: Float64Array, held: number) {
      const words = new Uint32Array(leaf.buffer);
      // Read here and not at each number: `open` alone puts another in its place.
      let table = counts;
      for (let cell = 0; cell < cells; cell++) {
        const first = cell * pages;
        const from = 2 * cell * leafRuns + highWord;
        for (let i = from; i < from + 2 * held; i += 2) {
          const word = words[i]!;
          const page = word >>> 20;
          if ((page & 2047) === 2047) continue;
          let at = places[first + page]!;
          if (at === 0) {
            at = placeOf(cell, page);
            table = counts;
          }
          table[at + ((word >>> shift) & mask)]!++;
        }
      }
    },
    finish() {
      const summary = {
        pages: Int32Array.from(present),
        counts: counts.slice(2 * size, (present.length + 2) * size),
      };
      for (const id of present) places[id] = 0;
      counts.fill(0, 0, (present.length + 2) * size);
      greatest.fill(0);
      present = [];
      return summary;
    },
  };
}

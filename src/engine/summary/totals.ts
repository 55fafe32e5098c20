import { once } from '../../base/once.js';
import { NA } from '../../sd/syntax/expression.js';
import { bucketValues, mostBuckets, type PageCounts } from './buckets.js';
import { type GroupSummary, makeGroup } from './group.js';
import { momentTree, totalOf } from './moments.js';
import { makeSketches } from './sketches.js';

/** What many runs make of one number; missing values are in `missing` alone. */
export interface Spread {
  /** Runs that have a value, and runs that have none. */
  readonly count: number;
  readonly missing: number;
  /** NaN of no runs, as all below. */
  readonly mean: number;
  /**
   * Standard deviation of the runs as a sample (divided by count - 1); NaN of fewer than two, and not finite where runs
   * lie more than about 1e154 apart: a double does not hold the square.
   */
  readonly deviation: number;
  readonly least: number;
  readonly most: number;
  /** One for each level asked for: type 7 of Hyndman and Fan (1996), linear between order statistics. */
  readonly quantiles: readonly number[];
}

/** Joins chunks of runs, in whatever order they come, and tells what they came to. */
export interface Totals {
  /** Takes the runs `from` to `to`, summed up where they ran. */
  join(from: number, to: number, summary: GroupSummary): void;
  /** Takes the values of the runs `from` to `to`, row by run. */
  add(from: number, to: number, rows: Float64Array): void;
  spreads(levels: readonly number[]): Spread[];
  /** How far an order statistic may be off, as a share of its value; see `Precision`. */
  precision(): number;
}

type Moments = Pick<GroupSummary, 'levels' | 'nodes'>;

/**
 * Starts the totals of some numbers of each run.
 *
 * @param cells numbers a run
 * @param bits as `makeGroup` has it; 0 keeps every value that `add` is given, and quantiles are exact
 * @param runs with `bits` 0: how many runs there will be at most
 * @param room as `makeGroup` has it, and the same as the chunks had
 */
export function makeTotals(cells: number, bits: number, runs: number, room = mostBuckets): Totals {
  const tree = momentTree();
  const least = new Float64Array(cells).fill(Infinity);
  const most = new Float64Array(cells).fill(-Infinity);
  const missing = new Float64Array(cells);
  const sketches = bits > 0 ? makeSketches(cells, bits, room) : undefined;
  const kept = Array.from({ length: bits > 0 ? 0 : cells }, () => new Float64Array(runs));
  const group = once(() => makeGroup(cells, bits, room));
  const offsets = Int32Array.from({ length: cells }, (_, cell) => cell);
  // Counts and ends have no order. Moments have: those of a chunk wait until all before it are there.
  const waiting = new Map<number, { readonly to: number; readonly moments: Moments }>();
  let next = 0;
  const pushNodes = ({ levels, nodes }: Moments) =>
    levels.forEach((level, i) => {
      tree.push(nodes.slice(i * 3 * cells, (i + 1) * 3 * cells), level);
    });
  const join = (from: number, to: number, summary: GroupSummary) => {
    waiting.set(from, { to, moments: { levels: summary.levels, nodes: summary.nodes } });
    for (let found = waiting.get(next); found; found = waiting.get(next)) {
      waiting.delete(next);
      pushNodes(found.moments);
      next = found.to;
    }
    for (let cell = 0; cell < cells; cell++) {
      least[cell] = Math.min(least[cell]!, summary.least[cell]!);
      most[cell] = Math.max(most[cell]!, summary.most[cell]!);
      missing[cell]! += summary.missing[cell]!;
    }
    sketches?.join(summary);
  };
  return {
    join,
    add(from, to, rows) {
      for (let run = from; run < to; run++) {
        const row = (run - from) * cells;
        group().take(rows, offsets, undefined, row, 1);
        for (let cell = 0; cell < kept.length; cell++) kept[cell]![run] = rows[row + cell]!;
      }
      join(from, to, group().finish());
    },
    spreads(levels) {
      const node = totalOf(tree) ?? new Float64Array(3 * cells);
      return Array.from({ length: cells }, (_, cell) => {
        const count = node[3 * cell]!;
        const deviation = count > 1 ? Math.sqrt(node[3 * cell + 2]! / (count - 1)) : Number.NaN;
        const ends = { least: least[cell]!, most: most[cell]! };
        const values = sketches
          ? quantilesOfSketch(sketches.pagesOf(cell), sketches.bits(), count, ends, levels)
          : quantilesOf(kept[cell]!.subarray(0, next), levels);
        return {
          count,
          missing: missing[cell]!,
          mean: count > 0 ? node[3 * cell + 1]! : Number.NaN,
          deviation,
          least: count > 0 ? ends.least : Number.NaN,
          most: count > 0 ? ends.most : Number.NaN,
          quantiles: values,
        };
      });
    },
    precision: () => (sketches ? 2 ** -sketches.bits() : 0),
  };
}

/** Places of the order statistics around each level, and the weight of the upper one. */
function ranksOf(count: number, levels: readonly number[]) {
  return levels.map((level) => {
    const place = level * (count - 1);
    const lower = Math.floor(place);
    return { lower, upper: Math.min(lower + 1, count - 1), weight: place - lower };
  });
}

const between = (low: number, high: number, weight: number) =>
  weight === 0 ? low : low + weight * (high - low);

function quantilesOf(values: Float64Array, levels: readonly number[]): number[] {
  const there = values.filter((value) => value - value === 0 && value !== NA).sort();
  if (there.length === 0) return levels.map(() => Number.NaN);
  return ranksOf(there.length, levels).map(({ lower, upper, weight }) =>
    between(there[lower]!, there[upper]!, weight),
  );
}

function quantilesOfSketch(
  sketch: PageCounts,
  bits: number,
  count: number,
  { least, most }: { readonly least: number; readonly most: number },
  levels: readonly number[],
): number[] {
  if (count === 0) return levels.map(() => Number.NaN);
  const places = ranksOf(count, levels);
  const ranks = [...new Set(places.flatMap(({ lower, upper }) => [lower, upper]))].sort((a, b) => a - b);
  const values = bucketValues(sketch, bits, ranks);
  const at = (rank: number) => {
    if (rank === 0) return least;
    return rank === count - 1 ? most : Math.min(most, Math.max(least, values[ranks.indexOf(rank)]!));
  };
  return places.map(({ lower, upper, weight }) => between(at(lower), at(upper), weight));
}

import { NA } from '../../sd/index.js';
import type { LookRule } from '../../sd/ir.js';
import type { DataRule, Point } from '../../sd/syntax/ast.js';
import type { Graph, Node, Num } from './graph.js';
import type { Tables } from './tables.js';

/** What a table is read with. */
export interface Reader {
  readonly g: Graph;
  readonly tables: Tables;
}

/**
 * Adds what a lookup comes to that is read other than by straight lines, as the JavaScript of the same model does.
 *
 * @param x where it is read; for an area where that ends, for a slope what holds beyond the ends of the table
 * @param from where an area begins; where a slope is taken
 */
export function lookBy(reader: Reader, rule: LookRule, points: readonly Point[], x: Node, from: Node): Node {
  const { g } = reader;
  switch (rule) {
    case 'forward':
      return g.select(g.test('eq', x, x), next(reader, points, x), Number.NaN);
    case 'backward':
      return g.select(g.test('eq', x, x), previous(reader, points, x), Number.NaN);
    case 'extrapolate':
      return beyondEnds(reader, points, x);
    case 'invert':
      return inverse(reader, points, x);
    case 'area':
      return g.double('sub', areaTo(reader, points, x), areaTo(reader, points, from));
    case 'slope':
      return slopeAt(reader, points, from, x);
  }
}

/**
 * Adds the value of a data variable at a time; one that misses a point by a millionth of a step is meant by it, and in
 * single precision by a unit of the last place.
 *
 * @param step the step of the clock
 */
export function dataBy(
  reader: Reader,
  rule: DataRule,
  points: readonly Point[],
  { time, step }: { readonly time: Node; readonly step: Num },
): Node {
  const { g, tables } = reader;
  if (rule === 'interpolate') return tables.look(g, points, time);
  const near = nearness(g, time, step);
  const late = g.double('add', time, near);
  if (rule === 'hold') return previous(reader, points, late);
  const before = atOrBefore(reader, points, late);
  const known = entry(reader, xs(points), g.double('max', before, 0));
  const met = g.and(g.test('ge', before, 0), g.test('ge', known, g.double('sub', time, near)));
  const following = g.double('min', g.double('add', before, 1), points.length - 1);
  const otherwise = rule === 'raw' ? NA : entry(reader, ys(points), following);
  return g.select(met, entry(reader, ys(points), g.double('max', before, 0)), otherwise);
}

/** How far off a time may lie from a point that is meant: in single precision, as far as two roundings may bring it. */
export function nearness(g: Graph, time: Node, step: Num): Node {
  const near = g.double('mul', step, 1e-6);
  return g.precision === 'f64'
    ? near
    : g.double('add', near, g.double('mul', g.double('abs', time), 2 ** -23));
}

const xs = (points: readonly Point[]) => points.map(([x]) => x);
const ys = (points: readonly Point[]) => points.map(([, y]) => y);
const entry = ({ g, tables }: Reader, numbers: readonly number[], at: Node) => tables.entry(g, numbers, at);

/** The number of the last point at or before x; -1 before the first. */
const atOrBefore = ({ g, tables }: Reader, points: readonly Point[], x: Node) =>
  g.double('sub', tables.count(g, 'upTo', points, x), 1);

const previous = (reader: Reader, points: readonly Point[], x: Node) =>
  entry(reader, ys(points), reader.g.double('max', atOrBefore(reader, points, x), 0));

function next(reader: Reader, points: readonly Point[], x: Node): Node {
  const { g, tables } = reader;
  return entry(reader, ys(points), g.double('min', tables.count(g, 'below', points, x), points.length - 1));
}

const slopeOf = ([[x0, y0], [x1, y1]]: readonly [Point, Point]) => (y1 - y0) / (x1 - x0);
const pairs = (points: readonly Point[]) =>
  points.slice(1).map((point, i) => [points[i]!, point] as readonly [Point, Point]);

function beyondEnds({ g, tables }: Reader, points: readonly Point[], x: Node): Node {
  const inside = tables.look(g, points, x);
  if (points.length === 1) return inside;
  const lines = pairs(points);
  const along = (pair: readonly [Point, Point], [endX, endY]: Point) =>
    pair[1][0] > pair[0][0]
      ? g.double('add', endY, g.double('mul', slopeOf(pair), g.double('sub', x, endX)))
      : g.constant(endY);
  const [first, last] = [points[0]!, points.at(-1)!];
  const right = g.select(g.test('gt', x, last[0]), along(lines.at(-1)!, last), inside);
  return g.select(g.test('lt', x, first[0]), along(lines[0]!, first), right);
}

/** Points of a table that is read backward at most: each is written out. */
export const mostInverted = 2000;

// The first point or line on which the value lies, so that they are gone through from the last.
function inverse({ g }: Reader, points: readonly Point[], y: Node): Node {
  let found = g.select(g.test('eq', y, y), NA, Number.NaN);
  points.toReversed().forEach(([x0, y0], back) => {
    const next = points[points.length - back];
    const up = g.double('sub', y, y0);
    if (next) {
      const crosses = g.test('lt', g.double('mul', up, g.double('sub', y, next[1])), 0);
      const part = g.double('div', g.double('mul', next[0] - x0, up), next[1] - y0);
      found = g.select(crosses, g.double('add', x0, part), found);
    }
    found = g.select(g.test('eq', y, y0), x0, found);
  });
  return found;
}

/** The area from the first point on, negative to its left. */
function areaTo(reader: Reader, points: readonly Point[], x: Node): Node {
  const { g, tables } = reader;
  const [firstX, firstY] = points[0]!;
  let area = 0;
  const areas = [0, ...pairs(points).map(([[x0, y0], [x1, y1]]) => (area += ((y0 + y1) / 2) * (x1 - x0)))];
  const at = g.double('max', atOrBefore(reader, points, x), 0);
  const middle = g.double(
    'div',
    g.double('add', entry(reader, ys(points), at), tables.look(g, points, x)),
    2,
  );
  const since = g.double('sub', x, entry(reader, xs(points), at));
  const inside = g.double('add', entry(reader, areas, at), g.double('mul', middle, since));
  return g.select(g.test('le', x, firstX), g.double('mul', firstY, g.double('sub', x, firstX)), inside);
}

/** Between two points the slope of their line, at a point the mean of those around it; none at a jump. */
function slopeAt(reader: Reader, points: readonly Point[], x: Node, mode: Node): Node {
  const { g, tables } = reader;
  const lines = pairs(points);
  const slopes = lines.map(slopeOf);
  const first = points[0]![0];
  const last = points.at(-1)![0];
  const outside = (on: Node) => g.select(g.test('lt', mode, 0), NA, g.select(g.test('gt', mode, 0), on, 0));
  const number = (value: Node) => g.select(g.test('eq', x, x), value, Number.NaN);
  if (lines.length === 0) return number(outside(g.constant(0)));
  const atEnd = lines.map(([, [end]], i) => {
    if (i + 1 === lines.length) return slopes[i]!;
    return points[i + 2]![0] === end ? NA : (slopes[i]! + slopes[i + 1]!) / 2;
  });
  const below = g.double('sub', tables.count(g, 'below', points, x), 1);
  const at = g.double('min', g.double('max', below, 0), lines.length - 1);
  const ends = entry(reader, xs(points.slice(1)), at);
  const inside = g.select(g.test('eq', x, ends), entry(reader, atEnd, at), entry(reader, slopes, at));
  const atFirst = g.constant(points[1]![0] === first ? NA : slopes[0]!);
  const on = g.select(g.test('lt', x, first), slopes[0]!, slopes.at(-1)!);
  const beyond = g.or(g.test('lt', x, first), g.test('gt', x, last));
  return number(g.select(beyond, outside(on), g.select(g.test('eq', x, first), atFirst, inside)));
}

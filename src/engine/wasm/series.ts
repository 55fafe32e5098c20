import { NA } from '../../sd/index.js';
import type { Point } from '../../sd/syntax/ast.js';
import type { Graph, Node, Num } from './graph.js';
import { dataBy, nearness, type Reader } from './readings.js';

/**
 * Adds what a function of the points of a data variable comes to, as the JavaScript of the same model does; nothing where
 * it is one that lanes do not hold.
 *
 * @param step the step of the clock
 */
export function seriesBy(
  reader: Reader,
  fn: string,
  points: readonly Point[],
  { args, step }: { readonly args: readonly Node[]; readonly step: Num },
): Node | undefined {
  const { g } = reader;
  const [a, b] = args as [Node, Node];
  switch (fn) {
    case 'GET DATA AT TIME':
      return dataBy(reader, 'raw', points, { time: a, step });
    case 'GET DATA BETWEEN TIMES':
      return between(reader, points, { time: a, step }, b);
    case 'GET DATA FIRST TIME':
      return g.constant(points[0]![0]);
    case 'GET DATA LAST TIME':
      return g.constant(points.at(-1)![0]);
    case 'GET DATA TOTAL POINTS':
      return g.constant(points.length);
    case 'GET DATA MIN':
      return among(g, points, [a, b, step], ([all, value]) => g.double('min', all, value), Infinity);
    case 'GET DATA MAX':
      return among(g, points, [a, b, step], ([all, value]) => g.double('max', all, value), -Infinity);
    case 'GET DATA MEAN':
      return mean(g, points, [a, b, step]);
    case 'GET DATA MEDIAN':
      return median(g, points, [a.constant, b.constant, g.node(step).constant]);
    default:
      return undefined;
  }
}

function between(
  reader: Reader,
  points: readonly Point[],
  at: { readonly time: Node; readonly step: Num },
  mode: Node,
): Node {
  const { g } = reader;
  const near = nearness(g, at.time, at.step);
  const begun = g.test('ge', at.time, g.double('sub', points[0]![0], near));
  const inside = g.and(begun, g.test('le', at.time, g.double('add', points.at(-1)![0], near)));
  const [line, hold, forward] = (['interpolate', 'hold', 'forward'] as const).map((rule) =>
    dataBy(reader, rule, points, at),
  ) as [Node, Node, Node];
  const value = g.select(g.test('gt', mode, 0.5), forward, g.select(g.test('lt', mode, -0.5), hold, line));
  return g.select(inside, value, NA);
}

type Span = readonly [from: Node, to: Node, step: Num];

/** Goes through the points between two times, first to last. */
function among(
  g: Graph,
  points: readonly Point[],
  [from, to, step]: Span,
  more: (pair: readonly [all: Node, value: number]) => Node,
  none: number,
  empty: Num = NA,
): Node {
  const first = g.double('sub', from, nearness(g, from, step));
  const last = g.double('add', to, nearness(g, to, step));
  let [all, any] = [g.constant(none), g.constant(false)];
  for (const [time, value] of points) {
    const here = g.and(g.test('le', first, time), g.test('ge', last, time));
    all = g.select(here, more([all, value]), all);
    any = g.or(any, here);
  }
  return g.select(any, all, empty);
}

// Adding to -0 leaves the first value as it is.
function mean(g: Graph, points: readonly Point[], span: Span): Node {
  const sum = among(g, points, span, ([all, value]) => g.double('add', all, value), -0);
  const count = among(g, points, span, ([all]) => g.double('add', all, 1), 0, 1);
  return g.double('div', sum, count);
}

// Sorting is for what is known when the kernel is made.
function median(
  g: Graph,
  points: readonly Point[],
  [from, to, step]: readonly Node['constant'][],
): Node | undefined {
  if (typeof from !== 'number' || typeof to !== 'number' || typeof step !== 'number') return undefined;
  const found = points
    .filter(([time]) => time >= from - step * 1e-6 && time <= to + step * 1e-6)
    .map(([, value]) => value)
    .sort((a, b) => a - b);
  if (found.length === 0) return g.constant(NA);
  const half = found.length >> 1;
  return g.constant(found.length % 2 === 1 ? found[half]! : (found[half - 1]! + found[half]!) / 2);
}

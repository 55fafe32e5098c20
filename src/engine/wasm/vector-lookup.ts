import { NA } from '../../sd/index.js';
import type { Graph, Node } from './graph.js';
import { picked } from './picked.js';

interface Reading {
  readonly x: Node;
  /** Where the first and the last value of the vector stand. */
  readonly low: Node;
  readonly high: Node;
  readonly mode: number;
}

/** Adds what a vector comes to that is read as a lookup whose points lie evenly, as the JavaScript of a model does. */
export function vectorLookup(g: Graph, values: readonly Node[], { x, low, high, mode }: Reading): Node {
  const last = values.length - 1;
  const width = g.double('div', g.double('sub', high, low), last);
  const at = g.double('div', g.double('sub', x, low), width);
  const inside = g.double('min', g.double('max', at, 0), last);
  const piece = g.double('min', g.double('floor', inside), last - 1);
  const value = (place: Node) => picked(g, values, place, Number.NaN);
  const [start, end] = [value(piece), value(g.double('add', piece, 1))];
  const rise = g.double('sub', end, start);
  const line = (by: Node) => g.double('add', start, g.double('mul', rise, g.double('sub', by, piece)));
  const bend = () => {
    const between = g.and(g.test('gt', at, 0), g.and(g.test('lt', at, last), g.test('eq', piece, at)));
    const around = g.double('sub', end, value(g.double('sub', piece, 1)));
    // At a point between two pieces it is the mean of both.
    const mean = g.double('div', around, g.double('mul', 2, width));
    return g.select(between, mean, g.double('div', rise, width));
  };
  switch (mode) {
    case 0:
      return line(inside);
    case 1:
      return areaTo(g, values, inside, width);
    case 2:
      return value(g.double('floor', inside));
    case 3:
      return line(at);
    case 4:
      return value(g.double('ceil', inside));
    case 5:
      return argument(g, values, { x, low, width }, g.constant(NA));
    case 6:
      return g.select(g.or(g.test('lt', at, 0), g.test('gt', at, last)), 0, bend());
    case 7:
      return areaTo(g, values, at, width);
    case 8:
      return argument(g, values, { x, low, width }, beyond(g, values, { x, low, width }));
    case 9:
      return bend();
    default:
      return g.constant(Number.NaN);
  }
}

/** The area under the straight pieces from the first point on, which goes on along the outer pieces. */
function areaTo(g: Graph, values: readonly Node[], at: Node, width: Node): Node {
  const last = values.length - 1;
  const piece = g.double('min', g.double('max', g.double('floor', at), 0), last - 1);
  let area = g.constant(0);
  for (let i = 0; i < last - 1; i++) {
    const mean = g.double('div', g.double('add', values[i]!, values[i + 1]!), 2);
    area = g.select(g.test('lt', i, piece), g.double('add', area, g.double('mul', mean, width)), area);
  }
  const rest = g.double('sub', at, piece);
  const value = (place: Node) => picked(g, values, place, Number.NaN);
  const start = value(piece);
  const rise = g.double('sub', value(g.double('add', piece, 1)), start);
  const height = g.double('add', start, g.double('div', g.double('mul', rise, rest), 2));
  return g.double('add', area, g.double('mul', g.double('mul', height, rest), width));
}

interface Backwards {
  readonly x: Node;
  readonly low: Node;
  readonly width: Node;
}

/** The first place at which a value is met. */
function argument(g: Graph, values: readonly Node[], { x, low, width }: Backwards, otherwise: Node): Node {
  let found = otherwise;
  for (let i = values.length - 2; i >= 0; i--) {
    const [a, b] = [values[i]!, values[i + 1]!];
    const [up, down] = [g.double('sub', x, a), g.double('sub', x, b)];
    const part = g.double('add', i, g.double('div', up, g.double('sub', b, a)));
    const crossed = g.test('le', g.double('mul', up, down), 0);
    found = g.select(crossed, g.double('add', low, g.double('mul', part, width)), found);
    found = g.select(g.test('eq', x, a), g.double('add', low, g.double('mul', i, width)), found);
  }
  return found;
}

/** Where the outer piece that lies on the side of a value would meet it. */
function beyond(g: Graph, values: readonly Node[], { x, low, width }: Backwards): Node {
  const last = values.length - 1;
  const value = (i: number) => values[i] ?? g.constant(Number.NaN);
  const along = (from: number) => {
    const rise = g.double('sub', value(from + 1), value(from));
    const part = g.double('add', from, g.double('div', g.double('sub', x, value(from)), rise));
    return g.double('add', low, g.double('mul', part, width));
  };
  const [first, end] = [value(0), value(last)];
  const rising = g.test('gt', end, first);
  const ahead = g.or(g.and(rising, g.test('gt', x, end)), g.and(g.not(rising), g.test('lt', x, end)));
  return g.select(ahead, along(last - 1), along(0));
}

import { type Place, SteelyardError } from '../../base/error.js';
import type { Point, SyntaxExpr } from '../syntax/ast.js';
import type { Source } from '../syntax/entries.js';
import { childOf, placeOf, textOf, type XmlElement } from './document.js';
import type { Make } from './make.js';

/** A graphical function: its points, and what it gives beyond and between them. */
export interface Graph {
  readonly type: 'continuous' | 'extrapolate' | 'discrete';
  readonly points: readonly Point[];
  readonly place: Place;
}

const types: readonly Graph['type'][] = ['continuous', 'extrapolate', 'discrete'];

/**
 * Reads the points of a `<gf>`: x listed, or spread evenly over the scale. XMILE 1.0, sections 3.1.4 and 4.1.3.
 *
 * Errors: SD012 for points that cannot be, SD017 for a type that is not known.
 */
export function readGraph(gf: XmlElement, source: Source): Graph {
  const place = placeOf(gf, source);
  const written = (
    gf.attributes.type ?? (gf.attributes.discrete === 'true' ? 'discrete' : 'continuous')
  ).toLowerCase();
  const type = types.find((one) => one === written.trim());
  if (!type) {
    throw new SteelyardError({
      code: 'SD017',
      found: `a graphical function of type "${written}" is not supported`,
      place,
      expected: types.join(', '),
    });
  }
  const ys = numbersOf(childOf(gf, 'ypts'), source);
  const xs = childOf(gf, 'xpts') ? numbersOf(childOf(gf, 'xpts'), source) : spread(gf, ys.length);
  if (ys.length === 0 || !xs || xs.length !== ys.length || xs.some((x, i) => i > 0 && x < xs[i - 1]!)) {
    throw new SteelyardError({
      code: 'SD012',
      found: `a graphical function has ${xs ? `${xs.length} x` : 'no x'} and ${ys.length} y`,
      place,
      expected: 'as many rising x in <xpts> as y in <ypts>, or <xscale min="..." max="..."/>',
    });
  }
  const points = xs.map((x, i) => [x, ys[i]!] as const);
  return { type, points: type === 'discrete' ? stairs(points) : points, place };
}

/** Writes the value of a graphical function at `x`. */
export function valueAt(graph: Graph, x: SyntaxExpr, make: Make): SyntaxExpr {
  const { points, type } = graph;
  const inside = make.along(x, points);
  if (type !== 'extrapolate' || points.length < 2) return inside;
  const beyond = (a: Point, b: Point) => {
    const slope = make.number((b[1] - a[1]) / (b[0] - a[0]));
    const run = make.op('-', x, make.number(a[0]));
    return make.op('+', make.number(a[1]), make.op('*', slope, run));
  };
  const [first, second] = points as readonly [Point, Point];
  const [before, last] = [points.at(-2)!, points.at(-1)!];
  return make.choice(
    make.op('<', x, make.number(first[0])),
    beyond(first, second),
    make.choice(make.op('>', x, make.number(last[0])), beyond(last, before), inside),
  );
}

// Each value holds until the next x: a second point at that x makes the line jump.
function stairs(points: readonly Point[]): Point[] {
  return points.flatMap(
    ([x, y], i) =>
      (i === 0
        ? [[x, y]]
        : [
            [x, points[i - 1]![1]],
            [x, y],
          ]) as Point[],
  );
}

function spread(gf: XmlElement, count: number): number[] | undefined {
  const scale = childOf(gf, 'xscale');
  const min = Number(scale?.attributes.min ?? Number.NaN);
  const max = Number(scale?.attributes.max ?? Number.NaN);
  if (!Number.isFinite(min) || !Number.isFinite(max)) return undefined;
  if (count === 1) return [min];
  return Array.from({ length: count }, (_, i) => min + ((max - min) * i) / (count - 1));
}

function numbersOf(list: XmlElement | undefined, source: Source): number[] {
  if (!list) return [];
  const separator = list.attributes.sep || ',';
  const parts = textOf(list)
    .split(separator)
    .map((part) => part.trim());
  if (parts.at(-1) === '') parts.pop();
  return parts.map((part) => {
    if (part !== '' && Number.isFinite(Number(part))) return Number(part);
    throw new SteelyardError({
      code: 'SD012',
      found: `"${part}" in <${list.name}> is not a number`,
      place: placeOf(list, source),
      expected: `numbers with "${separator}" between them`,
    });
  });
}

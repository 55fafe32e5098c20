import { coveredCells } from '../../sd/elements.js';
import type { Variable } from '../../sd/ir.js';
import type { Point } from '../../sd/syntax/ast.js';
import type { Precision } from './fold.js';
import type { Graph, Node } from './graph.js';

/** Tables of more points than this are searched lane by lane; shorter ones are gone through without branches. */
const mostPoints = 8;

/** The lookup tables of a kernel; equal ones are held once. */
export class Tables {
  /** @param precision how numbers are held; points are rounded as the values that meet them are */
  constructor(private readonly precision: Precision = 'f64') {}

  /** Points that are searched in memory, by number. */
  readonly searched: (readonly Point[])[] = [];
  /** Numbers that are picked by their place, by number. */
  readonly lists: (readonly number[])[] = [];
  private readonly listNumbers = new Map<string, number>();
  private readonly numbers = new Map<string, number>();
  private readonly known = new Map<readonly Point[], number>();
  private readonly rounded = new Map<readonly Point[], readonly Point[]>();
  private readonly byVariable = new Map<Variable, (readonly Point[])[]>();

  /** The points of each element of a lookup or of a data variable. */
  named(variable: Variable): readonly (readonly Point[] | undefined)[] {
    let cells = this.byVariable.get(variable);
    if (!cells) {
      cells = [];
      for (const equation of variable.equations) {
        const { right } = equation;
        if (right.kind !== 'lookup' && right.kind !== 'data') continue;
        coveredCells(variable, equation).forEach((cell, i) => {
          const points = right.kind === 'data' ? (right.series[i] ?? []) : right.points;
          if (points.length > 0) cells![cell] = this.held(points);
        });
      }
      this.byVariable.set(variable, cells);
    }
    return cells;
  }

  /** Gives points as they are held; equal lists stay one. */
  held(points: readonly Point[]): readonly Point[] {
    if (this.precision === 'f64') return points;
    let held = this.rounded.get(points);
    if (!held) {
      held = points.map(([x, y]) => [Math.fround(x), Math.fround(y)] as const);
      this.rounded.set(points, held);
    }
    return held;
  }

  /** Adds the value that a table has at x: a straight line between points, the first and last value beyond. */
  look(g: Graph, points: readonly Point[], x: Node): Node {
    if (typeof x.constant === 'number') return g.constant(valueAt(points, x.constant));
    if (points.length > mostPoints) return g.call('look', [x], this.number(points));
    const [x0, y0] = points[0]!;
    const [xLast, yLast] = points.at(-1)!;
    if (points.length === 1) return g.select(g.test('eq', x, x), y0, Number.NaN);
    let [from, base, rise, run] = segment(points, 0).map((value) => g.constant(value)) as [
      Node,
      Node,
      Node,
      Node,
    ];
    for (let i = 1; i < points.length - 1; i++) {
      const beyond = g.test('ge', x, points[i]![0]);
      const [a, b, c, d] = segment(points, i);
      [from, base] = [g.select(beyond, a, from), g.select(beyond, b, base)];
      [rise, run] = [g.select(beyond, c, rise), g.select(beyond, d, run)];
    }
    const along = g.double('div', g.double('mul', rise, g.double('sub', x, from)), run);
    const inside = g.select(g.test('ge', x, xLast), yLast, g.double('add', base, along));
    return g.select(g.test('le', x, x0), y0, inside);
  }

  /** Adds how many points of a table lie up to x, or below it; none for NaN. */
  count(g: Graph, which: 'upTo' | 'below', points: readonly Point[], x: Node): Node {
    const { constant } = x;
    if (typeof constant !== 'number') return g.call(which, [x], this.number(points));
    return g.constant(points.filter(([at]) => (which === 'upTo' ? at <= constant : at < constant)).length);
  }

  /** Adds the number that stands at a place of a list, counted from 0. */
  entry(g: Graph, numbers: readonly number[], at: Node): Node {
    if (typeof at.constant === 'number') return g.constant(numbers[at.constant]!);
    if (numbers.every((one) => Object.is(one, numbers[0]))) return g.constant(numbers[0]!);
    const key = keyOf(numbers);
    let number = this.listNumbers.get(key);
    if (number === undefined) {
      number = this.lists.push(numbers) - 1;
      this.listNumbers.set(key, number);
    }
    return g.call('entry', [at], number);
  }

  // To print a long table takes long, and one is asked for again and again.
  private number(points: readonly Point[]): number {
    let number = this.known.get(points);
    if (number === undefined) {
      const key = keyOf(points.flat());
      number = this.numbers.get(key) ?? this.searched.push(points) - 1;
      this.numbers.set(key, number);
      this.known.set(points, number);
    }
    return number;
  }
}

const keyOf = (numbers: readonly number[]) =>
  numbers.map((one) => (Object.is(one, -0) ? '-0' : one)).join(' ');

type Four = readonly [from: number, base: number, rise: number, run: number];

function segment(points: readonly Point[], i: number): Four {
  const [x0, y0] = points[i]!;
  const [x1, y1] = points[i + 1]!;
  return [x0, y0, y1 - y0, x1 - x0];
}

function valueAt(points: readonly Point[], x: number): number {
  const last = points.length - 1;
  if (!(x > points[0]![0])) return x <= points[0]![0] ? points[0]![1] : Number.NaN;
  if (x >= points[last]![0]) return points[last]![1];
  const [from, base, rise, run] = segment(
    points,
    points.findLastIndex((point) => point[0] <= x),
  );
  return base + (rise * (x - from)) / run;
}

import { SteelyardError } from '../../base/error.js';
import { binary, plainFunctions } from '../constants.js';
import { cellsOf, coveredCells } from '../elements.js';
import type { Equation, Expr, Index, Model, Variable } from '../ir.js';
import { walk } from '../ir.js';
import { passesOf, splitEquation } from '../restrict.js';
import type { DataRule, Point } from '../syntax/ast.js';
import { NA } from '../syntax/expression.js';

/** Passes of the loops that are open. */
type Passes = ReadonlyMap<string, number>;

/** Data equations that may rest one on the other: each is worked out while the one before waits for it. */
const longestChain = 500;

/** Works out expressions of data equations before any run, with data by their rules and constants as they stand. */
export class DataReader {
  private readonly variables: ReadonlyMap<string, Variable>;
  /** One equation for each element, by name and number. */
  private readonly cells = new Map<string, Equation>();
  private readonly known = new Map<string, readonly Point[]>();
  private readonly open = new Set<string>();

  constructor(model: Model) {
    this.variables = new Map(model.variables.map((variable) => [variable.name, variable]));
  }

  /** Gives the points of an expression without loops: at each time of the data behind it, or at 0 if there are none. */
  points(variable: Variable, expr: Expr): Point[] {
    const times = new Set<number>();
    walk(expr, (part) => {
      if (part.kind !== 'variable') return;
      const owner = this.variables.get(part.name)!;
      for (const cell of cellsOf(owner, part.indices)) {
        for (const [time] of this.seriesOf(owner, cell) ?? []) times.add(time);
      }
    });
    if (times.size === 0 && this.restsOnData(expr)) return [];
    const rising = times.size > 0 ? [...times].sort((a, b) => a - b) : [0];
    return rising.map((time) => [time, this.value(expr, time, new Map(), variable)]);
  }

  private restsOnData(expr: Expr): boolean {
    let found = false;
    walk(expr, (part) => {
      if (part.kind === 'variable' && this.variables.get(part.name)!.kind === 'data') found = true;
    });
    return found;
  }

  private seriesOf(variable: Variable, cell: number): readonly Point[] | undefined {
    const { right } = this.equationOf(variable, cell);
    if (right.kind !== 'data') return undefined;
    if (!right.expr) return right.series[0] ?? [];
    return this.once(variable, cell, right.expr);
  }

  private once(variable: Variable, cell: number, expr: Expr): readonly Point[] {
    const key = `${cell} ${variable.name}`;
    const known = this.known.get(key);
    if (known) return known;
    if (this.open.has(key)) {
      throw new SteelyardError({
        code: 'SD014',
        found: `the data of "${variable.name}" rest on themselves`,
        place: expr.place,
        remedy: 'take it out of its own data equation',
      });
    }
    if (this.open.size >= longestChain) {
      throw new SteelyardError({
        code: 'SD026',
        found: `more than ${longestChain} data equations rest one on the other, "${variable.name}" among them`,
        place: expr.place,
        expected: `a chain of at most ${longestChain}`,
        remedy: 'write = in place of := to work them out in the run',
      });
    }
    this.open.add(key);
    const points = this.points(variable, expr).filter(([, value]) => value !== NA);
    this.open.delete(key);
    this.known.set(key, points);
    return points;
  }

  private equationOf(variable: Variable, cell: number): Equation {
    const key = `${cell} ${variable.name}`;
    if (!this.cells.has(key)) {
      for (const one of variable.equations.flatMap(splitEquation)) {
        for (const own of coveredCells(variable, one)) this.cells.set(`${own} ${variable.name}`, one);
      }
    }
    return this.cells.get(key)!;
  }

  private value(expr: Expr, time: number, passes: Passes, owner: Variable): number {
    const read = (part: Expr) => this.value(part, time, passes, owner);
    switch (expr.kind) {
      case 'number':
        return expr.value;
      case 'time':
        return time;
      case 'position':
        return expr.values[expr.loop === undefined ? 0 : (passes.get(expr.loop) ?? 0)]!;
      case 'unary': {
        const value = read(expr.arg);
        return expr.op === 'not' ? Number(value === 0) : value === NA ? NA : -value;
      }
      case 'binary': {
        const [a, b] = [read(expr.left), read(expr.right)];
        const compares = !'+-*/^'.includes(expr.op);
        return !compares && (a === NA || b === NA) ? NA : binary(expr.op, a, b);
      }
      case 'variable':
        return this.element(expr.name, expr.indices, time, passes, expr);
      case 'reduce':
        return this.reduce(expr, time, passes, owner);
      case 'call': {
        const values = expr.args.map(read);
        if (expr.fn === 'IF THEN ELSE') return values[0] !== 0 ? values[1]! : values[2]!;
        const fn = plainFunctions[expr.fn];
        if (fn) return values.includes(NA) ? NA : fn(...values);
      }
    }
    throw notData(owner, expr);
  }

  private element(name: string, indices: readonly Index[], time: number, passes: Passes, at: Expr): number {
    const variable = this.variables.get(name)!;
    const fixed = indices.map((index): Index => {
      if (index.kind === 'at') return index;
      return { kind: 'at', text: index.text, position: index.positions[passes.get(index.loop) ?? 0]! };
    });
    const cell = cellsOf(variable, fixed)[0]!;
    const { right } = this.equationOf(variable, cell);
    if (right.kind === 'numbers') return right.values[0]!;
    if (right.kind === 'data') return valueAt(this.seriesOf(variable, cell)!, right.rule, time);
    if (right.kind === 'value' && variable.kind === 'constant') {
      return this.value(right.expr, time, new Map(), variable);
    }
    throw notData(variable, at);
  }

  private reduce(
    { op, loops, body }: Extract<Expr, { kind: 'reduce' }>,
    time: number,
    passes: Passes,
    owner: Variable,
  ): number {
    const values = passesOf(loops).map((list) => {
      const inner = new Map(passes);
      for (const [k, loop] of loops.entries()) inner.set(loop.id, list[k]!);
      return this.value(body, time, inner, owner);
    });
    if (values.includes(NA)) return NA;
    if (op === 'sum') return values.reduce((a, b) => a + b, 0);
    if (op === 'prod') return values.reduce((a, b) => a * b, 1);
    return op === 'vmin' ? Math.min(...values) : Math.max(...values);
  }
}

/**
 * Gives the value of data at a time by their rule: held at both ends, -2^109 where raw data have no point.
 *
 * @example
 * valueAt([[0, 1], [4, 9]], 'interpolate', 1) // => 3
 * valueAt([[0, 1], [4, 9]], 'forward', 1) // => 9
 */
export function valueAt(points: readonly Point[], rule: DataRule, time: number): number {
  if (points.length === 0) return NA;
  const at = lastUpTo(points, time);
  const before = points[Math.max(at, 0)]!;
  if (at >= 0 && before[0] === time) return before[1];
  if (rule === 'raw') return NA;
  const after = points[Math.min(at + 1, points.length - 1)]!;
  if (rule === 'hold' || at < 0 || after === before) return at < 0 ? points[0]![1] : before[1];
  if (rule === 'forward') return after[1];
  return before[1] + ((after[1] - before[1]) * (time - before[0])) / (after[0] - before[0]);
}

/** Finds the last of some points, of rising time, that is not after a time; -1 if all are. */
function lastUpTo(points: readonly Point[], time: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle]![0] <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const notData = (variable: Variable, expr: Expr) =>
  new SteelyardError({
    code: 'SD054',
    found: `a data equation rests on "${variable.name}", which is known only in the run`,
    place: expr.place,
    expected: 'data, constants, arithmetic and simple functions of them',
    remedy: 'write = in place of := to work it out in the run',
  });

import { SteelyardError } from '../../base/error.js';
import { drawsNumbers } from '../../sd/functions.js';
import type { Expr } from '../../sd/ir.js';
import type { Step } from '../../sd/order.js';
import type { DataRule, Point } from '../../sd/syntax/ast.js';
import type { Plan } from '../javascript-plan.js';
import { drawBy } from './draws/index.js';
import { gammaLogarithm } from './gamma.js';
import type { FoldOp, Graph, Node, Num } from './graph.js';
import { loopsOf, loopsOfVector } from './loops.js';
import { elementary, type LaneFunctionName } from './math/index.js';
import { elementAt } from './picked.js';
import { dataBy, lookBy, mostInverted } from './readings.js';
import type { Rows } from './rows.js';
import { seriesBy } from './series.js';
import type { Tables } from './tables.js';
import { vectorBy } from './vectors.js';

/** Where an expression stands: the rows that it is worked out for, what each place holds, and what time it is. */
export interface Scene extends Moment {
  readonly rows: Rows;
  /** Gives the value at a place of the plan. */
  at(place: number): Node;
}

/**
 * A time, the step of the clock there, and how far off the time lies by which steps and pulses are judged: the middle of
 * the step that holds it.
 */
export interface Moment {
  readonly time: Node;
  readonly step: Num;
  readonly slack: Num;
}

const comparisons = { '=': 'eq', '<>': 'ne', '<': 'lt', '>': 'gt', '<=': 'le', '>=': 'ge' } as const;
const arithmetic = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div' } as const;
const functions: Readonly<Record<string, LaneFunctionName>> = {
  EXP: 'exp',
  LN: 'log',
  SIN: 'sin',
  COS: 'cos',
  TAN: 'tan',
  ARCSIN: 'asin',
  ARCCOS: 'acos',
  ARCTAN: 'atan',
  SINH: 'sinh',
  COSH: 'cosh',
  TANH: 'tanh',
};
const extremes = { MIN: 'min', MAX: 'max' } as const;
const folds = {
  sum: { fold: 'total', op: 'add', from: 0 },
  prod: { fold: 'product', op: 'mul', from: 1 },
  vmin: { fold: 'least', op: 'min', from: Infinity },
  vmax: { fold: 'most', op: 'max', from: -Infinity },
} as const satisfies Record<string, { fold: FoldOp; op: string; from: number }>;

/** Writes expressions of a model into a graph, operation by operation as the JavaScript of the same model does. */
export class Lowering {
  /**
   * @param fewest rows that are worked out in a loop; fewer are written out one by one
   */
  constructor(
    private readonly g: Graph,
    private readonly plan: Plan,
    private readonly tables: Tables,
    readonly fewest: number,
  ) {}

  /** Gives the value of an expression in all rows of a scene; what differs in fewer rows is worked out for those. */
  value(expr: Expr, scene: Scene): Node {
    if (expr.kind === 'number') return this.g.constant(expr.value);
    const rows = expr.kind === 'variable' ? scene.rows : scene.rows.along(loopsOf(expr));
    if (rows === scene.rows) return this.inRows(expr, scene);
    const node =
      rows.count < this.fewest
        ? this.g.gather(rows.each().map((one) => this.inRows(expr, { ...scene, rows: one })))
        : this.inRows(expr, { ...scene, rows });
    if (node.rows === 1) return node;
    return this.g.gather(scene.rows.within(rows).map((row) => this.g.element(node, row)));
  }

  private inRows(expr: Expr, scene: Scene): Node {
    const { g } = this;
    switch (expr.kind) {
      case 'number':
        return g.constant(expr.value);
      case 'time':
        return scene.time;
      case 'variable': {
        const offset = this.plan.offsets.get(expr.name)!;
        const cells = scene.rows.cells(this.plan.variables.get(expr.name)!, expr.indices);
        return g.gather(cells.map((cell) => scene.at(offset + cell)));
      }
      case 'position': {
        const { loop } = expr;
        if (loop === undefined) return g.constant(expr.values[0]!);
        return g.gather(scene.rows.passes(loop).map((pass) => g.constant(expr.values[pass]!)));
      }
      case 'unary':
        if (expr.op === '-') return g.double('neg', this.value(expr.arg, scene));
        return this.truth(expr, scene);
      case 'binary':
        return this.binary(expr, scene);
      case 'look':
        return this.look(expr, scene);
      case 'series':
        return this.series(expr, scene);
      case 'with':
        return this.tables.look(g, this.tables.held(expr.points), this.value(expr.arg, scene));
      case 'reduce':
        return this.reduce(expr, scene);
      case 'vector':
        return this.vector(expr, scene);
      case 'call':
        return this.call(expr, scene);
      default:
        throw notYet(`an expression of kind ${(expr as Expr).kind}`, (expr as Expr).place);
    }
  }

  /** Gives a new value where a condition holds, and the one that is kept where it does not. */
  choice(test: Expr, yes: Expr, kept: Node, scene: Scene): Node {
    return this.g.select(this.condition(test, scene), this.value(yes, scene), kept);
  }

  private binary(expr: Extract<Expr, { kind: 'binary' }>, scene: Scene): Node {
    const { op } = expr;
    if (!(op in arithmetic) && op !== '^') return this.truth(expr, scene);
    const [left, right] = [this.value(expr.left, scene), this.value(expr.right, scene)];
    if (op === '^') return this.elementary('pow', left, right);
    return this.g.double(arithmetic[op as keyof typeof arithmetic], left, right);
  }

  // A model that is small enough has each function written out where it is used.
  private elementary(name: LaneFunctionName, x: Node, y: Node): Node {
    return elementary(this.g, name, x, y, this.fewest === Infinity);
  }

  private truth(expr: Expr, scene: Scene): Node {
    return this.g.select(this.condition(expr, scene), 1, 0);
  }

  private condition(expr: Expr, scene: Scene): Node {
    const { g } = this;
    if (expr.kind === 'unary' && expr.op === 'not') return g.not(this.condition(expr.arg, scene));
    if (expr.kind === 'binary') {
      const test = comparisons[expr.op as keyof typeof comparisons];
      if (test) return g.test(test, this.value(expr.left, scene), this.value(expr.right, scene));
      if (expr.op === 'and')
        return g.and(this.condition(expr.left, scene), this.condition(expr.right, scene));
      if (expr.op === 'or') return g.or(this.condition(expr.left, scene), this.condition(expr.right, scene));
    }
    return g.test('ne', this.value(expr, scene), 0);
  }

  private reduce(expr: Extract<Expr, { kind: 'reduce' }>, scene: Scene): Node {
    const { g } = this;
    if (!(expr.op in folds)) throw notYet(`a reduction of kind ${expr.op}`, expr.place);
    const { fold, op, from } = folds[expr.op as keyof typeof folds];
    const inner = scene.rows.and(expr.loops);
    const count = inner.count / scene.rows.count;
    if (inner.count >= this.fewest) {
      const body = this.value(expr.body, { ...scene, rows: inner });
      if (body.rows > 1) return g.fold(fold, body, count);
      return Array<Node>(count)
        .fill(body)
        .reduce((all, part) => g.double(op, all, part), g.constant(from));
    }
    return g.gather(
      scene.rows.each().map((one) =>
        one
          .and(expr.loops)
          .each()
          .map((rows) => this.value(expr.body, { ...scene, rows }))
          .reduce((all, part) => g.double(op, all, part), g.constant(from)),
      ),
    );
  }

  // Nothing in the arguments follows the loops that the result is picked along.
  private vector({ fn, args, sizes, pick, place }: Extract<Expr, { kind: 'vector' }>, scene: Scene): Node {
    const { g } = this;
    const outer = scene.rows.along(new Set(args.flatMap((arg) => [...loopsOfVector(arg)])));
    const cells = scene.rows.picks(sizes, pick);
    const found = outer.each().map((one) => {
      const values = args.map(({ loops, body }) =>
        one
          .and(loops)
          .each()
          .map((rows) => this.value(body, { ...scene, rows })),
      );
      if (fn === 'VECTOR ELM MAP')
        return (cell: number) => elementAt(g, values[0]!, g.double('add', cell, values[1]![0]!));
      const array = vectorBy(g, fn, values, (x, y) => this.elementary('pow', x, y));
      if (!array) throw notYet(`the function ${fn} of these arguments`, place);
      return (cell: number) => array[cell]!;
    });
    return g.gather(scene.rows.within(outer).map((row, i) => found[row]!(cells[i]!)));
  }

  private call(expr: Extract<Expr, { kind: 'call' }>, scene: Scene): Node {
    const { g } = this;
    const { fn } = expr;
    if (fn === 'IF THEN ELSE') {
      const [yes, no] = [this.value(expr.args[1]!, scene), this.value(expr.args[2]!, scene)];
      return g.select(this.condition(expr.args[0]!, scene), yes, no);
    }
    const args = expr.args.map((arg) => this.value(arg, scene));
    const [a, b, c, d] = args as [Node, Node, Node, Node];
    const own = functions[fn];
    if (own) return this.elementary(own, a, a);
    const width = (x: Node) => g.double('max', x, scene.step);
    const middle = () => g.double('add', scene.time, scene.slack);
    const tiny = () => g.test('lt', g.double('abs', b), 1e-6);
    switch (fn) {
      case 'MIN':
      case 'MAX':
        return g.double(extremes[fn], a, b);
      case 'ABS':
        return g.double('abs', a);
      case 'INTEGER':
        return g.double('trunc', a);
      case 'GAMMA LN':
        return gammaLogarithm(g, a, (name, x) => this.elementary(name, x, x));
      case 'SQRT':
        return g.double('sqrt', a);
      case 'LOG':
        return g.double('div', this.elementary('log', a, a), this.elementary('log', b, b));
      case 'MODULO':
        return g.call('remainder', [a, b]);
      case 'QUANTUM': {
        const steps = g.double('trunc', g.double('div', a, b));
        return g.select(g.test('le', b, 0), a, g.double('mul', b, steps));
      }
      case 'XIDZ':
        return g.select(tiny(), c, g.double('div', a, b));
      case 'ZIDZ':
        return g.select(tiny(), 0, g.double('div', a, b));
      case 'STEP':
        return g.select(g.test('gt', middle(), b), a, 0);
      case 'PULSE': {
        const before = g.test('lt', middle(), g.double('add', a, width(b)));
        return g.select(g.and(g.test('gt', middle(), a), before), 1, 0);
      }
      case 'PULSE TRAIN': {
        const left = g.call('remainder', [g.double('sub', middle(), a), c]);
        const since = g.select(g.test('gt', c, 0), left, 0);
        const end = g.double('add', d, scene.step);
        const begun = g.and(g.test('gt', middle(), a), g.test('lt', middle(), end));
        return g.select(g.and(begun, g.test('lt', since, width(b))), 1, 0);
      }
      case 'RAMP': {
        const run = g.double('sub', g.double('min', scene.time, c), b);
        return g.select(g.test('gt', scene.time, b), g.double('mul', a, run), 0);
      }
      default:
        if (drawsNumbers(fn)) {
          if (g.precision === 'f32')
            throw notYet(`the function ${fn} in single precision`, expr.place, 'ask for doubles');
          return this.draw(fn, args, scene);
        }
        throw notYet(`the function ${fn}`, expr.place);
    }
  }

  private draw(fn: string, args: readonly Node[], scene: Scene): Node {
    const { g } = this;
    const { initialTime } = this.plan.clock;
    return drawBy(g, fn, args, { ...scene, initialTime }, (shape) => {
      const inverse = g.double('div', 1, shape);
      const mean = gammaLogarithm(g, g.double('add', 1, inverse), (name, x) => this.elementary(name, x, x));
      return [inverse, this.elementary('exp', mean, mean)];
    });
  }

  private look(expr: Extract<Expr, { kind: 'look' }>, scene: Scene): Node {
    const { g, tables } = this;
    const { rule } = expr;
    return this.reading(expr, scene, (points, one) => {
      const x = this.value(expr.arg, one);
      if (!rule) return tables.look(g, points, x);
      if (rule === 'invert' && points.length > mostInverted)
        throw notYet(`the inverse of a table of more than ${mostInverted} points`, expr.place);
      return lookBy({ g, tables }, rule, points, x, expr.from ? this.value(expr.from, one) : x);
    });
  }

  private series(expr: Extract<Expr, { kind: 'series' }>, scene: Scene): Node {
    const { g, tables } = this;
    return this.reading(expr, scene, (points, one) => {
      const args = expr.args.map((arg) => this.value(arg, one));
      const value = seriesBy({ g, tables }, expr.fn, points, { args, step: scene.step });
      if (!value) throw notYet(`the function ${expr.fn}`, expr.place);
      return value;
    });
  }

  /** Gives the value of a data variable at the time of a scene. */
  data(rule: DataRule, { variable, equation }: Step, scene: Scene): Node {
    const { g, tables } = this;
    const element = { name: variable.name, indices: equation.left, place: equation.place };
    return this.reading(element, scene, (points) => dataBy({ g, tables }, rule, points, scene));
  }

  /** Reads the table of each row. */
  private reading(
    { name, indices, place }: Pick<Extract<Expr, { kind: 'look' }>, 'name' | 'indices' | 'place'>,
    scene: Scene,
    read: (points: readonly Point[], scene: Scene) => Node,
  ): Node {
    const variable = this.plan.variables.get(name)!;
    const points = scene.rows.cells(variable, indices).map((cell) => {
      const found = this.tables.named(variable)[cell];
      if (!found) throw notYet(`an element of "${name}" that has no points`, place);
      return found;
    });
    if (points.every((list) => list === points[0])) return read(points[0]!, scene);
    return this.g.gather(scene.rows.each().map((rows, row) => read(points[row]!, { ...scene, rows })));
  }
}

/** Says that the kernel cannot hold something; the JavaScript of the model still can. */
export const notYet = (what: string, place: Expr['place'], remedy = 'run the model as JavaScript') =>
  new SteelyardError({
    code: 'EN030',
    found: `the kernel of lanes has no ${what.replace(/^(the|an?) /, '')}`,
    place,
    remedy,
  });

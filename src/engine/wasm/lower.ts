import { SteelyardError } from '../../base/error.js';
import type { Expr, Index, Variable } from '../../sd/ir.js';
import { passesOf } from '../../sd/restrict.js';
import type { Plan } from '../javascript-plan.js';
import type { Graph, Node } from './graph.js';
import { type LaneFunctionName, laneFunctions } from './math/index.js';
import type { Tables } from './tables.js';

/** Where an expression stands: which pass each loop is in, what each place holds, and what time it is. */
export interface Scene {
  readonly passes: ReadonlyMap<string, number>;
  /** Gives the value at a place of the plan. */
  at(place: number): Node;
  readonly time: Node;
}

const comparisons = { '=': 'eq', '<>': 'ne', '<': 'lt', '>': 'gt', '<=': 'le', '>=': 'ge' } as const;
const arithmetic = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div' } as const;
const elementary: Readonly<Record<string, LaneFunctionName>> = {
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
const extremes = { MIN: 'min', MAX: 'max', vmin: 'min', vmax: 'max' } as const;

/** Writes expressions of a model into a graph, operation by operation as the JavaScript of the same model does. */
export class Lowering {
  constructor(
    private readonly g: Graph,
    private readonly plan: Plan,
    private readonly tables: Tables,
  ) {}

  /** Gives the value of an expression, for one pass of the loops that it stands in. */
  value(expr: Expr, scene: Scene): Node {
    const { g } = this;
    switch (expr.kind) {
      case 'number':
        return g.constant(expr.value);
      case 'time':
        return scene.time;
      case 'variable':
        return scene.at(this.place(expr.name, expr.indices, scene.passes));
      case 'position':
        return g.constant(expr.values[expr.loop === undefined ? 0 : scene.passes.get(expr.loop)!]!);
      case 'unary':
        if (expr.op === '-') return g.double('neg', this.value(expr.arg, scene));
        return this.truth(expr, scene);
      case 'binary':
        return this.binary(expr, scene);
      case 'look':
        if (expr.rule) throw notYet(`a lookup that is read in another way`, expr.place);
        return this.tables.look(g, this.table(expr, scene.passes), this.value(expr.arg, scene));
      case 'with':
        return this.tables.look(g, expr.points, this.value(expr.arg, scene));
      case 'reduce':
        return this.reduce(expr, scene);
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

  /** The place of an element, by the pass of each loop. */
  place(name: string, indices: readonly Index[], passes: ReadonlyMap<string, number>): number {
    return this.plan.offsets.get(name)! + cellOf(this.plan.variables.get(name)!, indices, passes);
  }

  private binary(expr: Extract<Expr, { kind: 'binary' }>, scene: Scene): Node {
    const { op } = expr;
    if (!(op in arithmetic) && op !== '^') return this.truth(expr, scene);
    const [left, right] = [this.value(expr.left, scene), this.value(expr.right, scene)];
    if (op === '^') return laneFunctions.pow.build(this.g, left, right);
    return this.g.double(arithmetic[op as keyof typeof arithmetic], left, right);
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
    const parts = passesOf(expr.loops).map((list) => {
      const passes = new Map([...scene.passes, ...expr.loops.map((loop, i) => [loop.id, list[i]!] as const)]);
      return this.value(expr.body, { ...scene, passes });
    });
    switch (expr.op) {
      case 'sum':
        return parts.reduce((sum, part) => g.double('add', sum, part), g.constant(0));
      case 'prod':
        return parts.reduce((product, part) => g.double('mul', product, part), g.constant(1));
      case 'vmin':
      case 'vmax': {
        const first = g.constant(expr.op === 'vmin' ? Infinity : -Infinity);
        return parts.reduce((best, part) => g.double(extremes[expr.op as 'vmin'], best, part), first);
      }
      default:
        throw notYet(`a reduction of kind ${expr.op}`, expr.place);
    }
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
    const own = elementary[fn];
    if (own) return laneFunctions[own].build(g, a, a);
    const { timeStep } = this.plan.clock;
    const width = (x: Node) => g.double('max', x, timeStep);
    const middle = () => g.double('add', scene.time, timeStep / 2);
    const tiny = () => g.test('lt', g.double('abs', b), 1e-6);
    switch (fn) {
      case 'MIN':
      case 'MAX':
        return g.double(extremes[fn], a, b);
      case 'ABS':
        return g.double('abs', a);
      case 'INTEGER':
        return g.double('trunc', a);
      case 'SQRT':
        return g.double('sqrt', a);
      case 'LOG':
        return g.double('div', laneFunctions.log.build(g, a, a), laneFunctions.log.build(g, b, b));
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
        const end = g.double('add', d, timeStep);
        const begun = g.and(g.test('gt', middle(), a), g.test('lt', middle(), end));
        return g.select(g.and(begun, g.test('lt', since, width(b))), 1, 0);
      }
      case 'RAMP': {
        const run = g.double('sub', g.double('min', scene.time, c), b);
        return g.select(g.test('gt', scene.time, b), g.double('mul', a, run), 0);
      }
      default:
        throw notYet(`the function ${fn}`, expr.place);
    }
  }

  private table(expr: Extract<Expr, { kind: 'look' }>, passes: ReadonlyMap<string, number>) {
    const variable = this.plan.variables.get(expr.name)!;
    const cell = cellOf(variable, expr.indices, passes);
    const points = this.tables.named(variable)[cell];
    if (!points) throw notYet(`an element of "${expr.name}" that has no points`, expr.place);
    return points;
  }
}

/** Says that the kernel cannot hold something; the JavaScript of the model still can. */
export const notYet = (what: string, place: Expr['place']) =>
  new SteelyardError({
    code: 'EN030',
    found: `the kernel of lanes has no ${what.replace(/^(the|an?) /, '')}`,
    place,
    remedy: 'run the model as JavaScript',
  });

function cellOf(variable: Variable, indices: readonly Index[], passes: ReadonlyMap<string, number>): number {
  return indices.reduce((cell, index, k) => {
    const position = index.kind === 'at' ? index.position : index.positions[passes.get(index.loop)!]!;
    return cell * variable.axes[k]!.elements.length + position;
  }, 0);
}

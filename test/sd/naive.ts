import { coveredCells } from '../../src/sd/elements.js';
import {
  clockOf,
  type Equation,
  type Expr,
  elementName,
  type Index,
  type Model,
  type Variable,
} from '../../src/sd/index.js';
import { passesOf } from '../../src/sd/restrict.js';

type Env = ReadonlyMap<string, number>;

/**
 * Runs a model by walking its expressions, as slowly and plainly as can be: the oracle of the compiled program.
 * Knows stocks, auxiliaries, lookups and plain functions. `round` is applied to every result: `Math.fround` gives the
 * arithmetic of tools that work in single precision.
 */
export function runNaively(
  model: Model,
  names: readonly string[],
  sets: Readonly<Record<string, number>> = {},
  round: (value: number) => number = (value) => value,
) {
  const { initialTime, timeStep, steps } = clockOf(model);
  const variables = new Map(model.variables.map((v) => [v.name, v]));
  const stocks = new Map<string, number>();
  let known = new Map<string, number>();
  let time = initialTime;
  let starting = true;

  const elementValue = (variable: Variable, cell: number): number => {
    const name = elementName(variable, cell);
    const done = stocks.get(name) ?? known.get(name) ?? sets[name];
    if (done !== undefined) return done;
    const { equation, env, pass } = definition(variable, cell);
    const { right } = equation;
    let value: number;
    if (right.kind === 'numbers') value = right.values[pass]!;
    else if (right.kind === 'value') value = evaluate(right.expr, env);
    else if (right.kind === 'stock' && starting) value = evaluate(right.initial, env);
    else throw new Error(`no value for ${name}`);
    known.set(name, value);
    return value;
  };

  const evaluate = (expr: Expr, env: Env): number => {
    const at = (part: Expr) => evaluate(part, env);
    switch (expr.kind) {
      case 'number':
        return round(expr.value);
      case 'time':
        return time;
      case 'position':
        return expr.values[expr.loop === undefined ? 0 : env.get(expr.loop)!]!;
      case 'variable': {
        const variable = variables.get(expr.name)!;
        return elementValue(variable, cellAt(variable, expr.indices, env));
      }
      case 'unary':
        return expr.op === '-' ? -at(expr.arg) : at(expr.arg) === 0 ? 1 : 0;
      case 'binary':
        return round(operate(expr.op, at(expr.left), at(expr.right)));
      case 'call':
        return round(apply(expr.fn, expr.args.map(at)));
      case 'look': {
        const variable = variables.get(expr.name)!;
        const { right } = definition(variable, cellAt(variable, expr.indices, env)).equation;
        if (right.kind !== 'lookup') throw new Error('no lookup');
        return interpolate(right.points, at(expr.arg));
      }
      case 'with':
        return interpolate(expr.points, at(expr.arg));
      case 'reduce': {
        const values = passesOf(expr.loops).map((passes) => {
          const own = expr.loops.map((loop, k) => [loop.id, passes[k]!] as const);
          return evaluate(expr.body, new Map([...env, ...own]));
        });
        if (expr.op === 'sum') return values.reduce((sum, x) => sum + x, 0);
        if (expr.op === 'prod') return values.reduce((product, x) => product * x, 1);
        return expr.op === 'vmin' ? Math.min(...values) : Math.max(...values);
      }
    }
  };

  const moving = model.variables.flatMap((variable) =>
    variable.equations.flatMap((equation) =>
      equation.right.kind === 'stock'
        ? coveredCells(variable, equation).map((cell) => ({ variable, cell }))
        : [],
    ),
  );
  for (const { variable, cell } of moving) elementValue(variable, cell);
  const first = known;
  for (const { variable, cell } of moving)
    stocks.set(elementName(variable, cell), first.get(elementName(variable, cell))!);
  starting = false;
  const rows: number[][] = [];
  for (let n = 0; ; n++) {
    time = initialTime + n * timeStep;
    known = new Map();
    rows.push(names.map((name) => named(model, name, elementValue)));
    if (n === steps) return rows;
    const rates = moving.map(({ variable, cell }) => {
      const { equation, env } = definition(variable, cell);
      return equation.right.kind === 'stock' ? evaluate(equation.right.rate, env) : 0;
    });
    moving.forEach(({ variable, cell }, i) => {
      const name = elementName(variable, cell);
      stocks.set(name, round(stocks.get(name)! + round(timeStep * rates[i]!)));
    });
  }
}

function named(
  model: Model,
  name: string,
  elementValue: (variable: Variable, cell: number) => number,
): number {
  for (const variable of model.variables) {
    const size = variable.axes.reduce((n, axis) => n * axis.elements.length, 1);
    for (let cell = 0; cell < size; cell++)
      if (elementName(variable, cell) === name) return elementValue(variable, cell);
  }
  throw new Error(`no element ${name}`);
}

function definition(variable: Variable, cell: number): { equation: Equation; env: Env; pass: number } {
  for (const equation of variable.equations) {
    const passes = passesOf(equation.loops);
    for (const [pass, list] of passes.entries()) {
      const env = new Map(equation.loops.map((loop, k) => [loop.id, list[k]!]));
      if (cellAt(variable, equation.left, env) === cell) return { equation, env, pass };
    }
  }
  throw new Error(`nothing defines ${elementName(variable, cell)}`);
}

function cellAt(variable: Variable, indices: readonly Index[], env: Env): number {
  return indices.reduce((cell, index, k) => {
    const position = index.kind === 'at' ? index.position : index.positions[env.get(index.loop)!]!;
    return cell * variable.axes[k]!.elements.length + position;
  }, 0);
}

function operate(op: Extract<Expr, { kind: 'binary' }>['op'], a: number, b: number): number {
  const truth = (yes: boolean) => (yes ? 1 : 0);
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '^':
      return a ** b;
    case '=':
      return truth(a === b);
    case '<>':
      return truth(a !== b);
    case '<':
      return truth(a < b);
    case '>':
      return truth(a > b);
    case '<=':
      return truth(a <= b);
    case '>=':
      return truth(a >= b);
    case 'and':
      return truth(a !== 0 && b !== 0);
    case 'or':
      return truth(a !== 0 || b !== 0);
  }
}

function apply(fn: string, args: readonly number[]): number {
  const [a, b, c] = args as [number, number, number];
  switch (fn) {
    case 'IF THEN ELSE':
      return a !== 0 ? b : c;
    case 'MIN':
      return Math.min(a, b);
    case 'MAX':
      return Math.max(a, b);
    case 'ABS':
      return Math.abs(a);
    case 'EXP':
      return Math.exp(a);
    case 'LN':
      return Math.log(a);
    case 'SQRT':
      return Math.sqrt(a);
    case 'INTEGER':
      return Math.trunc(a);
    case 'MODULO':
      return a % b;
    case 'ZIDZ':
      return Math.abs(b) < 1e-6 ? 0 : a / b;
    default:
      throw new Error(`the oracle does not know ${fn}`);
  }
}

function interpolate(points: readonly (readonly [number, number])[], x: number): number {
  if (x <= points[0]![0]) return points[0]![1];
  if (x >= points.at(-1)![0]) return points.at(-1)![1];
  const i = points.findIndex((point) => point[0] > x) - 1;
  if (i < 0) return Number.NaN;
  const [x0, y0] = points[i]!;
  const [x1, y1] = points[i + 1]!;
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

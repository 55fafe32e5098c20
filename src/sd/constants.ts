import { exp, log, pow } from '../base/elementary.js';
import { SteelyardError } from '../base/error.js';
import { coveredCells, elementName, findVariable } from './elements.js';
import type { Expr, Model, Variable } from './ir.js';
import { walk } from './ir.js';

/** A constant of a model, one element of it. */
export interface Constant {
  /** `Name` or `Name[a,b]`. */
  readonly element: string;
  readonly value: number;
  readonly variable: Variable;
}

/**
 * Lists the constants of a model element by element: numbers, lists of numbers, arithmetic on numbers alone.
 *
 * @example
 * const model = parseModel('R: a, b ~~| x[R]= 1,2 ~~| y= 3/4 ~~| z= y*2 ~~|', 'm.mdl')
 * constantsOf(model).map(({ element, value }) => [element, value]) // => [['x[a]', 1], ['x[b]', 2], ['y', 0.75]]
 */
export function constantsOf(model: Model): Constant[] {
  return model.variables.flatMap((variable) =>
    variable.equations.flatMap((equation) => {
      const { right } = equation;
      const cells = coveredCells(variable, equation);
      if (right.kind === 'numbers') {
        return cells.map((cell, i) => ({
          element: elementName(variable, cell),
          value: right.values[i]!,
          variable,
        }));
      }
      if (right.kind !== 'value' || !isNumeric(right.expr)) return [];
      const value = evaluateConstant(right.expr, model);
      return cells.map((cell) => ({ element: elementName(variable, cell), value, variable }));
    }),
  );
}

/** Tells whether an expression is arithmetic on numbers alone. */
export function isNumeric(expr: Expr): boolean {
  let numeric = true;
  walk(expr, (part) => {
    if (part.kind !== 'number' && part.kind !== 'unary' && part.kind !== 'binary') numeric = false;
  });
  return numeric;
}

/**
 * Works out an expression that only rests on scalar constants, before any run; with `time`, also on the clock at
 * that time. Errors: SD025 for anything else.
 */
export function evaluateConstant(expr: Expr, model: Model, time?: number, depth = 0): number {
  const read = (part: Expr) => evaluateConstant(part, model, time, depth);
  switch (expr.kind) {
    case 'time':
      if (time !== undefined) return time;
      break;
    case 'number':
      return expr.value;
    case 'unary':
      return expr.op === '-' ? -read(expr.arg) : read(expr.arg) === 0 ? 1 : 0;
    case 'binary':
      return binary(expr.op, read(expr.left), read(expr.right));
    case 'variable': {
      const right = findVariable(model, expr.name)?.equations[0]?.right;
      if (expr.indices.length === 0 && right?.kind === 'value' && depth < 50) {
        return evaluateConstant(right.expr, model, time, depth + 1);
      }
      // A number from a file is a list of one.
      if (expr.indices.length === 0 && right?.kind === 'numbers') return right.values[0]!;
      break;
    }
    case 'call': {
      const [a, b, c] = expr.args;
      const plain = plainFunctions[expr.fn];
      if (plain) return plain(...expr.args.map(read));
      if (expr.fn === 'STEP' && time !== undefined) return time > read(b!) ? read(a!) : 0;
      if (expr.fn === 'IF THEN ELSE') return read(a!) !== 0 ? read(b!) : read(c!);
    }
  }
  throw new SteelyardError({
    code: 'SD025',
    found: 'a value that must be known before the run is not a constant',
    place: expr.place,
    expected: 'a number, or arithmetic on constants without subscripts',
  });
}

/** Functions of numbers alone, with the same bits on every machine; a run may work them out by the machine's own. */
export const plainFunctions: Readonly<Record<string, ((...args: number[]) => number) | undefined>> = {
  MIN: Math.min,
  MAX: Math.max,
  INTEGER: Math.trunc,
  ABS: Math.abs,
  SQRT: Math.sqrt,
  EXP: (x) => exp(x!),
  LN: (x) => log(x!),
  LOG: (x, base) => log(x!) / log(base!),
  POWER: (x, y) => pow(x!, y!),
  MODULO: (x, y) => x! % y!,
  QUANTUM: (x, unit) => (unit! <= 0 ? x! : unit! * Math.trunc(x! / unit!)),
  ZIDZ: (x, y) => (Math.abs(y!) < 1e-6 ? 0 : x! / y!),
  XIDZ: (x, y, other) => (Math.abs(y!) < 1e-6 ? other! : x! / y!),
  GAME: (x) => x!,
};

/** Works out an operator of two numbers. */
export function binary(op: Extract<Expr, { kind: 'binary' }>['op'], a: number, b: number): number {
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
      return pow(a, b);
    case '=':
      return a === b ? 1 : 0;
    case '<>':
      return a !== b ? 1 : 0;
    case '<':
      return a < b ? 1 : 0;
    case '>':
      return a > b ? 1 : 0;
    case '<=':
      return a <= b ? 1 : 0;
    case '>=':
      return a >= b ? 1 : 0;
    case 'and':
      return a !== 0 && b !== 0 ? 1 : 0;
    case 'or':
      return a !== 0 || b !== 0 ? 1 : 0;
  }
}

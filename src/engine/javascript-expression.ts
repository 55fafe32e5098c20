import type { Expr, Index, Loop } from '../sd/ir.js';
import { walk } from '../sd/ir.js';
import type { Point } from '../sd/syntax/ast.js';

/** What an expression needs of the function that it is written into. */
export interface Surroundings {
  /** How many loops are open. */
  readonly depth: number;
  /** Finds the innermost open loop among some, as a number of loops from outside. */
  depthOf(loops: ReadonlySet<string>): number;
  /** Works an expression out before the loops that lie deeper than `depth`, and names it. */
  before(depth: number, write: () => string): string;
  /** Writes the loop of a sum or its like, before the loops that lie deeper than `depth`, and names the result. */
  accumulate(depth: number, op: Reduction, loops: readonly Loop[], body: () => string): string;
  /** Reads a value: a local constant, or a place in `v`. */
  read(name: string, indices: readonly Index[]): string;
  /** Names the table of a lookup. */
  table(name: string, indices: readonly Index[]): string;
  /** Adds the points of an unnamed lookup to the head of the program and names them. */
  points(points: readonly Point[]): string;
  /** Writes the value that belongs to each pass of a loop. */
  along(loop: string, values: readonly number[]): string;
  /** Writes the place of an element in `v`. */
  placeOf(name: string, indices: readonly Index[]): string;
  /** Names what stands in for a function of `Math`. */
  native(name: string): string;
}

/** Functions that run over loops of their own. */
export type Reduction = Extract<Expr, { kind: 'reduce' }>['op'];

/** A piece of JavaScript and how tightly it binds; 10 needs no brackets anywhere. */
type Code = readonly [text: string, binds: number];

const OR = 1;
const AND = 2;
const COMPARE = 4;
const ADD = 6;
const TIMES = 7;
const UNARY = 8;
const ATOM = 10;

const arithmetic: Readonly<Record<string, number>> = { '+': ADD, '-': ADD, '*': TIMES, '/': TIMES };
const comparison: Readonly<Record<string, string>> = {
  '=': '===',
  '<>': '!==',
  '<': '<',
  '>': '>',
  '<=': '<=',
  '>=': '>=',
};

/** Functions that are one call in JavaScript; `t` marks those that are handed the time. */
const calls: Readonly<Record<string, string>> = {
  MIN: 'Math.min',
  MAX: 'Math.max',
  ABS: 'Math.abs',
  INTEGER: 'Math.trunc',
  EXP: 'Math.exp',
  LN: 'Math.log',
  SQRT: 'Math.sqrt',
  SIN: 'Math.sin',
  COS: 'Math.cos',
  TAN: 'Math.tan',
  ARCSIN: 'Math.asin',
  ARCCOS: 'Math.acos',
  ARCTAN: 'Math.atan',
  SINH: 'Math.sinh',
  COSH: 'Math.cosh',
  TANH: 'Math.tanh',
  LOG: 'log',
  QUANTUM: 'quantum',
  XIDZ: 'xidz',
  ZIDZ: 'zidz',
  STEP: 'step(t)',
  PULSE: 'pulse(t)',
  'PULSE TRAIN': 'pulseTrain(t)',
  RAMP: 'ramp(t)',
};
const dear = new Set(['EXP', 'LN', 'LOG', 'SIN', 'COS', 'TAN', 'SINH', 'COSH', 'TANH', 'SQRT']);

/** Writes the expressions of one equation; statements that must come first go to the function writer. */
export class ExpressionWriter {
  constructor(private readonly into: Surroundings) {}

  /** Writes an expression as a number. */
  number(expr: Expr): string {
    return this.value(expr)[0];
  }

  /** Writes a choice between a new value and the one that is kept. */
  choice(test: Expr, yes: Expr, kept: string): string {
    return `(${this.condition(test)[0]} ? ${this.number(yes)} : ${kept})`;
  }

  /** Writes the value that an equation's own place still holds. */
  keptValue(name: string, left: readonly Index[]): string {
    return `v[${this.into.placeOf(name, left)}]`;
  }

  /** Writes the place of an equation's value. */
  place(name: string, left: readonly Index[]): string {
    return this.into.placeOf(name, left);
  }

  private value(expr: Expr): Code {
    switch (expr.kind) {
      case 'number':
        return numeral(expr.value);
      case 'time':
        return ['t', ATOM];
      case 'variable':
        return [this.into.read(expr.name, expr.indices), ATOM];
      case 'position':
        return this.position(expr);
      case 'unary':
        return expr.op === '-' ? [`-${around(this.value(expr.arg), ATOM)}`, UNARY] : this.truth(expr);
      case 'binary':
        return this.binary(expr);
      case 'look':
        return this.early(
          expr,
          () => `look(${this.into.table(expr.name, expr.indices)}, ${this.number(expr.arg)})`,
        );
      case 'with':
        return this.early(expr, () => `look(${this.into.points(expr.points)}, ${this.number(expr.arg)})`);
      case 'reduce':
        return [this.reduce(expr), ATOM];
      case 'call':
        return this.call(expr);
    }
  }

  private binary(expr: Extract<Expr, { kind: 'binary' }>): Code {
    const { op, left, right } = expr;
    if (op === '^')
      return this.early(
        expr,
        () => `${this.into.native('Math.pow')}(${this.number(left)}, ${this.number(right)})`,
      );
    const binds = arithmetic[op];
    if (binds === undefined) return this.truth(expr);
    return [`${around(this.value(left), binds)} ${op} ${around(this.value(right), binds + 1)}`, binds];
  }

  // Truth as a number.
  private truth(expr: Expr): Code {
    return [`(${this.condition(expr)[0]} ? 1 : 0)`, ATOM];
  }

  private condition(expr: Expr): Code {
    if (expr.kind === 'unary' && expr.op === 'not')
      return [`!${around(this.condition(expr.arg), ATOM)}`, UNARY];
    if (expr.kind === 'binary') {
      const mark = comparison[expr.op];
      if (mark) {
        const left = around(this.value(expr.left), COMPARE + 1);
        return [`${left} ${mark} ${around(this.value(expr.right), COMPARE + 1)}`, COMPARE];
      }
      if (expr.op === 'and' || expr.op === 'or') {
        const [word, binds] = expr.op === 'and' ? (['&&', AND] as const) : (['||', OR] as const);
        const left = around(this.condition(expr.left), binds);
        return [`${left} ${word} ${around(this.condition(expr.right), binds + 1)}`, binds];
      }
    }
    return [`${around(this.value(expr), COMPARE + 1)} !== 0`, COMPARE];
  }

  private call(expr: Extract<Expr, { kind: 'call' }>): Code {
    const { fn, args } = expr;
    if (fn === 'IF THEN ELSE') {
      const [test, yes, no] = args as [Expr, Expr, Expr];
      return [`(${this.condition(test)[0]} ? ${this.number(yes)} : ${this.number(no)})`, ATOM];
    }
    if (fn === 'MODULO') {
      return [`${around(this.value(args[0]!), TIMES)} % ${around(this.value(args[1]!), TIMES + 1)}`, TIMES];
    }
    const name = this.into.native(calls[fn]!);
    const write = () => {
      const list = args.map((arg) => this.number(arg));
      return name.endsWith('(t)')
        ? `${name.slice(0, -3)}(${['t', ...list].join(', ')})`
        : `${name}(${list.join(', ')})`;
    };
    return dear.has(fn) ? this.early(expr, write) : [write(), ATOM];
  }

  // What costs much and does not follow the innermost loop is worked out before that loop.
  private early(expr: Expr, write: () => string): Code {
    const depth = this.depthOf(expr);
    if (depth === this.into.depth) return [write(), ATOM];
    return [this.into.before(depth, write), ATOM];
  }

  private depthOf(expr: Expr): number {
    return this.into.depthOf(freeLoops(expr));
  }

  private reduce(expr: Extract<Expr, { kind: 'reduce' }>): string {
    const { op, loops, body } = expr;
    return this.into.accumulate(this.depthOf(expr), op, loops, () => this.number(body));
  }

  private position(expr: Extract<Expr, { kind: 'position' }>): Code {
    if (expr.loop === undefined) return numeral(expr.values[0]!);
    return [`(${this.into.along(expr.loop, expr.values)})`, ATOM];
  }
}

/** Lists the loops that an expression follows and does not run itself. */
export function freeLoops(expr: Expr): Set<string> {
  const free = new Set<string>();
  const bound = new Set<string>();
  walk(expr, (part) => {
    if (part.kind === 'reduce') for (const loop of part.loops) bound.add(loop.id);
    if (part.kind === 'position' && part.loop !== undefined) free.add(part.loop);
    if (part.kind === 'variable' || part.kind === 'look') {
      for (const index of part.indices) if (index.kind === 'each') free.add(index.loop);
    }
  });
  for (const id of bound) free.delete(id);
  return free;
}

/** Writes a number so that it reads back to the same bits. */
export function numeral(value: number): Code {
  if (value < 0 || Object.is(value, -0)) return [`-${Math.abs(value)}`, UNARY];
  return [String(value), ATOM];
}

const around = ([text, binds]: Code, least: number) => (binds >= least ? text : `(${text})`);

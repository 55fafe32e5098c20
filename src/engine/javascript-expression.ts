import type { DataRight, Expr, Index, Loop, VectorArg } from '../sd/ir.js';
import { freeLoops } from '../sd/lower.js';
import type { Point } from '../sd/syntax/ast.js';
import { ADD, AND, ATOM, around, COMPARE, type Code, type Dialect, OR, TIMES, UNARY } from './dialect.js';

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
  /** Lays an expression out row by row over loops, before the loops that lie deeper than `depth`, and names the array. */
  layOut(depth: number, loops: readonly Loop[], body: () => string): string;
  /** Makes an array that a function fills, and names it. */
  scratch(size: number): string;
  /** Writes the number of an element in an array of the given sizes. */
  within(sizes: readonly number[], indices: readonly Index[]): string;
  /** Writes the place of an element in `v`. */
  placeOf(name: string, indices: readonly Index[]): string;
  /** Names what stands in for a function of `Math`. */
  native(name: string): string;
}

/** Functions that run over loops of their own. */
export type Reduction = Extract<Expr, { kind: 'reduce' }>['op'];

const arithmetic: Readonly<Record<string, number>> = { '+': ADD, '-': ADD, '*': TIMES, '/': TIMES };

const dear = new Set(['EXP', 'LN', 'LOG', 'SIN', 'COS', 'TAN', 'SINH', 'COSH', 'TANH', 'SQRT']);

/** Writes the expressions of one equation; statements that must come first go to the function writer. */
export class ExpressionWriter {
  constructor(
    private readonly into: Surroundings,
    private readonly dialect: Dialect,
  ) {}

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
        return this.dialect.numeral(expr.value);
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
        return this.early(expr, () => {
          const args = [expr.from, expr.arg].flatMap((arg) => (arg ? [this.number(arg)] : []));
          const reader = this.dialect.look(expr.rule, expr.place);
          return `${reader}(${[this.into.table(expr.name, expr.indices), ...args].join(', ')})`;
        });
      case 'with':
        return this.early(expr, () => {
          const reader = this.dialect.look(undefined, expr.place);
          return `${reader}(${this.into.points(expr.points)}, ${this.number(expr.arg)})`;
        });
      case 'reduce':
        return [this.reduce(expr), ATOM];
      case 'series':
        return this.early(expr, () => this.series(expr));
      case 'vector':
        return this.vector(expr);
      case 'call':
        return this.call(expr);
    }
  }

  /** Writes the value of a data variable at the present time. */
  data(rule: DataRight['rule'], name: string, left: readonly Index[]): string {
    return `${this.dialect.data(rule)}(${this.into.table(name, left)}, t)`;
  }

  private series({ fn, name, indices, args, place }: Extract<Expr, { kind: 'series' }>): string {
    const handed = [this.into.table(name, indices), ...args.map((arg) => this.number(arg))];
    return `${this.dialect.series(fn, place)}(${handed.join(', ')})`;
  }

  // The arguments do not follow the loops that the result is picked along, so all is done before those.
  private vector({ fn, args, sizes, pick, place }: Extract<Expr, { kind: 'vector' }>): Code {
    const call = this.dialect.vector(fn, place);
    const depth = this.into.depthOf(new Set(args.flatMap((arg) => [...freeLoopsOf(arg)])));
    const handed = args.map(({ loops, body }) => {
      const write = () => this.number(body);
      if (loops.length > 0) return this.into.layOut(depth, loops, write);
      return body.kind === 'number' ? write() : this.into.before(depth, write);
    });
    if (fn === 'VECTOR ELM MAP') {
      return [`${call}(${handed[0]}, ${this.into.within(sizes, pick)} + ${handed[1]})`, ATOM];
    }
    if (pick.length === 0) return [this.into.before(depth, () => `${call}(${handed.join(', ')})`), ATOM];
    const out = this.into.scratch(sizes.reduce((a, b) => a * b, 1));
    const array = this.into.before(depth, () => `${call}(${[out, ...handed].join(', ')})`);
    return [`${array}[${this.into.within(sizes, pick)}]`, ATOM];
  }

  private binary(expr: Extract<Expr, { kind: 'binary' }>): Code {
    const { op, left, right } = expr;
    if (op === '^')
      return this.early(
        expr,
        () => `${this.into.native(this.dialect.power)}(${this.number(left)}, ${this.number(right)})`,
      );
    const binds = arithmetic[op];
    if (binds === undefined) return this.truth(expr);
    return [`${around(this.value(left), binds)} ${op} ${around(this.value(right), binds + 1)}`, binds];
  }

  // Truth as a number.
  private truth(expr: Expr): Code {
    const { yes, no } = this.dialect;
    return [`(${this.condition(expr)[0]} ? ${yes} : ${no})`, ATOM];
  }

  private condition(expr: Expr): Code {
    if (expr.kind === 'unary' && expr.op === 'not')
      return [`!${around(this.condition(expr.arg), ATOM)}`, UNARY];
    if (expr.kind === 'binary') {
      const mark = this.dialect.comparison[expr.op];
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
    return [
      `${around(this.value(expr), COMPARE + 1)} ${this.dialect.comparison['<>']} ${this.dialect.no}`,
      COMPARE,
    ];
  }

  private call(expr: Extract<Expr, { kind: 'call' }>): Code {
    const { fn, args } = expr;
    if (fn === 'IF THEN ELSE') {
      const [test, yes, no] = args as [Expr, Expr, Expr];
      return [`(${this.condition(test)[0]} ? ${this.number(yes)} : ${this.number(no)})`, ATOM];
    }
    if (fn === 'MODULO') {
      return this.dialect.modulo(this.value(args[0]!), this.value(args[1]!));
    }
    const name = this.into.native(this.dialect.call(fn, expr.place));
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
    return this.into.depthOf(freeLoops([expr]));
  }

  private reduce(expr: Extract<Expr, { kind: 'reduce' }>): string {
    const { op, loops, body } = expr;
    return this.into.accumulate(this.depthOf(expr), op, loops, () => this.number(body));
  }

  private position(expr: Extract<Expr, { kind: 'position' }>): Code {
    if (expr.loop === undefined) return this.dialect.numeral(expr.values[0]!);
    return this.dialect.whole(this.into.along(expr.loop, expr.values));
  }
}

const freeLoopsOf = ({ loops, body }: VectorArg): Set<string> => {
  const free = freeLoops([body]);
  for (const { id } of loops) free.delete(id);
  return free;
};

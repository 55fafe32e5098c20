import { type Place, SteelyardError } from '../../../base/error.js';
import type { Axis, Expr, Index, Loop, Variable } from '../../ir.js';
import type { BinaryOp } from '../../syntax/ast.js';
import { numeral } from '../numeral.js';
import type { XmileNames } from './names.js';

/** What an equation's text needs to know of its model. */
export interface Scope {
  readonly names: XmileNames;
  readonly variables: ReadonlyMap<string, Variable>;
  /** Words for the clock's variables, by folded name. */
  readonly clock: ReadonlyMap<string, string>;
  /** Unit of time; empty when not known. */
  readonly timeUnits: string;
  /** Loops that an equation for all elements leaves open: each is the name of a dimension. */
  readonly loops: ReadonlyMap<string, string>;
}

const functions: Readonly<Record<string, string>> = {
  INTEGER: 'INT',
  INITIAL: 'INIT',
  SMOOTH: 'SMTH1',
  SMOOTHI: 'SMTH1',
  SMOOTH3: 'SMTH3',
  SMOOTH3I: 'SMTH3',
  'SMOOTH N': 'SMTHN',
  DELAY1I: 'DELAY1',
  DELAY3I: 'DELAY3',
  'DELAY N': 'DELAYN',
  'DELAY FIXED': 'DELAY',
  FORECAST: 'FORCST',
};
const same = new Set(
  [
    'MIN MAX ABS INT EXP LN SQRT SIN COS TAN ARCSIN ARCCOS ARCTAN',
    'STEP TREND SMTH1 SMTH3 SMTHN DELAY1 DELAY3 DELAYN',
  ].flatMap((line) => line.split(' ')),
);
const reductions = { sum: 'SUM', prod: 'PROD', vmin: 'MIN', vmax: 'MAX' } as const;

// Brackets stand wherever tools read the order of two operators in different ways.
const OR = 1;
const AND = 2;
const COMPARE = 3;
const ADD = 4;
const TIMES = 5;
const SIGN = 6;
const POWER = 7;
const ATOM = 8;
const binding: Readonly<Record<BinaryOp, readonly [own: number, left: number, right: number]>> = {
  or: [OR, OR, AND],
  and: [AND, AND, COMPARE],
  '=': [COMPARE, ADD, ADD],
  '<>': [COMPARE, ADD, ADD],
  '<': [COMPARE, ADD, ADD],
  '>': [COMPARE, ADD, ADD],
  '<=': [COMPARE, ADD, ADD],
  '>=': [COMPARE, ADD, ADD],
  '+': [ADD, ADD, TIMES],
  '-': [ADD, ADD, TIMES],
  '*': [TIMES, TIMES, POWER],
  '/': [TIMES, TIMES, POWER],
  '^': [POWER, ATOM, ATOM],
};

/**
 * Writes an expression of a model that `prepareXmile` made ready as an XMILE equation (sections 3.3 and 3.5).
 *
 * @param least how tightly the text must bind; 0 for any
 */
export function writeXmileExpr(expr: Expr, scope: Scope, least = 0): string {
  const [text, binds] = write(expr, scope);
  return binds >= least ? text : `(${text})`;
}

function write(expr: Expr, scope: Scope): readonly [text: string, binds: number] {
  const inner = (part: Expr, least = 0) => writeXmileExpr(part, scope, least);
  switch (expr.kind) {
    case 'number':
      return /^[\d.]/.test(expr.text)
        ? [expr.text, ATOM]
        : [numeral(expr.value), expr.value < 0 ? SIGN : ATOM];
    case 'time':
      return ['TIME', ATOM];
    case 'position':
      return [String(expr.values[0]), ATOM];
    case 'variable':
      return [writeReference(expr.name, expr.indices, scope), ATOM];
    case 'look':
      if ('rule' in expr && expr.rule !== undefined) throw noForm(`a lookup read in another way`, expr.place);
      return [`LOOKUP(${writeReference(expr.name, expr.indices, scope)}, ${inner(expr.arg)})`, ATOM];
    case 'with':
      // Stands only as a whole equation, whose variable carries the points.
      return [inner(expr.arg), 0];
    case 'reduce':
      return [`${reductions[expr.op]}(${inner(expr.body)})`, ATOM];
    case 'unary':
      return expr.op === '-' ? [`-${inner(expr.arg, POWER)}`, SIGN] : [`NOT (${inner(expr.arg)})`, COMPARE];
    case 'binary': {
      const [own, left, right] = binding[expr.op];
      const mark = expr.op === 'and' || expr.op === 'or' ? expr.op.toUpperCase() : expr.op;
      return [`${inner(expr.left, left)} ${mark} ${inner(expr.right, right)}`, own];
    }
    case 'call':
      return writeCall(expr, inner);
    default:
      throw noForm(`the function ${expr.fn}`, expr.place);
  }
}

/** Says that XMILE has no way to say something. */
export function noForm(what: string, place: Place): SteelyardError {
  return new SteelyardError({
    code: 'SD060',
    found: `XMILE has no form for ${what}`,
    place,
    expected: 'what docs/models.md lists for XMILE',
    remedy: 'write it with other functions, or convert to mdl or json',
  });
}

function writeCall(
  { fn, args, place }: Extract<Expr, { kind: 'call' }>,
  inner: (part: Expr, least?: number) => string,
): readonly [text: string, binds: number] {
  const [a, b, c, d] = args as [Expr, Expr, Expr, Expr];
  switch (fn) {
    case 'IF THEN ELSE':
      return [`IF ${inner(a)} THEN ${inner(b, OR)} ELSE ${inner(c, OR)}`, 0];
    case 'MODULO':
      return [`${inner(a, POWER)} MOD ${inner(b, POWER)}`, TIMES];
    case 'SMOOTH N':
    case 'DELAY N':
      return [`${functions[fn]}(${[a, b, d, c].map((arg) => inner(arg)).join(', ')})`, ATOM];
    default:
      if (!functions[fn] && !same.has(fn)) throw noForm(`the function ${fn}`, place);
      return [`${functions[fn] ?? fn}(${args.map((arg) => inner(arg)).join(', ')})`, ATOM];
  }
}

/** Writes a name with its subscripts; a loop of a reducing function is a star. */
export function writeReference(name: string, indices: readonly Index[], scope: Scope): string {
  const { names, variables, clock } = scope;
  const word = clock.get(name) ?? names.word(name);
  if (indices.length === 0) return word;
  const { axes } = variables.get(name)!;
  return `${word}[${indices.map((index, k) => writeIndex(index, axes[k]!, scope)).join(', ')}]`;
}

function writeIndex(index: Index, axis: Axis, { names, loops }: Scope): string {
  if (index.kind === 'at') return names.word(axis.elements[index.position]!);
  return loops.has(index.loop) ? names.word(loops.get(index.loop)!) : '*';
}

/** Tells whether an index follows a loop through all of an axis, first to last. */
export const followsAxis = (index: Index, axis: Axis, loop: Loop): boolean =>
  index.kind === 'each' &&
  index.loop === loop.id &&
  index.positions.length === axis.elements.length &&
  index.positions.every((p, i) => p === i);

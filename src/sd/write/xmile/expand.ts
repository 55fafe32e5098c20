import type { Expr } from '../../ir.js';

type Call = Extract<Expr, { kind: 'call' }>;

/** Functions that this format lacks, or that give another value in it, and which of their arguments stand twice. */
const twice: Readonly<Record<string, readonly number[]>> = {
  INTEGER: [0],
  MODULO: [0, 1],
  QUANTUM: [0, 1],
  XIDZ: [1],
  ZIDZ: [1],
  RAMP: [1],
  PULSE: [0],
  'PULSE TRAIN': [0],
  SINH: [0],
  COSH: [0],
  TANH: [0],
};

/** Lists the arguments of a call that `expandCall` writes more than once. */
export const repeated = (call: Call): readonly number[] => twice[call.fn] ?? [];

/**
 * Writes a function out that XMILE 1.0 (section 3.5) does not have, or defines otherwise; other calls stay as they are.
 *
 * INT and MOD of the standard round down, those of the other format towards zero; its quotients without danger look for
 * a divisor below a millionth, and SAFEDIV for 0 alone.
 */
export function expandCall(call: Call): Expr {
  const { place } = call;
  const [a, b, c, d] = call.args as [Expr, Expr, Expr, Expr];
  const op = (left: Expr, op: Extract<Expr, { kind: 'binary' }>['op'], right: Expr): Expr => ({
    kind: 'binary',
    op,
    left,
    right,
    place,
  });
  const number = (value: number): Expr => ({ kind: 'number', value, text: String(value), place });
  const fn = (fn: string, ...args: Expr[]): Expr => ({ kind: 'call', fn, args, place });
  const minus = (arg: Expr): Expr => ({ kind: 'unary', op: '-', arg, place });
  const choose = (test: Expr, yes: Expr, no: Expr) => fn('IF THEN ELSE', test, yes, no);
  const time: Expr = { kind: 'time', place };
  const step: Expr = { kind: 'variable', name: 'TIME STEP', indices: [], place };
  const towardsZero = (value: Expr) =>
    choose(op(value, '<', number(0)), minus(fn('INTEGER', minus(value))), fn('INTEGER', value));
  // Half a step of care, so that the rounding of times does not move an event.
  const soon = op(time, '+', op(step, '/', number(2)));

  switch (call.fn) {
    case 'GAME':
      return a;
    case 'POWER':
      return op(a, '^', b);
    case 'INTEGER':
      return a.kind === 'number' ? call : towardsZero(a);
    case 'MODULO': {
      const by = b.kind === 'number' ? number(Math.abs(b.value)) : fn('ABS', b);
      if (a.kind === 'number' || a.kind === 'time') return fn('MODULO', a, by);
      return choose(op(a, '<', number(0)), minus(fn('MODULO', minus(a), by)), fn('MODULO', a, by));
    }
    case 'QUANTUM': {
      const whole = op(b, '*', towardsZero(op(a, '/', b)));
      return b.kind === 'number' && b.value > 0 ? whole : choose(op(b, '<=', number(0)), a, whole);
    }
    case 'LOG':
      return op(fn('LN', a), '/', fn('LN', b));
    case 'XIDZ':
    case 'ZIDZ': {
      const instead = call.fn === 'XIDZ' ? c : number(0);
      return choose(op(fn('ABS', b), '<', number(1e-6)), instead, op(a, '/', b));
    }
    case 'SINH':
      return op(op(fn('EXP', a), '-', fn('EXP', minus(a))), '/', number(2));
    case 'COSH':
      return op(op(fn('EXP', a), '+', fn('EXP', minus(a))), '/', number(2));
    case 'TANH':
      return op(number(1), '-', op(number(2), '/', op(fn('EXP', op(number(2), '*', a)), '+', number(1))));
    case 'TIME BASE':
      return op(a, '+', op(b, '*', time));
    case 'RAMP':
      return choose(op(time, '>', b), op(a, '*', op(fn('MIN', time, c), '-', b)), number(0));
    case 'PULSE': {
      const ends = op(a, '+', fn('MAX', b, step));
      return choose(op(op(soon, '>', a), 'and', op(soon, '<', ends)), number(1), number(0));
    }
    case 'PULSE TRAIN': {
      const on = op(fn('MODULO', op(soon, '-', a), c), '<', fn('MAX', b, step));
      const test = op(op(op(soon, '>', a), 'and', op(time, '<', d)), 'and', on);
      return choose(test, number(1), number(0));
    }
    default:
      return call;
  }
}

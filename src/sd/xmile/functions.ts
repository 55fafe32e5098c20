import { type Place, SteelyardError } from '../../base/error.js';
import type { SyntaxExpr } from '../syntax/ast.js';
import type { XmileFunction } from './function.js';
import type { Make } from './make.js';
import { drawing } from './random.js';

type Args = readonly SyntaxExpr[];

const same = (name: string, count = 1): XmileFunction => ({
  min: count,
  max: count,
  write: (make, ...args) => make.call(name, ...args),
});
const of = (min: number, max: number, write: XmileFunction['write']): XmileFunction => ({ min, max, write });

// One name without a start, another with.
const staged = (plain: string, withStart: string): XmileFunction =>
  of(2, 3, (make, ...args) => make.call(args.length === 2 ? plain : withStart, ...args));
// Here the order stands before the start.
const ofOrder = (name: string): XmileFunction =>
  of(3, 4, (make, input, time, order, start = input) => make.call(name, input!, time!, start!, order!));
const wave = (name: string): XmileFunction =>
  of(2, 2, (make, height, period) => {
    const turns = make.op('/', make.name('Time'), period!);
    return make.op('*', height!, make.call(name, make.op('*', make.number(2 * Math.PI), turns)));
  });

/**
 * All functions by folded name, apart from those over arrays and lookups: XMILE 1.0, section 3.5, and a few of the
 * vendors. Each is written with functions of the common form, so that no back end knows of this format.
 */
export const functions: ReadonlyMap<string, XmileFunction> = new Map<string, XmileFunction>([
  ...[
    'abs',
    'arccos',
    'arcsin',
    'arctan',
    'cos',
    'exp',
    'ln',
    'sin',
    'sqrt',
    'tan',
    'sinh',
    'cosh',
    'tanh',
  ].map((name) => [name, same(name.toUpperCase())] as const),
  ['int', of(1, 1, (make, x) => make.floor(x!))],
  ['round', of(1, 1, (make, x) => make.floor(make.op('+', x!, make.number(0.5))))],
  ['log10', of(1, 1, (make, x) => make.call('LOG', x!, make.number(10)))],
  ['log', of(2, 2, (make, x, base) => make.call('LOG', x!, base!))],
  ['pi', of(0, 0, (make) => make.number(Math.PI))],
  ['inf', of(0, 0, (make) => make.number(Number.POSITIVE_INFINITY))],
  ['percent', of(1, 1, (make, x) => make.op('*', x!, make.number(100)))],
  ['mod', of(2, 2, (make, a, b) => make.modulo(a!, b!))],
  ['modulo', of(2, 2, (make, a, b) => make.modulo(a!, b!))],
  ['safediv', of(2, 3, (make, a, b, otherwise = make.number(0)) => make.quotient(a!, b!, otherwise))],
  ['if then else', of(3, 3, (make, test, yes, no) => make.choice(test!, yes!, no!))],
  ['time', of(0, 0, (make) => make.name('Time'))],
  ['dt', of(0, 0, (make) => make.step)],
  ['starttime', of(0, 0, (make) => make.name('INITIAL TIME'))],
  ['stoptime', of(0, 0, (make) => make.name('FINAL TIME'))],
  ['step', same('STEP', 2)],
  [
    'ramp',
    of(2, 3, (make, slope, from, until = make.name('FINAL TIME')) => make.call('RAMP', slope!, from!, until)),
  ],
  ['pulse', of(2, 3, pulse)],
  ['sinwave', wave('SIN')],
  ['coswave', wave('COS')],
  ['delay', of(2, 3, (make, input, time, start = input) => make.call('DELAY FIXED', input!, time!, start!))],
  ['delay1', staged('DELAY1', 'DELAY1I')],
  ['delay3', staged('DELAY3', 'DELAY3I')],
  ['delayn', ofOrder('DELAY N')],
  ['smth1', staged('SMOOTH', 'SMOOTHI')],
  ['smth3', staged('SMOOTH3', 'SMOOTH3I')],
  ['smthn', ofOrder('SMOOTH N')],
  [
    'trend',
    of(2, 3, (make, input, time, start = make.number(0)) => make.call('TREND', input!, time!, start)),
  ],
  ['forcst', of(3, 4, forecast)],
  ['gammaln', same('GAMMA LN')],
  ...drawing,
  ['init', same('INITIAL')],
  [
    'previous',
    of(1, 2, (make, input, start = make.number(0)) => make.call('DELAY FIXED', input!, make.step, start)),
  ],
]);

/** Names that may stand without brackets. */
export const bare: ReadonlySet<string> = new Set(['time', 'dt', 'starttime', 'stoptime', 'pi', 'inf']);

// A volume in one step; with an interval again and again, with none or 0 once.
function pulse(make: Make, ...[volume, first, interval]: Args): SyntaxExpr {
  const none = make.number(0);
  const height = make.op('/', volume!, make.step);
  const once = make.call('PULSE', first!, none);
  if (!interval || (interval.kind === 'number' && interval.value === 0)) return make.op('*', height, once);
  const behindTheEnd = make.op('+', make.name('FINAL TIME'), make.step);
  const again = make.call('PULSE TRAIN', first!, none, interval, behindTheEnd);
  const shape = interval.kind === 'number' ? again : make.choice(make.op('>', interval, none), again, once);
  return make.op('*', height, shape);
}

function forecast(make: Make, ...[input, time, horizon, start]: Args): SyntaxExpr {
  if (!start) return make.call('FORECAST', input!, time!, horizon!);
  const growth = make.op('*', make.call('TREND', input!, time!, start), horizon!);
  return make.op('*', input!, make.op('+', make.number(1), growth));
}

/** Complains of a wrong number of arguments. */
export const wrongCount = (name: string, count: number, expected: string, place: Place): SteelyardError =>
  new SteelyardError({ code: 'SD004', found: `${name} has ${count} arguments`, place, expected });

import type { Place } from '../../base/error.js';
import { ATOM, type Code, type Dialect, UNARY } from '../dialect.js';
import { notInC } from './refuse.js';

/** Functions that are one call in C; `t` marks those that are handed the time. Those of `math.h` stand here too. */
const calls: Readonly<Record<string, string>> = {
  MIN: 'smaller',
  MAX: 'larger',
  ABS: 'fabs',
  INTEGER: 'trunc',
  EXP: 'exp',
  LN: 'log',
  SQRT: 'sqrt',
  SIN: 'sin',
  COS: 'cos',
  TAN: 'tan',
  ARCSIN: 'asin',
  ARCCOS: 'acos',
  ARCTAN: 'atan',
  SINH: 'sinh',
  COSH: 'cosh',
  TANH: 'tanh',
  LOG: 'log_to',
  QUANTUM: 'quantum',
  XIDZ: 'xidz',
  ZIDZ: 'zidz',
  STEP: 'step_up(t)',
  PULSE: 'pulse(t)',
  'PULSE TRAIN': 'pulse_train(t)',
  RAMP: 'ramp(t)',
  'GAMMA LN': 'gamma_ln',
};
const looks = {
  forward: 'look_forward',
  backward: 'look_backward',
  extrapolate: 'look_on',
  invert: 'look_invert',
  area: 'look_area',
  slope: 'look_slope',
} as const;
const data = { interpolate: 'look', hold: 'data_hold', forward: 'data_forward', raw: 'data_raw' } as const;
const ofMath = new Set('fabs trunc exp log sqrt sin cos tan asin acos atan sinh cosh tanh'.split(' '));

/**
 * Says how expressions are written in C.
 *
 * @param use is told the name of each function that is called and is none of `math.h`
 */
export function dialectOfC(use: (name: string) => void): Dialect {
  const named = (name: string): string => {
    if (!ofMath.has(name)) use(name.replace('(t)', ''));
    return name;
  };
  return {
    comparison: { '=': '==', '<>': '!=', '<': '<', '>': '>', '<=': '<=', '>=': '>=' },
    yes: '1.0',
    no: '0.0',
    numeral: numeralOfC,
    whole: (text) => [`(real)(${text})`, UNARY],
    modulo: ([left], [right]) => [`fmod(${left}, ${right})`, ATOM],
    get power() {
      return named('power');
    },
    call(fn: string, place: Place): string {
      const name = calls[fn];
      if (name === undefined) throw notInC(`function ${fn}`, place);
      return named(name);
    },
    look: (rule) => named(rule ? looks[rule] : 'look'),
    data: (rule) => named(data[rule]),
    series(fn: string, place: Place): string {
      throw notInC(`function ${fn}`, place);
    },
    vector(fn: string, place: Place): string {
      throw notInC(`function ${fn}`, place);
    },
  };
}

/**
 * Writes a number as a constant of C that reads back to the same bits; never as a whole number, which C would divide
 * without a rest.
 *
 * @example
 * numeralOfC(3)[0] // => '3.0'
 */
export function numeralOfC(value: number): Code {
  const size = Math.abs(value);
  const digits = String(size);
  const text = Number.isNaN(value)
    ? 'NAN'
    : size === Infinity
      ? 'INFINITY'
      : /[.e]/.test(digits)
        ? digits
        : `${digits}.0`;
  return value < 0 || Object.is(value, -0) ? [`-${text}`, UNARY] : [text, ATOM];
}

import { ATOM, around, type Code, type Dialect, TIMES, UNARY } from './dialect.js';
import { lookCalls } from './javascript-lookups.js';
import { dataCalls, seriesCalls } from './javascript-prelude-data.js';
import { vectorCalls } from './javascript-prelude-vectors.js';
import { randomCalls } from './javascript-random.js';

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
  'GAMMA LN': 'gammaLn',
  ...randomCalls,
};

/** How expressions are written in JavaScript. */
export const javascriptDialect: Dialect = {
  comparison: { '=': '===', '<>': '!==', '<': '<', '>': '>', '<=': '<=', '>=': '>=' },
  yes: '1',
  no: '0',
  numeral,
  whole: (text) => [`(${text})`, ATOM],
  modulo: (left, right) => [`${around(left, TIMES)} % ${around(right, TIMES + 1)}`, TIMES],
  power: 'Math.pow',
  call: (fn) => calls[fn]!,
  look: (rule) => (rule ? lookCalls[rule] : 'look'),
  data: (rule) => dataCalls[rule],
  series: (fn) => seriesCalls[fn]!,
  vector: (fn) => vectorCalls[fn]!,
};

/** Writes a number so that it reads back to the same bits. */
export function numeral(value: number): Code {
  if (value < 0 || Object.is(value, -0)) return [`-${Math.abs(value)}`, UNARY];
  return [String(value), ATOM];
}

/** How units pass through a function; read by the unit check. */
export type UnitRule =
  | 'number' // arguments and result are pure numbers
  | 'same' // all arguments agree; the result has their unit
  | 'free'; // has a rule of its own in the check

/**
 * What a function needs: `plain` its arguments only, `time` also the clock, `memory` a state of its own, `whole` an
 * equation to itself, `range` loops, `lookup` a lookup as its first argument, `name` the name of a range, `vector` whole
 * vectors, `series` the points of a data variable.
 */
export type Needs = 'plain' | 'time' | 'memory' | 'whole' | 'range' | 'lookup' | 'name' | 'vector' | 'series';

/** A built-in function as data: spelling, number of arguments, and what it needs. */
export interface Builtin {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly needs: Needs;
  readonly units: UnitRule;
}

const plain = (name: string, min: number, units: UnitRule, max = min): Builtin => ({
  name,
  min,
  max,
  needs: 'plain',
  units,
});
const timed = (name: string, min: number): Builtin => ({ name, min, max: min, needs: 'time', units: 'free' });
const memory = (name: string, min: number): Builtin => ({
  name,
  min,
  max: min,
  needs: 'memory',
  units: 'free',
});
const random = (name: string, min: number): Builtin => ({
  name,
  min,
  max: min,
  needs: 'time',
  units: 'free',
});
const lookup = (name: string, min: number): Builtin => ({
  name,
  min,
  max: min,
  needs: 'lookup',
  units: 'free',
});
const vector = (name: string, min: number): Builtin => ({
  name,
  min,
  max: min,
  needs: 'vector',
  units: 'free',
});
const series = (name: string, min: number): Builtin => ({
  name,
  min,
  max: min,
  needs: 'series',
  units: 'free',
});
const whole = (name: string, min: number, max = min): Builtin => ({
  name,
  min,
  max,
  needs: 'whole',
  units: 'free',
});
const range = (name: string): Builtin => ({ name, min: 1, max: 1, needs: 'range', units: 'same' });

const list: readonly Builtin[] = [
  plain('IF THEN ELSE', 3, 'free'),
  plain('MIN', 2, 'same'),
  plain('MAX', 2, 'same'),
  plain('ABS', 1, 'same'),
  plain('INTEGER', 1, 'same'),
  plain('MODULO', 2, 'same'),
  plain('QUANTUM', 2, 'same'),
  plain('EXP', 1, 'number'),
  plain('LN', 1, 'number'),
  plain('LOG', 2, 'number'),
  plain('SQRT', 1, 'free'),
  plain('POWER', 2, 'free'),
  plain('SIN', 1, 'number'),
  plain('COS', 1, 'number'),
  plain('TAN', 1, 'number'),
  plain('ARCSIN', 1, 'number'),
  plain('ARCCOS', 1, 'number'),
  plain('ARCTAN', 1, 'number'),
  plain('SINH', 1, 'number'),
  plain('COSH', 1, 'number'),
  plain('TANH', 1, 'number'),
  plain('XIDZ', 3, 'free'),
  plain('ZIDZ', 2, 'free'),
  plain('GAME', 1, 'same'),
  timed('STEP', 2),
  timed('PULSE', 2),
  timed('PULSE TRAIN', 4),
  timed('RAMP', 3),
  timed('TIME BASE', 2),
  timed('GET TIME VALUE', 3),
  plain('GAMMA LN', 1, 'number'),
  random('RANDOM 0 1', 0),
  random('RANDOM UNIFORM', 3),
  random('RANDOM NORMAL', 5),
  random('RANDOM EXPONENTIAL', 5),
  random('RANDOM GAMMA', 6),
  random('RANDOM BETA', 7),
  random('RANDOM WEIBULL', 6),
  random('RANDOM TRIANGULAR', 6),
  random('RANDOM POISSON', 6),
  random('RANDOM BINOMIAL', 7),
  random('RANDOM NEGATIVE BINOMIAL', 7),
  lookup('LOOKUP FORWARD', 2),
  lookup('LOOKUP BACKWARD', 2),
  lookup('LOOKUP EXTRAPOLATE', 2),
  lookup('LOOKUP INVERT', 2),
  lookup('LOOKUP AREA', 3),
  lookup('LOOKUP SLOPE', 3),
  { name: 'ELMCOUNT', min: 1, max: 1, needs: 'name', units: 'number' },
  { name: 'INTEG', min: 2, max: 2, needs: 'whole', units: 'free' },
  { name: 'WITH LOOKUP', min: 2, max: 2, needs: 'plain', units: 'free' },
  { name: 'ACTIVE INITIAL', min: 2, max: 2, needs: 'memory', units: 'same' },
  { name: 'INITIAL', min: 1, max: 1, needs: 'memory', units: 'same' },
  memory('REINITIAL', 1),
  memory('SMOOTH', 2),
  memory('SMOOTHI', 3),
  memory('SMOOTH3', 2),
  memory('SMOOTH3I', 3),
  memory('SMOOTH N', 4),
  memory('DELAY1', 2),
  memory('DELAY1I', 3),
  memory('DELAY3', 2),
  memory('DELAY3I', 3),
  memory('DELAY N', 4),
  memory('DELAY FIXED', 3),
  memory('DELAY MATERIAL', 4),
  memory('DELAY INFORMATION', 3),
  memory('TREND', 3),
  memory('FORECAST', 3),
  memory('SAMPLE IF TRUE', 3),
  range('SUM'),
  range('PROD'),
  range('VMIN'),
  range('VMAX'),
  vector('VECTOR SELECT', 5),
  vector('VECTOR ELM MAP', 2),
  vector('VECTOR SORT ORDER', 2),
  vector('VECTOR RANK', 2),
  vector('VECTOR REORDER', 2),
  vector('VECTOR LOOKUP', 5),
  vector('INVERT MATRIX', 2),
  vector('ALLOCATE AVAILABLE', 3),
  vector('ALLOCATE BY PRIORITY', 5),
  vector('DEMAND AT PRICE', 3),
  vector('SUPPLY AT PRICE', 3),
  vector('FIND MARKET PRICE', 4),
  series('GET DATA AT TIME', 2),
  series('GET DATA BETWEEN TIMES', 3),
  series('GET DATA FIRST TIME', 1),
  series('GET DATA LAST TIME', 1),
  series('GET DATA TOTAL POINTS', 1),
  series('GET DATA MIN', 3),
  series('GET DATA MAX', 3),
  series('GET DATA MEAN', 3),
  series('GET DATA MEDIAN', 3),
  ...['XLS', 'DIRECT', '123'].flatMap((from) => [
    whole(`GET ${from} CONSTANTS`, 3),
    whole(`GET ${from} DATA`, 4),
    whole(`GET ${from} LOOKUPS`, 4),
    whole(`GET ${from} SUBSCRIPT`, 4, 5),
  ]),
];

/** All built-in functions by folded name. */
export const builtins: ReadonlyMap<string, Builtin> = new Map(list.map((b) => [b.name.toLowerCase(), b]));

/** Tells whether a function runs over the subscripts with an exclamation mark in its arguments, by its folded name. */
export const runsOverMarked = (name: string): boolean =>
  builtins.get(name)?.needs === 'range' || name === 'vector select';

/** Tells whether a function draws random numbers. */
export const drawsNumbers = (fn: string): boolean => fn.startsWith('RANDOM ');

const conveyed = 'use DELAY FIXED, DELAY MATERIAL or DELAY N, or write the model with a <conveyor> of XMILE';
const queued = 'keep the queue as a stock, or write the model with a <queue> of XMILE';
const otherFile = 'write the run out as a text, and read that with GET DIRECT';

/** Functions of the language that this reader knows and does not run, by folded name, with what to do instead. */
export const refused: ReadonlyMap<string, string> = new Map([
  ['a function of', 'write the equation: A FUNCTION OF only lists what it will rest on'],
  ['delay batch', conveyed],
  ['delay conveyor', conveyed],
  ['delay profile', conveyed],
  ['queue age average', queued],
  ['queue age in range', queued],
  ['queue attrib average', queued],
  ['queue attrib in range', queued],
  ['queue attrib max', queued],
  ['queue attrib min', queued],
  ['queue attrib quantity', queued],
  ['queue fifo', queued],
  ['queue fifo attrib', queued],
  ['get vdf constants', otherFile],
  ['get vdf data', otherFile],
  ['get vdf lookups', otherFile],
  ['alloc p', 'use ALLOCATE AVAILABLE, which has taken its place'],
  ['marketp', 'use FIND MARKET PRICE, which has taken its place'],
  ['internal rate of return', 'compare NPV at several rates: the rate that is sought makes it 0'],
  ['message', 'leave it out: it only shows a text while a run goes on'],
  ['random lookup', 'draw with RANDOM 0 1 and read the inverse of the distribution from a lookup'],
  [
    'shift if true',
    'add the shift to the rates: IF THEN ELSE(condition, (element before - this element)/TIME STEP, 0)',
  ],
  ['simultaneous', 'break the circle with a stock or a delay'],
]);

/** What documentation says of a function; its example defines `x`, shown at the times 0 to 4 with a step of 1. */
export interface FunctionNote {
  readonly signature: string;
  /** One sentence. */
  readonly about: string;
  /** Equations of a small model. */
  readonly example: string;
  /** What `x` is at each time. */
  readonly series: readonly number[];
}

const same = (value: number) => [value, value, value, value, value];
const note = (signature: string, about: string, example: string, series: readonly number[]) =>
  [signature.replace(/\(.*$/, ''), { signature, about, example, series }] as const;
const curve = 't((0,1),(2,3)) ~~| ';
const list = 'R: a, b, c ~~| v[R]= 4, 2, 3 ~~| ';
const bounds = 'min, max';

/** What documentation says of each function, by its name as the language spells it. */
export const functionNotes: ReadonlyMap<string, FunctionNote> = new Map([
  note(
    'IF THEN ELSE(condition, then, else)',
    'Chooses between two values.',
    'x= IF THEN ELSE(Time>2, 1, 0) ~~|',
    [0, 0, 0, 1, 1],
  ),
  note('MIN(a, b)', 'Gives the smaller of two values.', 'x= MIN(Time, 2) ~~|', [0, 1, 2, 2, 2]),
  note('MAX(a, b)', 'Gives the larger of two values.', 'x= MAX(Time, 2) ~~|', [2, 2, 2, 3, 4]),
  note('ABS(x)', 'Leaves the sign out.', 'x= ABS(Time-2) ~~|', [2, 1, 0, 1, 2]),
  note('INTEGER(x)', 'Cuts the fraction off, towards 0.', 'x= INTEGER(Time/2) ~~|', [0, 0, 1, 1, 2]),
  note(
    'MODULO(x, by)',
    'Gives what division leaves over, with the sign of x.',
    'x= MODULO(Time, 3) ~~|',
    [0, 1, 2, 0, 1],
  ),
  note(
    'QUANTUM(x, unit)',
    'Cuts down to whole units, towards 0; x itself where the unit is not positive.',
    'x= QUANTUM(Time, 2) ~~|',
    [0, 0, 2, 2, 4],
  ),
  note('EXP(x)', 'Raises e to a power.', 'x= EXP(0*Time) ~~|', same(1)),
  note('LN(x)', 'Takes the natural logarithm.', 'x= LN(EXP(3)) ~~|', same(3)),
  note('LOG(x, base)', 'Takes the logarithm to a base.', 'x= LOG(8, 2) ~~|', same(3)),
  note(
    'GAMMA LN(x)',
    'Takes the natural logarithm of the gamma function.',
    'x= EXP(GAMMA LN(5)) ~~|',
    same(24),
  ),
  note('SQRT(x)', 'Takes the square root.', 'x= SQRT(9) ~~|', same(3)),
  note('POWER(x, y)', 'Raises x to the power y, as x^y does.', 'x= POWER(Time, 2) ~~|', [0, 1, 4, 9, 16]),
  note('SIN(x)', 'Takes the sine of an angle in radians.', 'x= SIN(0) ~~|', same(0)),
  note('COS(x)', 'Takes the cosine of an angle in radians.', 'x= COS(0) ~~|', same(1)),
  note('TAN(x)', 'Takes the tangent of an angle in radians.', 'x= TAN(0) ~~|', same(0)),
  note('ARCSIN(x)', 'Finds the angle of a sine.', 'x= SIN(ARCSIN(0.5)) ~~|', same(0.5)),
  note('ARCCOS(x)', 'Finds the angle of a cosine.', 'x= ARCCOS(1) ~~|', same(0)),
  note('ARCTAN(x)', 'Finds the angle of a tangent.', 'x= TAN(ARCTAN(2)) ~~|', same(2)),
  note('SINH(x)', 'Takes the hyperbolic sine.', 'x= SINH(0) ~~|', same(0)),
  note('COSH(x)', 'Takes the hyperbolic cosine.', 'x= COSH(0) ~~|', same(1)),
  note('TANH(x)', 'Takes the hyperbolic tangent.', 'x= TANH(0) ~~|', same(0)),
  note(
    'XIDZ(a, b, other)',
    'Divides a by b, or gives another value where b is less than a millionth.',
    'x= XIDZ(6, Time-2, 9) ~~|',
    [-3, -6, 9, 6, 3],
  ),
  note(
    'ZIDZ(a, b)',
    'Divides a by b, or gives 0 where b is less than a millionth.',
    'x= ZIDZ(6, Time-2) ~~|',
    [-3, -6, 0, 6, 3],
  ),
  note(
    'GAME(x)',
    'Gives x: where a game would ask a player, a run goes on as the equation says.',
    'x= GAME(Time) ~~|',
    [0, 1, 2, 3, 4],
  ),
  note('STEP(height, from)', 'Rises from 0 at a time.', 'x= STEP(5, 2) ~~|', [0, 0, 5, 5, 5]),
  note(
    'PULSE(from, width)',
    'Is 1 for a while and 0 otherwise; at least one step long.',
    'x= PULSE(1, 2) ~~|',
    [0, 1, 1, 0, 0],
  ),
  note(
    'PULSE TRAIN(from, width, every, until)',
    'Repeats a pulse up to and with a time.',
    'x= PULSE TRAIN(0, 1, 2, 3) ~~|',
    [1, 0, 1, 0, 0],
  ),
  note(
    'RAMP(slope, from, until)',
    'Rises steadily between two times.',
    'x= RAMP(2, 1, 3) ~~|',
    [0, 0, 2, 4, 4],
  ),
  note(
    'TIME BASE(start, slope)',
    'Counts time in another unit: start + slope * Time.',
    'x= TIME BASE(1970, 0.5) ~~|',
    [1970, 1970.5, 1971, 1971.5, 1972],
  ),
  note(
    'GET TIME VALUE(from, offset, measure)',
    'Gives Time (from 0) or INITIAL TIME (from 1) and an offset; the measure is 0, the unit of the model.',
    'x= GET TIME VALUE(0, 2, 0) ~~|',
    [2, 3, 4, 5, 6],
  ),
  note(
    'INTEG(rate, initial)',
    'Adds a rate up over time: a stock.',
    'x= INTEG(Time, 1) ~~|',
    [1, 1, 2, 4, 7],
  ),
  note(
    'WITH LOOKUP(x, points)',
    'Reads a lookup that is written in place.',
    'x= WITH LOOKUP(Time, ((0,0),(4,8))) ~~|',
    [0, 2, 4, 6, 8],
  ),
  note(
    'LOOKUP FORWARD(curve, x)',
    'Takes the value of the next point.',
    `${curve}x= LOOKUP FORWARD(t, Time) ~~|`,
    [1, 3, 3, 3, 3],
  ),
  note(
    'LOOKUP BACKWARD(curve, x)',
    'Takes the value of the point before.',
    `${curve}x= LOOKUP BACKWARD(t, Time) ~~|`,
    [1, 1, 3, 3, 3],
  ),
  note(
    'LOOKUP EXTRAPOLATE(curve, x)',
    'Goes straight on beyond the first and the last point.',
    `${curve}x= LOOKUP EXTRAPOLATE(t, Time) ~~|`,
    [1, 2, 3, 4, 5],
  ),
  note(
    'LOOKUP INVERT(curve, y)',
    'Finds the least argument that has a value, :NA: where none has.',
    `${curve}x= LOOKUP INVERT(t, MIN(3, 1+Time)) ~~|`,
    [0, 1, 2, 2, 2],
  ),
  note(
    'LOOKUP AREA(curve, from, to)',
    'Gives the area under a lookup between two arguments.',
    `${curve}x= LOOKUP AREA(t, 0, Time) ~~|`,
    [0, 1.5, 4, 7, 10],
  ),
  note(
    'ACTIVE INITIAL(value, initial)',
    'Gives another value while stocks get their first values.',
    'y= ACTIVE INITIAL(x*2, 7) ~~| x= INTEG(1, y) ~~|',
    [7, 8, 9, 10, 11],
  ),
  note('INITIAL(value)', 'Keeps the value of the start.', 'x= INITIAL(Time+3) ~~|', same(3)),
  note('REINITIAL(value)', 'Keeps the value of the start.', 'x= REINITIAL(Time+3) ~~|', same(3)),
  note(
    'SAMPLE IF TRUE(condition, input, initial)',
    'Takes the input while a condition holds, and keeps it otherwise.',
    'x= SAMPLE IF TRUE(Time=2, Time*10, -1) ~~|',
    [-1, -1, 20, 20, 20],
  ),
  note(
    'SMOOTH(input, time)',
    'Follows an input, the slower the longer the time.',
    'x= SMOOTH(STEP(8, 1), 2) ~~|',
    [0, 0, 4, 6, 7],
  ),
  note(
    'SMOOTHI(input, time, initial)',
    'Follows an input from a value of its own.',
    'x= SMOOTHI(0, 2, 8) ~~|',
    [8, 4, 2, 1, 0.5],
  ),
  note(
    'SMOOTH3(input, time)',
    'Follows an input in three stages.',
    'x= SMOOTH3(STEP(6, 0.6), 3) ~~|',
    [0, 0, 0, 0, 6],
  ),
  note(
    'SMOOTH3I(input, time, initial)',
    'Follows an input in three stages from a value of its own.',
    'x= SMOOTH3I(6, 3, 0) ~~|',
    [0, 0, 0, 6, 6],
  ),
  note(
    'SMOOTH N(input, time, initial, order)',
    'Follows an input in any number of stages.',
    'x= SMOOTH N(6, 2, 0, 2) ~~|',
    [0, 0, 6, 6, 6],
  ),
  note(
    'DELAY1(input, time)',
    'Holds what flows in and lets it out by and by; it begins in balance.',
    'x= DELAY1(STEP(8, 1), 2) ~~|',
    [0, 0, 4, 6, 7],
  ),
  note(
    'DELAY1I(input, time, initial)',
    'Lets out a first flow of its own, and then what flows in.',
    'x= DELAY1I(0, 2, 8) ~~|',
    [8, 4, 2, 1, 0.5],
  ),
  note(
    'DELAY3(input, time)',
    'Holds what flows in for three stages.',
    'x= DELAY3(STEP(6, 0.6), 3) ~~|',
    [0, 0, 0, 0, 6],
  ),
  note(
    'DELAY3I(input, time, initial)',
    'Holds what flows in for three stages, from a first flow of its own.',
    'x= DELAY3I(6, 3, 0) ~~|',
    [0, 0, 0, 6, 6],
  ),
  note(
    'DELAY N(input, time, initial, order)',
    'Holds what flows in for any number of stages.',
    'x= DELAY N(6, 2, 0, 2) ~~|',
    [0, 0, 6, 6, 6],
  ),
  note(
    'DELAYP(input, time: held)',
    'Holds what flows in for three stages, and tells how much is held.',
    'y= DELAYP(6, 3: x) ~~|',
    same(18),
  ),
  note(
    'DELAY FIXED(input, time, initial)',
    'Hands an input on after the time that it has at the start.',
    'x= DELAY FIXED(Time*10, 2, -1) ~~|',
    [-1, -1, 0, 10, 20],
  ),
  note(
    'DELAY MATERIAL(input, time, initial, missing)',
    'Hands an input on after a time that may change; what arrives together adds up.',
    'x= DELAY MATERIAL(Time, 3-STEP(2, 2), 9, 0) ~~|',
    [9, 9, 9, 2, 4],
  ),
  note(
    'DELAY INFORMATION(input, time, initial)',
    'Hands an input on after a time that may change; news overtakes what is older.',
    'x= DELAY INFORMATION(Time, 3-STEP(2, 2), 9) ~~|',
    [9, 9, 9, 2, 3],
  ),
  note(
    'TREND(input, time, initial)',
    'Gives the rate at which an input grows, as a share of its average.',
    'x= TREND(5, 2, 0) ~~|',
    same(0),
  ),
  note(
    'FORECAST(input, time, horizon)',
    'Goes on along the trend of an input.',
    'x= FORECAST(5, 2, 10) ~~|',
    same(5),
  ),
  note(
    'NPV(stream, rate, initial, factor)',
    'Sums a stream up in values of the start.',
    'x= NPV(8, 1, 0, 1) ~~|',
    [8, 12, 14, 15, 15.5],
  ),
  note(
    'NPVE(stream, rate, initial, factor)',
    'Sums a stream up in values of the start, each at the end of its period.',
    'x= NPVE(8, 1, 0, 1) ~~|',
    [4, 6, 7, 7.5, 7.75],
  ),
  note('SUM(x[Range!])', 'Adds over a range.', `${list}x= SUM(v[R!]) ~~|`, same(9)),
  note('PROD(x[Range!])', 'Multiplies over a range.', `${list}x= PROD(v[R!]) ~~|`, same(24)),
  note('VMIN(x[Range!])', 'Finds the least over a range.', `${list}x= VMIN(v[R!]) ~~|`, same(2)),
  note('VMAX(x[Range!])', 'Finds the greatest over a range.', `${list}x= VMAX(v[R!]) ~~|`, same(4)),
  note('ELMCOUNT(Range)', 'Counts the elements of a range.', `${list}x= ELMCOUNT(R) ~~|`, same(3)),
  // A draw between two like bounds is no draw, so that these examples have a certain answer.
  note('RANDOM 0 1()', 'Draws between 0 and 1, evenly.', 'x= INTEGER(RANDOM 0 1()) ~~|', same(0)),
  note(
    `RANDOM UNIFORM(${bounds}, stream)`,
    'Draws between two values, evenly.',
    'x= RANDOM UNIFORM(2, 2, 0) ~~|',
    same(2),
  ),
  note(
    `RANDOM NORMAL(${bounds}, mean, deviation, stream)`,
    'Draws from a normal distribution.',
    'x= RANDOM NORMAL(0, 9, 5, 0, 0) ~~|',
    same(5),
  ),
  note(
    `RANDOM EXPONENTIAL(${bounds}, shift, stretch, stream)`,
    'Draws from an exponential distribution of mean 1, stretched and shifted.',
    'x= RANDOM EXPONENTIAL(0, 9, 5, 0, 0) ~~|',
    same(5),
  ),
  note(
    `RANDOM GAMMA(${bounds}, order, shift, stretch, stream)`,
    'Draws from a gamma distribution.',
    'x= RANDOM GAMMA(0, 9, 2, 5, 0, 0) ~~|',
    same(5),
  ),
  note(
    `RANDOM BETA(${bounds}, alpha, beta, shift, stretch, stream)`,
    'Draws from a beta distribution.',
    'x= RANDOM BETA(0, 9, 2, 3, 5, 0, 0) ~~|',
    same(5),
  ),
  note(
    `RANDOM WEIBULL(${bounds}, shape, shift, stretch, stream)`,
    'Draws from a Weibull distribution of mean 1, stretched and shifted.',
    'x= RANDOM WEIBULL(0, 9, 2, 5, 0, 0) ~~|',
    same(5),
  ),
  note(
    `RANDOM TRIANGULAR(${bounds}, low, peak, high, stream)`,
    'Draws from a triangle.',
    'x= INTEGER(RANDOM TRIANGULAR(0, 9, 2.1, 2.5, 2.9, 0)) ~~|',
    same(2),
  ),
  note(
    `RANDOM POISSON(${bounds}, mean, shift, stretch, stream)`,
    'Draws a count from a Poisson distribution.',
    'x= RANDOM POISSON(0, 9, 2, 5, 0, 0) ~~|',
    same(5),
  ),
  note(
    `RANDOM BINOMIAL(${bounds}, chance, trials, shift, stretch, stream)`,
    'Draws how many trials succeed.',
    'x= RANDOM BINOMIAL(0, 9, 1, 4, 0, 1, 0) ~~|',
    same(4),
  ),
  note(
    `RANDOM NEGATIVE BINOMIAL(${bounds}, chance, wins, shift, stretch, stream)`,
    'Draws how many trials it takes to succeed a number of times.',
    'x= RANDOM NEGATIVE BINOMIAL(0, 9, 1, 4, 0, 1, 0) ~~|',
    same(4),
  ),
]);

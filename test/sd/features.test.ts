import { describe, expect, test } from 'vitest';
import { read, runModel, seriesOf } from './run.js';

const curve = 't((0,1),(2,3)) ~~|\n';
const varying = 'wait= IF THEN ELSE(Time=2, 1, IF THEN ELSE(Time=3, 3, 2)) ~~|\n';

// Times 0 to 4, step 1; every expected series is worked out by hand from the definition of the function.
const cases: readonly (readonly [what: string, equations: string, expected: readonly number[]])[] = [
  ['a constant', 'x= 3 ~~|', [3, 3, 3, 3, 3]],
  ['arithmetic from the left', 'x= 10-3-2*4/2/2 ~~|', [5, 5, 5, 5, 5]],
  ['powers from the right, before a sign', 'x= -2^2+4^3^2/2^16 ~~|', [0, 0, 0, 0, 0]],
  ['a stock', 'x= INTEG(Time, 1) ~~|', [1, 1, 2, 4, 7]],
  ['names without case', 'X_y  z= 2 ~~|\nx= x Y_Z+TIME ~~|', [2, 3, 4, 5, 6]],
  ['a quoted name', '"a-b (%)"= 2 ~~|\nx= "A-b (%)"*3 ~~|', [6, 6, 6, 6, 6]],
  ['comments in an equation', 'x= 1 {one} + {two} 2 ~~|', [3, 3, 3, 3, 3]],
  ['a line that goes on', 'x= 1+\\\n\t2 ~~|', [3, 3, 3, 3, 3]],
  ['a choice', 'x= IF THEN ELSE(Time>=2 :AND: :NOT: Time=3, 1, -1) ~~|', [-1, -1, 1, -1, 1]],
  ['either', 'x= IF THEN ELSE(Time<1 :OR: Time>3, 1, 0) ~~|', [1, 0, 0, 0, 1]],
  ['truth as a number', 'x= (Time>1)+(Time<>2) ~~|', [1, 1, 1, 2, 2]],
  ['the least and the greatest', 'x= MIN(Time, 2)+MAX(Time, 3) ~~|', [3, 4, 5, 5, 6]],
  ['whole parts', 'x= INTEGER(-2.7)+INTEGER(2.7)+MODULO(7, 4)+QUANTUM(7.3, 2) ~~|', [9, 9, 9, 9, 9]],
  ['division by nothing', 'x= XIDZ(1, 0, 7)+ZIDZ(1, 0)+ZIDZ(6, 2) ~~|', [10, 10, 10, 10, 10]],
  ['a step', 'x= STEP(5, 2) ~~|', [0, 0, 5, 5, 5]],
  ['a pulse', 'x= PULSE(1, 2) ~~|', [0, 1, 1, 0, 0]],
  ['a pulse of no width lasts one step', 'x= PULSE(3, 0) ~~|', [0, 0, 0, 1, 0]],
  ['pulses in a row', 'x= PULSE TRAIN(0, 1, 2, 3) ~~|', [1, 0, 1, 0, 0]],
  ['pulses up to and with the end', 'x= PULSE TRAIN(0, 1, 2, 4) ~~|', [1, 0, 1, 0, 1]],
  ['pulses closer than their width', 'x= PULSE TRAIN(1, 2, 0, 3) ~~|', [0, 1, 1, 1, 0]],
  ['a ramp', 'x= RAMP(2, 1, 3) ~~|', [0, 0, 2, 4, 4]],
  ['a lookup', 't((0,0),(2,4),(4,0)) ~~|\nx= t(Time) ~~|', [0, 2, 4, 2, 0]],
  ['a lookup beyond its ends', 't([(0,0)-(9,9)],(1,5),(2,7)) ~~|\nx= t(Time) ~~|', [5, 5, 7, 7, 7]],
  ['a lookup with a jump', 't((1,0),(2,1),(2,5),(3,5)) ~~|\nx= t(Time) ~~|', [0, 0, 5, 5, 5]],
  ['a lookup in place', 'x= WITH LOOKUP(Time, ([(0,0)-(4,8)],(0,0),(4,8))) ~~|', [0, 2, 4, 6, 8]],
  ['a smooth', 'x= SMOOTH(STEP(8, 1), 2) ~~|', [0, 0, 4, 6, 7]],
  ['a smooth from a value', 'x= SMOOTHI(0, 2, 8) ~~|', [8, 4, 2, 1, 0.5]],
  // Three stages of time 1 each hand the input on one step at a time.
  ['a smooth in three stages', 'x= SMOOTH3(STEP(6, 0.6), 3) ~~|', [0, 0, 0, 0, 6]],
  ['a delay begins in balance', 'x= DELAY1(4, 2) ~~|', [4, 4, 4, 4, 4]],
  ['a delay of a step', 'x= DELAY1(STEP(8, 1), 2) ~~|', [0, 0, 4, 6, 7]],
  ['a delay from a value', 'x= DELAY1I(0, 2, 8) ~~|', [8, 4, 2, 1, 0.5]],
  ['a delay in three stages', 'x= DELAY3(STEP(6, 0.6), 3) ~~|', [0, 0, 0, 0, 6]],
  ['a delay of any order', 'x= DELAY N(STEP(6, 0.6), 2, 0, 2) ~~|', [0, 0, 0, 6, 6]],
  ['a fixed delay', 'x= DELAY FIXED(Time*10, 2, -1) ~~|', [-1, -1, 0, 10, 20]],
  ['a fixed delay of less than a step', 'x= DELAY FIXED(Time*10, 0, -1) ~~|', [-1, 0, 10, 20, 30]],
  ['a value kept from the start', 'x= INITIAL(Time+3) ~~|', [3, 3, 3, 3, 3]],
  ['a value kept inside an expression', 's= INTEG(1, 5) ~~|\nx= s/INITIAL(s) ~~|', [1, 1.2, 1.4, 1.6, 1.8]],
  ['a start of its own', 'y= ACTIVE INITIAL(x*2, 7) ~~|\nx= INTEG(1, y) ~~|', [7, 8, 9, 10, 11]],
  ['a sample', 'x= SAMPLE IF TRUE(Time=2, Time*10, -1) ~~|', [-1, -1, 20, 20, 20]],
  ['a time of another base', 'x= TIME BASE(1970, 0.5) ~~|', [1970, 1970.5, 1971, 1971.5, 1972]],
  [
    'times from now and from the start',
    'x= GET TIME VALUE(0, 2, 0)-GET TIME VALUE(1, 1, 0) ~~|',
    [1, 2, 3, 4, 5],
  ],
  ['the logarithm of a factorial', 'x= EXP(GAMMA LN(5))+EXP(GAMMA LN(1)) ~~|', [25, 25, 25, 25, 25]],
  ['the next point', `${curve}x= LOOKUP FORWARD(t, Time) ~~|`, [1, 3, 3, 3, 3]],
  ['the point before', `${curve}x= LOOKUP BACKWARD(t, Time+0.5) ~~|`, [1, 1, 3, 3, 3]],
  ['a lookup that goes on', `${curve}x= LOOKUP EXTRAPOLATE(t, Time*2-2) ~~|`, [-1, 1, 3, 5, 7]],
  ['the area under a lookup', `${curve}x= LOOKUP AREA(t, -1, Time) ~~|`, [1, 2.5, 5, 8, 11]],
  [
    'the slope of a lookup: beyond its ends by mode, between points, at a point the mean of both sides',
    'bend((0,0),(1,1),(2,1.5)) ~~| x= LOOKUP SLOPE(bend, Time-1, 0) ~~|',
    [0, 1, 0.75, 0.5, 0],
  ],
  [
    'the slope of a lookup goes on beyond its ends when asked',
    'bend((0,0),(1,1),(2,1.5)) ~~| x= LOOKUP SLOPE(bend, Time-1, 1)+LOOKUP SLOPE(bend, 0.5, -1) ~~|',
    [2, 2, 1.75, 1.5, 1.5],
  ],
  [
    'a jump has no slope, and beyond the ends there may be none',
    'jump((0,0),(1,1),(1,2),(2,3)) ~~| x= IF THEN ELSE(LOOKUP SLOPE(jump, Time, -1)=:NA:, 1, 0) ~~|',
    [0, 1, 0, 1, 1],
  ],
  ['the argument behind a value', `${curve}x= LOOKUP INVERT(t, MIN(3, 1+Time)) ~~|`, [0, 1, 2, 2, 2]],
  [
    'a value that a lookup never has',
    `${curve}x= IF THEN ELSE(LOOKUP INVERT(t, 9)=:NA:, 1, 0) ~~|`,
    [1, 1, 1, 1, 1],
  ],
  // The inputs of times 1 and 2 both arrive at 3, and nothing is due at 4.
  [
    'material whose delay shrinks and grows',
    `${varying}x= DELAY MATERIAL(10+Time, wait, 7, -1) ~~|`,
    [7, 7, 10, 23, -1],
  ],
  [
    'news whose delay shrinks and grows',
    `${varying}x= DELAY INFORMATION(10+Time, wait, 7) ~~|`,
    [7, 7, 10, 12, 12],
  ],
  // What leaves at 2 still goes by the time of 1: half of 4, and then a quarter of what is left.
  [
    'a delay of any order whose time varies',
    'x= DELAY N(0, 2+STEP(2, 1), 4, 1) ~~|',
    [4, 2, 0.5, 0.375, 0.28125],
  ],
  [
    'a delay of more stages than its time has steps',
    'x= DELAY N(STEP(6, 0.6), 2, 0, 9) ~~|',
    [0, 0, 0, 6, 6],
  ],
  ['a missing value', 'x= IF THEN ELSE(:NA:<0, 1, 0) ~~|', [1, 1, 1, 1, 1]],
];

describe('a model runs as its functions are defined', () => {
  test.each(cases)('%s', (_, equations, expected) => {
    const found = seriesOf(equations, 'x');
    found.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 12);
    });
  });
});

const ranges = 'R: a, b, c ~~|\nFront: a, b -> Back ~~|\nBack: b, c ~~|\nN: (n1-n3) ~~|\n';
const arrays: readonly (readonly [
  what: string,
  equations: string,
  expected: Readonly<Record<string, number>>,
])[] = [
  ['a list', 'x[R]= 1,2,3 ~~|', { 'x[a]': 1, 'x[c]': 3 }],
  ['a table', 'x[Front,R]= 1,2,3;4,5,6; ~~|', { 'x[a,b]': 2, 'x[b,c]': 6 }],
  ['element by element', 'x[a]= 1 ~~|\nx[b]= 2 ~~|\nx[c]= x[a]+x[b] ~~|', { 'x[c]': 3 }],
  ['a subrange and the rest', 'x[Front]= 5 ~~|\nx[c]= 7 ~~|\ny= SUM(x[R!]) ~~|', { y: 17 }],
  ['numbered elements', 'x[N]= 1,2,3 ~~|', { 'x[n2]': 2 }],
  ['an exception', 'x[R] :EXCEPT: [b]= 1 ~~|\nx[b]= 9 ~~|', { 'x[a]': 1, 'x[b]': 9, 'x[c]': 1 }],
  [
    'an exception in a table',
    'x[R,N] :EXCEPT: [a,n1],[c,N]= 1 ~~|\nx[a,n1]= 2 ~~|\nx[c,N]= 3 ~~|\ny= SUM(x[R!,N!]) ~~|',
    { y: 2 + 2 + 3 + 9 },
  ],
  ['how many elements', 'x= ELMCOUNT(R)+10*ELMCOUNT(N)+100*ELMCOUNT(Front) ~~|', { x: 233 }],
  [
    'an exception that also need not exist on the right',
    'x[R] :EXCEPT: [b]= 5 ~~|\ny[R] :EXCEPT: [b]= x[R]*2 ~~|\ny[b]= 1 ~~|\nz= SUM(y[R!]) ~~|',
    { z: 21 },
  ],
  ['sums of products', 'x[R]= 1,2,3 ~~|\nw[R,N]= 2 ~~|\ny[N]= SUM(x[R!]*w[R!,N]) ~~|', { 'y[n1]': 12 }],
  [
    'least, greatest and product',
    'x[R]= 4,2,3 ~~|\ny= VMIN(x[R!])+10*VMAX(x[R!])+100*PROD(x[R!]) ~~|',
    { y: 2442 },
  ],
  ['a sum in a sum', 'x[R,N]= 1,2,3;4,5,6;7,8,9; ~~|\ny= VMAX(SUM(x[R!,n2])*x[R!,n1]) ~~|', { y: 15 * 7 }],
  // Each element rests on the one before it: the loop has to be taken apart.
  ['a chain along a range', 'x[a]= 1 ~~|\nx[Back]= x[Front]*2+1 ~~|', { 'x[b]': 3, 'x[c]': 7 }],
  ['the number of an element', 'x[R]= R*10+IF THEN ELSE(R=b, 1, 0) ~~|', { 'x[a]': 10, 'x[b]': 21 }],
  [
    'another name for a range',
    'Q <-> R ~~|\nx[R]= 1,2,3 ~~|\ny[Q]= x[Q]*2 ~~|\nz[R,Q]= x[R]*y[Q] ~~|',
    {
      'y[c]': 6,
      'z[b,c]': 12,
    },
  ],
  [
    'lookups by element',
    't[a]((0,1),(1,1)) ~~|\nt[b]((0,2),(1,2)) ~~|\nx[Front]= t[Front](0.5) ~~|',
    {
      'x[a]': 1,
      'x[b]': 2,
    },
  ],
  ['a table that stands on tabs', 'x[Front,R]= TABBED ARRAY(\n1\t2\t3\n4\t5\t6\n) ~~|', { 'x[b,a]': 4 }],
  [
    'delays by element',
    'v[R]= 1,2,3 ~~|\nx[R]= DELAY FIXED(v[R]*Time, v[R], 0) ~~|\ny[R]= SMOOTHI(0, 2, v[R]) ~~|',
    { 'x[a]': 3, 'x[b]': 4, 'x[c]': 3, 'y[c]': 3 / 16 },
  ],
];

describe('arrays', () => {
  test.each(arrays)('%s', (_, equations, expected) => {
    const found = runModel(read(ranges + equations), Object.keys(expected));
    for (const [name, value] of Object.entries(expected)) expect(found[name]!.at(-1), name).toBe(value);
  });
});

describe('analytic answers', () => {
  // Euler with step h decays by (1 - h/tau) a step.
  test('cooling follows the closed form of Euler steps', () => {
    const found = seriesOf('x= INTEG(-(x-70)/10, 180) ~~|', 'x', 0.3, 30);
    expect(found).toHaveLength(101);
    expect(found.at(-1)).toBeCloseTo(70 + 110 * 0.97 ** 100, 10);
  });

  test('an oscillator keeps the growth of its Euler steps', () => {
    const text = 'x= INTEG(v, 1) ~~|\nv= INTEG(-x, 0) ~~|\nenergy= x^2+v^2 ~~|';
    expect(seriesOf(text, 'energy', 0.1, 10).at(-1)).toBeCloseTo(1.01 ** 100, 10);
  });

  test('chips in a delay are neither made nor lost', () => {
    const text =
      'in= STEP(3, 1) ~~|\nout= DELAY3(in, 2) ~~|\nheld= INTEG(in-out, 0) ~~|\ngiven= INTEG(in, 0) ~~|\ntaken= INTEG(out, 0) ~~|\ngap= given-taken-held ~~|';
    for (const gap of seriesOf(text, 'gap', 0.125, 20)) expect(Math.abs(gap)).toBeLessThan(1e-12);
  });
});

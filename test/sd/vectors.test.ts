import { describe, expect, test } from 'vitest';
import { printModel } from '../../src/sd/index.js';
import { read, runModel } from './run.js';

const NA = -(2 ** 109);
const ranges =
  'R: a, b, c -> Line ~~|\nLine: s1, s2, s3 ~~|\nHalf: h1, h2 ~~|\nOther <-> Half ~~|\nProfile: ptype, ppriority, pwidth, pextra ~~|\n';

// Each value is worked out by hand from the manual's definition of the function, at time 0 unless the text says more.
const cases: readonly (readonly [
  what: string,
  equations: string,
  expected: Readonly<Record<string, number>>,
])[] = [
  [
    'the order of elements, counted from 0, least first and greatest first',
    'x[R]= 50, 30, 80 ~~|\ny[R]= VECTOR SORT ORDER(x[R], 1) ~~|\nz[Line]= VECTOR SORT ORDER(x[R], 0) ~~|',
    { 'y[a]': 1, 'y[b]': 0, 'y[c]': 2, 'z[s1]': 2, 'z[s2]': 0, 'z[s3]': 1 },
  ],
  [
    'equal values keep their order both ways',
    'x[R]= 5, 5, 1 ~~|\ny[R]= VECTOR SORT ORDER(x[R], 1) ~~|\nz[R]= VECTOR SORT ORDER(x[R], -1) ~~|',
    { 'y[a]': 2, 'y[b]': 0, 'y[c]': 1, 'z[a]': 0, 'z[b]': 1, 'z[c]': 2 },
  ],
  [
    'the rank of each element, from 1',
    'x[R]= 5000, 3000, 8000 ~~|\ny[R]= VECTOR RANK(x[R], 1) ~~|\nz[R]= VECTOR RANK(x[R], 0) ~~|',
    { 'y[a]': 2, 'y[b]': 1, 'y[c]': 3, 'z[a]': 2, 'z[b]': 3, 'z[c]': 1 },
  ],
  [
    'a vector put in order, row by row',
    'x[Half,R]= 5, 3, 8; 1, 9, 4; ~~|\no[Half,Line]= VECTOR SORT ORDER(x[Half,R], 1) ~~|\ny[Half,Line]= VECTOR REORDER(x[Half,R], o[Half,Line]) ~~|',
    { 'y[h1,s1]': 3, 'y[h1,s2]': 5, 'y[h1,s3]': 8, 'y[h2,s1]': 1, 'y[h2,s3]': 9 },
  ],
  [
    'an element of another place',
    'x[R]= 5, 3, 8 ~~|\nto[Half]= 2, 3 ~~|\ny[Half]= VECTOR ELM MAP(x[a], to[Half]) ~~|\nz[R]= VECTOR ELM MAP(x[R], -1) ~~|',
    { 'y[h1]': 8, 'y[h2]': NA, 'z[a]': NA, 'z[b]': 5, 'z[c]': 3 },
  ],
  [
    'an element of a table, last subscript fastest',
    'x[Half,R]= 1, 2, 3; 4, 5, 6; ~~|\ny= VECTOR ELM MAP(x[h1,a], 4)*10 ~~|\nz[R]= VECTOR ELM MAP(x[h1,a], (2-1)*3+(R-1)) ~~|',
    { y: 50, 'z[a]': 4, 'z[c]': 6 },
  ],
  [
    'selected elements: weighted sum, product, least, greatest, mean',
    's[R]= 2, 0, -1 ~~|\nx[R]= 3, 7, 5 ~~|\nv0= VECTOR SELECT(s[R!], x[R!], 0, 0, 0) ~~|\nv1= VECTOR SELECT(s[R!], x[R!], 0, 1, 0) ~~|\nv2= VECTOR SELECT(s[R!], x[R!], 0, 2, 0) ~~|\nv3= VECTOR SELECT(s[R!], x[R!], 0, 3, 0) ~~|\nv4= VECTOR SELECT(s[R!], x[R!], 0, 4, 0) ~~|',
    { v0: 1, v1: -30, v2: -5, v3: 6, v4: 0.5 },
  ],
  [
    'selected elements as they are: powers, sum, product, least, greatest, mean',
    's[R]= 2, 0, -1 ~~|\nx[R]= 3, 7, 4 ~~|\nv5= VECTOR SELECT(s[R!], x[R!], 0, 5, 0) ~~|\nv6= VECTOR SELECT(s[R!], x[R!], 0, 6, 0) ~~|\nv7= VECTOR SELECT(s[R!], x[R!], 0, 7, 0) ~~|\nv8= VECTOR SELECT(s[R!], x[R!], 0, 8, 0) ~~|\nv9= VECTOR SELECT(s[R!], x[R!], 0, 9, 0) ~~|\nv10= VECTOR SELECT(s[R!], x[R!], 0, 10, 0) ~~|',
    { v5: 9 / 4, v6: 7, v7: 12, v8: 3, v9: 4, v10: 3.5 },
  ],
  [
    'nothing selected, and more than one where one is asked for',
    's[R]= 0, 0, 0 ~~|\nx[R]= 3, 7, 4 ~~|\ny= VECTOR SELECT(s[R!], x[R!], -9, 0, 0) ~~|\nz= VECTOR SELECT(s[R!], x[R!], -9, 0, 1) ~~|\nw= VECTOR SELECT(x[R!], x[R!], -9, 0, 2) ~~|',
    { y: -9, z: Number.NaN, w: Number.NaN },
  ],
  [
    'a selection for each column',
    's[R,Half]= 1, 0; 1, 1; 0, 1; ~~|\nx[R]= 3, 7, 4 ~~|\ny[Half]= 10*VECTOR SELECT(s[R!,Half], x[R!], 0, 0, 0) ~~|',
    { 'y[h1]': 100, 'y[h2]': 110 },
  ],
  [
    'the inverse of a matrix',
    'x[Half,Other]= 1, 2; 3, 4; ~~|\ny[Half,Other]= INVERT MATRIX(x[Half,Other], 2) ~~|',
    { 'y[h1,h1]': -2, 'y[h1,h2]': 1, 'y[h2,h1]': 1.5, 'y[h2,h2]': -0.5 },
  ],
  [
    'inverses that must change rows, and one that is not there',
    'x[a,Half,Other]= 0, 2; 4, 0; ~~|\nx[b,Half,Other]= 2, 0; 0, 5; ~~|\nx[c,Half,Other]= 1, 2; 2, 4; ~~|\ny[R,Half,Other]= INVERT MATRIX(x[R,Half,Other], 2) ~~|',
    { 'y[a,h1,h2]': 0.25, 'y[a,h2,h1]': 0.5, 'y[b,h2,h2]': 0.2, 'y[c,h1,h1]': Number.NaN },
  ],
  [
    'a lookup in a vector, by mode',
    // Values 0, 10, 40 at x = 0, 5, 10; at 7.5 the second piece is half gone.
    `v[R]= 0, 10, 40 ~~|\n${[0, 1, 2, 3, 4, 6, 7, 9].map((mode) => `m${mode}= VECTOR LOOKUP(v[a], 7.5, 0, 10, ${mode}) ~~|`).join('\n')}\nm5= VECTOR LOOKUP(v[a], 25, 0, 10, 5) ~~|`,
    { m0: 25, m1: 25 + 43.75, m2: 10, m3: 25, m4: 40, m6: 6, m7: 68.75, m9: 6, m5: 7.5 },
  ],
  [
    'a lookup in a vector, beyond its ends',
    'v[R]= 0, 10, 40 ~~|\nl0= VECTOR LOOKUP(v[a], 12, 0, 10, 0) ~~|\nl3= VECTOR LOOKUP(v[a], 12, 0, 10, 3) ~~|\nl1= VECTOR LOOKUP(v[a], 12, 0, 10, 1) ~~|\nl7= VECTOR LOOKUP(v[a], -5, 0, 10, 7) ~~|\nl5= VECTOR LOOKUP(v[a], 46, 0, 10, 5) ~~|\nl8= VECTOR LOOKUP(v[a], 46, 0, 10, 8) ~~|\nl6= VECTOR LOOKUP(v[a], 12, 0, 10, 6) ~~|',
    // Below 0 the first piece goes on down to -10 at -5: the area to there is -(-10/2)*5 = 25 the other way.
    { l0: 40, l3: 52, l1: 150, l7: 25, l5: NA, l8: 11, l6: 0 },
  ],
  [
    'what is scarce by priority: bands of width 2 overlap',
    // Bands of price 9 to 11, 8 to 10 and 1 to 3. At 9 a is full and b half: 4+3 = 7. At 8.5 b has three quarters.
    'ask[R]= 4, 6, 5 ~~|\nprio[R]= 10, 9, 2 ~~|\ny[R]= ALLOCATE BY PRIORITY(ask[R], prio[R], 3, 2, 7) ~~|\nz[R]= ALLOCATE BY PRIORITY(ask[R], prio[R], 3, 2, 8.5) ~~|\nw[R]= ALLOCATE BY PRIORITY(ask[R], prio[R], 3, 2, 99) ~~|\nn[R]= ALLOCATE BY PRIORITY(ask[R], prio[R], 3, 2, 0) ~~|',
    {
      'y[a]': 4,
      'y[b]': 3,
      'y[c]': 0,
      'z[a]': 4,
      'z[b]': 4.5,
      'w[b]': 6,
      'w[c]': 5,
      'n[a]': 0,
    },
  ],
  [
    'what is scarce by curves of one shape and priority goes in proportion',
    `ask[R]= 2, 4, 6 ~~|\n${[1, 2, 3, 4]
      .map(
        (type) =>
          `c${type}[R,Profile]= ${type}, 5, 2, 0; ${type}, 5, 2, 0; ${type}, 5, 2, 0; ~~|\ny${type}[R]= ALLOCATE AVAILABLE(ask[R], c${type}[R,ptype], 3) ~~|`,
      )
      .join('\n')}`,
    { 'y1[a]': 0.5, 'y2[b]': 1, 'y3[c]': 1.5, 'y4[a]': 0.5 },
  ],
  [
    'what is scarce where one has no need, and where a curve is not known',
    'ask[R]= 0, 4, 6 ~~|\ncurve[R,Profile]= 1, 9, 1, 0; 1, 5, 1, 0; 1, 2, 1, 0; ~~|\ny[R]= ALLOCATE AVAILABLE(ask[R], curve[R,ptype], 7) ~~|\nodd[R,Profile]= 11, 9, 1, 0; 11, 5, 1, 0; 11, 2, 1, 0; ~~|\nz[R]= ALLOCATE AVAILABLE(ask[R], odd[R,ptype], 7) ~~|',
    { 'y[a]': 0, 'y[b]': 4, 'y[c]': 3, 'z[b]': Number.NaN },
  ],
  [
    'quantities at a price: rectangle, triangle, normal, exponential, fixed',
    // Half a width above the middle of each: 0, 0, 1 - Phi(0.5), exp(-0.5)/2, all.
    `price= 6 ~~|\n${[1, 2, 3, 4, 0]
      .map(
        (type) =>
          `c${type}[Profile]= ${type}, 5, 2, 0 ~~|\nd${type}= DEMAND AT PRICE(10, c${type}[ptype], price) ~~|\ns${type}= SUPPLY AT PRICE(10, c${type}[ptype], price) ~~|`,
      )
      .join('\n')}`,
    {
      d1: 0,
      s1: 10,
      d2: 0,
      s2: 10,
      d3: 10 * 0.3085375387259869,
      s3: 10 * (1 - 0.3085375387259869),
      d4: 5 * Math.exp(-0.5),
      d0: 10,
      s0: 10,
    },
  ],
  [
    'a quarter of a width off the middle',
    'c1[Profile]= 1, 5, 2, 0 ~~|\nc2[Profile]= 2, 5, 2, 0 ~~|\nlow= DEMAND AT PRICE(8, c2[ptype], 4.5) ~~|\nhigh= DEMAND AT PRICE(8, c2[ptype], 5.5) ~~|\nflat= DEMAND AT PRICE(8, c1[ptype], 5.5) ~~|',
    { low: 7, high: 1, flat: 2 },
  ],
  [
    'the price of a market, and the middle of the prices that clear one',
    // Demand falls from 12 at 4 to 0 at 6, supply rises from 0 at 3 to 6 at 5: 36-6p = 3p-9 at p = 5.
    'dq[Half]= 6, 6 ~~|\nsq[Half]= 3, 3 ~~|\nd[Half,Profile]= 1, 5, 2, 0; 1, 5, 2, 0; ~~|\ns[Half,Profile]= 1, 4, 2, 0; 1, 4, 2, 0; ~~|\np= FIND MARKET PRICE(dq[h1], d[h1,ptype], sq[h1], s[h1,ptype]) ~~|\nhigh[Half,Profile]= 1, 10, 2, 0; 1, 10, 2, 0; ~~|\nq= FIND MARKET PRICE(dq[h1], high[h1,ptype], dq[h1], s[h1,ptype]) ~~|',
    { p: 5, q: 7 },
  ],
];

describe('functions of vectors', () => {
  test.each(cases)('%s', (_, equations, expected) => {
    const found = runModel(read(ranges + equations), Object.keys(expected));
    for (const [name, value] of Object.entries(expected)) {
      if (Number.isNaN(value)) expect(found[name]![0], name).toBeNaN();
      else
        expect(Math.abs(found[name]![0]! - value), `${name} is ${found[name]![0]}`).toBeLessThan(
          1e-12 * Math.max(1, Math.abs(value)),
        );
    }
  });

  test('vectors change with time and with inputs', () => {
    const text =
      'k= 1 ~~|\nx[a]= k*Time ~~|\nx[b]= 2 ~~|\nx[c]= 3.5 ~~|\ny[R]= VECTOR RANK(x[R], 1) ~~|\nz= SUM(y[R!]*R) ~~|';
    const model = read(ranges + text);
    expect(runModel(model, ['y[a]'])['y[a]']).toEqual([1, 1, 1, 2, 3]);
    expect(runModel(model, ['y[a]'], { k: 10 })['y[a]']).toEqual([1, 3, 3, 3, 3]);
  });

  test('a vector that rests on its own later elements is taken apart', () => {
    const text = 'x[R]= INTEG(y[R], R) ~~|\ny[R]= IF THEN ELSE(R=1, 0, VECTOR ELM MAP(x[R], -1)) ~~|';
    expect(runModel(read(ranges + text), ['x[c]'])['x[c]']).toEqual([3, 5, 8, 12, 17]);
  });

  test('everything is conserved, and nobody gets more than they ask for', () => {
    const text =
      'ask[R]= 500, 300, 750 ~~|\ncurve[R,Profile]= 1, 5, 2, 0; 3, 7, 4, 0; 4, 3, 1, 0; ~~|\ny[R]= ALLOCATE AVAILABLE(ask[R], curve[R,ptype], 400*Time) ~~|\ntotal= SUM(y[R!]) ~~|\nmost= VMAX(y[R!]/ask[R!]) ~~|';
    const { total, most } = runModel(read(ranges + text), ['total', 'most']);
    [0, 400, 800, 1200, 1550].forEach((sum, t) => {
      expect(Math.abs(total![t]! - sum)).toBeLessThan(1e-9);
    });
    expect(Math.max(...most!)).toBeLessThanOrEqual(1);
  });

  test('the text comes back as it was', () => {
    const text = `${ranges}x[R]= 5, 3, 8 ~~|\no[Line]= VECTOR SORT ORDER(x[R], 1) ~~|\ny= VECTOR ELM MAP(x[a], o[s1]) ~~|\nc[R,Profile]= 1 ~~|\nz[R]= ALLOCATE AVAILABLE(x[R], c[R,ptype], 3) ~~|\nw= VECTOR SELECT(x[R!], o[Line!], 0, 0, 0) ~~|`;
    const printed = printModel(read(text));
    for (const part of [
      'VECTOR SORT ORDER(x[R], 1)',
      'VECTOR ELM MAP(x[a], o[s1])',
      'ALLOCATE AVAILABLE(x[R], c[R,ptype], 3)',
      'VECTOR SELECT(x[R!], o[Line!], 0, 0, 0)',
    ]) {
      expect(printed).toContain(part);
    }
    expect(printModel(read(printed.replace(/INITIAL TIME[\s\S]*$/, '')))).toBe(printed);
  });
});

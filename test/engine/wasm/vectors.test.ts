import { expect, test } from 'vitest';
import { compileToWasm } from '../../../src/engine/index.js';
import { read } from '../../sd/run.js';
import { allSeries, firstDifference, inputs, ways } from './both.js';

const ranges = 'R: r1, r2, r3, r4 ~~|\nP: p1, p2 ~~|\nQ: q1, q2, q3 ~~|\nO: o1, o2, o3 ~~|\n';
const given =
  'a= 1 ~~|\nb= 2 ~~|\nnone= a*0/(b-2) ~~|\nv[r1]= a ~~|\nv[r2]= b ~~|\nv[r3]= 1 ~~|\nv[r4]= Time-1 ~~|\n' +
  'w[R]= v[R]*(R-3) ~~|\nm[P,R]= P*v[R]-R*a ~~|\n';

const features: readonly (readonly [what: string, equations: string])[] = [
  [
    'orders and ranks, with equal and undefined values',
    'x[R]= VECTOR SORT ORDER(v[R], 1) ~~|\ny[R]= VECTOR RANK(v[R], -1)+VECTOR RANK(w[R], a) ~~|\nu[r1]= none ~~|\nu[r2]= a ~~|\nu[r3]= b*none ~~|\nu[r4]= b ~~|\nz[R]= VECTOR SORT ORDER(u[R], 1)*10+VECTOR SORT ORDER(u[R], b-2) ~~|',
  ],
  [
    'orders along one range of two',
    'x[P,R]= VECTOR SORT ORDER(m[P,R], P-1.5) ~~|\ny[P,R]= VECTOR REORDER(m[P,R], x[P,R]) ~~|\nz= SUM(y[P!,R!]*R*P) ~~|',
  ],
  [
    'elements by their number',
    'x[R]= VECTOR ELM MAP(v[r2], a) ~~|\ny[R]= VECTOR ELM MAP(v[r1], w[R]) ~~|\nz= VECTOR ELM MAP(m[p1,r1], Time)+VECTOR ELM MAP(v[r1], none) ~~|',
  ],
  ...([0, 1] as const).map((strict) => {
    const one = (action: number) =>
      `x${action}= VECTOR SELECT(w[R!], v[R!], b, ${action}, ${strict}) ~~|\ny${action}[P]= VECTOR SELECT(m[P,R!], w[R!], -1, ${action}, ${2 * strict}) ~~|`;
    return [
      `selections, ${strict ? 'strict' : 'lenient'}`,
      Array.from({ length: 12 }, (_, action) => one(action)).join('\n'),
    ] as const;
  }),
  [
    'vectors read as lookups',
    Array.from(
      { length: 11 },
      (_, mode) =>
        `x${mode}= VECTOR LOOKUP(v[r1], a*2, b-1, 4, ${mode})+VECTOR LOOKUP(w[r1], Time/2, 0, 3, ${mode}) ~~|\ny${mode}= VECTOR LOOKUP(v[r1], none, 0, 1, ${mode})+VECTOR LOOKUP(w[r1], -b, 0, 3, ${mode}) ~~|`,
    ).join('\n'),
  ],
  [
    'a place in a vector that is undefined',
    'line((0,0),(1,2)) ~~|\nx= VECTOR LOOKUP(w[r1], none, 0, 1, 2) ~~|\ny= VECTOR LOOKUP(w[r1], none, 0, 1, 4) ~~|\nz= LOOKUP INVERT(line, x)+LOOKUP SLOPE(line, y, -1) ~~|',
  ],
  [
    'inverses, and matrices without one',
    'k[P,R]= 1 ~~|\ns[Q,O]= IF THEN ELSE(Q=O, a+Q, b*Q-O) ~~|\nx[Q,O]= INVERT MATRIX(s[Q,O], 3) ~~|\nt[Q,O]= a*Q*O+none ~~|\ny[Q,O]= INVERT MATRIX(t[Q,O], 3) ~~|\nn[Q,O]= IF THEN ELSE(Q+O=4, Time-b, 0) ~~|\nz[Q,O]= INVERT MATRIX(n[Q,O], 3) ~~|\ne[R,Q,O]= INVERT MATRIX(f[R,Q,O], 3) ~~|\nf[R,Q,O]= s[Q,O]+R*n[Q,O] ~~|',
  ],
  ['stocks that follow an order', 'l[R]= INTEG(VECTOR RANK(l[R], 1)*a-l[R]/b, R) ~~|\ny= SUM(l[R!]) ~~|'],
];

test.each(features)('%s', (_, equations) => {
  const model = read(`${ranges}${given}${equations}`, 0.5, 4);
  for (const method of ['euler', 'rk4'] as const)
    for (const way of ways)
      expect(firstDifference({ ...model, method }, allSeries(model), inputs, way)).toBe(undefined);
});

test.each([
  ['VECTOR SELECT(v[R!], w[R!], 0, Time, 0)', 'VECTOR SELECT'],
  ['VECTOR LOOKUP(v[r1], 1, 0, 1, a)', 'VECTOR LOOKUP'],
])('%s, whose kind is known in a run alone, is refused', (call, fn) => {
  const model = read(`${ranges}${given}x= ${call} ~~|`, 1, 1);
  expect(() => compileToWasm(model, { inputs: ['a'], series: ['x'] })).toThrow(
    `EN030 the kernel of lanes has no function ${fn} of these arguments`,
  );
});

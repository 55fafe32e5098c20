import { expect, test } from 'vitest';
import { read } from '../../sd/run.js';
import { allSeries, firstDifference, inputs, ways } from './both.js';

type Features = readonly (readonly [what: string, equations: string])[];

const drawn: Features = [
  ['even draws', 'x= RANDOM 0 1()+RANDOM UNIFORM(a, b, 3)+RANDOM UNIFORM(a, b, Time*1e10) ~~|'],
  [
    'draws at the start',
    'x= INITIAL(RANDOM NORMAL(-9, 9, a, b, 0))+RANDOM 0 1() ~~|\ny= INTEG(x, RANDOM 0 1()) ~~|',
  ],
  ['normal draws', 'x= RANDOM NORMAL(-5, 5, a, b, 0)+RANDOM NORMAL(b, a, 0, 1, 2) ~~|'],
  [
    'exponential and Weibull draws',
    'x= RANDOM EXPONENTIAL(0, 9, a, b, 0)+RANDOM WEIBULL(0, 9, b, a, 2, 0) ~~|',
  ],
  [
    'gamma and beta draws',
    'x= RANDOM GAMMA(0, 9, a, 1, b, 0)+RANDOM BETA(0, 2, ABS(a)+0.1, ABS(b), 0, 1, a) ~~|',
  ],
  ['triangular draws', 'x= RANDOM TRIANGULAR(0, 9, 1, a, 5, 0)+RANDOM TRIANGULAR(-9, 9, a, b, 3, 1) ~~|'],
  [
    'counts',
    'x= RANDOM POISSON(0, 99, a*5, 0, 1, 0)+RANDOM POISSON(0, 1e9, 1e4*a, 0.5, b, 0) ~~|\ny= RANDOM POISSON(0, 9, 0/(b-2), 0, 1, 0) ~~|',
  ],
  [
    'counts of tries',
    'x= RANDOM BINOMIAL(0, 99, a/4, 12, 0, b, 0)+RANDOM NEGATIVE BINOMIAL(0, 999, a/5, 4, b, 1, 7) ~~|',
  ],
  [
    'counts of many tries',
    'x= RANDOM BINOMIAL(0, 1e12, a/4, 1e7*b, 0, b, 0)+RANDOM NEGATIVE BINOMIAL(0, 1e12, a/5, 3000*b, b, 1, 7) ~~|\ny= RANDOM NEGATIVE BINOMIAL(0, 1e12, a*1e-10, 3, 0, 1, 0)+RANDOM POISSON(0, 1e12, a*900, 0, 1, 0) ~~|',
  ],
  [
    'draws whose shape is undefined or has no end',
    'n= 0/(b-2) ~~|\nm= 1/(b-2) ~~|\nx= RANDOM GAMMA(0, 9, n+1, 0, 1, 0)*2+RANDOM BETA(0, 2, m, n, 0, 1, a) ~~|\ny= RANDOM POISSON(0, 9, m, 0, 1, 0)+RANDOM BINOMIAL(0, 9, n, 4, 0, 1, 0) ~~|\nz= RANDOM BINOMIAL(0, 9, a, m, 0, 1, 0)+RANDOM NEGATIVE BINOMIAL(0, 9, n+0.5, 4, 0, 1, 0) ~~|\nu= RANDOM NEGATIVE BINOMIAL(0, 9, 0.5, m, 0, 1, 0)+RANDOM BETA(-9, 9, -1e18, a, 0, 1, 0) ~~|',
  ],
  [
    'draws in a function of vectors, whose arguments have loops of their own',
    'R: r1, r2, r3 ~~|\nk[R]= 1,-2,3 ~~|\ny= SUM(k[R!]*a*VECTOR SELECT(k[R!], k[R!]*RANDOM 0 1(), RANDOM 0 1(), 0, 0)) ~~|\nx[R]= VECTOR SORT ORDER(k[R]*RANDOM 0 1(), 1)+VECTOR ELM MAP(k[r1], 3*RANDOM 0 1()-0.5) ~~|',
  ],
  [
    'draws over a range',
    'NOISE SEED= -1e12 ~~|\nR: r1, r2, r3, r4 ~~|\nm[R]= 1,2,3,4 ~~|\nx[R]= RANDOM NORMAL(-9, 9, m[R], b, 0) ~~|\ny= SUM(x[R!]*RANDOM 0 1()) ~~|',
  ],
];

test.each(drawn)('%s', (_, equations) => {
  const model = read(`a= 1 ~~|\nb= 2 ~~|\n${equations}`, 0.3, 6);
  for (const method of ['euler', 'rk4'] as const)
    for (const way of ways)
      expect(firstDifference({ ...model, method }, allSeries(model), inputs, way)).toBe(undefined);
});

test('draws by a seed that each lane sets', () => {
  const model = read('NOISE SEED= 1 ~~|\nx= RANDOM NORMAL(-5, 5, 0, 1, 0) ~~|', 1, 9);
  const seeds = [1, 2, -3, 1e10, 0.5, 2 ** 80, Infinity, Number.NaN];
  const given = { 'NOISE SEED': (lane: number) => seeds[lane]! };
  for (const way of ways) expect(firstDifference(model, ['x'], given, way)).toBe(undefined);
});

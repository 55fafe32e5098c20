import { expect, test } from 'vitest';
import { feedData, readRunTable } from '../../../src/sd/index.js';
import { read } from '../../sd/run.js';
import { allSeries, firstDifference, inputs, ways } from './both.js';

type Features = readonly (readonly [what: string, equations: string])[];

const curve = 't((0,3),(1,1),(1,2),(3,2),(4,-1),(6,0)) ~~|\np((1,2)) ~~|\n';
const tabulated: Features = [
  [
    'the logarithm of the gamma function',
    'x= GAMMA LN(a)+GAMMA LN(b*9)+GAMMA LN(-b/3)+GAMMA LN(1/(b-2)) ~~|',
  ],
  [
    'a lookup that goes on',
    'x= LOOKUP EXTRAPOLATE(t, a*3-2)+LOOKUP EXTRAPOLATE(p, a)+LOOKUP EXTRAPOLATE(t, Time*3-4) ~~|\nline((0.1,0.3),(0.8,0.7)) ~~|\ny= LOOKUP EXTRAPOLATE(line, a) ~~|',
  ],
  [
    'the points before and after',
    'x= LOOKUP FORWARD(t, a*2)+LOOKUP BACKWARD(t, a*2) ~~|\ny= LOOKUP FORWARD(p, 1/(b-2))+LOOKUP BACKWARD(t, Time+b/0*0) ~~|',
  ],
  [
    'the argument behind a value',
    'x= LOOKUP INVERT(t, a)+LOOKUP INVERT(t, Time/4)+LOOKUP INVERT(p, a) ~~|\ny= LOOKUP INVERT(t, 0/(b-2)) ~~|',
  ],
  [
    'the area under a lookup',
    'x= LOOKUP AREA(t, a, b*2)+LOOKUP AREA(t, b, Time)+LOOKUP AREA(p, a, b) ~~|\ny= LOOKUP AREA(t, 0/(b-2), 1) ~~|',
  ],
  [
    'the slope of a lookup',
    'x= LOOKUP SLOPE(t, a*2, b-2) ~~|\ny= LOOKUP SLOPE(t, Time, 0)+LOOKUP SLOPE(p, a, b-2)+LOOKUP SLOPE(p, Time, 1) ~~|\nz= LOOKUP SLOPE(t, 0/(b-2), a) ~~|',
  ],
  [
    'lookups over a range',
    'R: r1, r2 ~~|\nc[r1]((0,1),(2,5),(3,0)) ~~|\nc[r2]((1,1),(2,-5)) ~~|\nx[R]= LOOKUP FORWARD(c[R], a*R)+LOOKUP EXTRAPOLATE(c[R], Time-R)+SUM(LOOKUP BACKWARD(c[R!], b*R)) ~~|',
  ],
];

const runs = [
  readRunTable('Time\ti\tq[r1]\tq[r2]\n0\t5\t1\t3\n1.5\t7\t\t4\n2\t-1\t0\t9\n4\t2\t8\t-6\n', 'run.tab'),
];
const fed: Features = [
  ['data by each rule', 'x= i+a ~~|'],
  [
    'data by time',
    'x= GET DATA AT TIME(i, b)+GET DATA AT TIME(i, Time)+GET DATA BETWEEN TIMES(i, a, b-2)+GET DATA BETWEEN TIMES(i, Time, 0) ~~|',
  ],
  [
    'what is known of data',
    'x= GET DATA MIN(i, a, b)+GET DATA MAX(i, b, a)+GET DATA MEAN(i, a-2, b)+GET DATA FIRST TIME(i)*GET DATA LAST TIME(i)+GET DATA TOTAL POINTS(i)+GET DATA MEDIAN(i, 0, 2) ~~|',
  ],
  [
    'data over a range',
    'R: r1, r2 ~~|\nq[R] ~~|\nx[R]= q[R]*a+GET DATA MEAN(q[R], 0, b)+SUM(q[R!]) ~~|\ny[R]= INTEG(q[R], GET DATA AT TIME(q[R], 2)) ~~|',
  ],
];

test.each(tabulated)('%s', (_, equations) => {
  const model = read(`a= 1 ~~|\nb= 2 ~~|\n${curve}${equations}`, 0.5, 5);
  for (const way of ways) expect(firstDifference(model, allSeries(model), inputs, way)).toBe(undefined);
});

test.each(fed)('%s', (_, equations) => {
  for (const rule of ['', ':INTERPOLATE:', ':HOLD BACKWARD:', ':LOOK FORWARD:', ':RAW:'])
    for (const step of [0.5, 0.1]) {
      const text = `a= 1 ~~|\nb= 2 ~~|\ni${rule} ~~|\n${equations.replace('q[R] ', `q[R]${rule} `)}`;
      const model = feedData(read(text, step, 5), runs);
      for (const method of ['euler', 'rk4'] as const)
        for (const way of ways)
          expect(firstDifference({ ...model, method }, allSeries(model), inputs, way)).toBe(undefined);
    }
});

test('tables that differ in the sign of a zero are two', () => {
  const table = (zero: string) =>
    `((0,${zero}),${Array.from({ length: 9 }, (_, i) => `(${i + 1},${i})`).join(',')})`;
  const model = read(
    `a= 1 ~~|\nb= 2 ~~|\np${table('0')} ~~|\nq${table('-0')} ~~|\nx= 1/p(a*0) ~~|\ny= 1/q(a*0) ~~|`,
    1,
    1,
  );
  for (const way of ways) expect(firstDifference(model, allSeries(model), inputs, way)).toBe(undefined);
});

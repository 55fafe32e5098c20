import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SteelyardError } from '../../../src/base/error.js';
import { externalReader } from '../../../src/cli/external/reader.js';
import { compileToJavaScript, compileToWasm, compileWithLanes } from '../../../src/engine/index.js';
import { parseAll, parseModel } from '../../../src/sd/index.js';
import { read } from '../../sd/run.js';
import { allSeries, differenceOf, firstDifference, inputs, ways } from './both.js';

const root = join(import.meta.dirname, '../../..');
// The public collection of small models with recorded output is not part of this repository.
const published = process.env.STEELYARD_TEST_MODELS ?? join(root, '../shared/sd-test-models');

const features: readonly (readonly [what: string, equations: string])[] = [
  ['choices', 'x= IF THEN ELSE(a>1 :AND: :NOT: Time=a, a/2, -a)+(a>1)+IF THEN ELSE(a, 1, 2) ~~|'],
  ['the least and the greatest', 'x= MIN(a, 0)+MAX(0, a-1)+MIN(a, b)*MAX(b, -a)+MAX(-0, a*0) ~~|'],
  ['whole parts', 'x= INTEGER(a*3)+MODULO(a*7, b)+QUANTUM(a, 0.3)+QUANTUM(a, b-2) ~~|'],
  ['division by nothing', 'x= XIDZ(1, b-2, a)+ZIDZ(a, b-2)+1/(b-2) ~~|'],
  ['times', 'x= STEP(a, b)+PULSE(b, a)+PULSE TRAIN(1, a, b, 4)+RAMP(a, b, 3)+RAMP(2, 1, a) ~~|'],
  ['elementary functions', 'x= EXP(a)*LN(b)+LOG(b, 10)+SQRT(a)+a^b+a^2+b^(-1)+(-a)^3 ~~|'],
  ['angles', 'x= SIN(a)+COS(b)+TAN(a)+ARCSIN(a/9)+ARCCOS(b/9)+ARCTAN(a)+SIN(a*1e9) ~~|'],
  ['hyperbolic functions', 'x= SINH(a)+COSH(b)+TANH(a)+TANH(b*9) ~~|'],
  ['a short lookup', 't((0,0),(1,2),(1,5),(4,0)) ~~|\nx= t(a)+t(Time)+WITH LOOKUP(b, ((2,1),(3,5))) ~~|'],
  [
    'a long lookup',
    't((0,0),(1,2),(1,5),(2,0),(2.5,3),(3,1),(4,4),(5,2),(6,9),(7,3)) ~~|\nx= t(a)+t(Time)+t(1/(b-2))+t(SQRT(1-a)) ~~|',
  ],
  ['smooths and delays', 'x= SMOOTH3(STEP(a, 1), b)+DELAY1(a*Time, 2)+DELAY N(Time, b, a, 2) ~~|'],
  ['fixed delays', 'x= DELAY FIXED(Time*a, 2, -a)+DELAY FIXED(Time, a, b)+DELAY FIXED(a, 99, 1) ~~|'],
  ['a delay of a stock', 's= INTEG(a, b) ~~|\nx= DELAY FIXED(s, 1, 7)+DELAY FIXED(s, b, 7) ~~|'],
  [
    'material that arrives when its time says',
    'x= DELAY MATERIAL(Time*a+1, b, 7, -1)+DELAY MATERIAL(a, MODULO(Time*3, 4), b, a) ~~|\ny= INTEG(x, 0) ~~|',
  ],
  [
    'news that overtake news',
    'x= DELAY INFORMATION(Time*a, b, 7)+DELAY INFORMATION(Time, 3-Time/2, a) ~~|\ny= INTEG(DELAY INFORMATION(x, 1/(b-2), 3), 0) ~~|',
  ],
  ['values kept', 's= INTEG(a, b) ~~|\nx= INITIAL(s+a)*s+SAMPLE IF TRUE(MODULO(Time, 2)=0, s, a) ~~|'],
  ['a sample of all times', 's= INTEG(a, b) ~~|\nx= SAMPLE IF TRUE(1, s, a) ~~|'],
  ['a start of its own', 'y= ACTIVE INITIAL(x*2, a) ~~|\nx= INTEG(1, y) ~~|'],
  ['stocks that exchange', 'x= INTEG(y-x, a) ~~|\ny= INTEG(x-y, b) ~~|\nz= INTEG(0, a) ~~|'],
  ['the clock alone', 'x= Time*2 ~~|\ny= INTEG(Time, 0) ~~|'],
  [
    'arrays',
    'R: r1, r2, r3 ~~|\nm[R]= 1,2,3 ~~|\nx[R]= INTEG(m[R]*a-x[R]/b, R) ~~|\ny= SUM(x[R!])+PROD(m[R!])+VMIN(x[R!])+VMAX(x[R!]*a) ~~|',
  ],
];

describe('lanes give the bits that JavaScript gives', () => {
  test.each(features)('%s', (_, equations) => {
    const model = read(`a= 1 ~~|\nb= 2 ~~|\n${equations}`, 0.5, 5);
    for (const way of ways) expect(firstDifference(model, allSeries(model), inputs, way)).toBe(undefined);
  });

  test.each(features)('%s, by the method of Runge and Kutta', (_, equations) => {
    const model = { ...read(`a= 1 ~~|\nb= 2 ~~|\n${equations}`, 0.3, 3), method: 'rk4' as const };
    for (const way of ways) expect(firstDifference(model, allSeries(model), inputs, way)).toBe(undefined);
  });

  test.each(features)('%s, when the step changes', (_, equations) => {
    const clock =
      'INITIAL TIME= 0 ~~|\nTIME STEP= IF THEN ELSE(Time<2, 0.5, 0.3) ~~|\nSAVEPER= IF THEN ELSE(Time<1, TIME STEP, 0.6) ~~|\nFINAL TIME= IF THEN ELSE(Time<2, 4, 5) ~~|';
    const read = parseModel(`a= 1 ~~|\nb= 2 ~~|\n${equations}\n${clock}`, 'small.mdl');
    for (const method of ['euler', 'rk4'] as const)
      for (const way of ways)
        expect(firstDifference({ ...read, method }, allSeries(read), inputs, way)).toBe(undefined);
  });

  test('at save times that are not steps, and steps that are not whole', () => {
    const model = read('a= 1 ~~|\nb= 2 ~~|\nx= INTEG(a*x+Time, b) ~~|', 0.3, 4, 0.7);
    expect(firstDifference(model, ['x', 'Time'], inputs)).toBe(undefined);
  });

  test('the extremes of what does not differ by run', () => {
    const model = read('a= 1 ~~|\nx= -3 ~~|\ny= 0/0 ~~|\nz= Time ~~|', 1, 3);
    const series = ['x', 'y', 'z'];
    const metrics = series.flatMap((series) =>
      (['max', 'min'] as const).flatMap((statistic) =>
        [1, 1000, 0].map((scale) => ({
          id: `${statistic} ${series} ${scale}`,
          series,
          statistic,
          scale,
          from: 1,
        })),
      ),
    );
    for (const way of ways) {
      const program = compileToWasm(model, { inputs: ['a'], series }, { ...way, metrics });
      expect(differenceOf(model, { a: inputs.a }, program)).toBe(undefined);
    }
  });

  test('what would fill the memory is left to JavaScript', () => {
    const delays = Array.from({ length: 20 }, (_, i) => `x${i}= DELAY MATERIAL(Time, a, 0, ${i}) ~~|`);
    const model = read(`a= 1 ~~|\n${delays.join('\n')}`, 1, 1e6, 1e5);
    const { missing } = compileWithLanes(model, { inputs: ['a'], series: delays.map((_, i) => `x${i}`) });
    expect(missing?.message).toContain(
      'EN030 the kernel of lanes has no room for all that a block of runs keeps',
    );
  });

  test('the model of access', () => {
    const text = readFileSync(join(root, 'models/access/access.mdl'), 'utf8');
    const model = parseModel(text, 'access.mdl');
    expect(firstDifference(model, allSeries(model))).toBe(undefined);
  });
});

const files = existsSync(published)
  ? readdirSync(published, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(mdl|xmile|stmx)$/.test(file),
    )
  : [];

test.skipIf(files.length === 0)('the published models that can be run', async () => {
  let compared = 0;
  const lacking: string[] = [];
  for (const file of files) {
    const path = join(published, file);
    const text = readFileSync(path, 'utf8');
    const { model, problems } = parseAll(text, path, { external: await externalReader(text, path) });
    const series = problems.length === 0 ? allSeries(model) : [];
    try {
      compileToJavaScript(model, { inputs: [], series });
    } catch (error) {
      // What no run can hold, or what it does not hold itself: data of another run.
      expect(error, file).toBeInstanceOf(SteelyardError);
      continue;
    }
    const { missing } = compileWithLanes(model, { inputs: [], series });
    if (missing) {
      lacking.push(`${file}: ${missing.message}`);
      continue;
    }
    for (const way of ways) expect(firstDifference(model, series, {}, way), file).toBe(undefined);
    compared++;
  }
  expect(compared).toBeGreaterThan(150);
  expect(lacking).toEqual([]);
});

import { expect, test } from 'vitest';
import { parseModel, printModel } from '../../src/sd/index.js';
import { read, runModel } from '../sd/run.js';

const rk4 = (text: string, step: number, final: number) => ({
  ...read(text, step, final),
  method: 'rk4' as const,
});

test('one step follows the series of the exponential to its fourth power', () => {
  const h = 0.5;
  const found = runModel(rk4('x= INTEG(-x, 1) ~~|', h, 1), ['x']).x!;
  expect(found[1]).toBeCloseTo(1 - h + h ** 2 / 2 - h ** 3 / 6 + h ** 4 / 24, 14);
});

test('the error of an oscillator falls sixteenfold when the step is halved', () => {
  const errorOf = (step: number) => {
    const end = runModel(rk4('x= INTEG(v, 1) ~~|\nv= INTEG(-x, 0) ~~|', step, 4), ['x']).x!.at(-1)!;
    return Math.abs(end - Math.cos(4));
  };
  const ratio = errorOf(0.125) / errorOf(0.0625);
  expect(ratio).toBeGreaterThan(14);
  expect(ratio).toBeLessThan(18);
});

test('a rate that is a cubic of time is summed without error', () => {
  const found = runModel(rk4('x= INTEG(4*Time^3, 0) ~~|', 1, 4), ['x']).x!;
  found.forEach((value, t) => {
    expect(value).toBeCloseTo(t ** 4, 10);
  });
});

test('delays, samples, steps and pulses move once a step', () => {
  const text =
    'x= INTEG(1, 0) ~~|\nf= DELAY FIXED(x, 2, -1) ~~|\ns= SAMPLE IF TRUE(x>1.5, x, 0) ~~|\np= INTEG(PULSE(2, 1)+STEP(1, 3), 0) ~~|\nm= DELAY MATERIAL(x, 2, -1, 9) ~~|';
  const expected = { f: [-1, -1, 0, 1, 2], s: [0, 0, 2, 3, 4], p: [0, 0, 0, 1, 2], m: [-1, -1, 0, 1, 2] };
  const found = runModel(rk4(text, 1, 4), Object.keys(expected));
  for (const [name, values] of Object.entries(expected))
    values.forEach((value, i) => {
      expect(found[name]![i], `${name} at ${i}`).toBeCloseTo(value, 12);
    });
});

test('arrays and stocks that feed each other keep their order', () => {
  const text = 'R: a, b ~~|\nk[R]= 1, 2 ~~|\nx[R]= INTEG(-k[R]*x[R], k[R]) ~~|\ntotal= SUM(x[R!]) ~~|';
  const sum = runModel(rk4(text, 0.0625, 2), ['total']).total!.at(-1)!;
  expect(sum).toBeCloseTo(Math.exp(-2) + 2 * Math.exp(-4), 5);
});

test.each([
  ['0', undefined, 0],
  ['1', 'rk4', 1],
  ['2', undefined, 0],
  ['4', 'rk4', 1],
  ['5', 'rk4', 0],
])('the settings of a text name the method: %s is %s', (digit, method, notices) => {
  const model = parseModel(
    `x= 1 ~~|\n\\\\\\---/// Sketch\n///---\\\\\\\n:L\x7f<%^E!@\n15:0,0,0,${digit},0,0\n`,
    'm.mdl',
  );
  expect(model.method).toBe(method);
  expect(model.notices).toHaveLength(notices);
  expect(parseModel(printModel(model), 'again.mdl').method).toBe(method);
});

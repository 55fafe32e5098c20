import { expect, test } from 'vitest';
import { clockOf } from '../../src/sd/index.js';
import { read, runModel } from './run.js';

test.each([
  [0.1, 100, 0.1, 1001],
  [0.3, 30, 0.3, 101],
  [0.01, 10, 0.1, 101],
  [0.125, 11, 0.25, 45],
  [0.3, 3, 1, 4],
  [1, 4, 2, 3],
  [0.1, 0.35, 0.1, 4],
])('step %d to %d, saved each %d: %d save times', (step, final, save, count) => {
  const { times, saveSteps } = clockOf(read('x= 1 ~~|', step, final, save));
  expect(times).toHaveLength(count);
  expect(new Set(saveSteps).size).toBe(count);
});

test('time is counted in whole steps, so it does not drift', () => {
  const model = read('x= INTEG(1, 0) ~~|', 0.1, 100, 10);
  expect(runModel(model, ['Time']).Time).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
});

test('a pulse begins at its step for any step that rounds', () => {
  for (const step of [0.1, 0.3, 0.01, 0.7]) {
    const model = read(`x= PULSE(${3 * step}, ${step}) ~~|`, step, 20 * step);
    expect(runModel(model, ['x']).x!.indexOf(1)).toBe(3);
    expect(runModel(model, ['x']).x!.filter((one) => one === 1)).toHaveLength(1);
  }
});

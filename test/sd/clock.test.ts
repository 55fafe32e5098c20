import { expect, test } from 'vitest';
import { compileToJavaScript } from '../../src/engine/index.js';
import { clockOf, type Model, parseModel } from '../../src/sd/index.js';
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

const clocked = (equations: string, clock: string) => parseModel(`${equations}\n${clock}`, 'small.mdl');
const timesOf = (model: Model) => [...compileToJavaScript(model, { inputs: [], series: [] }).times];

test('a clock of constants and of expressions of them', () => {
  const clock =
    'INITIAL TIME= first year ~~| first year= 2000 ~~| FINAL TIME= INITIAL TIME+years ~~| years= 3 ~~| TIME STEP= 1/2^2 ~~| SAVEPER= MAX(TIME STEP, 1) ~~|';
  expect(timesOf(clocked('', clock))).toEqual([2000, 2001, 2002, 2003]);
});

test('a final time that is reached sooner when something happens', () => {
  const clock =
    'INITIAL TIME= 0 ~~| FINAL TIME= IF THEN ELSE(x>4, Time, 100) ~~| TIME STEP= 0.5 ~~| SAVEPER= 1 ~~|';
  expect(timesOf(clocked('x= INTEG(2, 0) ~~|', clock))).toEqual([0, 1, 2]);
  expect(timesOf(clocked('x= INTEG(2, 0.5) ~~|', clock))).toEqual([0, 1, 2]);
});

test('a step and a save step that change on the way', () => {
  const clock =
    'INITIAL TIME= IF THEN ELSE(Time>0, 9, 1) ~~| FINAL TIME= 7 ~~| TIME STEP= IF THEN ELSE(Time<3, 1, 0.5) ~~| SAVEPER= IF THEN ELSE(Time<4, TIME STEP, 1.5) ~~|';
  const model = clocked('x= INTEG(2, 0) ~~|\ny= DELAY FIXED(Time, 1, -1) ~~|', clock);
  expect(timesOf(model)).toEqual([1, 2, 3, 3.5, 4, 5.5, 7]);
  expect(runModel(model, ['x', 'y'])).toEqual({
    x: [0, 2, 4, 5, 6, 9, 12],
    y: [-1, 1, 2, 2, 3, 4.5, 6],
  });
});

test('what a changing clock rests on cannot be set', () => {
  const clock = 'INITIAL TIME= 0 ~~| FINAL TIME= IF THEN ELSE(Time>k, Time, 9) ~~| TIME STEP= 1 ~~|';
  const model = clocked('k= 3 ~~|\nfree= 1 ~~|', clock);
  expect(runModel(model, ['free'], { free: 2 }).free).toHaveLength(5);
  expect(() => compileToJavaScript(model, { inputs: ['k'], series: [] })).toThrow('EN003 "k" cannot be set');
});

test('a step that comes to nothing is refused with its place', () => {
  const clock = 'INITIAL TIME= 0 ~~|\nFINAL TIME= 9 ~~|\nTIME STEP= 3-Time ~~|';
  expect(() => timesOf(clocked('', clock))).toThrow('small.mdl:4:1 SD020');
});

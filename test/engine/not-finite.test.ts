import { expect, test } from 'vitest';
import { firstNotFinite, simulateModel } from '../../src/engine/index.js';
import { parseModel } from '../../src/sd/index.js';

const clock = 'INITIAL TIME= 0 ~~|\nFINAL TIME= 3 ~~|\nTIME STEP= 0.5 ~~|\nSAVEPER= 1 ~~|\n';
const ranges = 'R: a, b ~~|\n';

function found(text: string) {
  const model = parseModel(`${ranges}${text}\n${clock}`, 'm.mdl');
  return firstNotFinite(model, {}, simulateModel(model));
}

test.each([
  ['a number', 'x= 1e999 ~~| y= 1/x ~~|'],
  ['a number below zero', 'x= -1e999 ~~| y= 1/x ~~|'],
  ['all elements of an array', 'x[R]= 1e999 ~~| y= 1/x[a] ~~|'],
  ['a list', 'x[R]= 1e999, 2 ~~| y= 1/x[a] ~~|'],
  ['one element', 'x[a]= 2 ~~| x[b]= 1e999 ~~| y= 1/x[b] ~~|'],
])('what is written as infinite does not count: %s', (_, text) => {
  expect(found(text)).toBe(undefined);
});

test('what comes to be infinite beside an element that is written so counts', () => {
  expect(found('x[a]= 1e999 ~~| x[b]= 1/(3-Time) ~~|')).toMatchObject({
    name: 'x[b]',
    time: 3,
    value: Infinity,
  });
});

test('arithmetic on numbers is no number that is written', () => {
  expect(found('x= 1/0 ~~|')).toMatchObject({ name: 'x', time: 0, place: { line: 2 } });
});

test('the step at which it began is found although it is not saved', () => {
  expect(found('x= 1/(1.5-Time) ~~| level= INTEG(x, 0) ~~|')).toMatchObject({
    name: 'x',
    time: 1.5,
    value: Infinity,
    others: 1,
  });
});

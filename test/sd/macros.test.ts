import { describe, expect, test } from 'vitest';
import { parseModel, printModel } from '../../src/sd/index.js';
import { clock, read, runModel, seriesOf } from './run.js';

const lag =
  ':MACRO: LAG(input, time: held)\nLAG= INTEG((input-LAG)/time, 0) ~ input ~|\nheld= LAG*time ~~|\n:END OF MACRO:\n';

describe('a macro', () => {
  test('with several equations, one a stock', () => {
    expect(seriesOf(`${lag}x= LAG(8, 2) ~~|`, 'x')).toEqual([0, 4, 6, 7, 7.5]);
  });

  test('is written out anew for each call, with names of its own', () => {
    const found = runModel(read(`${lag}held= 7 ~~|\nx= LAG(8, 2)+LAG(16, 2)+held ~~|`), ['x', 'held']);
    expect(found.x).toEqual([7, 19, 25, 28, 29.5]);
    expect(read(`${lag}x= LAG(8, 2)*LAG(16, 2) ~~|`).variables.map(({ name }) => name)).toEqual([
      'x',
      '"x: LAG 1"',
      '"x: LAG 1 held"',
      '"x: LAG 2"',
      '"x: LAG 2 held"',
      'INITIAL TIME',
      'FINAL TIME',
      'TIME STEP',
      'SAVEPER',
    ]);
  });

  test('hands out a second value', () => {
    const found = runModel(read(`${lag}x= LAG(8, 2: store) ~~|\ny= store+1 ~~|`), ['y']);
    expect(found.y).toEqual([1, 9, 13, 15, 16]);
  });

  test('calls another, before its text or behind it', () => {
    const twice = ':MACRO: TWICE(input)\nTWICE= LAG(LAG(input, 1), 1) ~~|\n:END OF MACRO:\n';
    const late = `x= TWICE(Time) ~~|\n${twice}${lag}`;
    expect(seriesOf(late, 'x')).toEqual([0, 0, 0, 1, 2]);
    expect(seriesOf(`${lag}x= LAG(LAG(Time, 1), 1) ~~|`, 'x')).toEqual([0, 0, 0, 1, 2]);
  });

  test('follows the subscripts of its caller', () => {
    const text = `R: a, b, c ~~|\n${lag}v[R]= 1, 2, 4 ~~|\nx[R]= LAG(v[R]*2, 1) ~~|`;
    expect(runModel(read(text), ['x[a]', 'x[c]'])).toEqual({
      'x[a]': [0, 2, 2, 2, 2],
      'x[c]': [0, 8, 8, 8, 8],
    });
  });

  test('stands inside a sum, and leaves out what its caller leaves out', () => {
    const text = `R: a, b, c ~~|\n${lag}v[R]= 1, 2, 4 ~~|\nx= SUM(LAG(v[R!], 1)) ~~|\ny[R] :EXCEPT: [b]= LAG(v[R], 1) ~~|\ny[b]= 9 ~~|`;
    const found = runModel(read(text), ['x', 'y[a]', 'y[b]']);
    expect(found).toEqual({ x: [0, 7, 7, 7, 7], 'y[a]': [0, 1, 1, 1, 1], 'y[b]': [9, 9, 9, 9, 9] });
  });

  test('takes a lookup, and reaches outside with $', () => {
    const text = `:MACRO: ON(curve, x)\nON= curve(x)*factor$ ~~|\n:END OF MACRO:\nfactor= 10 ~~|\nf((0,0),(4,2)) ~~|\ny= ON(f, Time) ~~|`;
    expect(seriesOf(text, 'y')).toEqual([0, 5, 10, 15, 20]);
  });

  test('is printed as the equations that it stands for', () => {
    const model = read(`${lag}x= LAG(8, 2) ~~|`);
    const again = parseModel(printModel(model), 'again.mdl');
    expect(printModel(again)).toBe(printModel(model));
    expect(runModel(again, ['x']).x).toEqual([0, 4, 6, 7, 7.5]);
  });
});

describe('functions that are macros', () => {
  test('a delay that tells what is in it', () => {
    const found = runModel(read('x= DELAYP(6, 3: held) ~~|\ny= held ~~|'), ['x', 'y']);
    expect(found).toEqual({ x: [6, 6, 6, 6, 6], y: [18, 18, 18, 18, 18] });
  });

  test('present values, of the start and of the end of a period', () => {
    // At 100 % a period is worth half of the one before it.
    expect(seriesOf('x= NPV(8, 1, 0, 1) ~~|', 'x')).toEqual([8, 12, 14, 15, 15.5]);
    expect(seriesOf('x= NPVE(8, 1, 0, 2) ~~|', 'x')).toEqual([8, 12, 14, 15, 15.5]);
  });
});

test('reality checks and test inputs are left out, and named with their lines', () => {
  const text = `{UTF-8}\nx= 2 ~~|\nnever falls:THE CONDITION: low:IMPLIES: x>=RC STEP(x, 0.5) ~~|\nlow:TEST INPUT: x= 0 ~~|\n${clock()}`;
  expect(parseModel(text, 'm.mdl').notices).toEqual([
    { text: 'the reality check "never falls" is left out', place: { file: 'm.mdl', line: 3, column: 1 } },
    { text: 'the test input "low" is left out', place: { file: 'm.mdl', line: 4, column: 1 } },
  ]);
});

test('functions that are known and not run are refused by name and line', () => {
  expect(() => read('y= 1 ~~|\nx= A FUNCTION OF(y) ~~|')).toThrow(
    'small.mdl:3:4 SD003 A FUNCTION OF is not supported; to fix: write the equation',
  );
  expect(() => read('x= QUEUE FIFO(1, 2, 3) ~~|')).toThrow('small.mdl:2:4 SD003 QUEUE FIFO is not supported');
  expect(() => read('x= MAX(1, 2: y) ~~|')).toThrow('SD004 MAX has outputs behind a colon');
});

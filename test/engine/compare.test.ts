import { describe, expect, test } from 'vitest';
import { compareModels } from '../../src/engine/index.js';
import { parseModel } from '../../src/sd/index.js';
import { read } from '../sd/run.js';

const spec = { size: 8, seed: 1, share: 0.2 };

describe('two models side by side', () => {
  test('constants move within their slider, or by a share of the value; 0 and the clock stay', () => {
    const model = read('a= 10 ~~|\nb= -10 ~~|\nc= 0 ~~|\nd= 5 ~ kg [0,8,1] ~|\nx= a+b+c+d ~~|');
    const { constants, settings } = compareModels(model, model, spec);
    expect(constants.map(({ name, low, high }) => [name, low, high])).toEqual([
      ['a', 8, 12],
      ['b', -12, -8],
      ['c', 0, 0],
      ['d', 0, 8],
    ]);
    expect(settings).toBe(9);
  });

  test('a difference is relative to the greatest value of the setting, with its time', () => {
    const [one, two] = [read('x= 10-Time ~~|'), read('x= 10-Time+IF THEN ELSE(Time=3, 1, 0) ~~|')];
    expect(compareModels(one, two, spec).differences).toEqual([
      { name: 'x', units: '', relative: 0.1, time: 3, setting: 0, moved: [], a: 7, b: 8 },
    ]);
  });

  test('a difference that shows in some settings only is found there', () => {
    const [one, two] = ['x= MAX(k, 5) ~~|', 'x= k ~~|'].map((text) => read(`k= 5.5 ~~|\n${text}`)) as [
      never,
      never,
    ];
    const [worst] = compareModels(one, two, { ...spec, size: 32 }).differences;
    expect(worst!.setting).toBeGreaterThan(0);
    expect(worst!.relative).toBeGreaterThan(0.05);
  });

  test('where one is no number the difference is infinite', () => {
    const [one, two] = [read('x= 1 ~~|'), read('x= SQRT(-1) ~~|')];
    expect(compareModels(one, two, spec).differences[0]!.relative).toBe(Number.POSITIVE_INFINITY);
    expect(compareModels(two, two, spec).differences[0]!.relative).toBe(0);
  });

  test('only times that both save are laid beside each other, and names in either spelling', () => {
    const [one, two] = [read('Some X= Time ~~|', 1, 4, 2), read('"some_x"= Time ~~|\ny= 1 ~~|', 0.5, 3)];
    const found = compareModels(one, two, spec);
    expect(found).toMatchObject({ times: 2, only: [[], ['y']] });
    expect(found.differences[0]).toMatchObject({ name: 'Some X', relative: 0 });
  });

  test('nothing in common is refused', () => {
    const clock = 'INITIAL TIME= 50 ~~|\nFINAL TIME= 60 ~~|\nTIME STEP= 1 ~~|';
    const late = parseModel(`x= 1 ~~|\n${clock}`, 'late.mdl');
    expect(() => compareModels(read('x= 1 ~~|'), read('y= 1 ~~|'), spec)).toThrow('EN040');
    expect(() => compareModels(read('x= 1 ~~|'), late, spec)).toThrow('EN041');
  });
});

import { expect, test } from 'vitest';
import { convertModel, type ModelFormat } from '../../../src/sd/index.js';
import { read } from '../run.js';

test('a format that is none is refused with the nearest one, and C with the function that writes it', () => {
  const convert = (to: string) => () => convertModel(read('x= 1 ~~|'), to as ModelFormat);
  expect(convert('xmil')).toThrow(/SD061 there is no format "xmil".*"xmile"/);
  expect(convert('c')).toThrow(/compileToC/);
  expect(convert('toString')).toThrow(/SD061/);
});

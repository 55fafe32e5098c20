import fc from 'fast-check';
import { expect, test } from 'vitest';
import { read } from '../../sd/run.js';
import { allSeries, firstDifference, ways } from './both.js';
import { models } from './random-models.js';

test('lanes give the bits that JavaScript gives, whatever the model', () => {
  const value = fc.oneof(
    fc.double({ min: -5, max: 5, noNaN: true }),
    fc.constantFrom(0, -0, 1, 2, Number.NaN, Infinity, 1e300),
  );
  fc.assert(
    fc.property(
      models,
      fc.array(value, { minLength: 16, maxLength: 16 }),
      fc.constantFrom(...ways),
      (text, list, way) => {
        const model = read(text, 0.5, 3);
        const inputs = { a: (lane: number) => list[lane]!, b: (lane: number) => list[lane + 8]! };
        expect(firstDifference(model, allSeries(model), inputs, way)).toBe(undefined);
      },
    ),
    { numRuns: 400, seed: 20261126 },
  );
});

import { describe, expect, it } from 'vitest';
import { nearestName } from '../../src/base/nearest.js';

const places = [
  'China',
  'Hong Kong',
  'UK',
  'US',
  'UAE',
  'CAR',
  'DRC',
  'CNMI',
  'Republic of the Congo',
  'Democratic Republic of the Congo',
];
const chips = ['T4', 'H20', 'H200', 's4000', 'rtx-4090', 'nv-l4'];

describe('the nearest name', () => {
  it.each([
    ['Chnia', places, 'China'],
    ['Chna', places, 'China'],
    ['hongkong', places, 'Hong Kong'],
    ['h2000', chips, 'H200'],
    ['4090', chips, 'rtx-4090'],
    ['bb', ['a', 'b'], 'b'],
  ] as const)('of %s', (word, names, wanted) => expect(nearestName(word, names)).toBe(wanted));

  it.each(['', '  ', 'ZZ', 'EU', '1', '中国', 'Mars', 'D:5', 'CN US', 'Congo', 'x'.repeat(101)])(
    'is none of %s',
    (word) => expect(nearestName(word, places)).toBeUndefined(),
  );
  it.each(['', '(', '*', '🔥', 'nv', 'null'])('is none of the chips for %s', (word) =>
    expect(nearestName(word, chips)).toBeUndefined(),
  );

  it('gives up on a text, and finds a name among many soon', () => {
    const names = Array.from({ length: 20_000 }, (_, i) => `part-${i}-of-a-catalogue`);
    const started = performance.now();
    expect(nearestName('x'.repeat(100_000), names)).toBeUndefined();
    expect(nearestName('part-19999-of-a-catalog', names)).toBe('part-19999-of-a-catalogue');
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

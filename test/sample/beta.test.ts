import { expect, test } from 'vitest';
import { regularisedBeta } from '../../src/sample/beta-function.js';

// Computed with mpmath (betainc, regularised) in 40-digit arithmetic: a, b, x, value.
const table = [
  ['2', '3', '0.4', '0.5248'],
  ['0.5', '0.5', '0.1', '0.20483276469913345165'],
  ['0.05', '0.3', '0.001', '0.61895784411688847151'],
  ['27', '16', '0.5', '0.044214773493877146393'],
  ['27', '16', '0.75', '0.95837130194216943926'],
  ['5', '60', '0.05', '0.21564295639130246026'],
  ['900', '1000', '0.47', '0.374155560089290865'],
  ['0.4', '6', '0.3', '0.96865458997762034883'],
  ['1000', '0.1', '0.999', '0.024125403119185619142'],
  ['0.1', '1000', '0.0001', '0.82752153581379138301'],
  ['350', '20', '0.9', '0.00055033973828794743263'],
];

test.each(table)('beta(%s, %s) is below %s with probability %s', (...row) => {
  const [a, b, x, value] = row.map(Number) as [number, number, number, number];
  expect(Math.abs(regularisedBeta(x, a, b) - value)).toBeLessThan(Math.max(a, b) > 500 ? 1e-12 : 1e-13);
});

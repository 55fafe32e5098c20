import { expect, test } from 'vitest';
import { erfc, normalCdf, normalQuantile } from '../../src/sample/normal.js';

// Computed with mpmath in 40-digit arithmetic; written as text to keep all the digits.
const quantiles = asNumbers([
  ['0.975', '1.959963984540054235525'],
  ['0.95', '1.644853626951472714864'],
  ['0.99', '2.326347874040841100886'],
  ['0.999', '3.09023230616781354154'],
  ['0.6', '0.2533471031357997987982'],
  ['1e-10', '-6.361340902404056204695'],
  ['1e-20', '-9.262340089798407573717'],
  ['1e-100', '-21.27345356096532429512'],
]);
const cdf = asNumbers([
  ['-37', '5.725571222524576822683e-300'],
  ['-20', '2.753624118606233695076e-89'],
  ['-8', '6.220960574271784123516e-16'],
  ['-3', '0.001349898031630094526652'],
  ['-1', '0.1586552539314570514148'],
  ['0.5', '0.6914624612740131036377'],
  ['1', '0.8413447460685429485852'],
]);
const complements = asNumbers([
  ['0.1', '0.8875370839817151077967'],
  ['1', '0.1572992070502851306588'],
  ['1.9', '0.007209570764742530051642'],
  ['2.1', '0.002979466656332985503885'],
  ['5', '1.537459794428034850188e-12'],
  ['10', '2.088487583762544757001e-45'],
  ['26', '5.663192408856142846476e-296'],
]);

test.each(quantiles)('the normal quantile at %d is %d to 4 roundings', (u, z) => {
  expect(Math.abs(normalQuantile(u) / z - 1)).toBeLessThan(1e-15);
});

test.each(cdf)('the normal probability at %d is %d', (z, p) => {
  expect(Math.abs(normalCdf(z) - p)).toBeLessThan(4e-16);
  expect(Math.abs(normalCdf(z) / p - 1)).toBeLessThan(2e-13);
});

test.each(complements)('erfc at %d is %d', (x, value) => {
  expect(Math.abs(erfc(x) - value)).toBeLessThan(2e-16);
  expect(Math.abs(erfc(x) / value - 1)).toBeLessThan(5e-14);
});

test('ends and what lies outside', () => {
  expect(normalQuantile(0)).toBe(-Infinity);
  expect(normalQuantile(1)).toBe(Infinity);
  expect(normalQuantile(0.5)).toBe(0);
  expect(normalQuantile(-0.1)).toBeNaN();
  expect(normalQuantile(1.1)).toBeNaN();
  expect(normalCdf(40)).toBe(1);
  expect(erfc(-30)).toBe(2);
});

function asNumbers(table: readonly (readonly [string, string])[]): [number, number][] {
  return table.map(([at, value]) => [Number(at), Number(value)]);
}

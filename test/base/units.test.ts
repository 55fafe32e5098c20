import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NUMBER, parseUnit, powerUnit, printUnit, sameUnit, timesUnit } from '../../src/base/units.js';

test.each([
  ['', 'Dmnl'],
  ['Dmnl', 'Dmnl'],
  ['dimensionless', 'Dmnl'],
  ['1', 'Dmnl'],
  ['Years', 'year'],
  ['1/Year', '1/year'],
  ['chips/Year', 'chip/year'],
  ['thousand chips', 'thousand chip'],
  ['Thousand_Chips / Year / Year', 'thousand chip/year^2'],
  ['USD/(chip*Year)', 'usd/(chip*year)'],
  ['m^2*m**-2', 'Dmnl'],
  ['kWh/(kW*hour)', 'kwh/(hour*kw)'],
  ['kW*kW/kW', 'kw'],
  ['class', 'class'],
])('the unit "%s" is %s', (text, printed) => {
  expect(printUnit(parseUnit(text)!)).toBe(printed);
});

test.each(['/', 'a/', 'a*(b', 'a)', 'a^b', '*a', '(', 'a//b'])('"%s" is no unit', (text) => {
  expect(parseUnit(text)).toBeUndefined();
});

test('other spellings count when they are declared, and only then', () => {
  const aliases = [['$', 'USD', 'Dollar']];
  expect(sameUnit(parseUnit('Dollars/chip', aliases)!, parseUnit('usd/chip', aliases)!)).toBe(true);
  expect(sameUnit(parseUnit('Dollars')!, parseUnit('USD')!)).toBe(false);
  expect(sameUnit(parseUnit('Quarter')!, parseUnit('Year')!)).toBe(false);
});

const units = fc
  .array(fc.tuple(fc.constantFrom('chip', 'Year', 'USD', 'kWh'), fc.integer({ min: -3, max: 3 })), {
    maxLength: 5,
  })
  .map((list) =>
    list.map(([name, power]) => parseUnit(`${name}^${power}`)!).reduce((a, b) => timesUnit(a, b), NUMBER),
  );

test('units multiply like numbers and read back as printed', () => {
  fc.assert(
    fc.property(units, units, (a, b) => {
      expect(sameUnit(timesUnit(a, b), timesUnit(b, a))).toBe(true);
      expect(sameUnit(timesUnit(timesUnit(a, b), b, -1), a)).toBe(true);
      expect(sameUnit(powerUnit(powerUnit(a, 0.5), 2), a)).toBe(true);
      expect(sameUnit(parseUnit(printUnit(a))!, a)).toBe(true);
    }),
    { seed: 20261123 },
  );
});

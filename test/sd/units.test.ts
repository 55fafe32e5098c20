import { expect, test } from 'vitest';
import { checkModel, parseModel } from '../../src/sd/index.js';

const clock =
  'INITIAL TIME= 0 ~ Year ~| FINAL TIME= 4 ~ Year ~| TIME STEP= 1 ~ Year ~| SAVEPER= TIME STEP ~ Year ~|\n';
const given = `R: a, b ~~|
chips= 5 ~ kchip ~|
price= 3 ~ USD/kchip ~|
delay= 2 ~ Year ~|
many[R]= 1,2 ~ kchip ~|
curve((0,0),(1,2)) ~ USD ~|
`;
const findings = (equation: string, settings = '') =>
  checkModel(parseModel(`${given}${equation}\n${clock}${settings}`, 'm.mdl'))
    .map(({ complaint }) => complaint)
    .filter(({ code }) => code !== 'SD024' && code !== 'SD023');

test.each([
  'x= chips*price ~ USD ~|',
  'x= INTEG(chips/delay, 0) ~ kchip ~|',
  'x= INTEG(chips/delay, 10) ~ kchip ~|',
  'x= MAX(0, chips-many[a]) ~ kchips ~|',
  'x= IF THEN ELSE(chips>many[b] :AND: Time>delay, chips, 0) ~ kchip ~|',
  'x= SQRT(chips*chips) ~ kchip ~|',
  'x= (chips/many[a])^0.5*EXP(-Time/delay) ~ Dmnl ~|',
  'x= chips^2 ~ kchip*kchip ~|',
  'x= SMOOTH3I(chips, delay, many[a]) ~ kchip ~|',
  'x= DELAY3(chips/delay, delay) ~ kchip/Year ~|',
  'x= DELAY FIXED(chips, delay, 0) ~ kchip ~|',
  'x= TREND(chips, delay, 0) ~ 1/Year ~|',
  'x= FORECAST(chips, delay, delay) ~ kchip ~|',
  'x= STEP(chips, delay)+RAMP(chips/delay, 1, 2) ~ kchip ~|',
  'x= PULSE(delay, TIME STEP) ~ Dmnl ~|',
  'x= ZIDZ(chips, delay)+XIDZ(chips, delay, 0) ~ kchip/Year ~|',
  'x= SUM(many[R!])+VMAX(many[R!]) ~ kchip ~|',
  'x[R]= many[R]*R ~ kchip ~|',
  'x= curve(Time)/price ~ kchip ~|',
  'x= WITH LOOKUP(Time, ((0,1),(1,2))) ~ kchip ~|',
  'x= INITIAL(chips) ~ kchip ~|',
  'x= ACTIVE INITIAL(chips, 3) ~ kchip ~|',
  'x= -chips*2/4 ~ kchip ~|',
])('%s agrees', (equation) => {
  expect(findings(equation)).toEqual([]);
});

test.each([
  ['x= chips ~ USD ~|', 'the equation of "x" has the unit kchip', 'usd'],
  ['x= chips+1 ~ kchip ~|', 'the sides of + have the units kchip and Dmnl', 'the same unit'],
  ['x= MAX(chips, delay) ~ kchip ~|', 'the arguments of MAX have the units kchip and year', 'the same unit'],
  ['x= INTEG(chips, 0) ~ kchip ~|', 'the flow of "x" has the unit kchip', 'kchip/year'],
  ['x= INTEG(chips/delay, price) ~ kchip ~|', 'the initial value of "x" has the unit usd/kchip', 'kchip'],
  ['x= SMOOTH(chips, price) ~ kchip ~|', 'a time of SMOOTH has the unit usd/kchip', 'year'],
  ['x= SIN(Time) ~ Dmnl ~|', 'an argument has the unit year', 'a pure number'],
  ['x= chips^delay ~ kchip ~|', 'an argument has the unit year', 'a pure number'],
  [
    'x= chips^(1/3) ~ kchip ~|',
    'the base of ^ has the unit kchip',
    'a pure number, or a number as the power',
  ],
  ['x= SUM(many[R!])*price ~ kchip ~|', 'the equation of "x" has the unit usd', 'kchip'],
])('%s does not agree', (equation, found, expected) => {
  const told = findings(equation);
  expect(told.map((one) => [one.code, one.found, one.expected])).toContainEqual(['SD022', found, expected]);
  expect(told[0]?.place).toMatchObject({ file: 'm.mdl', line: 7 });
});

test('spellings of units that the settings of the text declare are one', () => {
  expect(findings('x= chips*price ~ $ ~|')).toHaveLength(1);
  expect(findings('x= chips*price ~ $ ~|', '\\\\\\---/// Sketch\n22:$,USD,Dollars\n')).toEqual([]);
});

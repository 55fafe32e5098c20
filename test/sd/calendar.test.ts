import { expect, test } from 'vitest';
import { type Model, parseModel, printModel } from '../../src/sd/index.js';
import { clock, runModel } from './run.js';

const settings = (year: number, month: number, day: number, unit: number) =>
  `\\\\\\---/// Sketch information\n37:${year}\n38:${month}\n39:${day}\n40:${unit}\n`;
const dated = (equations: string, time: string, calendar: string): Model =>
  parseModel(`${equations}\n${time}\n${calendar}`, 'dates.mdl');
const measures = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const all = measures.map((m) => `m${m}= GET TIME VALUE(0, 0, ${m}) ~~|`).join('\n');
const names = measures.map((m) => `m${m}`);

const days = 86_400_000;
const byDate = (date: Date) => [
  date.getUTCFullYear(),
  Math.floor(date.getUTCMonth() / 3) + 1,
  date.getUTCMonth() + 1,
  date.getUTCDate(),
  date.getUTCDay(),
  Math.floor(date.getTime() / days) + 719_528,
  date.getUTCHours(),
  date.getUTCMinutes(),
  date.getUTCSeconds(),
];

// The machine's own calendar is the oracle, over years with and without a leap day and a century without one.
test.each([
  ['days', 4, 1, 5000, '1896-01-20'],
  ['days', 4, 1, 5000, '2019-12-25'],
  ['weeks', 3, 7, 900, '2095-02-01'],
  ['hours', 5, 1 / 24, 3000, '2023-12-20'],
  ['minutes', 6, 1 / 1440, 3000, '2000-02-28'],
  ['seconds', 7, 1 / 86_400, 3000, '1999-12-31'],
])('dates counted in %s are those of the calendar', (_, unit, length, steps, first) => {
  const [year, month, day] = first.split('-').map(Number) as [number, number, number];
  const found = runModel(dated(all, clock(1, steps), settings(year, month, day, unit)), names);
  for (let n = 0; n <= steps; n++) {
    const date = new Date(Date.parse(`${first}T00:00:00Z`) + Math.round(n * length * 86_400) * 1000);
    const mine = names.map((name) => found[name]![n]!);
    // Seconds are no whole numbers, so that they alone show the rounding of a day's fraction.
    const seconds = ((mine[8]! % 60) + 0.01) % 60;
    expect([...mine.slice(0, 8), Math.floor(seconds)], `step ${n}`).toEqual(byDate(date));
  }
});

test('where time is counted in months, a year has twelve of thirty days', () => {
  const equations = [1, 2, 3, 4].map((m) => `m${m}= GET TIME VALUE(0, 0, ${m}) ~~|`).join('\n');
  const model = dated(equations, clock(0.5, 4), settings(2000, 11, 16, 2));
  expect(runModel(model, ['m1', 'm2', 'm3', 'm4'])).toEqual({
    m1: [2000, 2000, 2000, 2001, 2001, 2001, 2001, 2001, 2001],
    m2: [4, 4, 4, 1, 1, 1, 1, 1, 1],
    m3: [11, 12, 12, 1, 1, 2, 2, 3, 3],
    m4: [16, 1, 16, 1, 16, 1, 16, 1, 16],
  });
});

test('twelfths of a year begin each month on its first day', () => {
  const equations = 'm= GET TIME VALUE(0, 0, 3) ~~|\nd= GET TIME VALUE(0, 0, 4) ~~|';
  const time = 'INITIAL TIME= 0 ~~|\nFINAL TIME= 2 ~~|\nTIME STEP= 1/12 ~~|';
  const { m, d } = runModel(dated(equations, time, settings(2000, 1, 1, 0)), ['m', 'd']);
  expect(m).toEqual(Array.from({ length: 25 }, (_, n) => (n % 12) + 1));
  expect(d).toEqual(Array(25).fill(1));
});

test('offsets may differ by element, and the start is told apart from the present', () => {
  const equations =
    'R: a, b ~~|\noff[R]= 31, 60 ~~|\nx[R]= GET TIME VALUE(0, off[R], 3) ~~|\ny= GET TIME VALUE(1, 31, 3)*10 ~~|';
  const model = dated(equations, clock(1, 2), settings(2001, 1, 1, 4));
  expect(runModel(model, ['x[a]', 'x[b]', 'y'])).toEqual({
    'x[a]': [2, 2, 2],
    'x[b]': [3, 3, 3],
    y: [20, 20, 20],
  });
});

test('the calendar is written with a model that has one', () => {
  const printed = printModel(dated('x= GET TIME VALUE(0, 0, 1) ~~|', clock(), settings(2023, 8, 9, 4)));
  expect(printed).toContain('37:2023\n38:8\n39:9\n40:4');
  expect(printModel(parseModel(printed, 'm.mdl'))).toBe(printed);
  expect(printModel(parseModel(`x= 1 ~~|\n${clock()}`, 'm.mdl'))).not.toContain('37:');
});

test.each([
  ['GET TIME VALUE(2, 0, 1)', settings(2000, 1, 1, 4), /the time of the machine/],
  ['GET TIME VALUE(0, 0, 10)', settings(2000, 1, 1, 4), /the measure 10/],
  ['GET TIME VALUE(0, 0, 5)', settings(2000, 1, 1, 2), /the measure 5 of a date counted in the unit month/],
  ['GET TIME VALUE(0, 0, 1)', '', /no calendar/],
])('%s is refused where it has no answer', (call, calendar, message) => {
  expect(() => runModel(dated(`x= ${call} ~~|`, clock(), calendar), ['x'])).toThrow(message);
});

import type { Place } from '../base/error.js';
import type { Calendar, Expr } from './ir.js';

/** Units of time by the number that stands for them in the settings. */
export const calendarUnits: readonly Calendar['unit'][] = [
  'year',
  'quarter',
  'month',
  'week',
  'day',
  'hour',
  'minute',
  'second',
];

// In the first three a year has 360 days, so that every month has 30.
const evenDays: Readonly<Record<string, number>> = { year: 360, quarter: 90, month: 30 };
const realDays: Readonly<Record<string, number>> = {
  week: 7,
  day: 1,
  hour: 1 / 24,
  minute: 1 / 1440,
  second: 1 / 86_400,
};

/** A millionth of a day forgives the rounding of steps such as a twelfth of a year. */
const slack = 1e-6;

/**
 * Writes a measure of the date at a time as arithmetic: 1 year, 2 quarter, 3 month, 4 day of the month, 5 day of the
 * week (0 is Sunday), 6 days since 1 January of the year 0, 7 hour, 8 minute, 9 second. Undefined for another measure,
 * and for 5 and 6 where a year has 360 days. `keep` gives an expression a name of its own.
 *
 * Vensim reference manual, GET TIME VALUE. Dates are those of the Gregorian calendar at all times; they are found as
 * in "chrono-compatible low-level date algorithms" of Howard Hinnant, counting years from 1 March.
 */
export function dateMeasure(
  measure: number,
  time: Expr,
  { year, month, day, unit }: Calendar,
  keep: (label: string, expr: Expr) => Expr,
): Expr | undefined {
  const at = new Arithmetic(time.place);
  const even = evenDays[unit];
  const start = even ? year * 360 + (month - 1) * 30 + Math.min(day, 30) - 1 : daysBefore(year, month, day);
  const days = keep('days', at.plus(at.times(time, even ?? realDays[unit]!), start));
  const whole = keep('whole days', at.floor(at.plus(days, slack)));
  const ofDay = (per: number) => at.times(at.plus(days, at.minus(whole)), per);
  if (measure >= 7) return clockMeasure(measure, ofDay, at);
  if (even) return evenMeasure(measure, whole, at);
  if (measure === 5) return at.mod(at.plus(whole, 6), 7);
  if (measure === 6) return whole;
  const since = keep('days since March', at.plus(whole, -60));
  const era = keep('era', at.part(since, 146_097));
  const inEra = keep('day of era', at.plus(since, at.times(era, -146_097)));
  const leaps = at.plus(
    at.plus(at.minus(at.part(inEra, 1460)), at.part(inEra, 36_524)),
    at.minus(at.part(inEra, 146_096)),
  );
  const yearOfEra = keep('year of era', at.part(at.plus(inEra, leaps), 365));
  const before = at.plus(
    at.plus(at.times(yearOfEra, 365), at.part(yearOfEra, 4)),
    at.minus(at.part(yearOfEra, 100)),
  );
  const dayOfYear = keep('day of year', at.plus(inEra, at.minus(before)));
  const fromMarch = keep('month from March', at.part(at.plus(at.times(dayOfYear, 5), 2), 153));
  if (measure === 4)
    return at.plus(at.plus(dayOfYear, at.minus(at.part(at.plus(at.times(fromMarch, 153), 2), 5))), 1);
  const monthOfYear = keep('month', at.plus(at.mod(at.plus(fromMarch, 2), 12), 1));
  if (measure === 3) return monthOfYear;
  if (measure === 2) return at.plus(at.part(at.plus(monthOfYear, -1), 3), 1);
  if (measure !== 1) return undefined;
  const early = at.compare('<=', monthOfYear, 2);
  return at.plus(at.plus(yearOfEra, at.times(era, 400)), early);
}

function evenMeasure(measure: number, whole: Expr, at: Arithmetic): Expr | undefined {
  const ofYear = at.mod(whole, 360);
  if (measure === 1) return at.part(whole, 360);
  if (measure === 2) return at.plus(at.part(ofYear, 90), 1);
  if (measure === 3) return at.plus(at.part(ofYear, 30), 1);
  return measure === 4 ? at.plus(at.mod(ofYear, 30), 1) : undefined;
}

function clockMeasure(measure: number, ofDay: (per: number) => Expr, at: Arithmetic): Expr | undefined {
  const forgiving = (x: Expr) => at.floor(at.plus(x, slack));
  if (measure === 7) return at.mod(forgiving(ofDay(24)), 24);
  if (measure === 8) return at.mod(forgiving(ofDay(1440)), 60);
  return measure === 9 ? at.mod(at.fn('MAX', ofDay(86_400), at.number(0)), 60) : undefined;
}

/** Counts the days from 1 January of the year 0. */
function daysBefore(year: number, month: number, day: number): number {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year);
  return Math.round(date.getTime() / 86_400_000) + 719_528;
}

class Arithmetic {
  constructor(private readonly place: Place) {}

  number = (value: number): Expr => ({ kind: 'number', value, text: String(value), place: this.place });
  plus = (left: Expr, right: Expr | number): Expr => this.op('+', left, right);
  times = (left: Expr, right: number): Expr => this.op('*', left, right);
  minus = (arg: Expr): Expr => ({ kind: 'unary', op: '-', arg, place: this.place });
  mod = (x: Expr, by: number): Expr => this.fn('MODULO', x, this.number(by));
  compare = (op: '<=', left: Expr, right: number): Expr => this.op(op, left, right);
  /** Dates lie behind the year 0, so that cutting off is rounding down. */
  floor = (x: Expr): Expr => this.fn('INTEGER', x);
  part = (x: Expr, by: number): Expr => this.floor(this.op('/', x, by));
  fn = (fn: string, ...args: Expr[]): Expr => ({ kind: 'call', fn, args, place: this.place });

  private op(op: '+' | '*' | '/' | '<=', left: Expr, right: Expr | number): Expr {
    const other = typeof right === 'number' ? this.number(right) : right;
    return { kind: 'binary', op, left, right: other, place: this.place };
  }
}

import { SteelyardError } from '../base/error.js';

/** A date as a decimal year; `low` and `high` bound it where only the month, quarter or year is known. */
export interface DecimalDate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const shape = /^(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?$/;

/**
 * Converts a date to a decimal year: the start of the day, or the middle of the month, quarter or year if no more
 * is known.
 *
 * @param text `2026-01-15`, `2026-01`, `2026-Q1` or `2026`
 * @throws SteelyardError FA027
 *
 * @example
 * decimalDate('2026-01-01').value // => 2026
 * decimalDate('2026').value // => 2026.5
 * decimalDate('2024-07-02').value // => 2024.5
 */
export function decimalDate(text: string): DecimalDate {
  const found = shape.exec(text);
  if (!found) throw notADate(text);
  const [, y, q, m, d] = found.map((part) => (part === undefined ? undefined : Number(part)));
  const year = y!;
  if (d !== undefined) {
    const day = dayOf(year, m!, d);
    if (day === undefined) throw notADate(text);
    return { value: day, low: day, high: day };
  }
  const [from, to] = q !== undefined ? [3 * q - 2, 3 * q + 1] : m !== undefined ? [m, m + 1] : [1, 13];
  if (m !== undefined && (m < 1 || m > 12)) throw notADate(text);
  const [low, high] = [monthStart(year, from), monthStart(year, to)];
  return { value: (low + high) / 2, low, high };
}

/**
 * Gives the last day that a date can mean, as `2026-01-31`, so that dates of different precision compare as text.
 *
 * @example
 * lastDay('2024-02') // => '2024-02-29'
 * lastDay('2024') // => '2024-12-31'
 */
export function lastDay(text: string): string {
  const found = shape.exec(text);
  if (!found) throw notADate(text);
  const [, year, quarter, month, day] = found;
  if (day !== undefined) return text;
  const m = month !== undefined ? Number(month) : quarter !== undefined ? 3 * Number(quarter) : 12;
  return new Date(Date.UTC(Number(year), m, 0)).toISOString().slice(0, 10);
}

/**
 * Counts the days from one day to another.
 *
 * @example
 * daysBetween('2026-01-01', '2026-01-31') // => 30
 */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(lastDay(to)) - Date.parse(lastDay(from))) / 86_400_000);
}

function monthStart(year: number, month: number): number {
  return month > 12 ? year + 1 : dayOf(year, month, 1)!;
}

/** Undefined for a day that the calendar does not have. */
function dayOf(year: number, month: number, day: number): number | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return undefined;
  const start = Date.UTC(year, 0, 1);
  return year + (at.getTime() - start) / (Date.UTC(year + 1, 0, 1) - start);
}

function notADate(text: string): SteelyardError {
  return new SteelyardError({
    code: 'FA027',
    found: `"${text}" is not a date`,
    expected: 'a day, month, quarter or year such as 2026-01-15, 2026-01, 2026-Q1 or 2026',
  });
}

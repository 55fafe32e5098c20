import { SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import { sectors } from '../../facts/light.js';
import type { ControlsErrorCode } from '../errors.js';
import type { Places } from '../places.js';
import { inputOf, items, transactions } from '../rules/inputs.js';

/** Refuses what a request cannot say, with the nearest thing that it can. */
export function refuse(
  code: ControlsErrorCode,
  found: string,
  more: { expected?: string; nearest?: string | undefined; remedy?: string } = {},
): never {
  const { nearest, ...rest } = more;
  throw new SteelyardError({ code, found, ...rest, ...(nearest !== undefined && { nearest }) });
}

/**
 * Gives the id of a place that a request names.
 *
 * @throws SteelyardError CO011
 */
export function placeId(places: Places, name: string, what: string): string {
  const id = places.idOf(name);
  if (id !== undefined) return id;
  return refuse('CO011', `the ${what} "${name}" is no place that the data know`, {
    expected: 'a country or territory by name or ISO code, such as China, CN or Hong Kong',
    nearest: places.nearest(name),
  });
}

/**
 * Checks that a day is a day of the calendar.
 *
 * @throws SteelyardError CO014
 *
 * @example
 * checkDay('2026-01-20') // => '2026-01-20'
 */
export function checkDay(date: unknown): string {
  if (typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date)) {
    const at = new Date(`${date}T00:00:00Z`);
    if (!Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === date) return date;
  }
  return refuse('CO014', date === undefined ? 'the request has no day' : `"${String(date)}" is no day`, {
    expected: 'a day such as 2026-01-20',
    remedy: 'say the day on which the movement would happen',
  });
}

/**
 * Checks that a word is one of those that a choice takes.
 *
 * @throws SteelyardError CO012, CO018 for kinds of buyers
 */
export function checkChoice(name: string, value: string): string {
  const choices: readonly string[] =
    name === 'buyer'
      ? sectors
      : name === 'transaction'
        ? transactions
        : name === 'item'
          ? items
          : (inputOf.get(name)?.choices ?? []);
  if (choices.length === 0 || choices.includes(value)) return value;
  return refuse(name === 'buyer' ? 'CO018' : 'CO012', `the ${name} cannot be "${value}"`, {
    expected: `one of ${choices.join(', ')}`,
    nearest: nearestName(value, choices),
  });
}

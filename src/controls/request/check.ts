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
 * Prints whatever a request holds for a complaint: as JSON where it is JSON, cut to 80 letters.
 *
 * @example
 * show({ low: 'x' }) // => '{"low":"x"}'
 * show(Number.NaN) // => 'NaN'
 */
export function show(value: unknown): string {
  const text = printed(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function printed(value: unknown): string {
  if (typeof value === 'number') return String(value);
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    // Circles, texts within texts without end, and numbers that JSON lacks.
    return typeof value;
  }
}

/** The nearest of some names; a word that is longer than any name is close to none, and slow to compare. */
export function nearOf(word: string, names: Iterable<string>): string | undefined {
  return word.length > 100 ? undefined : nearestName(word, names);
}

/**
 * Checks that a value is text.
 *
 * @throws SteelyardError CO012
 *
 * @example
 * checkText('end_user', 'a bank') // => 'a bank'
 */
export function checkText(name: string, value: unknown): string {
  return typeof value === 'string'
    ? value
    : refuse('CO012', `the ${name} cannot be ${show(value)}`, { expected: 'text' });
}

/**
 * Gives the id of a place that a request names.
 *
 * @param what what the place is, for complaints
 * @throws SteelyardError CO011, CO012 for what is no text
 */
export function placeId(places: Places, name: unknown, what: string): string {
  const text = checkText(what, name);
  const id = places.idOf(text);
  if (id !== undefined) return id;
  return refuse('CO011', `the ${what} ${show(text)} is no place that the data know`, {
    expected: 'a country or territory by name or ISO code, such as China, CN or Hong Kong',
    nearest: text.length > 100 ? undefined : places.nearest(text),
  });
}

/** Tells whether words name no place in particular, such as `Any country`. */
export const isAnywhere = (text: string) => /^any\b/i.test(text.trim());

/**
 * Gives the stem of an export control classification number, by which the rules know it: `5A992` for 5A992.c.
 *
 * @example
 * eccnStem('5a992.z') // => '5A992'
 * eccnStem('twelve') // => undefined
 */
export const eccnStem = (text: string): string | undefined =>
  /^(\d[A-E]\d{3})(?:\.[a-z0-9]{1,3})*$/i.exec(text.trim())?.[1]?.toUpperCase();

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
  return refuse('CO014', date === undefined ? 'the request has no day' : `${show(date)} is no day`, {
    expected: 'a day such as 2026-01-20',
    remedy: 'say the day on which the movement would happen',
  });
}

/**
 * Checks that a word is one of those that a choice takes; a choice without a list takes any word.
 *
 * @param choices what it takes; default: what the register of inputs says
 * @throws SteelyardError CO012, CO018 for kinds of buyers
 *
 * @example
 * checkChoice('purpose', 'storage') // => 'storage'
 */
export function checkChoice(name: string, value: unknown, choices = choicesOf(name)): string {
  const text = checkText(name, value);
  if (choices.length === 0 || choices.includes(text)) return text;
  return refuse(name === 'buyer' ? 'CO018' : 'CO012', `the ${name} cannot be ${show(text)}`, {
    expected: `one of ${choices.join(', ')}`,
    nearest: nearOf(text, choices),
  });
}

function choicesOf(name: string): readonly string[] {
  if (name === 'buyer') return sectors;
  if (name === 'transaction') return transactions;
  if (name === 'item') return items;
  return inputOf.get(name)?.choices ?? [];
}

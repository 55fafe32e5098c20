import type { Model } from '../ir.js';

/**
 * Prints a model's intermediate form as JSON, without the places of its text: `{ "schema": "steelyard.model/1", ... }`.
 *
 * Keys stand in the order of the alphabet, so that two texts of one model are the same bytes. A number that JSON has no
 * form for does not occur: a missing value is -2^109.
 *
 * @example
 * JSON.parse(printJson(parseModel('x= 2 ~kg~ |', 'm.mdl'))).variables[0].units // => 'kg'
 */
export function printJson(model: Model): string {
  return `${JSON.stringify({ schema: 'steelyard.model/1', ...(withoutPlaces(model) as object) }, null, 1)}\n`;
}

const places = new Set(['place', 'unitsPlace', 'file']);

/**
 * Copies a model, or a part of one, without its file and the places in it, with keys in the order of the alphabet.
 *
 * @example
 * withoutPlaces(parseModel('x= 2 ~kg~ |', 'm.mdl').variables[0].equations[0].right)
 * // => { expr: { kind: 'number', text: '2', value: 2 }, kind: 'value' }
 */
export function withoutPlaces(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutPlaces);
  if (part === null || typeof part !== 'object') return part;
  const keys = Object.keys(part)
    .filter((key) => !places.has(key) && (part as Record<string, unknown>)[key] !== undefined)
    .sort();
  return Object.fromEntries(keys.map((key) => [key, withoutPlaces((part as Record<string, unknown>)[key])]));
}

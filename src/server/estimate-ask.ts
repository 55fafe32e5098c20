import type { z } from 'zod';
import type { Place } from '../base/error.js';
import { type BatchRow, rowsOf } from '../compute/index.js';
import { bounds, file, isObject, nameOf, tooMany } from './ask.js';
import { workForm } from './estimate-form.js';
import { readJson } from './json/read.js';
import { HttpError } from './problem.js';

/** One question about a workload of the library. */
export type WorkQuestion = z.infer<typeof workForm>;

/** What a body asks of the estimator: rows as a batch holds them, or one workload on one fleet. */
export type WorkAsk =
  | { readonly kind: 'rows'; readonly rows: readonly BatchRow[] }
  | { readonly kind: 'one'; readonly question: WorkQuestion };

/**
 * Reads a body into what it asks of the estimator.
 *
 * @param most the most rows that a list may hold
 * @throws HttpError SV004, SV006, SV007, SV008
 *
 * @example
 * readWork('{"workload": "hpl", "on": "h100", "count": 8}', 9).question.on // => 'h100'
 * readWork('{"measurements": [{"id": "a"}]}', 9).rows.length // => 1
 */
export function readWork(text: string, most: number): WorkAsk {
  const { value, placeOf } = readJson(text, file, bounds);
  if (!isObject(value)) throw noQuestion(`the body is ${nameOf(value)}`, placeOf([]));
  if ('measurements' in value) {
    const { measurements } = value;
    if (!Array.isArray(measurements))
      throw noQuestion(`"measurements" is ${nameOf(measurements)}`, placeOf(['measurements']));
    if (measurements.length === 0) throw noQuestion('"measurements" is empty', placeOf(['measurements']));
    if (measurements.length > most) throw tooMany(measurements.length, most);
    return { kind: 'rows', rows: rowsOf(measurements) };
  }
  const read = workForm.safeParse(value);
  if (read.success) return { kind: 'one', question: read.data };
  const [issue] = read.error.issues;
  const path = issue!.path.filter((part) => typeof part !== 'symbol');
  const at = path.join('.');
  const unknown = issue!.code === 'unrecognized_keys' ? issue!.keys[0]! : undefined;
  if (unknown !== undefined)
    throw noQuestion(
      `there is no key "${unknown}"`,
      placeOf([...path, unknown], 'key'),
      `one of ${Object.keys(workForm.shape).join(', ')}`,
    );
  const given = path.reduce<unknown>(
    (part, key) => (isObject(part) ? part[key as string] : undefined),
    value,
  );
  throw noQuestion(
    given === undefined ? `the question has no "${at}"` : `"${at}" is ${nameOf(given)}`,
    placeOf(path),
    issue!.message,
  );
}

function noQuestion(found: string, place: Place, expected?: string): HttpError {
  return new HttpError(422, {
    code: 'SV007',
    found,
    place,
    expected:
      expected ??
      'one question such as {"workload": "hpl", "on": "h100", "count": 8}, or {"measurements": [...]}',
    remedy: 'send a body of the form that /openapi.json describes',
  });
}

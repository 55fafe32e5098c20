import { type Place, SteelyardError } from '../base/error.js';
import type { YamlPath } from '../base/yaml.js';
import {
  type Batch,
  batchOf,
  type Classifier,
  checkChip,
  placeOfFault,
  type Request,
  withMovement,
} from '../controls/index.js';
import { readJson } from './json/read.js';
import { HttpError } from './problem.js';

/** What a body asks: one case as `steelyard classify CHIP` takes it, or a list as `--batch` reads it. */
export type Ask =
  | { readonly kind: 'one'; readonly one: OneCase }
  | { readonly kind: 'batch'; readonly batch: Batch };

/** One case, with the way to the place of what it says. */
export interface OneCase {
  readonly request: Request;
  placeOf(path: YamlPath, what?: 'value' | 'key'): Place;
}

/** The name that places in a body bear. */
export const file = 'body';

/** Beyond this a body is no question: names are short and parameters lie flat. */
export const bounds = { depth: 12, letters: 1000 };

/**
 * Reads a body into what it asks.
 *
 * @param mostCases the most cases that a list may hold
 * @throws HttpError SV004, SV006, SV007, SV008
 * @throws SteelyardError CO012, CO014 for one case that cannot be read; one of a list is told in the batch
 *
 * @example
 * readAsk('{"chip": "h200", "date": "2026-01-20"}', 9).one.request.chip // => 'h200'
 * readAsk('{"cases": [{"chip": "h200", "date": "2026-01-20"}]}', 9).batch.entries.length // => 1
 */
export function readAsk(text: string, mostCases: number): Ask {
  const { value, placeOf } = readJson(text, file, bounds);
  if (!isObject(value)) throw noQuestion(`the body is ${nameOf(value)}`, placeOf([]));
  if (!('cases' in value)) return { kind: 'one', one: readOne(value, placeOf) };
  const { cases, certifications } = value;
  if (!Array.isArray(cases)) throw noQuestion(`"cases" is ${nameOf(cases)}`, placeOf(['cases']));
  if (cases.length === 0) throw noQuestion('"cases" is empty', placeOf(['cases']));
  if (cases.length > mostCases) throw tooMany(cases.length, mostCases);
  if (certifications !== undefined && certifications !== 'met' && certifications !== 'unknown') {
    const found = `"certifications" is ${nameOf(certifications)}`;
    throw noQuestion(found, placeOf(['certifications']), 'met or unknown');
  }
  return { kind: 'batch', batch: batchOf({ file, value: { cases, certifications }, placeOf }) };
}

/**
 * Does something with one case; what is wrong in it gets the place where it stands in the body.
 *
 * @throws SteelyardError CO010 to CO018
 */
export function withCase<T>(
  { request, placeOf }: OneCase,
  classifier: Classifier,
  act: (request: Request) => T,
): T {
  try {
    const moved = withMovement(request, classifier.book.places);
    checkChip(classifier, moved);
    return act(moved);
  } catch (error) {
    if (!(error instanceof SteelyardError) || error.complaint.place) throw error;
    const { complaint } = error;
    throw new SteelyardError({ ...complaint, place: placeOfFault(complaint.found, request, { placeOf }) });
  }
}

/** As on the command line: certifications that nobody told of are not known, and a case without an id takes the chip's. */
function readOne(value: Readonly<Record<string, unknown>>, placeOf: OneCase['placeOf']): OneCase {
  const { chip, params } = value;
  if (chip === undefined && (params === undefined || (isObject(params) && Object.keys(params).length === 0)))
    throw noQuestion('the case neither names a chip nor describes one', placeOf([]));
  const inside: OneCase['placeOf'] = (path, what) => placeOf(path.slice(2), what);
  const [entry] = batchOf({
    file,
    value: { cases: [value], certifications: 'unknown' },
    placeOf: inside,
  }).entries;
  if ('error' in entry!) throw new SteelyardError(entry.error);
  const { id, ...rest } = entry!.request;
  return { request: value.id === undefined ? rest : { id: id!, ...rest }, placeOf };
}

function noQuestion(found: string, place: Place, expected?: string): HttpError {
  return new HttpError(422, {
    code: 'SV007',
    found,
    place,
    expected: expected ?? 'one case such as {"chip": "h200", "date": "2026-01-20"}, or {"cases": [...]}',
    remedy: 'send a body of the form that /openapi.json describes',
  });
}

/** Refuses a list that is longer than one request may hold. */
export function tooMany(found: number, most: number): HttpError {
  return new HttpError(413, {
    code: 'SV006',
    found: `the body holds ${found} cases`,
    expected: `at most ${most} cases`,
    remedy: 'part the cases over several requests, or run `steelyard classify --batch FILE` on them',
  });
}

/**
 * Refuses a list where one case is wanted.
 */
export function oneOnly(ask: Ask, what: string): OneCase {
  if (ask.kind === 'one') return ask.one;
  throw new HttpError(422, {
    code: 'SV007',
    found: `${what} takes one case, and the body holds a list`,
    expected: 'one case such as {"chip": "h200", "destination": "China", "date": "2026-01-20"}',
    remedy: 'send the cases one by one',
  });
}

/** Tells an object from all else that JSON can hold. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Says what a value of the wrong kind is. */
export function nameOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  return value === null ? 'null' : `the ${typeof value} ${JSON.stringify(value).slice(0, 60)}`;
}

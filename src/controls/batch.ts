import { type Complaint, type Place, SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import { readYaml, type YamlCodes, type YamlFile, type YamlPath } from '../base/yaml.js';
import { batchForm } from './batch-form.js';
import { show } from './request/check.js';
import { texts as requestTexts } from './request/form.js';
import type { Params, Refused, Request } from './types.js';

/** A batch that was read: each case as a request, or what is wrong with it. */
export interface Batch {
  readonly entries: readonly BatchEntry[];
}

/** One case of a batch, with the way to the place of what it says. */
export type BatchEntry =
  | { readonly request: Request; placeOf(path: YamlPath, what?: 'value' | 'key'): Place }
  | Refused;

/** How the YAML reader names what is wrong with a batch or the file of a chip. */
export const batchCodes: YamlCodes = {
  syntax: 'CO019',
  duplicate: 'CO019',
  empty: 'CO016',
  unknown: 'CO013',
  missing: 'CO016',
  type: 'CO016',
  value: 'CO012',
};

/** What a case may say in words; every other key is passed over. */
const texts = requestTexts.filter((name) => name !== 'id');

/** Shorter names of two of them, as at the command line. */
const aliases = new Map([
  ['hq', 'end_user_hq'],
  ['parent', 'ultimate_parent'],
]);

const keys = [...texts, ...aliases.keys(), 'id', 'date', 'params', 'certifications'];

/** The most letters of a text of a case: a name or a sentence, and no book. */
const mostLetters = 1000;

/**
 * Reads a batch of cases in YAML or JSON: `cases: [{id, chip, params, destination, end_user, transaction, date}]`.
 *
 * Also read are `end_user_hq` or `hq`, `ultimate_parent` or `parent`, `route`, `site`, `buyer`, `jurisdiction` and
 * `certifications`; other keys are passed over, but for those that are nearly one of these. Certifications of the lane of January 2026 that a case does not speak of count as met, unless
 * the case or the head of the file says `certifications: unknown`. A case that cannot be read becomes a complaint with
 * its place, and the others stand. A case without an id is called by its number: `case 2`.
 *
 * @param file the name shown in complaints
 * @throws SteelyardError CO016 when there is no list of cases, CO019 when the text is no YAML
 *
 * @example
 * readBatch('cases: [{id: a, chip: h200, date: 2026-01-20}]', 'x.yaml').entries[0].request.certifications // => 'met'
 * readBatch('cases: [{id: a, chip: h200}]', 'x.yaml').entries[0].error.code // => 'CO014'
 */
export function readBatch(text: string, file: string): Batch {
  const read = readYaml(text, file, batchForm, batchCodes);
  if (read.value.cases.length > 0) return batchOf(read);
  throw new SteelyardError({
    code: 'CO016',
    found: 'the list of cases is empty',
    place: read.placeOf(['cases']),
    expected: 'cases such as {id: a, chip: h200, destination: China, date: 2026-01-20}',
  });
}

/** A list of cases that was read, with the place of everything in it. */
export type CasesFile = YamlFile<{
  readonly cases: readonly unknown[];
  readonly certifications?: 'met' | 'unknown' | undefined;
}>;

/**
 * Makes a batch of cases that were read by whatever means; `readBatch` says what a case may hold.
 *
 * @param read the cases, with what tells the place of each part
 *
 * @example
 * const placeOf = () => ({ file: 'body' })
 * batchOf({ file: 'body', value: { cases: [{ chip: 'h200', date: '2026-01-20' }] }, placeOf }).entries[0].request.id
 * // => 'case 1'
 */
export function batchOf(read: CasesFile): Batch {
  const { cases, certifications = 'met' } = read.value;
  const told = new Set(cases.flatMap((written) => toldId(written) ?? []));
  const seen = new Set<string>();
  return {
    entries: cases.map((written, i) => {
      const entry = readCase(written, i, madeId(i, told), read, certifications);
      const id = 'error' in entry ? entry.id : entry.request.id!;
      const twice = seen.has(id);
      seen.add(id);
      if (!twice || 'error' in entry) return entry;
      return refused(id, duplicate(id, read.placeOf(['cases', i, 'id'])));
    }),
  };
}

/** The id that a case gives itself: text or a number. */
function toldId(written: unknown): string | undefined {
  const id = isMapping(written) ? written.id : undefined;
  if (typeof id === 'number') return Number.isFinite(id) ? String(id) : undefined;
  return typeof id === 'string' && id.trim() !== '' && id.length <= mostLetters ? id : undefined;
}

/** The id of a case that has none: its number, in words that no other case uses for itself. */
function madeId(i: number, told: ReadonlySet<string>): string {
  let id = `case ${i + 1}`;
  while (told.has(id)) id += ' (unnamed)';
  return id;
}

function readCase(
  given: unknown,
  i: number,
  made: string,
  read: YamlFile<unknown>,
  certifications: 'met' | 'unknown',
): BatchEntry {
  const placeOf = ([key, ...rest]: YamlPath, what: 'value' | 'key' = 'value') =>
    read.placeOf(['cases', i, ...(key === undefined ? [] : [spelling(given, key)]), ...rest], what);
  const number = `case ${i + 1}`;
  if (!isMapping(given)) {
    return refused(made, {
      code: 'CO016',
      found: `${number} is ${show(given)}`,
      place: placeOf([]),
      expected: 'a case such as {id: a, chip: h200, destination: China, date: 2026-01-20}',
    });
  }
  const id = toldId(given) ?? made;
  const written = Object.fromEntries(
    Object.entries(given).map(([key, value]) => [aliases.get(key) ?? key, value]),
  );
  const wrong = misspelt(given, placeOf) ?? faultIn(written, placeOf);
  if (wrong) return refused(id, wrong);
  const words = Object.fromEntries(
    texts.flatMap((key) => (isGiven(written[key]) ? [[key, String(written[key])]] : [])),
  );
  const own = written.certifications as 'met' | 'unknown' | undefined;
  const request: Request = {
    ...words,
    id,
    ...(isGiven(written.params) && { params: written.params as Params }),
    date: typeof written.date === 'string' ? written.date : show(written.date),
    certifications: own ?? certifications,
  };
  return { request, placeOf };
}

/** The key by which a case says what another name stands for. */
function spelling(given: unknown, key: string | number): string | number {
  if (!isMapping(given) || Object.hasOwn(given, key)) return key;
  return (
    [...aliases.keys()].find((short) => aliases.get(short) === key && Object.hasOwn(given, short)) ?? key
  );
}

/** The first key of a case that is nearly one of the known ones: passed over, it would change the answer in silence. */
function misspelt(
  written: Readonly<Record<string, unknown>>,
  placeOf: (path: YamlPath, what: 'key') => Place,
): Complaint | undefined {
  for (const key of Object.keys(written)) {
    const full = aliases.get(key);
    const twice = full !== undefined && Object.hasOwn(written, full);
    const nearest = keys.includes(key) ? undefined : nearestName(key, keys);
    if (!twice && nearest === undefined) continue;
    return {
      code: 'CO013',
      found: twice ? `the case says both "${key}" and "${full}"` : `the case has no key "${key}"`,
      place: placeOf([key], 'key'),
      expected: `one of ${keys.join(', ')}`,
      ...(nearest !== undefined && { nearest }),
    };
  }
  return undefined;
}

/** The first thing of a case that is of the wrong kind; what values mean is for the classifier to judge. */
function faultIn(
  written: Readonly<Record<string, unknown>>,
  placeOf: (path: YamlPath) => Place,
): Complaint | undefined {
  if (Object.hasOwn(written, 'id') && toldId(written) === undefined) {
    return {
      code: 'CO012',
      found: `the id cannot be ${show(written.id)}`,
      place: placeOf(['id']),
      expected: `text of up to ${mostLetters} letters, or a number`,
      remedy: 'give the case an id of its own, or none',
    };
  }
  if (Object.hasOwn(written, '<<')) {
    return {
      code: 'CO013',
      found: 'the case merges another one in with "<<"',
      place: placeOf(['<<']),
      expected: 'every key of the case in the case itself',
      remedy: 'write out what the other case says',
    };
  }
  if (!isGiven(written.date)) {
    return {
      code: 'CO014',
      found: 'the case has no day',
      place: placeOf([]),
      expected: 'date: a day such as 2026-01-20',
      remedy: 'say the day on which the movement would happen',
    };
  }
  for (const key of texts) {
    const value = written[key];
    if (typeof value === 'string' && value.length > mostLetters) {
      return {
        code: 'CO012',
        found: `the ${key} has ${value.length} letters`,
        place: placeOf([key]),
        expected: `at most ${mostLetters} letters`,
      };
    }
    if (!isGiven(value) || typeof value === 'string') continue;
    // `chip: 4090` and the like are names too.
    if (key === 'chip' && typeof value === 'number') continue;
    return {
      code: 'CO012',
      found: `the ${key} cannot be ${show(value)}`,
      place: placeOf([key]),
      expected: 'text',
    };
  }
  const { params, certifications } = written;
  if (isGiven(params) && !isMapping(params)) {
    return {
      code: 'CO012',
      found: `params cannot be ${show(params)}`,
      place: placeOf(['params']),
      expected: 'parameters by name, such as {tpp: 4992, die_mm2: 826}',
    };
  }
  if (isGiven(certifications) && certifications !== 'met' && certifications !== 'unknown') {
    return {
      code: 'CO012',
      found: `certifications cannot be ${show(certifications)}`,
      place: placeOf(['certifications']),
      expected: 'met or unknown; single ones stand in params.certifications',
    };
  }
  return undefined;
}

const refused = (id: string, error: Complaint): Refused => ({ id, error });

const duplicate = (id: string, place: Place): Complaint => ({
  code: 'CO012',
  found: `the id "${id}" stands twice`,
  place,
  expected: 'an id of its own for each case',
});

const isGiven = (value: unknown) => value !== undefined && value !== null;

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

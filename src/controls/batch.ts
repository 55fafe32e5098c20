import { type Complaint, type Place, SteelyardError } from '../base/error.js';
import { readYaml, type YamlCodes, type YamlFile, type YamlPath } from '../base/yaml.js';
import { batchForm } from './batch-form.js';
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
const texts = [
  'chip',
  'destination',
  'end_user',
  'end_user_hq',
  'ultimate_parent',
  'buyer',
  'site',
  'transaction',
  'route',
  'jurisdiction',
] as const;

/**
 * Reads a batch of cases in YAML or JSON: `cases: [{id, chip, params, destination, end_user, transaction, date}]`.
 *
 * Also read are `end_user_hq`, `ultimate_parent`, `route`, `site`, `buyer`, `jurisdiction` and `certifications`; other
 * keys are passed over. Certifications of the lane of January 2026 that a case does not speak of count as met, unless
 * the case or the head of the file says `certifications: unknown`. A case that cannot be read becomes a complaint with
 * its place, and the others stand.
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
  const seen = new Set<string>();
  return {
    entries: cases.map((written, i) => {
      const entry = readCase(written, i, read, certifications);
      const id = 'error' in entry ? entry.id : entry.request.id!;
      const twice = seen.has(id);
      seen.add(id);
      if (!twice || 'error' in entry) return entry;
      return refused(id, duplicate(id, read.placeOf(['cases', i, 'id'])));
    }),
  };
}

function readCase(
  written: unknown,
  i: number,
  read: YamlFile<unknown>,
  certifications: 'met' | 'unknown',
): BatchEntry {
  const placeOf = (path: YamlPath, what: 'value' | 'key' = 'value') =>
    read.placeOf(['cases', i, ...path], what);
  const number = `case ${i + 1}`;
  if (!isMapping(written)) {
    return refused(number, {
      code: 'CO016',
      found: `${number} is ${JSON.stringify(written)}`,
      place: placeOf([]),
      expected: 'a case such as {id: a, chip: h200, destination: China, date: 2026-01-20}',
    });
  }
  const id = ['string', 'number'].includes(typeof written.id) ? String(written.id) : number;
  const wrong = faultIn(written, placeOf);
  if (wrong) return refused(id, wrong);
  const words = Object.fromEntries(
    texts.flatMap((key) => (isGiven(written[key]) ? [[key, String(written[key])]] : [])),
  );
  const own = written.certifications as 'met' | 'unknown' | undefined;
  const request: Request = {
    ...words,
    id,
    ...(isGiven(written.params) && { params: written.params as Params }),
    date: String(written.date),
    certifications: own ?? certifications,
  };
  return { request, placeOf };
}

/** The first thing of a case that is of the wrong kind; what values mean is for the classifier to judge. */
function faultIn(
  written: Readonly<Record<string, unknown>>,
  placeOf: (path: YamlPath) => Place,
): Complaint | undefined {
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
    if (!isGiven(value) || typeof value === 'string') continue;
    // `chip: 4090` and the like are names too.
    if (key === 'chip' && typeof value === 'number') continue;
    return {
      code: 'CO012',
      found: `the ${key} cannot be ${JSON.stringify(value)}`,
      place: placeOf([key]),
      expected: 'text',
    };
  }
  const { params, certifications } = written;
  if (isGiven(params) && !isMapping(params)) {
    return {
      code: 'CO012',
      found: `params cannot be ${JSON.stringify(params)}`,
      place: placeOf(['params']),
      expected: 'parameters by name, such as {tpp: 4992, die_mm2: 826}',
    };
  }
  if (isGiven(certifications) && certifications !== 'met' && certifications !== 'unknown') {
    return {
      code: 'CO012',
      found: `certifications cannot be ${JSON.stringify(certifications)}`,
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

import { type Complaint, SteelyardError } from '../base/error.js';
import { inspectYaml, type YamlCodes } from '../base/yaml.js';
import { checkFile } from './check-file.js';
import type { StudyErrorCode } from './errors.js';
import type { StudyFile } from './refuse.js';
import { studySchema } from './schema.js';

const codes = {
  syntax: 'ST001',
  duplicate: 'ST002',
  empty: 'ST003',
  unknown: 'ST004',
  missing: 'ST005',
  type: 'ST006',
  value: 'ST007',
} as const satisfies Record<keyof YamlCodes, StudyErrorCode>;

/**
 * Reads the text of a study file and checks all that can be told without model and data: the shape, names that
 * stand twice, references inside the file, thresholds and windows.
 *
 * @param text the file's content, YAML
 * @param file the name shown in errors
 * @throws SteelyardError ST001 to ST007, ST040, ST041, ST043 with line and column
 *
 * @example
 * readStudy('', 'studies/x.yaml') // throws 'studies/x.yaml:1:1 ST003 the file is empty'
 */
export function readStudy(text: string, file: string): StudyFile {
  const reading = inspectYaml(text, file, studySchema, codes);
  if (!reading.ok) throw firstFault(reading.complaints);
  const { value, placeOf } = reading.file;
  const study: StudyFile = { file, text, study: value, placeOf };
  checkFile(study);
  return study;
}

/** A mistyped key is also a missing one; the place of the typing is what helps. */
function firstFault(complaints: readonly Complaint[]): SteelyardError {
  const first =
    complaints.find(({ code, nearest }) => code === codes.unknown && nearest !== undefined) ?? complaints[0]!;
  const more = complaints.length === 1 ? '' : ` (and ${complaints.length - 1} more in this file)`;
  return new SteelyardError({ ...first, found: first.found + more, ...wayOut(first) });
}

/** What to do about faults of form, where the reader of YAML does not say it. */
function wayOut(first: Complaint): Pick<Complaint, 'remedy'> {
  if (first.code === codes.syntax)
    return { remedy: 'correct the line; a text that holds a colon or a quote goes in quotes' };
  if (first.code === codes.empty)
    return { remedy: 'write a study, beginning with schema: steelyard.study/1' };
  if (first.code === codes.missing) return { remedy: 'add the key' };
  // Text in a mapping on one line, cut at its own comma, shows up as a key of several words.
  const cut =
    first.code === codes.unknown && first.nearest === undefined && /"[^"]* [^"]*"/.test(first.found);
  return cut ? { remedy: 'put the text in quotes: inside { } a comma ends a value' } : {};
}

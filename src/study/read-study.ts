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
  // Text in a mapping on one line, cut at its own comma, shows up as a key of several words.
  const cut =
    first.code === codes.unknown && first.nearest === undefined && /"[^"]* [^"]*"/.test(first.found);
  const remedy = cut ? { remedy: 'put the text in quotes: inside { } a comma ends a value' } : {};
  return new SteelyardError({ ...first, found: first.found + more, ...remedy });
}

import { type Complaint, type Place, SteelyardError } from '../base/error.js';
import type { YamlPath } from '../base/yaml.js';
import type { StudyErrorCode } from './errors.js';
import type { Study } from './schema.js';

/** A study file that was read, with the place of each of its parts. */
export interface StudyFile {
  readonly file: string;
  readonly text: string;
  readonly study: Study;
  placeOf(path: YamlPath, what?: 'value' | 'key'): Place;
}

/** The parts of a complaint that an error may add to what was found. */
export interface More extends Pick<Complaint, 'expected' | 'remedy'> {
  readonly nearest?: string | undefined;
  /** Whether to point to the key or to its value. Default value. */
  readonly what?: 'key' | 'value';
}

/** Throws a study error that points to a part of the study file. */
export function refuse(
  file: StudyFile,
  path: YamlPath,
  code: StudyErrorCode,
  found: string,
  more: More = {},
): never {
  throw complaint(file.placeOf(path, more.what), code, found, more);
}

/** Throws a study error that points to a place in any file. */
export function refuseAt(place: Place, code: StudyErrorCode, found: string, more: More = {}): never {
  throw complaint(place, code, found, more);
}

function complaint(place: Place, code: StudyErrorCode, found: string, { what: _, nearest, ...rest }: More) {
  return new SteelyardError({ code, found, place, ...rest, ...(nearest !== undefined && { nearest }) });
}

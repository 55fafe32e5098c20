import { readFileSync, writeFileSync } from 'node:fs';
import { SteelyardError } from '../../base/error.js';

/**
 * Reads a text file that is there.
 *
 * @param shown the file as it is to stand in the error
 * @throws SteelyardError CL010 when it cannot be read
 */
export function readText(file: string, shown: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new SteelyardError({
      code: 'CL010',
      found: `the file cannot be read: ${reasonOf(cause)}`,
      place: { file: shown },
      remedy: 'make it readable, or name another file',
    });
  }
}

/**
 * Writes a text file.
 *
 * @param shown the file as it is to stand in the error
 * @throws SteelyardError CL012 when it cannot be written
 */
export function writeText(file: string, shown: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw new SteelyardError({
      code: 'CL012',
      found: `the file cannot be written: ${reasonOf(cause)}`,
      place: { file: shown },
      remedy: 'make room or make the folder writable, and run the same command again; finished runs are kept',
    });
  }
}

const reasonOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));

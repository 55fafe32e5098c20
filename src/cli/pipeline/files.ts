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
 * Reads the text of a model: UTF-8, or the Western code page of Windows where the bytes are no UTF-8, as files of
 * older programs are.
 *
 * @param shown the file as it is to stand in the error
 * @throws SteelyardError CL010 when it cannot be read
 */
export function readModelText(file: string, shown: string): string {
  const text = readText(file, shown);
  return text.includes('\uFFFD') ? new TextDecoder('windows-1252').decode(readFileSync(file)) : text;
}

/** What to do where a result of stored runs cannot be written. */
export const runsKept =
  'make room or make the folder writable, and run the same command again; finished runs are kept';

/**
 * Writes a text file.
 *
 * @param shown the file as it is to stand in the error
 * @param remedy what to do where it cannot be written
 * @throws SteelyardError CL012 when it cannot be written
 */
export function writeText(
  file: string,
  shown: string,
  text: string,
  remedy = 'make room, make the folder or make it writable, and run the same command again',
): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    const found = `the file cannot be written: ${reasonOf(cause)}`;
    throw new SteelyardError({ code: 'CL012', found, place: { file: shown }, remedy });
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'what stands before it is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'nothing can be written there',
  ENOSPC: 'there is no room left',
  EDQUOT: 'there is no room left',
};

/** Says in words why the system refused something. */
export function reasonOf(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  return reasons[code] ?? (cause instanceof Error ? cause.message : String(cause));
}

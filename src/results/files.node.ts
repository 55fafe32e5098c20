import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SteelyardError } from '../base/error.js';

/** Gives the sha256 of a text or of bytes, as 64 hexadecimal digits. */
export function sha256(content: string | NodeJS.ArrayBufferView): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Gives the sha256 of a file, or undefined where there is none that can be read. */
export async function sha256OfFile(file: string): Promise<string | undefined> {
  try {
    return sha256(await readFile(file));
  } catch {
    return undefined;
  }
}

/** Name under which a file is written before it is whole; what bears it when a run begins is left-over. */
export const unfinished = (file: string): string => `${file}.tmp`;

/**
 * Puts a file in place whole or not at all: it is written under another name, forced to the disk, and renamed.
 *
 * @param write writes the file under the name that it is given
 * @returns the sha256 of the file
 * @throws SteelyardError RE001, RE002, RE009
 */
export async function putInPlace(file: string, write: (temporary: string) => Promise<void>): Promise<string> {
  const temporary = unfinished(file);
  try {
    await write(temporary);
    const [hash] = await Promise.all([sha256OfFile(temporary), forceToDisk(temporary)]);
    await rename(temporary, file);
    return hash!;
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {});
    throw explainWrite(cause, file);
  }
}

/** Puts a text file in place whole or not at all. */
export async function putText(file: string, content: string): Promise<string> {
  const hash = await putInPlace(file, (temporary) => writeFile(temporary, content));
  await forceToDisk(dirname(file)).catch(() => {});
  return hash;
}

/** Waits until a file, or the list of names in a folder, is on the disk. */
export async function forceToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Turns a fault of the file system, or of the Parquet writer, into words for the user. */
export function explainWrite(cause: unknown, file: string): Error {
  if (cause instanceof SteelyardError) return cause;
  const why = cause instanceof Error ? cause.message.split('\n')[0]! : String(cause);
  const place = { file };
  if (/ENOSPC|EDQUOT|No space left|Disk quota/i.test(why))
    return new SteelyardError({
      code: 'RE001',
      found: 'the disk is full',
      place,
      remedy: 'free some space and run the same command again; what was finished is kept',
    });
  if (/EROFS|EACCES|EPERM|ENOTDIR|EEXIST|Permission denied|Read-only|Not a directory/i.test(why))
    return new SteelyardError({
      code: 'RE002',
      found: `results cannot be written: ${why}`,
      place,
      remedy: 'make the folder writable, or choose another one for the results',
    });
  return new SteelyardError({ code: 'RE009', found: `results could not be written: ${why}`, place });
}

import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explainWrite, putText, sha256OfFile } from './files.node.js';

/** A file that was written whole. */
export interface Written {
  readonly file: string;
  readonly sha256: string;
  readonly rows: number;
}

const ledgerName = 'ledger.jsonl';
const fileOf = (folder: string) => join(folder, ledgerName);
const lineOf = (entry: Written) => `${JSON.stringify(entry)}\n`;

/** Notes files as written. A line is one JSON object; the ledger exists while a run is under way. */
export async function noteWritten(folder: string, entries: readonly Written[]): Promise<void> {
  try {
    await appendFile(fileOf(folder), entries.map(lineOf).join(''));
  } catch (cause) {
    throw explainWrite(cause, fileOf(folder));
  }
}

/** Starts a ledger with the files that are known to be whole, dropping torn lines of an earlier one. */
export async function startLedger(folder: string, entries: readonly Written[]): Promise<void> {
  await putText(fileOf(folder), entries.map(lineOf).join(''));
}

/** Reads what an interrupted run had noted; lines that are torn or not understood are left out. */
export async function readLedger(folder: string): Promise<readonly Written[]> {
  const content = await readFile(fileOf(folder), 'utf8').catch(() => '');
  return content.split('\n').flatMap((line) => {
    try {
      const { file, sha256, rows } = JSON.parse(line) as Partial<Written>;
      const whole = typeof file === 'string' && typeof sha256 === 'string' && typeof rows === 'number';
      return whole ? [{ file, sha256, rows }] : [];
    } catch {
      return [];
    }
  });
}

/** Keeps those entries whose file is there and has the bytes that were noted. */
export async function stillWhole(
  folder: string,
  entries: readonly Written[],
): Promise<ReadonlyMap<string, Written>> {
  const whole = new Map<string, Written>();
  for (const entry of entries)
    if ((await sha256OfFile(join(folder, entry.file))) === entry.sha256) whole.set(entry.file, entry);
  return whole;
}

export { ledgerName };

import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { SteelyardError } from '../base/error.js';
import { explainWrite } from './files.node.js';

/** Who holds a folder: a process, told apart from a later one with the same number by when it began. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Start of the process in ticks since the machine's own start; empty where the system does not tell. */
  readonly began: string;
}

/**
 * Takes a results folder for this process.
 *
 * A lock that a killed process left behind is taken over. One of another machine cannot be checked and holds.
 *
 * @returns a function that gives the folder back
 * @throws SteelyardError RE003 if a living process holds it, RE001 or RE002 if it cannot be written
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'lock');
  const own = JSON.stringify({ pid: process.pid, host: hostname(), began: beginOf(process.pid) });
  const draft = join(folder, `lock.${process.pid}.${++drafts}.tmp`);
  // Linking fails where the name exists, so that of two processes one gets it, and the file is never seen empty. The
  // holder sweeps what ends in .tmp, and may sweep a draft away: it is written anew for each try.
  const take = async () => {
    await writeFile(draft, own);
    return linked(draft, file);
  };
  try {
    for (let tries = 0; !(await take()); tries++) {
      const found = await readFile(file, 'utf8').catch(() => undefined);
      if (found !== undefined && (isAlive(found) || tries > 9)) throw held(file, found);
      if (found !== undefined) await moveAway(file, found);
    }
  } catch (cause) {
    throw explainWrite(cause, file);
  } finally {
    await rm(draft, { force: true }).catch(() => {});
  }
  return () => rm(file, { force: true });
}

// Two calls of one process must not share a draft: the first to end takes its own away.
let drafts = 0;

async function linked(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (cause) {
    if (['EEXIST', 'ENOENT'].includes((cause as NodeJS.ErrnoException).code ?? '')) return false;
    throw cause;
  }
}

// Between reading a stale lock and moving it, another process may have done the same and taken the folder: what
// was moved is looked at again, and given back if it is not the stale one.
async function moveAway(file: string, stale: string): Promise<void> {
  const aside = `${file}.${process.pid}.${++drafts}.stale.tmp`;
  await rename(file, aside).catch(() => {});
  const moved = await readFile(aside, 'utf8').catch(() => undefined);
  if (moved !== undefined && moved !== stale) await linked(aside, file);
  await rm(aside, { force: true });
}

function isAlive(content: string): boolean {
  const holder = holderIn(content);
  if (!holder) return false;
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (cause) {
    // EPERM: it lives, and belongs to somebody else.
    if ((cause as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return holder.began === beginOf(holder.pid);
}

function holderIn(content: string): Holder | undefined {
  try {
    const { pid, host, began } = JSON.parse(content) as Partial<Holder>;
    return typeof pid === 'number' && typeof host === 'string'
      ? { pid, host, began: began ?? '' }
      : undefined;
  } catch {
    return undefined;
  }
}

function beginOf(pid: number): string {
  try {
    // The second field, the program's name in brackets, may hold spaces; the begin is the 22nd of all.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[19] ?? '';
  } catch {
    return '';
  }
}

function held(file: string, content: string): SteelyardError {
  const holder = holderIn(content);
  return new SteelyardError({
    code: 'RE003',
    found: holder
      ? `process ${holder.pid} on ${holder.host} is writing these results`
      : 'another process is writing these results',
    place: { file },
    remedy: 'wait for it or stop it; if it is gone for certain, delete this file',
  });
}

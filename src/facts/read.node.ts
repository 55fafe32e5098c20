import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SteelyardError } from '../base/error.js';
import { assembleFacts } from './assemble.js';
import type { Facts } from './facts.js';
import { fixedFiles, type Part, partOf, studyParts } from './parts.js';
import type { LoadedFile } from './rows.js';
import type { Snapshot } from './snapshot.node.js';

/** What to read of a data folder. */
export interface ReadOptions {
  /** Parts to read; the register of sources always comes along. Default: what weighing a study needs. */
  readonly parts?: readonly Part[];
  /** The folder as it is to stand in errors. Default: `folder`. */
  readonly root?: string;
  /**
   * Takes files whose bytes are those of the build from what the build read and checked. Quick, but such facts know
   * only their file and not their line.
   */
  readonly fromBuild?: boolean;
}

/**
 * Reads a data folder.
 *
 * @param folder path of the folder
 * @throws SteelyardError FA001 to FA019, FA026; FA010 also for a stray YAML file, FA011 for a missing one
 */
export async function readFacts(folder: string, options: ReadOptions = {}): Promise<Facts> {
  const root = (options.root ?? folder).replace(/[/\\]+$/, '');
  const texts = await readTexts(folder, root, new Set<Part>(['sources', ...(options.parts ?? studyParts)]));
  const built = options.fromBuild ? await readBuilt(texts, root) : undefined;
  if (built) return assembleFacts(built, texts, root);
  const { loadFacts } = await import('./load.js');
  return loadFacts(texts, { root });
}

/** Reads the texts of the wanted parts, in the order of their paths. */
async function readTexts(
  folder: string,
  root: string,
  parts: ReadonlySet<Part>,
): Promise<Map<string, string>> {
  const present = await listYaml(folder, root);
  const wanted = present.filter((path) => {
    const part = partOf(path);
    return part === undefined || parts.has(part);
  });
  for (const path of fixedFiles) {
    if (parts.has(partOf(path)!) && !present.includes(path)) throw fileMissing(root, path);
  }
  const texts = await Promise.all(wanted.map((path) => readFile(join(folder, path), 'utf8')));
  return new Map(wanted.map((path, i) => [path, texts[i]!]));
}

/** The values that the build read, where every file still has the bytes that it had then. */
async function readBuilt(
  texts: ReadonlyMap<string, string>,
  root: string,
): Promise<LoadedFile[] | undefined> {
  const snapshot = await readSnapshot();
  if (snapshot === undefined) return undefined;
  const loaded: LoadedFile[] = [];
  for (const [path, text] of texts) {
    const known = snapshot[path];
    if (known === undefined || known.sha256 !== createHash('sha256').update(text).digest('hex'))
      return undefined;
    const file = `${root}/${path}`;
    loaded.push({ path, part: partOf(path)!, file: { file, value: known.value, placeOf: () => ({ file }) } });
  }
  return loaded;
}

async function readSnapshot(): Promise<Snapshot | undefined> {
  const file = fileURLToPath(new URL('../data.json', import.meta.url));
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Snapshot;
  } catch {
    // None was made, or it was cut off: the texts have it all.
    return undefined;
  }
}

async function listYaml(folder: string, root: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true }).catch(() => {
    throw new SteelyardError({
      code: 'FA011',
      found: 'there is no such data folder',
      place: { file: root },
      remedy: 'point to the data folder of the package, or copy it',
    });
  });
  return entries
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.ya?ml$/.test(path))
    .sort();
}

function fileMissing(root: string, path: string): SteelyardError {
  return new SteelyardError({
    code: 'FA011',
    found: 'a data file is missing',
    place: { file: `${root}/${path}` },
    remedy: 'copy it from the data folder of the package',
  });
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SteelyardError } from '../base/error.js';
import type { Facts } from './facts.js';
import { loadFacts } from './load.js';
import { fixedFiles, type Part, partOf, studyParts } from './parts.js';

/**
 * Reads a data folder.
 *
 * @param folder path of the folder
 * @param options `parts` to read (the register of sources always comes along); default: what weighing a study needs.
 *   `root` is the folder as it is to stand in errors; default: `folder`
 * @throws SteelyardError FA001 to FA019, FA026; FA010 also for a stray YAML file, FA011 for a missing one
 */
export async function readFacts(
  folder: string,
  options: { parts?: readonly Part[]; root?: string } = {},
): Promise<Facts> {
  const root = (options.root ?? folder).replace(/[/\\]+$/, '');
  const parts = new Set<Part>(['sources', ...(options.parts ?? studyParts)]);
  const present = await listYaml(folder, root);
  const wanted = present.filter((path) => {
    const known = partOf(path);
    return known === undefined || parts.has(known.part);
  });
  for (const path of fixedFiles) {
    if (parts.has(partOf(path)!.part) && !present.includes(path)) throw fileMissing(root, path);
  }
  const texts = await Promise.all(wanted.map((path) => readFile(join(folder, path), 'utf8')));
  return loadFacts(new Map(wanted.map((path, i) => [path, texts[i]!])), {
    root,
  });
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

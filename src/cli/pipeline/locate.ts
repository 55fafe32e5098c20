import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { nearestName } from '../../base/nearest.js';
import { UsageError } from '../usage.js';
import type { Context } from '../verb.js';

/** How the names of files with a model end. */
export const modelExtensions: readonly string[] = ['.mdl', '.xmile', '.stmx', '.xml'];

/** Where a call may look for things. */
type Places = Pick<Context, 'packageRoot'> & { readonly io: Pick<Context['io'], 'cwd'> };

/**
 * Finds the file of a study: a path, or the bare name of a study in `studies/` here or in the package.
 *
 * @throws UsageError CL010 for a path that is not there, CL011 for a name that no study has
 */
export function findStudy(word: string, places: Places): string {
  const { cwd } = places.io;
  const asPath = resolve(cwd, word);
  if (isFile(asPath)) return asPath;
  if (/[\\/]|\.ya?ml$/.test(word)) throw notThere(word, asPath, ['.yaml']);
  const folders = [join(cwd, 'studies'), join(places.packageRoot, 'studies')];
  for (const folder of folders) {
    const file = join(folder, `${word}.yaml`);
    if (isFile(file)) return file;
  }
  const names = folders.flatMap((folder) =>
    listFolder(folder, '.yaml').map((file) => basename(file, '.yaml')),
  );
  throw new UsageError(
    {
      code: 'CL011',
      found: `there is no study "${word}"`,
      expected: `a study file, or one of ${[...new Set(names)].join(', ')}`,
      ...nearest(word, names),
      remedy: 'name a study file such as studies/h200-china.yaml, or a study that comes with the package',
    },
    word,
  );
}

/**
 * Finds a file that the user named on the command line: here first, then in the package.
 *
 * @param extensions what the verb reads, such as `['.mdl']`
 * @throws UsageError CL010 when it is not there, CL013 when it is of another kind
 */
export function findFile(word: string, extensions: readonly string[], places: Places): string {
  const here = resolve(places.io.cwd, word);
  const file = [here, resolve(places.packageRoot, word)].find(isFile);
  if (file === undefined) throw notThere(word, here, extensions);
  if (extensions.includes(extname(file).toLowerCase())) return file;
  throw new UsageError(
    {
      code: 'CL013',
      found: `${word} is not a ${extensions.join(' or ')} file`,
      expected: `a file that ends in ${extensions.join(' or ')}`,
      remedy: 'name a file of this kind, such as models/access/access.mdl',
    },
    word,
  );
}

/**
 * Resolves a path that a study names: from the study's folder or a folder above it, from here, or from the package.
 * Gives undefined when it is nowhere.
 */
export function findBeside(studyFile: string, path: string, places: Places): string | undefined {
  if (isAbsolute(path)) return existsSync(path) ? path : undefined;
  return basesOf(studyFile, places)
    .map((folder) => resolve(folder, path))
    .find((candidate) => existsSync(candidate));
}

/** Lists the files of a folder that a study could name, as the study would write them. */
export function listNear(studyFile: string, folder: string, places: Places): string[] {
  return basesOf(studyFile, places).flatMap((base) =>
    listFolder(resolve(base, folder), '').map((name) => (folder === '.' ? name : `${folder}/${name}`)),
  );
}

const basesOf = (studyFile: string, places: Places) => [
  ...foldersAbove(dirname(studyFile)),
  places.io.cwd,
  places.packageRoot,
];

/**
 * Shows a path as one would type it here: relative when it lies below the working folder.
 *
 * @example
 * shownPath('/a/b/c.yaml', '/a') // => 'b/c.yaml'
 * shownPath('/x/c.yaml', '/a') // => '/x/c.yaml'
 */
export function shownPath(file: string, cwd: string): string {
  const path = relative(cwd, file);
  return (path.startsWith('..') || isAbsolute(path) ? file : path).split(sep).join('/');
}

function notThere(word: string, file: string, extensions: readonly string[]): UsageError {
  const folder = dirname(file);
  const neighbours = extensions.flatMap((extension) => listFolder(folder, extension));
  const missingFolder = !existsSync(folder);
  const missing = missingFolder ? `there is no folder ${dirname(word)}` : `there is no file ${word}`;
  return new UsageError(
    {
      code: 'CL010',
      found: existsSync(file) ? `${word} is a folder, not a file` : missing,
      expected: `a ${extensions.join(' or ')} file`,
      ...(existsSync(file) ? {} : nearest(basename(word), neighbours, dirname(word))),
      remedy: 'check the path; it is read from the folder in which the command runs',
    },
    word,
  );
}

function nearest(word: string, names: readonly string[], folder = ''): { nearest?: string } {
  const name = nearestName(word, names);
  return name === undefined ? {} : { nearest: folder === '' || folder === '.' ? name : `${folder}/${name}` };
}

function listFolder(folder: string, extension: string): string[] {
  return existsSync(folder) && statSync(folder).isDirectory()
    ? readdirSync(folder).filter((name) => name.endsWith(extension))
    : [];
}

function foldersAbove(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAbove(above)];
}

const isFile = (path: string) => existsSync(path) && statSync(path).isFile();

import { SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import { readYaml } from '../base/yaml.js';
import { assembleFacts } from './assemble.js';
import { yamlCodes } from './errors.js';
import type { Facts } from './facts.js';
import { formOf } from './forms.js';
import { fixedFiles, partOf } from './parts.js';
import type { LoadedFile } from './rows.js';

/**
 * Reads the texts of data files into one checked catalogue.
 *
 * Every file is held against its form; every citation must be in the register of sources, every id must be unique
 * and every chip that is named must be in the catalogue. Throws the first fault with file, line and column.
 *
 * @param files texts by path relative to the data folder, such as `evidence/priors.yaml`; must hold sources.yaml
 * @param options `root` is put before the paths in errors; default `data`
 * @throws SteelyardError FA001 to FA019, FA026 to FA029
 *
 * @example
 * loadFacts(new Map([['sources.yaml', 'sources: {}']])).sources.size // => 0
 */
export function loadFacts(files: ReadonlyMap<string, string>, options: { root?: string } = {}): Facts {
  const root = options.root ?? 'data';
  return assembleFacts(
    [...files].map(([path, text]) => loadFile(path, text, root)),
    files,
    root,
  );
}

function loadFile(path: string, text: string, root: string): LoadedFile {
  const known = partOf(path);
  const file = `${root}/${path}`;
  if (known === undefined) {
    const nearest = nearestName(path, fixedFiles);
    throw new SteelyardError({
      code: 'FA010',
      found: 'the data folder has no place for this file',
      place: { file },
      expected: `one of ${fixedFiles.join(', ')}, or accelerators/VENDOR.yaml`,
      ...(nearest !== undefined && { nearest }),
      remedy: 'rename or remove it',
    });
  }
  return { path, part: known, file: readYaml(text, file, formOf(path), yamlCodes) };
}

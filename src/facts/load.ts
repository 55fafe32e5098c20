import { type Place, SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import { sha256 } from '../base/sha256.js';
import { readYaml, type YamlPath } from '../base/yaml.js';
import { foldName, readAliases } from './aliases.js';
import { yamlCodes } from './errors.js';
import { checkEventDates } from './event-dates.js';
import type { Facts } from './facts.js';
import { fixedFiles, type Part, partOf } from './parts.js';
import { bothPriorSets } from './prior-sets.js';
import { citationsOf, type LoadedFile, rowsOf } from './rows.js';
import { readSources } from './source-register.js';
import { byId, type Catalogue, partValues } from './tables.js';

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
  const loaded = [...files].map(([path, text]) => loadFile(path, text, root));
  const values = partValues(loaded);
  const sources = readSources(loaded, root);
  checkCitations(loaded, sources);
  const catalogue = byId(values, loaded);
  checkChips(catalogue, loaded);
  checkEventDates(catalogue, loaded);
  return {
    ...catalogue,
    hash: hashOf(files),
    parts: new Set(loaded.map(({ part }) => part)),
    sources,
    ...readAliases(catalogue, loaded),
    priors: bothPriorSets(loaded),
    rows: loaded.flatMap(rowsOf),
    citations: loaded.flatMap((file) => citationsOf(file).map(({ key }) => key)),
    placeOf: (path, within) => loaded.find((file) => file.path === path)?.file.placeOf(within),
  };
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
  return { path, part: known.part, file: readYaml(text, file, known.schema, yamlCodes) };
}

/** Names and texts in the order of the names, so that the order of reading does not matter. */
function hashOf(files: ReadonlyMap<string, string>): string {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(sorted.map(([path, text]) => `${path}\n${text.length}\n${text}`).join('\n'));
}

function checkCitations(loaded: readonly LoadedFile[], sources: Facts['sources']): void {
  for (const file of loaded) {
    const wrong = citationsOf(file).find(({ key }) => !sources.has(key));
    if (wrong === undefined) continue;
    const nearest = nearestName(wrong.key, sources.keys());
    throw new SteelyardError({
      code: 'FA012',
      found: `no source "${wrong.key}" in the register`,
      place: file.file.placeOf(wrong.path),
      ...(nearest !== undefined && { nearest }),
      remedy: 'add the document to sources.yaml, or cite one that is there',
    });
  }
}

/** Chips that prices and systems name; only when the catalogue itself was loaded. */
function checkChips(catalogue: Catalogue, loaded: readonly LoadedFile[]): void {
  if (!loaded.some(({ part }) => part === 'accelerators')) return;
  const wanted: { chip: string | undefined; part: Part; path: YamlPath; file: LoadedFile }[] = [];
  for (const file of loaded) {
    if (file.part !== 'prices' && file.part !== 'accelerators') continue;
    for (const [list, rows] of Object.entries(file.file.value as Record<string, unknown>)) {
      if (!Array.isArray(rows) || list === 'chips') continue;
      for (const [i, row] of rows.entries()) {
        wanted.push({
          chip: (row as { chip?: string }).chip,
          part: file.part,
          path: [list, i, 'chip'],
          file,
        });
      }
    }
  }
  for (const { chip, path, file } of wanted) {
    if (chip !== undefined && !catalogue.chips.has(chip))
      throw noChip(chip, catalogue, file.file.placeOf(path));
  }
}

/**
 * Says that a chip is not in the catalogue, with the closest id.
 *
 * @param chip the id or name that was asked for
 */
export function noChip(chip: string, { chips }: Pick<Catalogue, 'chips'>, place?: Place): SteelyardError {
  const nearest =
    nearestName(chip, chips.keys()) ?? [...chips.keys()].find((id) => foldName(id).includes(foldName(chip)));
  return new SteelyardError({
    code: 'FA014',
    found: `the catalogue has no chip "${chip}"`,
    ...(place !== undefined && { place }),
    ...(nearest !== undefined && { nearest }),
  });
}

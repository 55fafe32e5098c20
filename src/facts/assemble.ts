import { type Place, SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import { once } from '../base/once.js';
import { sha256 } from '../base/sha256.js';
import type { YamlPath } from '../base/yaml.js';
import { foldName, readAliases } from './aliases.js';
import { checkEventDates } from './event-dates.js';
import type { Facts } from './facts.js';
import type { Part } from './parts.js';
import { bothPriorSets } from './prior-sets.js';
import { citationsOf, type LoadedFile, rowsOf } from './rows.js';
import { checkServers } from './servers.js';
import { readSources } from './source-register.js';
import { byId, type Catalogue, partValues } from './tables.js';

/**
 * Puts files that were read into one checked catalogue: citations, ids, names of chips, dates of events.
 *
 * @param loaded the files, each held against its form
 * @param files their texts, for the hash
 * @param root put before the paths in errors
 * @throws SteelyardError FA012 to FA019, FA026 to FA029
 */
export function assembleFacts(
  loaded: readonly LoadedFile[],
  files: ReadonlyMap<string, string>,
  root: string,
): Facts {
  const values = partValues(loaded);
  const sources = readSources(loaded, root);
  checkCitations(loaded, sources);
  const catalogue = byId(values, loaded);
  checkChips(catalogue, loaded);
  checkServers(catalogue, loaded);
  checkEventDates(catalogue, loaded);
  const hash = once(() => hashOf(files));
  const rows = once(() => loaded.flatMap(rowsOf));
  const citations = once(() => loaded.flatMap((file) => citationsOf(file).map(({ key }) => key)));
  return {
    ...catalogue,
    // Most calls need none of these three, and each walks through everything.
    get hash() {
      return hash();
    },
    get rows() {
      return rows();
    },
    get citations() {
      return citations();
    },
    parts: new Set(loaded.map(({ part }) => part)),
    sources,
    ...readAliases(catalogue, loaded),
    priors: bothPriorSets(loaded),
    placeOf: (path, within) => loaded.find((file) => file.path === path)?.file.placeOf(within),
  };
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

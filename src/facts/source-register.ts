import { SteelyardError } from '../base/error.js';
import type { LoadedFile } from './rows.js';
import type { SourceRecord } from './schema/sources.js';

/** CC-BY-SA and its kin, however they are spelled: figures taken from them would bind the whole data set. */
const shareAlike = /share[ -]?alike|\bsa\b|odbl|gfdl/i;

/** Reads the register; throws FA011 without one, FA016 for a share-alike licence, FA026 for an address under two keys. */
export function readSources(loaded: readonly LoadedFile[], root: string): ReadonlyMap<string, SourceRecord> {
  const from = loaded.find(({ path }) => path === 'sources.yaml');
  if (from === undefined) {
    throw new SteelyardError({
      code: 'FA011',
      found: 'there is no register of sources',
      place: { file: `${root}/sources.yaml` },
      remedy: 'point to the data folder of the package, or copy it',
    });
  }
  const { sources } = from.file.value as { sources: Record<string, Omit<SourceRecord, 'key'>> };
  const keys = new Map<string, string>();
  for (const [key, { url, licence }] of Object.entries(sources)) {
    if (licence !== undefined && shareAlike.test(licence.replace(/[-_.]/g, ' '))) {
      throw new SteelyardError({
        code: 'FA016',
        found: `the source "${key}" is under ${licence}`,
        place: from.file.placeOf(['sources', key, 'licence']),
        expected: "a licence that lets the figures stand under this project's own",
        remedy: 'find the figure elsewhere, or leave it out',
      });
    }
    const other = keys.get(url);
    if (other !== undefined) {
      throw new SteelyardError({
        code: 'FA026',
        found: `the sources "${other}" and "${key}" have the same address`,
        place: from.file.placeOf(['sources', key, 'url']),
        remedy: `cite "${other}" in both places`,
      });
    }
    keys.set(url, key);
  }
  return new Map(Object.entries(sources).map(([key, source]) => [key, { key, ...source }]));
}

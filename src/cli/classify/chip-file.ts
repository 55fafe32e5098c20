import type { Place } from '../../base/error.js';
import { readYaml, type YamlFile } from '../../base/yaml.js';
import { batchCodes, chipForm, type Params, placeOfFault } from '../../controls/index.js';
import { readText } from '../pipeline/files.js';
import { findFile, shownPath } from '../pipeline/locate.js';
import type { Context } from '../verb.js';
import type { ChipFile } from './request.js';

/** A chip's file with the places of what it says. */
export interface ReadChipFile extends ChipFile {
  /** The place of what a complaint quotes or names. */
  placeOf(found: string): Place;
}

/**
 * Reads the file of a part of one's own: `name` and `params`.
 *
 * @throws UsageError CL010, CL013; SteelyardError CO012, CO013, CO016, CO019 with the place
 */
export function readChipFile(word: string, context: Context): ReadChipFile {
  const path = findFile(word, ['.yaml', '.yml', '.json'], context);
  const shown = shownPath(path, context.io.cwd);
  const yaml: YamlFile<{ name?: string | undefined; params: Record<string, unknown> }> = readYaml(
    readText(path, shown),
    shown,
    chipForm,
    batchCodes,
  );
  const { name = 'a part of its own file', params } = yaml.value;
  return { name, params: params as Params, placeOf: (found) => placeOfFault(found, yaml.value, yaml) };
}

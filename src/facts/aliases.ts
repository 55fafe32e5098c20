import type { z } from 'zod';
import { SteelyardError } from '../base/error.js';
import type { Facts } from './facts.js';
import type { LoadedFile } from './rows.js';
import type { aliasesFile } from './schema/accelerators.js';
import type { Catalogue } from './tables.js';

/**
 * Folds a name for looking up: case, spaces, hyphens and underscores do not count.
 *
 * @example
 * foldName('RTX Pro-6000 D') // => 'rtxpro6000d'
 */
export function foldName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}

/** Reads the alias table against the catalogue; throws FA014 for an unknown chip, FA015 for a name taken by another. */
export function readAliases(
  catalogue: Catalogue,
  loaded: readonly LoadedFile[],
): Pick<Facts, 'aliases' | 'measured'> {
  const from = loaded.find(({ path }) => path === 'accelerators/aliases.yaml');
  if (from === undefined) return { aliases: new Map(), measured: new Map() };
  const { short, measured } = from.file.value as z.infer<typeof aliasesFile>;
  const ids = new Map([...catalogue.chips.keys()].map((id) => [foldName(id), id]));
  const aliases = new Map<string, string>();
  const add = (name: string, chip: string, list: string) => {
    const place = from.file.placeOf([list, name], 'key');
    if (!catalogue.chips.has(chip)) {
      throw new SteelyardError({
        code: 'FA014',
        found: `the alias "${name}" names no chip: "${chip}"`,
        place,
      });
    }
    const taken = ids.get(foldName(name)) ?? aliases.get(foldName(name));
    if (taken !== undefined && taken !== chip) {
      throw new SteelyardError({
        code: 'FA015',
        found: `the alias "${name}" already means "${taken}"`,
        place,
      });
    }
    aliases.set(foldName(name), chip);
  };
  for (const [name, chip] of Object.entries(short)) add(name, chip, 'short');
  for (const [name, { chip, share }] of Object.entries(measured)) {
    // A variant (a part of a package, another power limit) must not stand for the chip as sold.
    if (chip !== undefined && share === undefined) add(name, chip, 'measured');
  }
  return { aliases, measured: new Map(Object.entries(measured)) };
}

/**
 * Finds the id of a chip from its id or another name of it, or undefined.
 *
 * @example
 * chipId(facts, 'H200') // => 'nv-h200-sxm'
 */
export function chipId(facts: Pick<Facts, 'chips' | 'aliases'>, name: string): string | undefined {
  if (facts.chips.has(name)) return name;
  const folded = foldName(name);
  return facts.aliases.get(folded) ?? [...facts.chips.keys()].find((id) => foldName(id) === folded);
}

import { type Place, SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import type { LoadedFile } from './rows.js';
import type { Catalogue } from './tables.js';

/**
 * Checks what servers and variants name: chips of the catalogue or variants, one server for each, servers that exist.
 *
 * Names of chips are looked at only when the catalogue itself was loaded, as for prices.
 *
 * @throws SteelyardError FA013 for a chip in two servers, FA014 for one that nothing describes, FA021 for no server
 */
export function checkServers(catalogue: Catalogue, loaded: readonly LoadedFile[]): void {
  const whole = loaded.some(({ part }) => part === 'accelerators');
  const placeOf = (path: string, within: (string | number)[]) =>
    loaded.find((file) => file.path === path)?.file.placeOf(within);
  const known = (chip: string) => !whole || catalogue.chips.has(chip);
  const stands = new Map<string, string>();
  for (const [i, { id, chips }] of [...catalogue.platforms.values()].entries()) {
    for (const [j, chip] of chips.entries()) {
      const place = placeOf('compute/platforms.yaml', ['platforms', i, 'chips', j]);
      if (!known(chip) && !catalogue.variants.has(chip)) throw nothing(chip, catalogue, place);
      if (stands.has(chip)) throw twice(chip, stands.get(chip)!, id, place);
      stands.set(chip, id);
    }
  }
  for (const [i, { based_on, platform }] of [...catalogue.variants.values()].entries()) {
    const at = (field: string) => placeOf('compute/variants.yaml', ['variants', i, field]);
    if (based_on !== undefined && !known(based_on)) throw nothing(based_on, catalogue, at('based_on'));
    if (platform !== undefined && !catalogue.platforms.has(platform))
      throw noServer(platform, catalogue, at('platform'));
  }
}

const near = (name: string, names: Iterable<string>) => {
  const nearest = nearestName(name, names);
  return nearest === undefined ? {} : { nearest };
};

function nothing(chip: string, { chips, variants }: Catalogue, place?: Place): SteelyardError {
  return new SteelyardError({
    code: 'FA014',
    found: `the catalogue has no chip "${chip}"`,
    ...(place !== undefined && { place }),
    ...near(chip, [...chips.keys(), ...variants.keys()]),
  });
}

function twice(chip: string, first: string, second: string, place?: Place): SteelyardError {
  return new SteelyardError({
    code: 'FA013',
    found: `the chip "${chip}" stands in two servers, "${first}" and "${second}"`,
    ...(place !== undefined && { place }),
    remedy: 'leave it in the one in which it is mostly sold',
  });
}

function noServer(id: string, { platforms }: Catalogue, place?: Place): SteelyardError {
  return new SteelyardError({
    code: 'FA021',
    found: `the data have no server "${id}"`,
    ...(place !== undefined && { place }),
    ...near(id, platforms.keys()),
  });
}

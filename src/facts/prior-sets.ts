import { SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import { type Facts, type Prior, type PriorSetName, priorSets } from './facts.js';
import type { LoadedFile } from './rows.js';
import type { SamePrior, WrittenPrior } from './schema/priors.js';

/**
 * Gives the priors of one dated set by id. In the dated set, entries marked `same` hold the numbers of the current
 * one under their own sources.
 *
 * @param set `current` or `known-2024-12-31`
 * @throws SteelyardError FA024 for another name
 *
 * @example
 * priorSet(facts, 'current').get('demand_growth')?.p50 // => 0.9
 */
export function priorSet(facts: Pick<Facts, 'priors'>, set: string): ReadonlyMap<string, Prior> {
  if (Object.hasOwn(facts.priors, set)) return facts.priors[set as PriorSetName];
  const nearest = nearestName(set, priorSets);
  throw new SteelyardError({
    code: 'FA024',
    found: `no prior set "${set}"`,
    expected: priorSets.join(' or '),
    ...(nearest !== undefined && { nearest }),
  });
}

/** Reads both sets; throws FA017 to FA019. */
export function bothPriorSets(loaded: readonly LoadedFile[]): Facts['priors'] {
  const current = readSet(loaded, 'evidence/priors.yaml', 'current', new Map());
  const known = readSet(loaded, 'evidence/priors-known-2024-12-31.yaml', 'known-2024-12-31', current);
  return { current, 'known-2024-12-31': known };
}

function readSet(
  loaded: readonly LoadedFile[],
  path: string,
  set: PriorSetName,
  current: ReadonlyMap<string, Prior>,
): ReadonlyMap<string, Prior> {
  const from = loaded.find((file) => file.path === path);
  const written = (from?.file.value as { priors: (WrittenPrior | SamePrior)[] } | undefined)?.priors ?? [];
  const priors = new Map<string, Prior>();
  const ids = new Set(written.map(({ id }) => id));
  for (const [i, entry] of written.entries()) {
    const place = () => from!.file.placeOf(['priors', i]);
    if ('same' in entry) {
      const base = current.get(entry.id);
      if (base === undefined) {
        throw new SteelyardError({
          code: 'FA018',
          found: `the entry "${entry.id}" says "same", but the current set has no such prior`,
          place: place(),
        });
      }
      const { judgement: _, note: __, ...rest } = base;
      priors.set(entry.id, { ...rest, ...entry, set, same: true });
      continue;
    }
    if (!(entry.p5 < entry.p50 && entry.p50 < entry.p95)) {
      throw new SteelyardError({
        code: 'FA017',
        found: `the percentiles of "${entry.id}" are ${entry.p5}, ${entry.p50}, ${entry.p95}`,
        place: place(),
        expected: 'p5 < p50 < p95',
      });
    }
    const lost = entry.derived_from?.find((id) => !ids.has(id));
    if (lost !== undefined) {
      const nearest = nearestName(lost, ids);
      throw new SteelyardError({
        code: 'FA019',
        found: `"${entry.id}" is derived from "${lost}", which is no prior`,
        place: from!.file.placeOf(['priors', i, 'derived_from']),
        ...(nearest !== undefined && { nearest }),
      });
    }
    priors.set(entry.id, { ...entry, set, same: false });
  }
  return priors;
}

import { SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import { isNamed } from '../answer/kleene.js';
import type { Classifier } from '../classify.js';
import type { Params, Request } from '../types.js';
import { resolveChip } from './resolve-chip.js';

/** Parameters that describe a part without the catalogue. */
const describing: readonly (keyof Params)[] = [
  'tpp',
  'tpp_below',
  'pd',
  'die_mm2',
  'dram_gbs',
  'interconnect_gbs',
  'mem_bw_density',
  'tops',
  'node_nm',
  'transistors_bn',
  'hbm',
];

/**
 * Finds out whether a request names a chip that nobody knows and does not describe it; gives the nearest known name.
 *
 * Undefined where the catalogue has the chip, the rules or a statement name it, or the request describes it.
 *
 * @example
 * nearestChip(makeClassifier(facts), { chip: 'rtx-4099', date: '2026-01-20' }).nearest // => 'rtx4090'
 * nearestChip(makeClassifier(facts), { chip: 'rtx-4090', date: '2026-01-20' }) // => undefined
 */
export function nearestChip(
  { facts, book }: Classifier,
  { chip, params = {} }: Request,
): { readonly nearest: string | undefined } | undefined {
  if (chip === undefined || describing.some((name) => params[name] !== undefined)) return undefined;
  if (resolveChip(facts, chip).chip !== undefined) return undefined;
  const text = JSON.stringify([book.rules.special, book.rules.requirement]);
  const named = [...text.matchAll(/chip named \[([^\]]*)\]/g)].flatMap((found) => found[1]!.split(', '));
  const stated = book.rules.statements.flatMap(({ chips }) => chips);
  if ([...named, ...stated].some((name) => isNamed(chip, name))) return undefined;
  const names = [...facts.chips.values()].map(({ name, vendor }) =>
    name.replace(new RegExp(`^${vendor}\\s+`, 'i'), ''),
  );
  const systems = [...facts.systems.values()].map(({ name }) => name);
  return {
    nearest: nearestName(chip, [...names, ...facts.aliases.keys(), ...facts.chips.keys(), ...systems]),
  };
}

/**
 * Refuses a request whose chip nobody knows and that does not describe it.
 *
 * @throws SteelyardError CO010 with the nearest known name
 */
export function checkChip(classifier: Classifier, request: Request): void {
  const unknown = nearestChip(classifier, request);
  if (unknown === undefined) return;
  throw new SteelyardError({
    code: 'CO010',
    found: `the catalogue has no chip "${request.chip}"`,
    expected: 'a chip of the catalogue, or parameters that describe the part',
    ...(unknown.nearest !== undefined && { nearest: unknown.nearest }),
    remedy: 'name a known chip, or give the parameters of this one, at least its performance and die area',
  });
}

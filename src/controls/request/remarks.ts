import type { Params, Request } from '../types.js';
import { refuse, show } from './check.js';
import type { Known } from './known.js';
import type { ResolvedChip } from './resolve-chip.js';

/**
 * Refuses what would be two movements at once, and an output of a fab without an export by one.
 *
 * @throws SteelyardError CO012
 */
export function checkMovement(known: Known, { site, destination }: Request): void {
  const movement = known.only('transaction') ?? 'export_from_us';
  if (known.only('item') === 'fab_output' && movement !== 'fab_export') {
    refuse('CO012', 'an output of a fab is asked about without an export by the fab', {
      expected: 'the movement fab_export, or another kind of item, such as ic',
    });
  }
  const at = known.only('site');
  const to = known.only('destination');
  const goods = ['export_from_us', 'export_from_abroad', 'reexport', 'transfer_in_country'];
  if (at === undefined || to === undefined || !goods.includes(movement)) return;
  if (known.book.places.countsAs(at) === to) return;
  refuse('CO012', `the item goes to ${show(destination)} and is to stand in ${show(site)}`, {
    expected: 'one movement: the place where the item is to stand is its destination',
    remedy: 'name as destination where the item will stand; ask about each movement by itself',
  });
}

const figures = ['tpp', 'tpp_below', 'tops', 'die_mm2', 'pd', 'dram_gbs', 'interconnect_gbs'] as const;

/** Says what a reader has to know of how a request was read: words that told nothing, figures that replace others. */
export function remarksOf(
  { end_user, date }: Request,
  params: Params,
  { chip }: ResolvedChip,
  read: (request: Request) => readonly unknown[],
): string[] {
  const unread = end_user !== undefined && read({ end_user, date }).length === 0;
  const own = chip === undefined ? [] : figures.filter((name) => params[name] !== undefined);
  return [
    ...(unread
      ? [
          `The words ${show(end_user)} tell nothing that the rules ask about: give the places of headquarters and ultimate parent, and the kind of buyer.`,
        ]
      : []),
    ...(own.length > 0
      ? [`Figures of the request stand in place of the catalogue's: ${own.join(', ')}.`]
      : []),
  ];
}

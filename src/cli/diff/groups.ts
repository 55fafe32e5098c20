import type { Change, Difference } from '../../controls/index.js';
import type { NamedChip } from '../timeline/load.js';

/** Chips that changed in the same way on the same routes. */
export interface ChangeGroup {
  readonly way: Change['way'];
  readonly before: Change['before'];
  readonly after: Change['after'];
  readonly because: Change['because'];
  readonly routes: readonly string[];
  readonly chips: readonly string[];
}

/**
 * Brings changes together: what is the same for several routes of a chip, and then for several chips, is one group.
 *
 * @param changes chip by chip, in the order of the routes; the groups with most chips and routes come first
 */
export function groupChanges(changes: Difference['changes']): ChangeGroup[] {
  const byChip = new Map<string, ChangeGroup>();
  for (const { chip, name, route, way, before, after, because } of changes) {
    const key = `${chip}\n${keyOf(way, before, after, because)}`;
    const known = byChip.get(key);
    const routes = [...(known?.routes ?? []), route];
    byChip.set(key, { way, before, after, because, routes, chips: [name] });
  }
  const groups = new Map<string, ChangeGroup>();
  for (const group of byChip.values()) {
    const key = `${group.routes.join()}\n${keyOf(group.way, group.before, group.after, group.because)}`;
    const known = groups.get(key);
    groups.set(key, { ...group, chips: [...(known?.chips ?? []), ...group.chips] });
  }
  return [...groups.values()].sort((a, b) => sizeOf(b) - sizeOf(a));
}

const sizeOf = ({ chips, routes }: ChangeGroup) => chips.length * routes.length;

function keyOf(
  way: string,
  before: Change['before'],
  after: Change['after'],
  because: Change['because'],
): string {
  const of = ({ eccn, license_required, review_policy }: Change['before']) => [
    eccn,
    license_required,
    review_policy,
  ];
  return JSON.stringify([way, of(before), of(after), because.map(({ id }) => id)]);
}

/** Parts changes into those of chips of Chinese design, which come last, and the others. */
export function partByDesign(
  changes: Difference['changes'],
  chips: readonly NamedChip[],
): { readonly foreign: Difference['changes']; readonly chinese: Difference['changes'] } {
  const chinese = new Set(chips.flatMap(({ id, chinese }) => (chinese ? [id] : [])));
  return {
    foreign: changes.filter(({ chip }) => !chinese.has(chip)),
    chinese: changes.filter(({ chip }) => chinese.has(chip)),
  };
}

import { SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';

/** The kinds of value that a key path can name. */
export const kinds = [
  'prior',
  'chip',
  'system',
  'event',
  'measure',
  'history',
  'price',
  'forecast',
  'assumption',
  'platform',
  'variant',
] as const;
/** The kind of value that a key path names. */
export type Kind = (typeof kinds)[number];

/** A key path in its parts. */
export interface KeyPath {
  readonly kind: Kind;
  readonly id: string;
  /** What of the row: a field such as `dense_tops.bf16`, or the period of a series. */
  readonly field: string | undefined;
}

/**
 * Takes a key path apart: `kind:id`, `kind:id.field`, or `history:series@period`.
 *
 * @throws SteelyardError FA020
 *
 * @example
 * parseKeyPath('chip:nv-h200-sxm.dense_tops.bf16') // => { kind: 'chip', id: 'nv-h200-sxm', field: 'dense_tops.bf16' }
 * parseKeyPath('history:capex_us@2025').field // => '2025'
 */
export function parseKeyPath(key: string): KeyPath {
  const found = /^([a-z]+):(.+)$/.exec(key.trim());
  const kind = kinds.find((name) => name === found?.[1]);
  if (!found || kind === undefined) {
    const nearest = found ? nearestName(found[1]!, kinds) : undefined;
    throw new SteelyardError({
      code: 'FA020',
      found: `"${key}" is not a key path`,
      expected: `kind:name, where kind is one of ${kinds.join(', ')}`,
      ...(nearest !== undefined && { nearest: `${nearest}:${found![2]}` }),
    });
  }
  const rest = found[2]!;
  // Ids of prices and periods of series hold points of their own, so only the other kinds split at the first one.
  if (kind === 'price') {
    const end = /\.(value|low|high)$/.exec(rest);
    return { kind, id: end ? rest.slice(0, end.index) : rest, field: end?.[1] };
  }
  const at = rest.indexOf(kind === 'history' ? '@' : '.');
  return at < 0
    ? { kind, id: rest, field: undefined }
    : { kind, id: rest.slice(0, at), field: rest.slice(at + 1) };
}

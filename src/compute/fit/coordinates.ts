import type { Membership, Space } from '../parameters.js';

/** Coordinates that a set of parameters has for one member of each group. */
export function coordinatesOf(space: Space, parameters: readonly string[], who: Membership): number[] {
  return parameters.flatMap((id) => {
    const row = space.rows.get(id);
    if (row === undefined) return [];
    const own = space.at.get(id)!;
    return row.by === undefined ? [own] : [own, space.at.get(`${id}@${who[row.by]}`)!];
  });
}

import { foldName } from '../names.js';
import type { Book } from './book.js';

/**
 * Tells whether the equations of a file use a graphical function only as one, as in `curve(x)` or `LOOKUP(curve, x)`: then an
 * equation of 0 beside its points, which tools write because they know no curve without one, is not its value.
 */
export function isOnlyApplied(name: string, { source }: Book): boolean {
  const words = foldName(name.replaceAll('"', '')).split(' ').map(escaped);
  const written = new RegExp(
    `(lookup\\s*\\(\\s*)?(?<![\\p{L}\\p{N}_.])"?${words.join('[\\s_]+')}"?(?![\\p{L}\\p{N}_])(\\s*\\()?`,
    'giu',
  );
  const equations = source.text.match(/<eqn>[^<]*<\/eqn>/gi) ?? [];
  const uses = equations.flatMap((text) => [...text.matchAll(written)]);
  return (
    uses.length > 0 && uses.every(([, lookup, bracket]) => lookup !== undefined || bracket !== undefined)
  );
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

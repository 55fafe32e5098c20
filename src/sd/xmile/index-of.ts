import { type Place, SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import { foldName } from '../names.js';
import { shorten } from '../resolve/subscripts.js';
import type { Dim } from './book.js';
import type { Raw } from './raw.js';
import type { Where } from './where.js';

/** Finds the element that an index names for good; undefined when it is only known as the model runs. */
export function fixedIndex(index: Raw, dim: Dim, where: Where): string | undefined {
  if (index.kind === 'name' && !index.subscripts) {
    const other = where.book.dim(index.name);
    if (other) return where.fixed.get(foldName(index.name)) ?? other.name;
    const bareName = foldName(index.name);
    const names = namesOf(dim);
    const own = `${foldName(dim.name)}.`;
    const behind = bareName.startsWith(own) ? bareName.slice(own.length) : bareName;
    const element = names.get(bareName) ?? names.get(behind);
    if (element !== undefined) return element;
    if (!where.book.find(index.name, where.self.scope) && !where.self.params?.has(bareName)) {
      throw unknownElement(index.name, dim, index.place);
    }
  }
  const position = constantOf(index, where);
  if (position === undefined) return undefined;
  return dim.elements[Math.trunc(position) - 1] ?? 'outside';
}

/** Works out an index of numbers and elements; undefined for anything else. */
function constantOf(raw: Raw, where: Where): number | undefined {
  if (raw.kind === 'number') return raw.value;
  if (raw.kind === 'name' && !raw.subscripts) {
    const element = where.fixed.get(foldName(raw.name));
    const dim = where.book.dim(raw.name);
    return dim && element !== undefined ? dim.elements.indexOf(element) + 1 : undefined;
  }
  if (raw.kind === 'unary' && raw.op === '-') {
    const arg = constantOf(raw.arg, where);
    return arg === undefined ? undefined : -arg;
  }
  if (raw.kind !== 'binary') return undefined;
  const [a, b] = [constantOf(raw.left, where), constantOf(raw.right, where)];
  if (a === undefined || b === undefined) return undefined;
  if (raw.op === '+') return a + b;
  if (raw.op === '-') return a - b;
  if (raw.op === '*') return a * b;
  return raw.op === '/' ? a / b : undefined;
}

function unknownElement(name: string, dim: Dim, place: Place): SteelyardError {
  const nearest = nearestName(name, dim.elements);
  return new SteelyardError({
    code: 'SD008',
    found: `"${name}" is no element of ${dim.name}`,
    place,
    expected: shorten(dim.elements),
    ...(nearest && { nearest }),
  });
}

const known = new WeakMap<Dim, ReadonlyMap<string, string>>();

function namesOf(dim: Dim): ReadonlyMap<string, string> {
  let names = known.get(dim);
  if (!names) {
    names = new Map(dim.elements.map((one) => [foldName(one), one] as const).reverse());
    known.set(dim, names);
  }
  return names;
}

/** Finds an element of a dimension by its name or its number. Errors: SD008. */
export function elementOf(name: string, dim: Dim, place: Place): string {
  const found = namesOf(dim).get(foldName(name)) ?? dim.elements[Number(name) - 1];
  if (found === undefined) throw unknownElement(name, dim, place);
  return found;
}

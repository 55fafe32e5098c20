import { partElement } from '../base/element.js';
import { nearestName } from '../base/nearest.js';
import type { StudyErrorCode } from './errors.js';
import type { ModelView } from './ports.js';
import type { More } from './refuse.js';

/** Raises a complaint about a name; the caller knows where the name stands. */
export type Refuse = (code: StudyErrorCode, found: string, more?: More) => never;

/**
 * Lists the element names that a reference to a variable means: `x` all of them, `x[a]` one, `x[range]` those of a
 * subscript range. Subscripts are parted by commas, with or without a space.
 *
 * @param missing the code for a variable that the model lacks
 * @throws through `refuse`: `missing`, or ST032 for a wrong subscript
 *
 * @example
 * const model = viewOfModel(parseModel('Site : here, there ~~| fleet[Site]= 1 ~ ~ @structure one |', 'm.mdl'))
 * elementsOf(model, 'fleet[there]', 'ST031') // => ['fleet[there]']
 */
export function elementsOf(
  model: ModelView,
  reference: string,
  missing: StudyErrorCode,
  refuse: Refuse,
): readonly string[] {
  const { name, subscripts } = splitReference(reference);
  const all = model.elements.get(name);
  if (!all) {
    refuse(missing, `the model has no variable "${name}"`, {
      nearest: nearestName(name, model.elements.keys()),
      remedy: 'use a name as the model spells it',
    });
  }
  if (subscripts.length === 0) return all;
  const rows = all.map((element) => splitReference(element).subscripts);
  const wanted = rows[0]?.length ?? 0;
  if (wanted !== subscripts.length) {
    const has = wanted === 0 ? 'no subscripts' : `${wanted} subscript${wanted === 1 ? '' : 's'}`;
    refuse('ST032', `"${reference}" gives ${subscripts.length}, but "${name}" has ${has}`, {
      expected: wanted === 0 ? `"${name}"` : `a name such as "${all[0]}"`,
    });
  }
  const allowed = subscripts.map((subscript, position) => {
    const here = new Set(rows.map((row) => row[position]!));
    const meant = (model.ranges.get(subscript) ?? [subscript]).filter((element) => here.has(element));
    if (meant.length === 0) {
      refuse('ST032', `"${subscript}" is not a subscript of "${name}"`, {
        expected: `one of ${[...here].join(', ')}`,
        nearest: nearestName(subscript, here),
      });
    }
    return new Set(meant);
  });
  return all.filter((_, i) => rows[i]!.every((element, position) => allowed[position]!.has(element)));
}

/**
 * Splits a reference into its name and its subscripts.
 *
 * @example
 * splitReference('fleet[cloud, ascend]') // => { name: 'fleet', subscripts: ['cloud', 'ascend'] }
 */
export function splitReference(reference: string): { name: string; subscripts: string[] } {
  const parts = partElement(reference);
  if (!parts) return { name: reference.trim(), subscripts: [] };
  return { name: parts[0].trim(), subscripts: parts[1].split(',').map((part) => part.trim()) };
}

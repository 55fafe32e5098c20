import type { Model, Variable } from './ir.js';
import { isControl } from './lower.js';

/**
 * Lists the variables that a modeller wrote: all but the clock, and but what the reader wrote out for another variable, as it
 * does for a conveyor.
 *
 * @example
 * shownVariables(parseModel('x= 2 ~~| FINAL TIME= 9 ~~|', 'm.mdl')).map((v) => v.name) // => ['x']
 */
export const shownVariables = (model: Model): Variable[] =>
  model.variables.filter(({ name, partOf }) => partOf === undefined && !isControl(name));

/**
 * Says in a modeller's words what a variable is that a smooth or a delay was written out into; other names stay.
 *
 * @example
 * stageName('"price: DELAY3 stage 2 of 3 in call 1"') // => 'price (DELAY3, stage 2 of 3)'
 * stageName('"price: SMOOTH 2"') // => 'price (SMOOTH 2)'
 * stageName('price') // => 'price'
 */
export function stageName(name: string): string {
  const [, owner, what, call] = /^"(.*): (.*?)(?: in call)? (\d+)"$/s.exec(name) ?? [];
  if (owner === undefined) return name;
  const [fn, stage] = what!.split(/ (?=stage \d|time$)/);
  return `${owner} (${[call === '1' ? fn : `${fn} ${call}`, ...(stage ? [stage] : [])].join(', ')})`;
}

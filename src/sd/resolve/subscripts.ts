import { type Place, SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import type { Axis, Dimension, Index, Loop } from '../ir.js';
import { foldName } from '../names.js';
import type { SyntaxSubscript } from '../syntax/ast.js';
import type { Ranges } from './ranges.js';

/** A subscript of a left side: one element, or all of a range. */
export type LeftSubscript =
  | { readonly kind: 'element'; readonly element: string; readonly text: string }
  | { readonly kind: 'range'; readonly range: Dimension; readonly text: string };

/** Tells what a subscript on a left side means. Errors: SD008. */
export function readLeft(subscript: SyntaxSubscript, ranges: Ranges): LeftSubscript {
  const range = ranges.range(subscript.name);
  if (range) return { kind: 'range', range, text: subscript.name };
  const element = ranges.element(subscript.name);
  if (element !== undefined) return { kind: 'element', element, text: subscript.name };
  throw unknown(subscript, ranges);
}

/** Places a subscript of a left side on an axis, as a loop of its equation or as one element. */
export function leftIndex(subscript: LeftSubscript, axis: Axis, loops: Loop[]): Index {
  if (subscript.kind === 'element') {
    return { kind: 'at', text: subscript.text, position: axis.elements.indexOf(subscript.element) };
  }
  const { range, text } = subscript;
  const loop: Loop = { id: freeId(range.name, loops), range: range.name, elements: range.elements };
  loops.push(loop);
  return {
    kind: 'each',
    text,
    loop: loop.id,
    positions: range.elements === axis.elements ? [...axis.elements.keys()] : positionsIn(range, axis),
  };
}

function positionsIn(range: Dimension, axis: Axis): number[] {
  const places = new Map(axis.elements.map((element, i) => [element, i]));
  return range.elements.map((element) => places.get(element) ?? -1);
}

/**
 * Finds where on the axis of a referenced variable a subscript points: a loop of the equation by its own name, by
 * another name of the range, or through a mapping; or one element. Errors: SD008, SD009, SD010.
 */
export function rightIndex(
  subscript: SyntaxSubscript,
  axis: Axis,
  loops: readonly Loop[],
  ranges: Ranges,
  variable: string,
): Index {
  const { name: text, place } = subscript;
  const position = (element: string) => {
    const at = axis.elements.indexOf(element);
    if (at >= 0) return at;
    const nearest = nearestName(element, axis.elements);
    throw new SteelyardError({
      code: 'SD009',
      found: `"${variable}" is not defined for "${element}"`,
      place,
      expected: `elements of ${axis.name}: ${shorten(axis.elements)}`,
      ...(nearest && { nearest }),
    });
  };
  const range = ranges.range(text);
  if (!range) {
    const element = ranges.element(text);
    if (element === undefined) throw unknown(subscript, ranges);
    return { kind: 'at', text, position: position(element) };
  }
  const found = followLoop(range, loops);
  if (!found) throw notOnTheLeft(text, loops, place);
  return { kind: 'each', text, loop: found.loop.id, positions: found.elements.map(position) };
}

/**
 * Finds the loop that a range name follows, and for each pass of that loop the element of the range.
 * The last loop with the name wins: a reducing function's own loop hides that of the equation.
 */
export function followLoop(
  range: Dimension,
  loops: readonly Loop[],
): { loop: Loop; elements: readonly string[] } | undefined {
  const key = foldName(range.name);
  const root = foldName(range.sameAs ?? range.name);
  const own = loops.findLast((l) => foldName(l.range) === key);
  if (own) return { loop: own, elements: own.elements };
  const alias = loops.findLast(
    (l) =>
      foldName(l.range) === root || (range.sameAs !== undefined && sameElements(l.elements, range.elements)),
  );
  if (alias) return { loop: alias, elements: alias.elements };
  for (const mapping of range.mappings) {
    const to = new Map(mapping.pairs);
    const loop =
      loops.findLast((l) => foldName(l.range) === foldName(mapping.to)) ??
      loops.findLast((l) => l.elements.every((e) => to.has(e)));
    if (loop) return { loop, elements: loop.elements.map((e) => to.get(e) ?? e) };
  }
  const equal = loops.findLast((l) => sameElements(l.elements, range.elements));
  return equal && { loop: equal, elements: equal.elements };
}

const sameElements = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((element, i) => element === b[i]);

/** Makes a loop for `range!` of a reducing function, with an id that no enclosing loop has. */
export function boundLoop(range: Dimension, loops: readonly Loop[]): Loop {
  return { id: freeId(`${range.name}!`, loops), range: `${range.name}!`, elements: range.elements };
}

/** Gives a loop an id that no other has. */
export function freeId(wanted: string, loops: readonly Loop[]): string {
  if (!loops.some((l) => l.id === wanted)) return wanted;
  for (let i = 2; ; i++) if (!loops.some((l) => l.id === `${wanted} ${i}`)) return `${wanted} ${i}`;
}

function unknown(subscript: SyntaxSubscript, ranges: Ranges): SteelyardError {
  const nearest = nearestName(subscript.name, ranges.names());
  return new SteelyardError({
    code: 'SD008',
    found: `"${subscript.name}" is neither a range nor an element`,
    remedy: `define it: ${subscript.name} : a, b ~~|`,
    place: subscript.place,
    ...(nearest && { nearest }),
  });
}

function notOnTheLeft(text: string, loops: readonly Loop[], place: Place): SteelyardError {
  const left = loops.map((l) => l.range);
  return new SteelyardError({
    code: 'SD010',
    found: `the range "${text}" is not among the subscripts on the left`,
    place,
    expected: left.length
      ? `one of: ${left.join(', ')}`
      : 'an element, since the left side has no subscripts',
    remedy: `name an element, add up with SUM(...[${text}!]), or map the range to one on the left`,
  });
}

/** Shows the first few of a list of names. */
export const shorten = (names: readonly string[]) =>
  names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', ');

import { SteelyardError } from '../../base/error.js';
import { foldName } from '../names.js';
import { isOnlyApplied } from './applied.js';
import type { Book, Part } from './book.js';
import { childOf, childrenOf, placeOf, textOf, type XmlElement } from './document.js';
import { readGraph } from './graph.js';
import { checkChildren } from './known.js';
import { readName } from './names.js';

/** Tags that define a variable. */
export const variableKinds: ReadonlySet<string> = new Set(['stock', 'flow', 'aux', 'gf']);

/** What surrounds a variable: its module or macro, and what it takes over from there. */
export interface Surroundings {
  readonly scope: string;
  readonly group: string;
  /** Dimensions that a use of a macro adds before the variable's own. */
  readonly axes: readonly string[];
  readonly within: readonly string[];
  readonly params?: Part['params'];
  readonly input?: Part['input'];
  /** Which kinds of variables are not negative unless they say so. */
  readonly nonNegative?: ReadonlySet<string>;
}

/** Reads what a variable is, apart from its equations. Errors: SD008, SD012, SD017, SD041. */
export function readPart(element: XmlElement, book: Book, around: Surroundings): Part {
  const { source } = book;
  const place = placeOf(element, source);
  const kind = element.name.toLowerCase() as Part['kind'];
  const own = readName(element.attributes.name ?? '');
  if (own === '') {
    throw new SteelyardError({
      code: 'SD041',
      found: `<${element.name}> has no name`,
      place,
      expected: `<${element.name} name="...">`,
    });
  }
  checkChildren(element, `the ${kind} "${own}"`, source);
  const gf = kind === 'gf' ? element : childOf(element, 'gf');
  const elements = childrenOf(element, 'element');
  const hasEquation = textOf(childOf(element, 'eqn')) !== '' || elements.some((one) => childOf(one, 'eqn'));
  const hasCurves = elements.length > 0 && elements.every((one) => childOf(one, 'gf'));
  // A graphical function may only name another.
  const graph =
    gf && (childOf(gf, 'ypts') || !gf.attributes.name || kind === 'gf') ? readGraph(gf, source) : undefined;
  const { params, input } = around;
  const unused =
    kind === 'aux' && graph !== undefined && elements.length === 0 && textOf(childOf(element, 'eqn')) === '0';
  const applied = unused && isOnlyApplied(own, book);
  return {
    kind,
    element,
    place,
    name: around.scope + own,
    scope: around.scope,
    axes: [...around.axes, ...axesOf(element, book)],
    group: around.group,
    nonNegative: isNonNegative(element, around),
    ...(graph && { graph }),
    isLookup: kind === 'gf' || ((graph !== undefined || hasCurves) && (!hasEquation || applied) && !input),
    ...(params && { params }),
    ...(input && { input }),
    within: around.within,
  };
}

function axesOf(element: XmlElement, book: Book): string[] {
  return childrenOf(childOf(element, 'dimensions'), 'dim').map((dim) => {
    const name = readName(dim.attributes.name ?? '');
    const found = book.dim(name);
    if (found) return found.name;
    throw new SteelyardError({
      code: 'SD008',
      found: `there is no dimension "${name}"`,
      place: placeOf(dim, book.source),
      expected: `one of those at the top of the file: ${[...book.dims.values()].map((one) => one.name).join(', ') || 'none'}`,
    });
  });
}

function isNonNegative(element: XmlElement, { nonNegative }: Surroundings): boolean {
  // The standard has it beside the elements of an array; some writers repeat it inside each of them.
  const own = childOf(element, 'non_negative') ?? childOf(childOf(element, 'element'), 'non_negative');
  if (own) return textOf(own).toLowerCase() !== 'false';
  return nonNegative?.has(foldName(element.name)) ?? false;
}

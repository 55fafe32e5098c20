import type { Notes, Statement, SyntaxExpr, SyntaxRight } from '../syntax/ast.js';
import { placeAt } from '../syntax/entries.js';
import type { Book, Part } from './book.js';
import { childOf, textOf } from './document.js';
import { driverOf } from './drivers.js';
import { shownName } from './names.js';
import { checkSize } from './size.js';

/** Writes one equation of a variable, with the units and the comment that stand beside it. Errors: SD026. */
export function statement(
  part: Part,
  subscripts: readonly string[],
  right: SyntaxExpr | SyntaxRight,
  book: Book,
  place = part.place,
): Statement {
  const whole: SyntaxRight =
    right.kind === 'numbers' || (right.kind === 'lookup' && !('place' in right))
      ? (right as SyntaxRight)
      : { kind: 'expr', expr: checkSize(right as SyntaxExpr, part.name, place) };
  return {
    kind: 'equation',
    name: shownName(part.name),
    subscripts: subscripts.map((name) => ({ name, bang: false, place })),
    except: [],
    right: whole,
    notes: notesOf(part, book),
    place,
  };
}

/** What makes the variable a conveyor, a queue or a flow out of one, for a text that is written again. */
function tagOf(part: Part, book: Book): Pick<Notes, 'xmile'> {
  const { element, kind } = part;
  const tags = kind === 'stock' ? (['conveyor', 'queue'] as const) : (['leak', 'overflow'] as const);
  const tag = tags.find((name) => childOf(element, name)) ?? (driverOf(part, book) ? 'end' : undefined);
  if (tag === undefined) return {};
  // A zone stands on the flow itself or on its <leak>.
  const { leak_start, leak_end } = element.attributes;
  const all = { ...(kind === 'flow' && { leak_start, leak_end }), ...childOf(element, tag)?.attributes };
  const given = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return { xmile: { tag, attributes: Object.fromEntries(given) } };
}

/** The range of values that a modeller expects, in the brackets of the common form; XMILE 1.0, section 4.1.1. */
function rangeOf({ element }: Part): string {
  const { min = '', max = '' } = childOf(element, 'range')?.attributes ?? {};
  const isEnd = (end: string) => end.trim() !== '' && Number.isFinite(Number(end));
  return isEnd(min) || isEnd(max) ? ` [${isEnd(min) ? min.trim() : ''},${isEnd(max) ? max.trim() : ''}]` : '';
}

// Every element of an array has the notes of the whole.
const known = new WeakMap<Part, Notes>();

function notesOf(part: Part, book: Book): Notes {
  const notes = known.get(part) ?? readNotes(part, book);
  known.set(part, notes);
  return notes;
}

function readNotes(part: Part, book: Book): Notes {
  const { source } = book;
  const units = childOf(part.element, 'units');
  const text = (name: string) => textOf(childOf(part.element, name)).replace(/\s+/g, ' ');
  return {
    units: `${text('units')}${rangeOf(part)}`,
    unitsPlace: units ? placeAt(source, units.start) : part.place,
    comment: text('doc') || text('documentation'),
    group: part.group,
    supplementary: false,
    ...tagOf(part, book),
  };
}

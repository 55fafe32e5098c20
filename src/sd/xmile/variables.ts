import { SteelyardError } from '../../base/error.js';
import { foldName } from '../names.js';
import type { Statement, SyntaxExpr, SyntaxRight } from '../syntax/ast.js';
import { drivenFlow, takenAtMost } from './belts.js';
import type { Book, Part } from './book.js';
import { childOf, childrenOf, contentOf, placeOf, textOf, type XmlElement } from './document.js';
import { checkEnds, driverOf } from './drivers.js';
import { parseEquation } from './expression.js';
import { limitedFlow, rateOf } from './flows.js';
import { type Graph, readGraph, valueAt } from './graph.js';
import { elementOf } from './index-of.js';
import { Make } from './make.js';
import { readName } from './names.js';
import { countsOn, type Raw } from './raw.js';
import { statement } from './statement.js';
import { referTo } from './subscripts.js';
import { translate } from './translate.js';
import type { Where } from './where.js';

/** An array whose equations are written out element by element may not have more. */
const mostWrittenOut = 10_000;

/** Writes a variable as equations: one for all of an array, or one for each element. Errors: those of `translate`. */
export function statementsOf(part: Part, book: Book): Statement[] {
  const { element, axes } = part;
  const whole: Where = { book, self: part, loops: axes, fixed: new Map(), read: translate };
  if (part.input) return [statement(part, axes, inputOf(part, whole), book)];
  checkEnds(part, book);
  if (driverOf(part, book)) return [statement(part, axes, drivenFlow(whole), book)];
  const elements = childrenOf(element, 'element');
  if (part.isLookup) return lookupStatements(part, elements, book);
  if (elements.length > 0) return byElement(elements, whole);
  const list = numberList(element, part, book) ?? equationByEquation(whole);
  if (list) return list;
  const raw = equationOf(element, undefined, part, book);
  const isAxis = (name: string) => axes.some((axis) => foldName(axis) === foldName(name));
  if (!countsOn(raw, isAxis)) return [statement(part, axes, rightOf(element, whole), book)];
  return combinations(part, book).map((subscripts) =>
    statement(part, subscripts, rightOf(element, narrowed(whole, subscripts)), book),
  );
}

// What has no equation of its own has that of the array, if there is one.
function byElement(elements: readonly XmlElement[], whole: Where): Statement[] {
  const { self: part, book } = whole;
  const listed = elements.map((one) => ({ one, subscripts: subscriptsOf(one, part, book) }));
  const named = new Set(listed.map(({ subscripts }) => String(subscripts)));
  const shared = textOf(childOf(part.element, 'eqn')) !== '' && elements.every((one) => !childOf(one, 'gf'));
  const rest = shared ? combinations(part, book).filter((subscripts) => !named.has(String(subscripts))) : [];
  return [...listed, ...rest.map((subscripts) => ({ one: part.element, subscripts }))].map(
    ({ one, subscripts }) => {
      const right = rightOf(one, narrowed(whole, subscripts));
      return statement(part, subscripts, right, book, placeOf(one, book.source));
    },
  );
}

const narrowed = (where: Where, subscripts: readonly string[]): Where => ({
  ...where,
  loops: [],
  fixed: new Map(where.loops.map((axis, k) => [foldName(axis), subscripts[k]!])),
});

/** What an equation is equal to: its formula, through its graphical function, with the limits of its kind. */
function rightOf(owner: XmlElement, where: Where): SyntaxExpr {
  const { self, book } = where;
  const make = new Make(self.place);
  const formula = translate(equationOf(owner, self.element, self, book), where);
  const graph = graphOf(owner, where) ?? (owner === self.element ? undefined : graphOf(self.element, where));
  const value = graph ? valueAt(graph, formula, make) : formula;
  const start = childOf(owner, 'init_eqn') ?? childOf(self.element, 'init_eqn');
  const initial =
    start && textOf(start) !== ''
      ? translate(parseEquation(contentOf(start, book.source), book.source), where)
      : undefined;
  if (self.kind === 'stock') return make.call('INTEG', rateOf(where), initial ?? value);
  const limited = self.kind === 'flow' ? takenAtMost(limitedFlow(value, where), where) : value;
  return initial ? make.call('ACTIVE INITIAL', limited, initial) : limited;
}

function inputOf(part: Part, where: Where): SyntaxExpr {
  const { from, scope, place } = part.input!;
  const source = where.book.need(readName(from), scope, place);
  return referTo(source, undefined, place, where);
}

function equationOf(owner: XmlElement, otherwise: XmlElement | undefined, part: Part, book: Book): Raw {
  const own = owner.name.toLowerCase() === 'eqn' ? owner : childOf(owner, 'eqn');
  const eqn = own && textOf(own) !== '' ? own : childOf(otherwise, 'eqn');
  // Converters write question marks where they had nothing to write.
  if (eqn && !/^\?*$/.test(textOf(eqn))) return parseEquation(contentOf(eqn, book.source), book.source);
  throw new SteelyardError({
    code: 'SD041',
    found: `"${part.name}" has no equation`,
    place: placeOf(owner, book.source),
    expected: '<eqn>...</eqn>',
  });
}

function graphOf(owner: XmlElement, { book, self }: Where): Graph | undefined {
  const gf = childOf(owner, 'gf');
  if (!gf) return undefined;
  if (!gf.attributes.name || childOf(gf, 'ypts')) return readGraph(gf, book.source);
  const place = placeOf(gf, book.source);
  const named = book.need(readName(gf.attributes.name), self.scope, place);
  if (named.graph) return named.graph;
  throw new SteelyardError({
    code: 'SD015',
    found: `"${named.name}" is no graphical function`,
    place,
    expected: 'the name of a <gf>',
  });
}

function lookupStatements(part: Part, elements: readonly XmlElement[], book: Book): Statement[] {
  const right = (points: Graph['points']): SyntaxRight => ({ kind: 'lookup', points });
  if (elements.length === 0) return [statement(part, part.axes, right(part.graph!.points), book)];
  return elements.map((one) => {
    const { points } = readGraph(childOf(one, 'gf') ?? one, book.source);
    return statement(part, subscriptsOf(one, part, book), right(points), book, placeOf(one, book.source));
  });
}

// Some writers give an array as a list of numbers, rows ending with a semicolon.
function numberList(element: XmlElement, part: Part, book: Book): Statement[] | undefined {
  const text = textOf(childOf(element, 'eqn')).replace(/\{[^}]*\}/g, '');
  if (part.axes.length === 0 || !/^[-+\d.eE\s]+[,;][-+\d.eE\s,;]*$/.test(text)) return undefined;
  const rows = text
    .replace(/[;,]\s*$/, '')
    .split(';')
    .map((row) => row.split(',').map(Number));
  if (part.kind !== 'stock') return [statement(part, part.axes, { kind: 'numbers', rows }, book)];
  const values = rows.flat();
  return combinations(part, book).map((subscripts, i) => {
    const where = narrowed(
      { book, self: part, loops: part.axes, fixed: new Map(), read: translate },
      subscripts,
    );
    const make = new Make(part.place);
    return statement(part, subscripts, make.call('INTEG', rateOf(where), make.number(values[i] ?? 0)), book);
  });
}

// Some writers give an array one equation after the other, the last dimension fastest.
function equationByEquation(whole: Where): Statement[] | undefined {
  const { self: part, book } = whole;
  const equations = childrenOf(part.element, 'eqn');
  if (equations.length < 2) return undefined;
  const all = part.axes.length > 0 ? combinations(part, book) : [[]];
  if (equations.length !== all.length) {
    throw new SteelyardError({
      code: 'SD041',
      found: `"${part.name}" has ${equations.length} equations`,
      place: placeOf(equations[1]!, book.source),
      expected: all.length > 1 ? `one, or one for each of its ${all.length} elements` : 'one',
    });
  }
  return all.map((subscripts, i) => {
    const right = rightOf(equations[i]!, narrowed(whole, subscripts));
    return statement(part, subscripts, right, book, placeOf(equations[i]!, book.source));
  });
}

/** Finds the elements that `subscript="..."` names, by name or by number. Errors: SD007, SD008. */
function subscriptsOf(one: XmlElement, part: Part, book: Book): string[] {
  const place = placeOf(one, book.source);
  const names = (one.attributes.subscript ?? '').split(',').map(readName);
  if (names.length !== part.axes.length) {
    throw new SteelyardError({
      code: 'SD007',
      found: `an element of "${part.name}" has ${names.length} subscripts`,
      place,
      expected: `one for each of ${part.axes.join(', ') || 'no dimensions'}`,
    });
  }
  return names.map((name, k) => elementOf(name, book.dim(part.axes[k]!)!, place));
}

function combinations(part: Part, book: Book): string[][] {
  const sizes = part.axes.map((axis) => book.dim(axis)!.elements);
  const count = sizes.reduce((product, elements) => product * elements.length, 1);
  if (count > mostWrittenOut) {
    throw new SteelyardError({
      code: 'SD026',
      found: `"${part.name}" has ${count} elements, each with an equation of its own`,
      place: part.place,
      expected: `at most ${mostWrittenOut}`,
    });
  }
  return sizes.reduce<string[][]>(
    (lists, elements) => lists.flatMap((list) => elements.map((element) => [...list, element])),
    [[]],
  );
}

import { type Place, SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import { builtins } from '../functions.js';
import { foldName } from '../names.js';
import { shorten } from '../resolve/subscripts.js';
import type { Statement, SyntaxExpr, SyntaxSubscript } from '../syntax/ast.js';
import type { Book, Dim, Part } from './book.js';
import { Make } from './make.js';
import { shownName } from './names.js';
import type { Raw, RawSubscript } from './raw.js';
import { checkSize } from './size.js';
import type { Bound, Where } from './where.js';

/** Writes a reference to a variable with all its subscripts. Errors: SD007, SD008, SD010, SD017. */
export function referTo(
  part: Part,
  subscripts: readonly RawSubscript[] | undefined,
  place: Place,
  where: Where,
  bound?: Bound,
): SyntaxExpr {
  const name = shownName(part.name);
  if (part.axes.length === 0 && !subscripts) return { kind: 'name', name, subscripts: undefined, place };
  if (subscripts && subscripts.length !== part.axes.length) throw wrongNumber(part, subscripts.length, place);
  const runs = new Map<string, number>();
  const dynamic: { range: string; index: SyntaxExpr }[] = [];
  const run = (range: string): SyntaxSubscript => {
    bound?.uses.add(range);
    return { name: range, bang: true, place };
  };
  // One dimension that is run over twice needs a name for each.
  const runOver = (dim: Dim): SyntaxSubscript => {
    const count = runs.get(dim.name) ?? 0;
    runs.set(dim.name, count + 1);
    return run(count === 0 ? dim.name : otherName(where.book, dim, count, place));
  };
  const all =
    bound && !subscripts && (bound.bare === 'all' || !part.axes.every((axis) => onTheLeft(axis, where)));
  let outside = false;
  const written = part.axes.map((axis, k): SyntaxSubscript => {
    const dim = where.book.dim(axis)!;
    const subscript = subscripts?.[k];
    const at = (element: string): SyntaxSubscript => ({
      name: element,
      bang: false,
      place: subscript?.place ?? place,
    });
    if (!subscript) return all ? runOver(dim) : at(followLeft(part, axis, where, place));
    if (subscript.kind === 'all') {
      if (!bound) throw nothingRuns(part, subscript.place);
      return runOver(dim);
    }
    if (subscript.kind === 'range') {
      if (!bound) throw nothingRuns(part, subscript.place);
      return run(partOfRange(dim, subscript, where));
    }
    const fixed = fixedIndex(subscript.index, dim, where);
    if (fixed === 'outside') outside = true;
    if (fixed !== undefined) return at(fixed === 'outside' ? dim.elements[0]! : fixed);
    const range = otherName(where.book, dim, (bound ? 10 : 0) + dynamic.length + 1, place);
    const index = where.read(subscript.index, where, bound);
    dynamic.push({ range, index: checkSize(index, part.name, subscript.place) });
    return { name: range, bang: true, place };
  });
  const make = new Make(place);
  // An index outside its dimension gives 0: XMILE 1.0, section 3.7.1.
  if (outside) return make.number(0);
  // The sums that pick out an element lie around the reference, and within what runs over it from further out.
  const count = dynamic.length;
  const subscriptsHere = written.map((subscript) => {
    const own = dynamic.findIndex(({ range }) => range === subscript.name);
    const outer = own >= 0 ? count - 1 - own : count;
    return subscript.bang && outer > 0 ? { ...subscript, outer } : subscript;
  });
  const reference: SyntaxExpr = { kind: 'name', name, subscripts: subscriptsHere, place };
  return dynamic.reduceRight<SyntaxExpr>((body, { range, index }, d) => {
    const here = make.op('=', make.name(`${range}!`), make.call('INTEGER', lift(index, d + 1)));
    return make.call('SUM', make.choice(here, body, make.number(0)));
  }, reference);
}

/** Moves an expression into reducing functions: what runs over its subscripts then lies so much further out. */
export function lift(expr: SyntaxExpr, by: number, level = 0): SyntaxExpr {
  const moved = (list: readonly SyntaxSubscript[] | undefined) =>
    list?.map((s) => (s.bang && (s.outer ?? 0) >= level ? { ...s, outer: (s.outer ?? 0) + by } : s));
  switch (expr.kind) {
    case 'unary':
      return { ...expr, arg: lift(expr.arg, by, level) };
    case 'binary':
      return { ...expr, left: lift(expr.left, by, level), right: lift(expr.right, by, level) };
    case 'name':
      return { ...expr, subscripts: moved(expr.subscripts) };
    case 'call': {
      const inside = builtins.get(foldName(expr.name))?.needs === 'range' ? level + 1 : level;
      const args = expr.args.map((arg) => lift(arg, by, inside));
      return { ...expr, subscripts: moved(expr.subscripts), args };
    }
    default:
      return expr;
  }
}

const onTheLeft = (axis: string, { loops, fixed }: Where) =>
  fixed.has(foldName(axis)) || loops.some((loop) => foldName(loop) === foldName(axis));

// Subscripts may be left out where they are the dimensions of the left side.
function followLeft(part: Part, axis: string, where: Where, place: Place): string {
  if (onTheLeft(axis, where)) return where.fixed.get(foldName(axis)) ?? axis;
  throw new SteelyardError({
    code: 'SD007',
    found: `"${part.name}" is used without subscripts, and the left side does not run over ${axis}`,
    place,
    expected: `${part.name}[${part.axes.join(', ')}], or an array function such as SUM(${part.name})`,
  });
}

/** Finds the element that an index names for good; undefined when it is only known as the model runs. */
function fixedIndex(index: Raw, dim: Dim, where: Where): string | undefined {
  if (index.kind === 'name' && !index.subscripts) {
    const other = where.book.dim(index.name);
    if (other) return where.fixed.get(foldName(index.name)) ?? other.name;
    const bareName = foldName(index.name);
    const element = dim.elements.find(
      (one) => foldName(one) === bareName || `${foldName(dim.name)}.${foldName(one)}` === bareName,
    );
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
export function constantOf(raw: Raw, where: Where): number | undefined {
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

/** Gives another name to a dimension, so that two loops can run over it. */
export const otherName = (book: Book, dim: Dim, count: number, place: Place): string =>
  book.once(`${dim.name} again ${count}`, () => ({
    kind: 'same',
    name: `${dim.name} again ${count}`,
    other: dim.name,
    place,
  }));

function partOfRange(
  dim: Dim,
  { from, to, place }: Extract<RawSubscript, { kind: 'range' }>,
  where: Where,
): string {
  const [first, last] = [from, to].map((end) => dim.elements.indexOf(fixedIndex(end, dim, where) ?? ''));
  if (first === undefined || last === undefined || first < 0 || last < first) {
    throw new SteelyardError({
      code: 'SD008',
      found: `the range of ${dim.name} has no fixed ends, or ends that do not rise`,
      place,
      expected: `two elements or numbers, such as 1:${dim.elements.length}`,
    });
  }
  const name = `${dim.name} ${first + 1} to ${last + 1}`;
  return where.book.once(name, () => rangeStatement(name, dim.elements.slice(first, last + 1), place));
}

/** Writes a dimension as a range. */
export function rangeStatement(name: string, elements: readonly string[], place: Place): Statement {
  const notes = { units: '', unitsPlace: place, comment: '', group: '', supplementary: false };
  return {
    kind: 'range',
    name,
    parts: elements.map((from) => ({ from, place })),
    mappings: [],
    notes,
    place,
  };
}

const wrongNumber = (part: Part, count: number, place: Place) =>
  new SteelyardError({
    code: 'SD007',
    found: `"${part.name}" is used with ${count} subscripts`,
    place,
    expected: part.axes.length ? `${part.name}[${part.axes.join(', ')}]` : `${part.name}, without subscripts`,
  });

const nothingRuns = (part: Part, place: Place) =>
  new SteelyardError({
    code: 'SD010',
    found: `several elements of "${part.name}" stand outside an array function`,
    place,
    expected: 'one element, a dimension of the left side, or SUM(...) or its like around it',
  });

function unknownElement(name: string, dim: Dim, place: Place): SteelyardError {
  const nearest = nearestName(name, dim.elements);
  return new SteelyardError({
    code: 'SD008',
    found: `"${name}" is neither an element of ${dim.name} nor a variable`,
    place,
    expected: shorten(dim.elements),
    ...(nearest && { nearest }),
  });
}

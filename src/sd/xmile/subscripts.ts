import { type Place, SteelyardError } from '../../base/error.js';
import { foldName } from '../names.js';
import type { SyntaxExpr, SyntaxSubscript } from '../syntax/ast.js';
import type { Dim, Part } from './book.js';
import { fixedIndex } from './index-of.js';
import { lift } from './lift.js';
import { Make } from './make.js';
import { shownName } from './names.js';
import { otherName, partOfRange } from './ranges.js';
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
    const over = bound && dimensionRunOver(subscript.index, where);
    if (over) return runOver(over);
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

const onTheLeft = (axis: string, { loops, fixed }: Where) =>
  fixed.has(foldName(axis)) || loops.some((loop) => foldName(loop) === foldName(axis));

// Inside an array function the name of a dimension that the left side lacks is all of that dimension.
function dimensionRunOver(index: Raw, where: Where): Dim | undefined {
  if (index.kind !== 'name' || index.subscripts) return undefined;
  const dim = where.book.dim(index.name);
  return dim && !onTheLeft(dim.name, where) ? dim : undefined;
}

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

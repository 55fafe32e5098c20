import { type Place, SteelyardError } from '../../base/error.js';
import type { Axis } from '../ir.js';
import { foldName, tidyName } from '../names.js';
import { outsideKind } from '../outside/call.js';
import type { Statement, SyntaxRight } from '../syntax/ast.js';
import type { Problems } from './problems.js';
import { type Ranges, twice } from './ranges.js';
import { type LeftSubscript, readLeft } from './subscripts.js';

type EquationStatement = Extract<Statement, { kind: 'equation' }>;

/** A variable of more elements is a product of ranges that nobody meant: each is a number in every report and record. */
export const mostElements = 100_000;
/** The same for all variables together. */
const mostInAll = 200_000;

/** A variable before its right sides are read: its name, its axes and its statements. */
export interface Outline {
  readonly name: string;
  readonly place: Place;
  readonly axes: readonly Axis[];
  readonly statements: readonly EquationStatement[];
  readonly left: readonly (readonly LeftSubscript[])[];
  readonly isLookup: boolean;
}

/** Gathers equations under their names and finds the axes of every variable. */
export function outlineVariables(
  statements: readonly Statement[],
  ranges: Ranges,
  problems: Problems,
): Map<string, Outline> {
  const byName = new Map<string, EquationStatement[]>();
  for (const s of statements) {
    if (s.kind !== 'equation') continue;
    const key = foldName(s.name);
    if (ranges.range(s.name)) problems.add(twice(s.name, s.place, ranges.range(s.name)!.place));
    const list = byName.get(key);
    if (list) list.push(s);
    else byName.set(key, [s]);
  }
  const outlines = new Map<string, Outline>();
  let all = 0;
  for (const [key, list] of byName) {
    const outline = problems.attempt(() => outlineOne(list, ranges));
    if (!outline) continue;
    outlines.set(key, outline);
    const before = all;
    all += sizeOf(outline.axes);
    if (all > mostInAll && before <= mostInAll) problems.add(tooMany(outline));
  }
  return outlines;
}

const sizeOf = (axes: readonly Axis[]) => axes.reduce((product, axis) => product * axis.elements.length, 1);

const tooMany = ({ name, place }: Outline) => ({
  code: 'SD026',
  found: `the variables up to "${name}" have more than ${mostInAll} elements together`,
  place,
  expected: `at most ${mostInAll}`,
  remedy: 'use smaller ranges or fewer subscripts',
});

function outlineOne(statements: readonly EquationStatement[], ranges: Ranges): Outline {
  const first = statements[0]!;
  const left = statements.map((s) => s.subscripts.map((subscript) => readLeft(subscript, ranges)));
  for (const s of statements) {
    if (s.subscripts.length === 0 && s !== first)
      throw new SteelyardError(twice(s.name, s.place, first.place));
    if (s.subscripts.length !== first.subscripts.length) {
      throw new SteelyardError({
        code: 'SD007',
        found: `"${s.name}" has ${s.subscripts.length} subscripts here and ${first.subscripts.length} at line ${first.place.line}`,
        place: s.place,
        expected: 'the same number in every equation of a variable',
      });
    }
  }
  const axes = first.subscripts.map((_, i) => {
    const column = left.map((l) => l[i]!);
    return commonAxis(column, ranges, first);
  });
  const size = sizeOf(axes);
  if (size > mostElements) {
    throw new SteelyardError({
      code: 'SD026',
      found: `"${first.name}" has ${size} elements (${axes.map((a) => a.elements.length).join(' x ')})`,
      place: first.place,
      expected: `at most ${mostElements}`,
      remedy: 'use smaller ranges or fewer subscripts',
    });
  }
  return {
    name: tidyName(first.name),
    place: first.place,
    axes,
    statements,
    left,
    isLookup: holdsPoints(first.right),
  };
}

/** Tells whether a right side gives the points of a lookup, in the text or from a file. */
export const holdsPoints = (right: SyntaxRight) =>
  right.kind === 'lookup' || (right.kind === 'expr' && outsideKind(right.expr) === 'lookups');

/** Finds the smallest range that holds all elements that the equations of a variable define at one subscript. */
function commonAxis(column: readonly LeftSubscript[], ranges: Ranges, statement: EquationStatement): Axis {
  const used = [...new Set(column.flatMap((s) => (s.kind === 'range' ? s.range.elements : [s.element])))];
  const own = column.find((s) => s.kind === 'range' && s.range.elements.length === used.length);
  if (own?.kind === 'range') return { name: own.range.name, elements: own.range.elements };
  let best: Axis | undefined;
  for (const range of ranges.list) {
    const smaller = !best || range.elements.length < best.elements.length;
    if (!smaller || range.elements.length < used.length) continue;
    const inside = new Set(range.elements);
    if (used.every((e) => inside.has(e))) best = range;
  }
  if (best) return { name: best.name, elements: best.elements };
  throw new SteelyardError({
    code: 'SD008',
    found: `no range holds all the elements that "${statement.name}" is defined for: ${used.join(', ')}`,
    place: statement.place,
    remedy: 'define a range of these elements',
  });
}

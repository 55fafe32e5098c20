import { SteelyardError } from '../../base/error.js';
import type { Equation, Expr, Index, Loop, Model, Right, Variable, VariableKind } from '../ir.js';
import { walk } from '../ir.js';
import { foldName } from '../names.js';
import type { Outside } from '../outside/open.js';
import { splitEquation } from '../restrict.js';
import type { Statement, SyntaxExpr } from '../syntax/ast.js';
import type { Macro } from '../syntax/macro.js';
import { checkCoverage } from './coverage.js';
import { resolveExpression, type Scope } from './expressions.js';
import { expandMacros } from './macros.js';
import { tablesOutside, valuesOutside } from './outside.js';
import { sortPoints } from './points.js';
import type { Problems } from './problems.js';
import { type Ranges, resolveRanges } from './ranges.js';
import { leftIndex, readLeft } from './subscripts.js';
import { type Outline, outlineVariables } from './variables.js';

/** Builds the intermediate form from statements; what is wrong is added to `problems`. */
export function resolveModel(
  written: readonly Statement[],
  file: string,
  problems: Problems,
  macros: readonly Macro[] = [],
  outside: Outside = { aliases: new Map() },
): Model {
  const statements = expandMacros(written, macros, problems);
  const ranges = resolveRanges(statements, problems, outside);
  const outlines = outlineVariables(statements, ranges, problems);
  const variables = [...outlines.values()].flatMap((outline) => {
    const equations = outline.statements.flatMap(
      (_, i) => problems.attempt(() => resolveEquation(outline, i, outlines, ranges, outside)) ?? [],
    );
    return equations.length > 0 ? [makeVariable(outline, equations)] : [];
  });
  checkCoverage(variables, problems);
  return { file, dimensions: ranges.list, variables, unitAliases: [] };
}

function makeVariable(outline: Outline, equations: readonly Equation[]): Variable {
  const notes = outline.statements.map((s) => s.notes);
  const withUnits = notes.find((n) => n.units !== '') ?? notes[0]!;
  const { units, range } = splitUnits(withUnits.units);
  return {
    name: outline.name,
    kind: kindOf(equations),
    axes: outline.axes,
    equations,
    units,
    unitsPlace: withUnits.unitsPlace,
    ...(range !== undefined && { range }),
    comment: notes.map((n) => n.comment).find((c) => c !== '') ?? '',
    group: notes[0]!.group,
    place: outline.place,
    supplementary: notes.some((n) => n.supplementary),
    ...(notes[0]!.macro !== undefined && { macro: notes[0]!.macro }),
    ...(notes[0]!.partOf !== undefined && { partOf: notes[0]!.partOf }),
    ...(notes[0]!.xmile !== undefined && { xmile: notes[0]!.xmile }),
  };
}

function splitUnits(text: string): { units: string; range?: string } {
  // Looked for from the end: a pattern would begin anew at each of many brackets.
  const whole = text.trimEnd();
  const open = whole.lastIndexOf('[');
  if (open < 0 || whole.indexOf(']', open) !== whole.length - 1) return { units: text };
  return { units: whole.slice(0, open).trimEnd(), range: whole.slice(open + 1, -1) };
}

function kindOf(equations: readonly Equation[]): VariableKind {
  const kinds = new Set(equations.map((e) => e.right.kind));
  if (kinds.has('stock') || kinds.has('sample')) return 'stock';
  if (kinds.has('delay')) return 'delay';
  if (kinds.has('lookup')) return 'lookup';
  if ([...kinds].every((k) => k === 'data')) return 'data';
  if (equations.every((e) => isConstant(e.right))) return 'constant';
  return [...kinds].every((k) => k === 'initial') ? 'initial' : 'auxiliary';
}

// A constant is a number, a list of numbers, or arithmetic on numbers alone.
function isConstant(right: Right): boolean {
  if (right.kind === 'numbers') return true;
  if (right.kind !== 'value') return false;
  let constant = true;
  walk(right.expr, (part) => {
    if (part.kind !== 'number' && part.kind !== 'unary' && part.kind !== 'binary') constant = false;
  });
  return constant;
}

function resolveEquation(
  outline: Outline,
  i: number,
  outlines: ReadonlyMap<string, Outline>,
  ranges: Ranges,
  outside: Outside,
): Equation[] {
  const statement = outline.statements[i]!;
  const loops: Loop[] = [];
  const left = outline.left[i]!.map((s, k) => leftIndex(s, outline.axes[k]!, loops));
  const except = statement.except.map((list) => {
    if (list.length !== outline.axes.length) {
      throw new SteelyardError({
        code: 'SD007',
        found: `:EXCEPT: names ${list.length} subscripts and "${outline.name}" has ${outline.axes.length}`,
        expected: 'as many as on the left',
        place: statement.place,
      });
    }
    return list.map((s, k) => leftIndex(readLeft(s, ranges), outline.axes[k]!, []));
  });
  const scope: Scope = { outlines, ranges, loops, left };
  const { place } = statement;
  const { comment } = statement.notes;
  const equation = (right: Right): Equation => ({ place, comment, left, loops, except, right });
  const tables = tablesOutside(statement.right, loops, outside);
  if (tables) {
    return splitEquation(equation({ kind: 'lookup', points: [] })).map((one, k) => ({
      ...one,
      // Each is now an equation of its own, so that its left side names its element and no longer the range.
      left: one.left.map((index, axis) =>
        index.kind === 'at' ? { ...index, text: outline.axes[axis]!.elements[index.position]! } : index,
      ),
      right: { kind: 'lookup', points: tables[k]! },
    }));
  }
  const read = valuesOutside(statement.right, loops, outside);
  return [equation(read ?? resolveRight(outline, i, scope, left))];
}

function resolveRight(outline: Outline, i: number, scope: Scope, left: readonly Index[]): Right {
  const { right, place } = outline.statements[i]!;
  if (right.kind === 'lookup' || outline.isLookup) {
    if (right.kind !== 'lookup') {
      throw new SteelyardError({
        code: 'SD015',
        found: `"${outline.name}" is a lookup in one equation and not in another`,
        remedy: 'give every element of a lookup its points',
        place,
      });
    }
    return { ...right, points: sortPoints(right.points, `the lookup "${outline.name}"`, place) };
  }
  if (right.kind === 'data') {
    const expr = right.expr && resolveExpression(right.expr, scope);
    return { kind: 'data', rule: right.rule, series: [], ...(expr && { expr }) };
  }
  if (right.kind === 'numbers')
    return { kind: 'numbers', values: layOut(right.rows, outline, scope.loops, left, i) };
  return wholeEquation(right.expr, (expr) => resolveExpression(expr, scope));
}

/** Recognizes the functions that make up a whole equation. */
function wholeEquation(expr: SyntaxExpr, read: (expr: SyntaxExpr) => Expr): Right {
  if (expr.kind === 'call') {
    const args = expr.args;
    const [a, b, c] = args;
    switch (`${foldName(expr.name)} ${args.length}`) {
      case 'integ 2':
        return { kind: 'stock', rate: read(a!), initial: read(b!) };
      case 'delay fixed 3':
        return { kind: 'delay', input: read(a!), time: read(b!), initial: read(c!) };
      case 'initial 1':
      case 'reinitial 1':
        return { kind: 'initial', expr: read(a!) };
      case 'active initial 2':
        return { kind: 'active', expr: read(a!), initial: read(b!) };
      case 'sample if true 3':
        return { kind: 'sample', condition: read(a!), input: read(b!), initial: read(c!) };
    }
  }
  return { kind: 'value', expr: read(expr) };
}

// Rows end with a semicolon; a list in one row fills the last subscript.
function layOut(
  rows: readonly (readonly number[])[],
  outline: Outline,
  loops: readonly Loop[],
  left: readonly Index[],
  i: number,
): number[] {
  const { place } = outline.statements[i]!;
  const values = rows.flat();
  const wanted = loops.reduce((n, l) => n * l.elements.length, 1);
  const width = loops.at(-1)?.elements.length ?? 1;
  const ragged = loops.length > 1 && rows.some((r) => r.length !== width);
  if (values.length !== wanted || ragged) {
    const shape = loops.map((l) => l.elements.length).join(' x ');
    throw new SteelyardError({
      code: 'SD011',
      found: `"${outline.name}" has ${values.length} values${ragged ? ` in rows of ${rows.map((r) => r.length).join(', ')}` : ''}`,
      place,
      expected: left.length
        ? `${shape || 1}, a row ending with a semicolon`
        : 'one value, since it has no subscripts',
    });
  }
  return values;
}

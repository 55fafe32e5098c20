import { type Place, SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import { builtins, refused, runsOverMarked } from '../functions.js';
import type { Axis, Expr, LookRule, Loop } from '../ir.js';
import { foldName } from '../names.js';
import type { SyntaxExpr, SyntaxSubscript } from '../syntax/ast.js';
import { sortPoints } from './points.js';
import type { Ranges } from './ranges.js';
import type { Lookup, Scope } from './scope.js';
import { resolveSeries } from './series.js';
import { boundLoop, followLoop, rightIndex } from './subscripts.js';
import type { Outline } from './variables.js';
import { resolveVector } from './vectors.js';

export type { Scope } from './scope.js';

/** Looks up every name of an expression. Errors: SD003 to SD010, SD012, SD015, SD016. */
export function resolveExpression(expr: SyntaxExpr, scope: Scope): Expr {
  const { place } = expr;
  switch (expr.kind) {
    case 'number':
      return expr;
    case 'unary':
      return { ...expr, arg: resolveExpression(expr.arg, scope) };
    case 'binary': {
      const left = resolveExpression(expr.left, scope);
      return { ...expr, left, right: resolveExpression(expr.right, scope) };
    }
    case 'name':
      return resolveName(expr.name, expr.subscripts, place, scope);
    case 'call':
      return resolveCall(expr, scope);
    case 'lookup':
      throw new SteelyardError({
        code: 'SD015',
        found: 'the points of a lookup stand in an expression',
        place,
        remedy: 'write WITH LOOKUP(argument, ((x,y),...)), or name the lookup',
      });
    case 'string':
      throw new SteelyardError({
        code: 'SD001',
        found: `text "${expr.text}" cannot stand here`,
        place,
        expected: 'a number or a name; a name with odd characters stands in double quotes',
      });
  }
}

function resolveName(
  name: string,
  subscripts: readonly SyntaxSubscript[] | undefined,
  place: Place,
  scope: Scope,
): Expr {
  const key = foldName(name);
  const outline = scope.outlines.get(key);
  if (!outline && key === 'time' && !subscripts) return { kind: 'time', place };
  if (!outline && !subscripts) {
    const position = resolvePosition(name, place, scope);
    if (position) return position;
  }
  if (!outline) throw undefinedName(name, place, scope);
  if (outline.isLookup) {
    throw new SteelyardError({
      code: 'SD015',
      found: `the lookup "${outline.name}" has no argument`,
      place,
      expected: `${outline.name}(argument)`,
    });
  }
  return {
    kind: 'variable',
    name: outline.name,
    indices: resolveIndices(outline, subscripts, place, scope),
    place,
  };
}

// A range or an element as a value stands for its number, counted from 1 in its range.
function resolvePosition(name: string, place: Place, scope: Scope): Expr | undefined {
  const { ranges, loops } = scope;
  // `Range!` is the number of the element that a reducing function has come to.
  const bound = name.endsWith('!') && loops.findLast((loop) => foldName(loop.range) === foldName(name));
  if (bound) {
    const values = bound.elements.map((e) => numberOf(e, ranges));
    return { kind: 'position', text: name, loop: bound.id, values, place };
  }
  const range = ranges.range(name);
  if (range) {
    const found = followLoop(range, loops);
    if (!found) return undefined;
    const values = found.elements.map((e) => numberOf(e, ranges));
    return { kind: 'position', text: name, loop: found.loop.id, values, place };
  }
  const element = ranges.element(name);
  if (element === undefined) return undefined;
  return { kind: 'position', text: name, values: [numberOf(element, ranges)], place };
}

// The first range that holds the element decides: a full range stands before its subranges only by habit,
// so the longest wins among those.
function numberOf(element: string, ranges: Ranges): number {
  let numbers = numbersOf.get(ranges);
  if (!numbers) {
    numbers = new Map();
    // Of two ranges of one length the first decides, so it is written last.
    for (const { elements } of [...ranges.list]
      .reverse()
      .sort((a, b) => a.elements.length - b.elements.length))
      for (const [i, one] of elements.entries()) numbers.set(one, i + 1);
    numbersOf.set(ranges, numbers);
  }
  return numbers.get(element) ?? 0;
}

const numbersOf = new WeakMap<Ranges, Map<string, number>>();

function resolveIndices(
  outline: Outline,
  subscripts: readonly SyntaxSubscript[] | undefined,
  place: Place,
  scope: Scope,
) {
  const given = subscripts ?? [];
  if (given.length !== outline.axes.length) {
    const wanted = outline.axes.map((a) => a.name).join(',');
    throw new SteelyardError({
      code: 'SD007',
      found: `"${outline.name}" is used with ${given.length} subscripts`,
      place,
      expected: outline.axes.length ? `${outline.name}[${wanted}]` : `${outline.name}, without subscripts`,
    });
  }
  return given.map((s, i) => resolveSubscript(s, outline.axes[i]!, outline.name, scope));
}

function resolveSubscript(subscript: SyntaxSubscript, axis: Axis, variable: string, scope: Scope) {
  if (!subscript.bang) return rightIndex(subscript, axis, scope.loops, scope.ranges, variable);
  const range = scope.ranges.range(subscript.name);
  const loop = range && scope.loops.findLast((l) => l.range === `${range.name}!`);
  if (!range || !loop) {
    throw new SteelyardError({
      code: 'SD010',
      found: `"${subscript.name}!" stands outside SUM, PROD, VMIN and VMAX`,
      remedy: 'leave the exclamation mark out, or wrap the expression in SUM(...)',
      place: subscript.place,
    });
  }
  const index = rightIndex(
    { ...subscript, bang: false },
    axis,
    [loop, { ...loop, range: range.name }],
    scope.ranges,
    variable,
  );
  return { ...index, text: `${subscript.name}!` };
}

function resolveCall(expr: Extract<SyntaxExpr, { kind: 'call' }>, scope: Scope): Expr {
  const { place } = expr;
  const outline = scope.outlines.get(foldName(expr.name));
  if (outline) return resolveLook(outline, expr, scope);
  const builtin = builtins.get(foldName(expr.name));
  if (!builtin) throw unknownFunction(expr.name, place, scope);
  const { name: fn, min, max } = builtin;
  if (expr.outputs) {
    throw new SteelyardError({
      code: 'SD004',
      found: `${fn} has outputs behind a colon`,
      place,
      remedy: 'leave the colon and what follows it out',
    });
  }
  if (expr.args.length < min || expr.args.length > max) {
    throw new SteelyardError({
      code: 'SD004',
      found: `${fn} has ${expr.args.length} arguments`,
      place,
      expected: min === max ? `${min}` : `${min} to ${max}`,
    });
  }
  if (builtin.needs === 'whole') {
    throw new SteelyardError({
      code: 'SD016',
      found: `${fn} stands inside a larger expression`,
      place,
      remedy: `give the ${fn} a variable of its own and use that variable here`,
    });
  }
  if (builtin.needs === 'lookup') return resolveRule(fn, expr, scope);
  if (builtin.needs === 'name') return countElements(expr.args[0]!, scope);
  if (builtin.needs === 'series') return resolveSeries(fn, expr, scope, lookup);
  if (builtin.needs === 'vector') return resolveVector(fn, expr, scope, lookup);
  if (builtin.needs === 'range') return resolveReduce(fn, expr.args[0]!, place, scope);
  if (fn === 'WITH LOOKUP') return resolveWith(expr, scope);
  return { kind: 'call', fn, args: expr.args.map((a) => resolveExpression(a, scope)), place };
}

function resolveLook(outline: Outline, expr: Extract<SyntaxExpr, { kind: 'call' }>, scope: Scope): Expr {
  const { place } = expr;
  if (!outline.isLookup || expr.args.length !== 1) {
    throw new SteelyardError({
      code: 'SD015',
      found: outline.isLookup
        ? `the lookup "${outline.name}" has ${expr.args.length} arguments`
        : `"${outline.name}" is not a lookup and takes no argument`,
      place,
      expected: outline.isLookup ? 'one argument' : 'an operator before "("',
    });
  }
  const indices = resolveIndices(outline, expr.subscripts, place, scope);
  return { kind: 'look', name: outline.name, indices, arg: resolveExpression(expr.args[0]!, scope), place };
}

// LOOKUP FORWARD(curve, x) and its like read a lookup that they are handed by name.
function resolveRule(fn: string, expr: Extract<SyntaxExpr, { kind: 'call' }>, scope: Scope): Expr {
  const [curve, ...rest] = expr.args;
  const outline = curve?.kind === 'name' ? scope.outlines.get(foldName(curve.name)) : undefined;
  if (curve?.kind !== 'name' || !outline?.isLookup) {
    throw new SteelyardError({
      code: 'SD015',
      found: `the first argument of ${fn} is not a lookup`,
      place: curve!.place,
      expected: 'the name of a lookup',
    });
  }
  const args = rest.map((arg) => resolveExpression(arg, scope));
  return {
    kind: 'look',
    name: outline.name,
    indices: resolveIndices(outline, curve.subscripts, curve.place, scope),
    ...(args.length > 1 && { from: args[0]! }),
    arg: args.at(-1)!,
    rule: fn.slice('LOOKUP '.length).toLowerCase() as LookRule,
    place: expr.place,
  };
}

function countElements(arg: SyntaxExpr, scope: Scope): Expr {
  const range = arg.kind === 'name' ? scope.ranges.range(arg.name) : undefined;
  if (arg.kind !== 'name' || !range) {
    const named = arg.kind === 'name' ? `"${arg.name}"` : 'an expression';
    const nearest = arg.kind === 'name' ? nearestName(arg.name, scope.ranges.names()) : undefined;
    throw new SteelyardError({
      code: 'SD008',
      found: `ELMCOUNT is handed ${named}, which is no range`,
      place: arg.place,
      expected: 'the name of a range',
      ...(nearest && { nearest }),
    });
  }
  const { length } = range.elements;
  return { kind: 'number', value: length, text: `ELMCOUNT(${arg.name})`, place: arg.place };
}

function resolveWith(expr: Extract<SyntaxExpr, { kind: 'call' }>, scope: Scope): Expr {
  const [arg, table] = expr.args;
  if (table?.kind !== 'lookup') {
    throw new SteelyardError({
      code: 'SD012',
      found: 'WITH LOOKUP has no points',
      place: expr.place,
      expected: 'WITH LOOKUP(argument, ([(x,y)-(x,y)],(x,y),...))',
    });
  }
  const points = sortPoints(table.points, 'the lookup', table.place);
  const { bounds } = table;
  return {
    kind: 'with',
    arg: resolveExpression(arg!, scope),
    points,
    ...(bounds && { bounds }),
    place: expr.place,
  };
}

function resolveReduce(fn: string, body: SyntaxExpr, place: Place, scope: Scope): Expr {
  const added = bindMarked(ownBangs(body), scope);
  if (added.length === 0) {
    throw new SteelyardError({
      code: 'SD010',
      found: `${fn} runs over nothing`,
      place,
      expected: 'a subscript with an exclamation mark, such as x[maker!]',
    });
  }
  const inner = { ...scope, loops: [...scope.loops, ...added] };
  const op = fn.toLowerCase() as 'sum' | 'prod' | 'vmin' | 'vmax';
  return { kind: 'reduce', op, loops: added, body: resolveExpression(body, inner), place };
}

function bindMarked(marked: readonly SyntaxSubscript[], scope: Scope): Loop[] {
  const added: Loop[] = [];
  for (const { name, place: where } of marked) {
    const range = scope.ranges.range(name);
    if (!range) {
      throw new SteelyardError({
        code: 'SD008',
        found: `there is no range "${name}" to run over`,
        expected: 'the name of a range before the exclamation mark',
        place: where,
      });
    }
    if (!added.some((l) => l.range === `${range.name}!`))
      added.push(boundLoop(range, [...scope.loops, ...added]));
  }
  return added;
}

// The marked subscripts that run with this function; those inside another such function are its own, unless they say
// that they belong further out.
function ownBangs(expr: SyntaxExpr, level = 0): readonly SyntaxSubscript[] {
  const own = (list: readonly SyntaxSubscript[] | undefined) =>
    (list ?? []).filter((s) => s.bang && (s.outer ?? 0) === level);
  switch (expr.kind) {
    case 'unary':
      return ownBangs(expr.arg, level);
    case 'binary':
      return [...ownBangs(expr.left, level), ...ownBangs(expr.right, level)];
    case 'name':
      return own(expr.subscripts);
    case 'call': {
      const inside = runsOverMarked(foldName(expr.name)) ? level + 1 : level;
      return [...own(expr.subscripts), ...expr.args.flatMap((arg) => ownBangs(arg, inside))];
    }
    default:
      return [];
  }
}

const lookup: Lookup = {
  expression: resolveExpression,
  indices: resolveIndices,
  marked: ownBangs,
  bind: bindMarked,
};

function undefinedName(name: string, place: Place, scope: Scope): SteelyardError {
  const known = [...scope.outlines.values()].map((o) => o.name);
  const nearest = nearestName(name, [...known, 'Time', ...scope.ranges.names()]);
  return new SteelyardError({
    code: 'SD005',
    found: `"${name}" is not defined`,
    place,
    ...(nearest && { nearest }),
  });
}

function unknownFunction(name: string, place: Place, scope: Scope): SteelyardError {
  const remedy = refused.get(foldName(name));
  if (remedy) return new SteelyardError({ code: 'SD003', found: `${name} is not supported`, place, remedy });
  const lookups = [...scope.outlines.values()].filter((o) => o.isLookup).map((o) => o.name);
  const nearest = nearestName(name, [...[...builtins.values()].map((b) => b.name), ...lookups]);
  return new SteelyardError({
    code: 'SD003',
    found: `the function "${name}" is not known`,
    place,
    ...(nearest && { nearest }),
    remedy: 'write it with supported functions; docs/models.md lists them',
  });
}

import { SteelyardError } from '../../base/error.js';
import type { Expr } from '../ir.js';
import { foldName } from '../names.js';
import type { SyntaxExpr } from '../syntax/ast.js';
import type { Lookup, Scope } from './scope.js';

type Call = Extract<SyntaxExpr, { kind: 'call' }>;

/** Looks up a function of the points of a data variable, such as GET DATA AT TIME. Errors: SD054. */
export function resolveSeries(fn: string, call: Call, scope: Scope, lookup: Lookup): Expr {
  const [first, ...rest] = call.args;
  const outline = first?.kind === 'name' ? scope.outlines.get(foldName(first.name)) : undefined;
  const isData = outline?.statements.some(({ right }) => right.kind === 'data');
  if (first?.kind !== 'name' || !outline || !isData) {
    const named = first?.kind === 'name' ? `, "${first.name}",` : '';
    throw new SteelyardError({
      code: 'SD054',
      found: `the first argument of ${fn}${named} is no data variable`,
      place: first?.place ?? call.place,
      expected: 'a variable with := or without an equation',
    });
  }
  return {
    kind: 'series',
    fn,
    name: outline.name,
    indices: lookup.indices(outline, first.subscripts, first.place, scope),
    args: rest.map((arg) => lookup.expression(arg, scope)),
    place: call.place,
  };
}

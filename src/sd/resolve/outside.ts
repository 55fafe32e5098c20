import { SteelyardError } from '../../base/error.js';
import type { Loop, Right } from '../ir.js';
import { type OutsideCall, outsideCall, printOutside } from '../outside/call.js';
import { readConstants } from '../outside/constants.js';
import type { Outside } from '../outside/open.js';
import { readSeries } from '../outside/series.js';
import type { Point, SyntaxRight } from '../syntax/ast.js';

/** Reads constants or data from a file; undefined if an equation does not ask for them. Errors: SD050 to SD052. */
export function valuesOutside(
  right: SyntaxRight,
  loops: readonly Loop[],
  outside: Outside,
): Right | undefined {
  const call = callOf(right);
  if (!call) return undefined;
  const written = printOutside(call);
  // The manual asks for = here, and models with := are about.
  if (call.what === 'constants')
    return { kind: 'numbers', values: readConstants(call, loops, outside), written };
  if (call.what === 'data' && right.kind === 'data') {
    const series = readSeries(call, countOf(loops), outside);
    return { kind: 'data', rule: right.rule, series, written };
  }
  throw new SteelyardError({
    code: 'SD052',
    found: `${call.fn} stands after ${right.kind === 'data' ? ':=' : '='}`,
    place: call.place,
    expected:
      { data: 'name := ', lookups: 'name= ', subscript: 'range: ', constants: '' }[call.what] + call.fn,
  });
}

/** Reads the points of each element of a lookup from a file; undefined if an equation does not ask for them. */
export function tablesOutside(
  right: SyntaxRight,
  loops: readonly Loop[],
  outside: Outside,
): Point[][] | undefined {
  const call = right.kind === 'expr' ? callOf(right) : undefined;
  return call?.what === 'lookups' ? readSeries(call, countOf(loops), outside) : undefined;
}

const callOf = (right: SyntaxRight): OutsideCall | undefined =>
  (right.kind === 'expr' || right.kind === 'data') && right.expr ? outsideCall(right.expr) : undefined;

const countOf = (loops: readonly Loop[]) => loops.reduce((n, loop) => n * loop.elements.length, 1);

import { type Place, SteelyardError } from '../../base/error.js';
import { foldName } from '../names.js';
import type { SyntaxExpr } from '../syntax/ast.js';

/** A function of the model that reads from a file, such as `GET XLS DATA('prices.xlsx', 'oil', 'A', 'B2')`. */
export interface OutsideCall {
  readonly what: 'constants' | 'data' | 'lookups' | 'subscript';
  /** As in the manual, in capitals. */
  readonly fn: string;
  readonly args: readonly string[];
  readonly place: Place;
}

const forms = {
  constants: ["'file', 'tab', 'first cell'", 3, 3],
  data: ["'file', 'tab', 'row or column of the times', 'first cell'", 4, 4],
  lookups: ["'file', 'tab', 'row or column of x', 'first cell'", 4, 4],
  subscript: ["'file', 'tab', 'first cell', 'last cell', 'prefix'", 4, 5],
} as const;

/** Tells what a function reads from a file, if it is one that does. */
export function outsideKind(expr: SyntaxExpr): OutsideCall['what'] | undefined {
  if (expr.kind !== 'call' || expr.subscripts) return undefined;
  const found = /^get (?:xls|direct|123) (constants|data|lookups|subscript)$/.exec(foldName(expr.name));
  return found?.[1] as OutsideCall['what'] | undefined;
}

/** Reads a function that reads from a file; undefined for any other expression. Errors: SD052. */
export function outsideCall(expr: SyntaxExpr): OutsideCall | undefined {
  const what = outsideKind(expr);
  if (!what || expr.kind !== 'call') return undefined;
  const fn = foldName(expr.name).toUpperCase();
  const [form, min, max] = forms[what];
  const args = expr.args.flatMap((arg) => (arg.kind === 'string' ? [arg.text.trim()] : []));
  if (args.length !== expr.args.length || args.length < min || args.length > max) {
    throw new SteelyardError({
      code: 'SD052',
      found: `${fn} has ${expr.args.length} arguments, of which ${args.length} stand in single quotes`,
      place: expr.place,
      expected: `${fn}(${form})`,
    });
  }
  return { what, fn, args, place: expr.place };
}

/**
 * Prints a function that reads from a file.
 *
 * @example
 * printOutside({ what: 'constants', fn: 'GET XLS CONSTANTS', args: ['a.xlsx', 'x', 'B2'], place: { file: 'm.mdl' } }) // => "GET XLS CONSTANTS('a.xlsx', 'x', 'B2')"
 */
export const printOutside = ({ fn, args }: OutsideCall) => `${fn}(${args.map((a) => `'${a}'`).join(', ')})`;

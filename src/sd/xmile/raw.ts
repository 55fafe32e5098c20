import type { Place } from '../../base/error.js';
import type { BinaryOp } from '../syntax/ast.js';

/** An equation as this format writes it, before names, arrays and functions are put into the common form. */
export type Raw =
  | { readonly kind: 'number'; readonly value: number; readonly text: string; readonly place: Place }
  | {
      readonly kind: 'name';
      readonly name: string;
      readonly subscripts?: readonly RawSubscript[];
      readonly place: Place;
    }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly subscripts?: readonly RawSubscript[];
      readonly args: readonly Raw[];
      readonly place: Place;
    }
  | { readonly kind: 'unary'; readonly op: '-' | 'not'; readonly arg: Raw; readonly place: Place }
  | {
      readonly kind: 'binary';
      readonly op: BinaryOp | 'mod' | '//';
      readonly left: Raw;
      readonly right: Raw;
      readonly place: Place;
    }
  | { readonly kind: 'if'; readonly test: Raw; readonly yes: Raw; readonly no: Raw; readonly place: Place };

/** What stands between the brackets of an array: `*`, `from:to`, or an expression that gives one element. */
export type RawSubscript =
  | { readonly kind: 'all'; readonly place: Place }
  | { readonly kind: 'range'; readonly from: Raw; readonly to: Raw; readonly place: Place }
  | { readonly kind: 'one'; readonly index: Raw; readonly place: Place };

/** Lists the direct parts of an expression, those inside brackets included. */
export function rawParts(raw: Raw): readonly Raw[] {
  const inBrackets = (subscripts: readonly RawSubscript[] = []) =>
    subscripts.flatMap((s) => (s.kind === 'one' ? [s.index] : s.kind === 'range' ? [s.from, s.to] : []));
  switch (raw.kind) {
    case 'number':
      return [];
    case 'name':
      return inBrackets(raw.subscripts);
    case 'call':
      return [...inBrackets(raw.subscripts), ...raw.args];
    case 'unary':
      return [raw.arg];
    case 'binary':
      return [raw.left, raw.right];
    case 'if':
      return [raw.test, raw.yes, raw.no];
  }
}

/** Tells whether a subscript counts on from a dimension, as `x[Age - 1]` does. */
export function countsOn(raw: Raw, isDimension: (name: string) => boolean): boolean {
  const mentions = (one: Raw): boolean =>
    (one.kind === 'name' && isDimension(one.name)) || rawParts(one).some(mentions);
  const subscripts = raw.kind === 'name' || raw.kind === 'call' ? (raw.subscripts ?? []) : [];
  return (
    subscripts.some((s) => s.kind === 'one' && s.index.kind !== 'name' && mentions(s.index)) ||
    rawParts(raw).some((part) => countsOn(part, isDimension))
  );
}

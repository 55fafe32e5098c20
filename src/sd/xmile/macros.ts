import { type Place, SteelyardError } from '../../base/error.js';
import { foldName } from '../names.js';
import type { SyntaxExpr } from '../syntax/ast.js';
import type { Macro, Part } from './book.js';
import { childOf, childrenOf, contentOf } from './document.js';
import { parseEquation } from './expression.js';
import { readPart, variableKinds } from './parts.js';
import type { Bound, Where } from './where.js';

/**
 * Writes out one use of a macro: its arguments take the place of its parameters, and its variables become variables of
 * the model, named after the one that uses it. XMILE 1.0, section 3.6.1.
 */
export function useMacro(
  macro: Macro,
  args: readonly SyntaxExpr[],
  place: Place,
  where: Where,
  bound?: Bound,
): SyntaxExpr {
  const { book, self } = where;
  const variables = childrenOf(childOf(macro.element, 'variables'));
  if (self.within.includes(macro.name)) {
    throw unsupported(`the macro "${macro.name}" calls itself, which`, place, 'write the repetition out');
  }
  if (variables.length > 0 && bound) {
    const what = `the macro "${macro.name}" with variables of its own inside an array function`;
    throw unsupported(what, place, 'give the macro a variable of its own and use that here');
  }
  const params = new Map(macro.params.map((name, i) => [foldName(name), args[i]!] as const));
  const owner = self.name.replaceAll('"', '');
  const scope = `${owner}: ${macro.name} ${book.nextUse(place)}.`;
  const inside = {
    scope,
    params,
    within: [...self.within, macro.name],
    axes: where.loops,
    group: self.group,
  };
  for (const element of variables.filter((one) => variableKinds.has(one.name))) {
    book.add(readPart(element, book, inside));
  }
  const stand: Part = { ...self, scope, params, within: inside.within };
  return where.read(
    parseEquation(contentOf(macro.equation, book.source), book.source),
    { ...where, self: stand },
    bound,
  );
}

const unsupported = (what: string, place: Place, remedy: string) =>
  new SteelyardError({ code: 'SD017', found: `${what} is not supported`, place, remedy });

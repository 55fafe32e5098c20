import type { Place } from '../../base/error.js';
import { foldName } from '../names.js';
import type { Statement } from './ast.js';
import { Cursor } from './cursor.js';
import type { MacroText, Source } from './entries.js';
import { parseStatement } from './statement.js';
import { tokenize } from './tokens.js';

/** A macro: equations with names of their own, to be written out wherever the macro is called. */
export interface Macro {
  /** The variable of this name is the value of a call. */
  readonly name: string;
  readonly inputs: readonly string[];
  /** Variables that a call may hand out under other names. */
  readonly outputs: readonly string[];
  readonly statements: readonly Extract<Statement, { kind: 'equation' }>[];
  readonly place: Place;
}

/** Reads the head of a macro and its equations. Errors: SD001, and those of `parseStatement`. */
export function parseMacro(source: Source, text: MacroText): Macro {
  const cursor = new Cursor(source, tokenize(source, text.offset, text.offset + text.head.length));
  cursor.expect(':MACRO:');
  const { place } = cursor;
  const name = cursor.expectName('the name of a macro').text;
  cursor.expect('(');
  const inputs = cursor.is(')') || cursor.is(':') ? [] : parseNames(cursor, 'the name of an input');
  const outputs = cursor.accept(':') ? parseNames(cursor, 'the name of an output') : [];
  cursor.expect(')');
  const statements = text.entries.flatMap((entry) => {
    const statement = parseStatement(source, entry);
    return statement.kind === 'equation' ? [statement] : [];
  });
  return { name, inputs, outputs, statements, place };
}

/** Indexes macros by folded name. */
export const macrosByName = (macros: readonly Macro[]): ReadonlyMap<string, Macro> =>
  new Map(macros.map((macro) => [foldName(macro.name), macro]));

function parseNames(cursor: Cursor, what: string): string[] {
  const names: string[] = [];
  do names.push(cursor.expectName(what).text);
  while (cursor.accept(','));
  return names;
}

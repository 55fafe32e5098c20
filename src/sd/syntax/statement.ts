import type {
  DataRule,
  Notes,
  RangePart,
  Statement,
  SyntaxMapping,
  SyntaxRight,
  SyntaxSubscript,
} from './ast.js';
import { Cursor } from './cursor.js';
import { type Entry, placeAt, type Source } from './entries.js';
import { parseExpression, parseLookup, parseNumber, parseSubscripts } from './expression.js';
import { tokenize } from './tokens.js';

/** Reads one entry as a range, an equivalence of ranges, or an equation. Errors: SD001. */
export function parseStatement(source: Source, entry: Entry): Statement {
  const cursor = new Cursor(source, tokenize(source, entry.offset, entry.offset + entry.text.length));
  const notes: Notes = {
    units: entry.units.replace(/\s+/g, ' ').trim(),
    unitsPlace: placeAt(source, entry.unitsOffset + (/^\s*/.exec(entry.units)?.[0].length ?? 0)),
    comment: entry.comment,
    group: entry.group,
    supplementary: entry.supplementary,
  };
  const statement = parseBody(cursor, notes);
  if (statement.kind !== 'skipped' && cursor.token.kind !== 'end')
    cursor.fail('an operator, or ~ and the units');
  return statement;
}

function parseBody(cursor: Cursor, notes: Notes): Statement {
  const { place } = cursor;
  const name = cursor.expectName('the name of a variable or a range').text;
  if (cursor.accept(':')) return parseRange(cursor, name, notes, place);
  if (cursor.accept('<->')) {
    return { kind: 'same', name, other: cursor.expectName('the name of a range').text, place };
  }
  const subscripts = cursor.is('[') ? parseSubscripts(cursor) : [];
  if (cursor.is(':THE CONDITION:')) return { kind: 'skipped', name, what: 'reality check', place };
  if (cursor.is(':TEST INPUT:')) return { kind: 'skipped', name, what: 'test input', place };
  const except: SyntaxSubscript[][] = [];
  if (cursor.accept(':EXCEPT:')) {
    do except.push(parseSubscripts(cursor));
    while (cursor.accept(','));
  }
  const right = parseRight(cursor);
  return { kind: 'equation', name, subscripts, except, right, notes, place };
}

const dataRules: Readonly<Record<string, DataRule>> = {
  ':INTERPOLATE:': 'interpolate',
  ':HOLD BACKWARD:': 'hold',
  ':LOOK FORWARD:': 'forward',
  ':RAW:': 'raw',
};

function parseRight(cursor: Cursor): SyntaxRight {
  const rule = cursor.token.kind === 'mark' ? dataRules[cursor.token.text] : undefined;
  if (rule) cursor.take();
  if (cursor.token.kind === 'end') return { kind: 'data', rule: rule ?? 'interpolate' };
  if (rule || cursor.is(':=')) {
    cursor.expect(':=');
    return { kind: 'data', rule: rule ?? 'interpolate', expr: parseExpression(cursor) };
  }
  if (cursor.is('(')) return parseTable(cursor);
  if (!cursor.accept('==')) cursor.expect('=');
  if (isList(cursor)) return { kind: 'numbers', rows: parseRows(cursor) };
  if (/^tabbed array$/i.test(cursor.token.text)) return { kind: 'numbers', rows: parseTabbed(cursor) };
  return { kind: 'expr', expr: parseExpression(cursor) };
}

// The points of a lookup, or the function that reads them from a file.
function parseTable(cursor: Cursor): SyntaxRight {
  if (cursor.next.kind !== 'name') return { kind: 'lookup', ...parseLookup(cursor) };
  cursor.take();
  const expr = parseExpression(cursor);
  cursor.expect(')');
  return { kind: 'expr', expr };
}

// A list of numbers starts with a number and a comma or semicolon; a lone number is an expression.
function isList(cursor: Cursor): boolean {
  let i = 0;
  while (cursor.ahead(i).text === '-' || cursor.ahead(i).text === '+') i++;
  const separator = cursor.ahead(i + 1);
  return (
    (cursor.ahead(i).kind === 'number' || cursor.ahead(i).text === ':NA:') &&
    separator.kind === 'mark' &&
    (separator.text === ',' || separator.text === ';')
  );
}

function parseRows(cursor: Cursor): number[][] {
  const rows: number[][] = [];
  do {
    if (cursor.token.kind === 'end') break;
    const row = [parseNumber(cursor)];
    while (cursor.accept(',')) row.push(parseNumber(cursor));
    rows.push(row);
  } while (cursor.accept(';'));
  return rows;
}

// TABBED ARRAY(1 2 3 <newline> 4 5 6): a new line is a new row.
function parseTabbed(cursor: Cursor): number[][] {
  cursor.take();
  cursor.expect('(');
  const rows: number[][] = [];
  let line: number | undefined;
  while (!cursor.is(')')) {
    if (cursor.place.line !== line) rows.push([]);
    line = cursor.place.line;
    rows[rows.length - 1]!.push(parseNumber(cursor));
  }
  cursor.expect(')');
  return rows;
}

function parseRange(cursor: Cursor, name: string, notes: Notes, place: Statement['place']): Statement {
  const parts: RangePart[] = [];
  const outside = /^get[\s_]/i.test(cursor.token.text) && cursor.next.text === '(';
  const call = outside ? parseExpression(cursor) : undefined;
  if (!call) {
    do parts.push(parseRangePart(cursor));
    while (cursor.accept(','));
  }
  const mappings: SyntaxMapping[] = [];
  if (cursor.accept('->')) {
    do mappings.push(parseMapping(cursor));
    while (cursor.accept(','));
  }
  return { kind: 'range', name, parts, ...(call && { outside: call }), mappings, notes, place };
}

function parseRangePart(cursor: Cursor): RangePart {
  const { place } = cursor;
  if (!cursor.accept('(')) return { from: cursor.expectName('an element or a range').text, place };
  const from = cursor.expectName('the first element, such as a1').text;
  cursor.expect('-');
  const to = cursor.expectName('the last element, such as a5').text;
  cursor.expect(')');
  return { from, to, place };
}

function parseMapping(cursor: Cursor): SyntaxMapping {
  const { place } = cursor;
  if (!cursor.accept('(')) return { to: cursor.expectName('a range').text, place };
  const to = cursor.expectName('a range').text;
  cursor.expect(':');
  const elements: string[] = [];
  do elements.push(cursor.expectName('an element or a range').text);
  while (cursor.accept(','));
  cursor.expect(')');
  return { to, elements, place };
}

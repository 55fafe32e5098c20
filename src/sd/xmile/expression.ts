import type { BinaryOp } from '../syntax/ast.js';
import { Cursor } from '../syntax/cursor.js';
import type { Source } from '../syntax/entries.js';
import type { Content } from './document.js';
import type { Raw, RawSubscript } from './raw.js';
import { tokenizeEquation } from './tokens.js';

type Operator = BinaryOp | 'mod' | '//';

// From loosest to tightest, each from the left: XMILE 1.0, section 3.3.1; `//` is of the vendors.
const levels: readonly (readonly [mark: string, op: Operator][])[] = [
  [['OR', 'or']],
  [['AND', 'and']],
  [
    ['=', '='],
    ['<>', '<>'],
  ],
  [
    ['<=', '<='],
    ['>=', '>='],
    ['<', '<'],
    ['>', '>'],
  ],
  [
    ['+', '+'],
    ['-', '-'],
  ],
  [
    ['*', '*'],
    ['/', '/'],
    ['//', '//'],
    ['MOD', 'mod'],
  ],
];

/** Reads a whole equation. Errors: SD001, SD026. */
export function parseEquation(content: Content, source: Source): Raw {
  const cursor = new Cursor(source, tokenizeEquation(content, source));
  const raw = parseRaw(cursor);
  if (cursor.token.kind !== 'end') cursor.fail('an operator, or the end of the equation');
  return raw;
}

/** Reads one expression and leaves the cursor behind it. */
export function parseRaw(cursor: Cursor, level = 0): Raw {
  const ops = levels[level];
  if (!ops) return cursor.inside(() => parseSigned(cursor));
  let left = parseRaw(cursor, level + 1);
  for (;;) {
    const found = ops.find(([mark]) => cursor.is(mark));
    if (!found) return left;
    const { place } = cursor;
    cursor.countOperator();
    cursor.take();
    left = { kind: 'binary', op: found[1], left, right: parseRaw(cursor, level + 1), place };
  }
}

function parseSigned(cursor: Cursor): Raw {
  const { place } = cursor;
  const operand = () => cursor.inside(() => parseSigned(cursor));
  if (cursor.accept('+')) return operand();
  if (cursor.accept('-')) return { kind: 'unary', op: '-', arg: operand(), place };
  if (cursor.accept('NOT')) return { kind: 'unary', op: 'not', arg: operand(), place };
  const left = parseAtom(cursor);
  // A converter of other formats writes NOT behind what it turns round; nothing else can mean that.
  if (cursor.accept('NOT')) return { kind: 'unary', op: 'not', arg: left, place };
  if (!cursor.is('^')) return left;
  const at = cursor.place;
  cursor.take();
  return { kind: 'binary', op: '^', left, right: operand(), place: at };
}

function parseAtom(cursor: Cursor): Raw {
  const { token, place } = cursor;
  if (token.kind === 'number') {
    cursor.take();
    return { kind: 'number', value: Number(token.text), text: token.text, place };
  }
  if (cursor.accept('(')) {
    const inner = parseRaw(cursor);
    cursor.expect(')');
    return inner;
  }
  if (cursor.accept('IF')) {
    const test = parseRaw(cursor);
    cursor.expect('THEN');
    const yes = parseRaw(cursor);
    cursor.expect('ELSE');
    return { kind: 'if', test, yes, no: parseRaw(cursor), place };
  }
  if (token.kind !== 'name') cursor.fail('a number, a name or "("');
  cursor.take();
  const subscripts = cursor.is('[') ? parseSubscripts(cursor) : undefined;
  const brackets = subscripts && { subscripts };
  if (!cursor.accept('(')) return { kind: 'name', name: token.text, ...brackets, place };
  const args: Raw[] = [];
  if (!cursor.accept(')')) {
    do args.push(parseRaw(cursor));
    while (cursor.accept(','));
    cursor.expect(')');
  }
  return { kind: 'call', name: token.text, ...brackets, args, place };
}

function parseSubscripts(cursor: Cursor): RawSubscript[] {
  cursor.expect('[');
  const subscripts: RawSubscript[] = [];
  do {
    const { place } = cursor;
    if (cursor.accept('*')) {
      subscripts.push({ kind: 'all', place });
      continue;
    }
    const index = parseRaw(cursor);
    subscripts.push(
      cursor.accept(':')
        ? { kind: 'range', from: index, to: parseRaw(cursor), place }
        : { kind: 'one', index, place },
    );
  } while (cursor.accept(','));
  cursor.expect(']');
  return subscripts;
}

import type { BinaryOp, Bounds, Point, SyntaxExpr, SyntaxSubscript } from './ast.js';
import type { Cursor } from './cursor.js';

/** Not available: the number that stands for a missing value in this format, -2^109. */
export const NA = -(2 ** 109);

// From loosest to tightest; each level groups from the left.
const levels: readonly (readonly [mark: string, op: BinaryOp][])[] = [
  [[':OR:', 'or']],
  [[':AND:', 'and']],
  [
    ['=', '='],
    ['<>', '<>'],
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
  ],
];
const COMPARISON = 2;

/** Reads one expression and leaves the cursor behind it. Errors: SD001, SD026. */
export function parseExpression(cursor: Cursor, level = 0): SyntaxExpr {
  const ops = levels[level];
  if (!ops) return parseUnary(cursor);
  if (level === COMPARISON && cursor.is(':NOT:')) {
    const { place } = cursor;
    cursor.take();
    return { kind: 'unary', op: 'not', arg: cursor.inside(() => parseExpression(cursor, COMPARISON)), place };
  }
  let left = parseExpression(cursor, level + 1);
  for (;;) {
    const found = ops.find(([mark]) => cursor.is(mark));
    if (!found) return left;
    const { place } = cursor;
    cursor.countOperator();
    cursor.take();
    left = { kind: 'binary', op: found[1], left, right: parseExpression(cursor, level + 1), place };
  }
}

// Every way into a deeper level leads through here, apart from :NOT:.
function parseUnary(cursor: Cursor): SyntaxExpr {
  return cursor.inside(() => parseSigned(cursor));
}

function parseSigned(cursor: Cursor): SyntaxExpr {
  const { place } = cursor;
  if (cursor.accept('+')) return parseUnary(cursor);
  if (cursor.accept('-')) return { kind: 'unary', op: '-', arg: parseUnary(cursor), place };
  return parsePower(cursor);
}

// A power binds tighter than a sign before it and groups from the right: -2^2 is -4, and 4^3^2 is 4^9.
function parsePower(cursor: Cursor): SyntaxExpr {
  const left = parseAtom(cursor);
  if (!cursor.is('^')) return left;
  const { place } = cursor;
  cursor.take();
  return { kind: 'binary', op: '^', left, right: parseUnary(cursor), place };
}

function parseAtom(cursor: Cursor): SyntaxExpr {
  const { token, place } = cursor;
  if (token.kind === 'number') {
    cursor.take();
    return { kind: 'number', value: Number(token.text), text: token.text, place };
  }
  if (token.kind === 'string') {
    cursor.take();
    return { kind: 'string', text: token.text.slice(1, -1), place };
  }
  if (cursor.accept(':NA:')) return { kind: 'number', value: NA, text: ':NA:', place };
  if (cursor.is('(')) {
    if (looksLikeLookup(cursor)) return { kind: 'lookup', ...parseLookup(cursor), place };
    cursor.take();
    const inner = parseExpression(cursor);
    cursor.expect(')');
    return inner;
  }
  if (token.kind !== 'name') cursor.fail('a number, a name or "("');
  cursor.take();
  const subscripts = cursor.is('[') ? parseSubscripts(cursor) : undefined;
  if (!cursor.accept('(')) return { kind: 'name', name: token.text, subscripts, place };
  const args: SyntaxExpr[] = [];
  const outputs: SyntaxExpr[] = [];
  if (!cursor.accept(')')) {
    do args.push(parseExpression(cursor));
    while (cursor.accept(','));
    if (cursor.accept(':')) {
      do outputs.push(parseExpression(cursor));
      while (cursor.accept(','));
    }
    cursor.expect(')');
  }
  const call = { kind: 'call', name: token.text, subscripts, args, place } as const;
  return outputs.length > 0 ? { ...call, outputs } : call;
}

/** Reads `[a, b!]`. */
export function parseSubscripts(cursor: Cursor): SyntaxSubscript[] {
  cursor.expect('[');
  const subscripts: SyntaxSubscript[] = [];
  do {
    const { place } = cursor;
    const name = cursor.expectName('a subscript').text;
    subscripts.push({ name, bang: cursor.accept('!'), place });
  } while (cursor.accept(','));
  cursor.expect(']');
  return subscripts;
}

// `([` or `((1,2),...` can only open a lookup: an expression has no pairs.
function looksLikeLookup(cursor: Cursor): boolean {
  return cursor.next.kind === 'mark' && (cursor.next.text === '[' || cursor.pairAhead());
}

/** Reads the points of a lookup, `([(0,0)-(10,10)],(0,1),(2,3))`, with or without the frame. */
export function parseLookup(cursor: Cursor): { points: Point[]; bounds?: Bounds } {
  cursor.expect('(');
  let bounds: Bounds | undefined;
  if (cursor.accept('[')) {
    const low = parsePoint(cursor);
    cursor.expect('-');
    bounds = { low, high: parsePoint(cursor) };
    while (cursor.accept(',')) parsePoint(cursor);
    cursor.expect(']');
    cursor.accept(',');
  }
  const points: Point[] = [];
  if (cursor.is('(')) {
    do points.push(parsePoint(cursor));
    while (cursor.accept(','));
  } else {
    points.push(...parseFlatPoints(cursor));
  }
  cursor.expect(')');
  return bounds ? { points, bounds } : { points };
}

// The older form: all x, then all y.
function parseFlatPoints(cursor: Cursor): Point[] {
  const values: number[] = [];
  do values.push(parseNumber(cursor));
  while (cursor.accept(','));
  const half = values.length / 2;
  if (!Number.isInteger(half)) cursor.fail('as many y as x in the lookup');
  return values.slice(0, half).map((x, i) => [x, values[half + i]!] as const);
}

function parsePoint(cursor: Cursor): Point {
  cursor.expect('(');
  const x = parseNumber(cursor);
  cursor.expect(',');
  const y = parseNumber(cursor);
  cursor.expect(')');
  return [x, y];
}

/** Reads a number with an optional sign. */
export function parseNumber(cursor: Cursor): number {
  let sign = 1;
  for (;;) {
    if (cursor.accept('-')) sign = -sign;
    else if (!cursor.accept('+')) break;
  }
  if (cursor.accept(':NA:')) return sign * NA;
  if (cursor.token.kind !== 'number') cursor.fail('a number');
  return sign * Number(cursor.take().text);
}

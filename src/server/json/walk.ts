/** Where a text stops being JSON, and what would have been right there. */
export class JsonFault extends Error {
  constructor(
    readonly offset: number,
    readonly found: string,
    readonly expected: string,
    readonly kind: 'syntax' | 'bounds' = 'syntax',
  ) {
    super(found);
  }
}

/** What a text may hold at most, so that no reader of it is kept busy. */
export interface JsonBounds {
  readonly depth: number;
  /** Letters in one text. */
  readonly letters: number;
}

/** Is told of each member of an object and each item of a list, before its value is walked over. */
export type Visit = (step: string | number, keyAt: number, valueAt: number, depth: number) => void;

/**
 * Walks over a JSON text from front to back, and throws at the first character that is not JSON.
 *
 * Keys that stand twice in an object and the key `__proto__` are faults too, since readers differ on them.
 *
 * @returns the offset after the value
 * @throws JsonFault
 *
 * @example
 * walkJson('[1, 2]', { depth: 9, letters: 99 }) // => 6
 */
export function walkJson(text: string, bounds: JsonBounds): number {
  const end = blank(
    text,
    walkValue(text, blank(text, 0), 0, bounds, () => {}),
  );
  if (end < text.length) throw fault(text, end, 'the end of the text');
  return end;
}

/**
 * Lists the members of the object or the items of the list that begins at an offset, with the offsets of key and value.
 *
 * @param text a text that `walkJson` found to be JSON
 *
 * @example
 * childrenAt('{"a": 1}', 0, { depth: 9, letters: 99 }).get('a') // => { key: 1, value: 6 }
 */
export function childrenAt(text: string, from: number, bounds: JsonBounds): Map<string, Offsets> {
  const children = new Map<string, Offsets>();
  walkValue(text, blank(text, from), 0, bounds, (step, key, value, depth) => {
    if (depth === 0) children.set(String(step), { key, value });
  });
  return children;
}

/** Where a member's key and its value begin; an item of a list has no key, and both are the same. */
export interface Offsets {
  readonly key: number;
  readonly value: number;
}

function walkValue(text: string, at: number, depth: number, bounds: JsonBounds, visit: Visit): number {
  const first = text[at];
  if (first === '{' || first === '[') {
    if (depth >= bounds.depth)
      throw new JsonFault(at, 'lists lie too deep in each other', `at most ${bounds.depth} levels`, 'bounds');
    return first === '{'
      ? walkObject(text, at, depth, bounds, visit)
      : walkList(text, at, depth, bounds, visit);
  }
  if (first === '"') return walkText(text, at, bounds);
  return walkWord(text, at);
}

function walkObject(text: string, from: number, depth: number, bounds: JsonBounds, visit: Visit): number {
  const seen = new Set<string>();
  let at = blank(text, from + 1);
  if (text[at] === '}') return at + 1;
  for (;;) {
    if (text[at] !== '"') throw fault(text, at, 'a key in double quotes');
    const keyEnd = walkText(text, at, bounds);
    const key = JSON.parse(text.slice(at, keyEnd)) as string;
    if (seen.has(key)) throw new JsonFault(at, `the key "${key}" stands twice`, 'each key once');
    if (key === '__proto__') throw new JsonFault(at, 'unknown key "__proto__"', 'another name');
    seen.add(key);
    const colon = blank(text, keyEnd);
    if (text[colon] !== ':') throw fault(text, colon, 'a colon after the key');
    const valueAt = blank(text, colon + 1);
    visit(key, at, valueAt, depth);
    at = blank(text, walkValue(text, valueAt, depth + 1, bounds, visit));
    if (text[at] === '}') return at + 1;
    if (text[at] !== ',') throw fault(text, at, 'a comma or }');
    at = blank(text, at + 1);
  }
}

function walkList(text: string, from: number, depth: number, bounds: JsonBounds, visit: Visit): number {
  let at = blank(text, from + 1);
  if (text[at] === ']') return at + 1;
  for (let i = 0; ; i++) {
    visit(i, at, at, depth);
    at = blank(text, walkValue(text, at, depth + 1, bounds, visit));
    if (text[at] === ']') return at + 1;
    if (text[at] !== ',') throw fault(text, at, 'a comma or ]');
    at = blank(text, at + 1);
  }
}

function walkText(text: string, from: number, { letters }: JsonBounds): number {
  for (let at = from + 1; ; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      if (at - from - 1 > letters)
        throw new JsonFault(from, 'a text is too long', `at most ${letters} letters`, 'bounds');
      return at + 1;
    }
    // Not below: past the end, where the code is NaN.
    if (!(code >= 32)) throw fault(text, at, 'a double quote at the end of the text, on the same line');
    if (code !== backslash) continue;
    const sequence = /^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(at + 1, at + 6))?.[0];
    if (sequence === undefined) throw fault(text, at, 'an escape of JSON such as \\n or \\u4e2d');
    at += sequence.length;
  }
}

const [quote, backslash] = [34, 92];
const word = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function walkWord(text: string, at: number): number {
  word.lastIndex = at;
  const found = word.exec(text)?.[0];
  if (found === undefined)
    throw fault(text, at, 'a value: an object, a list, a text, a number, true, false or null');
  return at + found.length;
}

function blank(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === 32 || code === 10 || code === 13 || code === 9; ) {
    at += 1;
    code = text.charCodeAt(at);
  }
  return at;
}

function fault(text: string, at: number, expected: string): JsonFault {
  const point = text.codePointAt(at);
  const found =
    point === undefined ? 'the text ends' : `${JSON.stringify(String.fromCodePoint(point))} stands`;
  return new JsonFault(at, `not JSON: ${found} where something else belongs`, expected);
}

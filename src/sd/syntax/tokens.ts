import { SteelyardError } from '../../base/error.js';
import { tidyName } from '../names.js';
import { Depth } from './bounds.js';
import { placeAt, type Source } from './entries.js';

/** A word of the language; `offset` is counted in the file. */
export interface Token {
  readonly kind: 'number' | 'name' | 'string' | 'mark' | 'end';
  readonly text: string;
  readonly offset: number;
  readonly end: number;
}

const keywords =
  /:(?:AND|OR|NOT|EXCEPT|NA|RAW|INTERPOLATE|LOOK FORWARD|HOLD BACKWARD|MACRO|END OF MACRO|TEST INPUT|THE CONDITION|IMPLIES):/iy;
const marks = /<->|->|<=|>=|<>|:=|==|[-+*/^=<>()[\],;:!]/y;
const number = /(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y;
// A name goes on over spaces and line ends for as long as words follow each other.
const name = /[\p{L}_$][\p{L}\p{M}\p{N}_$'.&]*(?:(?:\s|\\\r?\n)+[\p{L}\p{N}_$'][\p{L}\p{M}\p{N}_$'.&]*)*/uy;
const quoted = /"(?:\\[\s\S]|[^"\\])*"/y;
const string = /'[^']*'/y;
const space = /(?:\s|\\\s*(?:\n|$)|\{[^}]*\})+/y;

const asWritten = (word: string) => word;
// In the order in which they are tried.
const rules: readonly (readonly [Token['kind'], RegExp, (word: string) => string])[] = [
  ['number', number, asWritten],
  ['name', quoted, tidyName],
  ['name', name, tidyName],
  ['mark', keywords, (word) => word.toUpperCase()],
  ['mark', marks, asWritten],
  ['string', string, asWritten],
];

/** Splits a stretch of the file into tokens; the last one is of kind `end`. Errors: SD001 at a stray character. */
export function tokenize(source: Source, start: number, end: number): Token[] {
  const tokens: Token[] = [];
  const depth = new Depth();
  let at = start;
  const text = source.text.slice(0, end);
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return matchAt(pattern, text, source, at)?.[0];
  };
  while (at < end) {
    const gap = take(space);
    if (gap) {
      at += gap.length;
      continue;
    }
    const rule = rules.find(([, pattern]) => take(pattern) !== undefined);
    if (!rule) throw strayCharacter(source, at);
    const word = take(rule[1])!;
    if (rule[0] === 'mark') depth.see(word, () => placeAt(source, at));
    tokens.push({ kind: rule[0], text: rule[2](word), offset: at, end: at + word.length });
    at += word.length;
  }
  tokens.push({ kind: 'end', text: '', offset: end, end });
  return tokens;
}

/** A name of a variable is a line at most. */
const longestWord = 1_000_000;

/** Matches a sticky pattern. Errors: SD026 at a word that is longer than any name, or too long for the pattern. */
export function matchAt(pattern: RegExp, text: string, source: Source, offset: number) {
  const tooLong = () =>
    new SteelyardError({
      code: 'SD026',
      found: 'a word goes on without end here',
      place: placeAt(source, offset),
      expected: `a name of at most ${longestWord} letters`,
      remedy: 'end it, or leave it out',
    });
  let found: RegExpExecArray | null;
  try {
    found = pattern.exec(text);
  } catch (error) {
    // Some millions of letters exhaust what a pattern keeps to go back to.
    if (error instanceof RangeError) throw tooLong();
    throw error;
  }
  if (found && found[0].length > longestWord && found[0].trim() !== '') throw tooLong();
  return found;
}

/**
 * Tells whether a name can stand in a text without quotes.
 *
 * @example
 * ['wafer yield', '3 nm', 'a-b'].map(isPlainName) // => [true, false, false]
 */
export function isPlainName(text: string): boolean {
  name.lastIndex = 0;
  return name.exec(text)?.[0] === text;
}

function strayCharacter(source: Source, at: number): SteelyardError {
  return new SteelyardError({
    code: 'SD001',
    found: `the character "${source.text[at]}" has no meaning here`,
    place: placeAt(source, at),
    remedy: 'put a name that holds such a character in double quotes',
  });
}

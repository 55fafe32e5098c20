import { SteelyardError } from '../../base/error.js';
import { tidyName } from '../names.js';
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
const space = /(?:\s|\\\s*\n|\{[^}]*\})+/y;

/** Splits a stretch of the file into tokens; the last one is of kind `end`. Errors: SD001 at a stray character. */
export function tokenize(source: Source, start: number, end: number): Token[] {
  const tokens: Token[] = [];
  let at = start;
  const text = source.text.slice(0, end);
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const push = (kind: Token['kind'], word: string, shown = word) => {
    tokens.push({ kind, text: shown, offset: at, end: at + word.length });
    at += word.length;
  };
  while (at < end) {
    let word: string | undefined;
    if ((word = take(space))) at += word.length;
    else if ((word = take(number))) push('number', word);
    else if ((word = take(quoted))) push('name', word, tidyName(word));
    else if ((word = take(name))) push('name', word, tidyName(word));
    else if ((word = take(keywords))) push('mark', word, word.toUpperCase());
    else if ((word = take(marks))) push('mark', word);
    else if ((word = take(string))) push('string', word);
    else {
      throw new SteelyardError({
        code: 'SD001',
        found: `the character "${text[at]}" has no meaning here`,
        place: placeAt(source, at),
        remedy: 'put a name that holds such a character in double quotes',
      });
    }
  }
  tokens.push({ kind: 'end', text: '', offset: end, end });
  return tokens;
}

import { SteelyardError } from '../../base/error.js';
import { placeAt, type Source } from '../syntax/entries.js';
import type { Token } from '../syntax/tokens.js';
import type { Content } from './document.js';
import { keywords, unescaped } from './names.js';

const space = /(?:\s|\{[^}]*\})+/y;
const number = /(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y;
// A leading dot means the outermost model; a dot between names leads into a module.
const name =
  /\.?(?:"(?:\\[\s\S]|[^"\\])*"|[\p{L}_$][\p{L}\p{M}\p{N}_$]*)(?:\.(?:"(?:\\[\s\S]|[^"\\])*"|[\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$]*))*/uy;
const mark = /<=|>=|<>|\/\/|[-+*/^=<>()[\],:;]/y;

/** Splits an equation into tokens; the last one is of kind `end`. Errors: SD001 at a stray character. */
export function tokenizeEquation(content: Content, source: Source): Token[] {
  const { text, offsets } = content;
  const tokens: Token[] = [];
  const offsetAt = (at: number) => offsets[at] ?? content.end;
  let at = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const gap = take(space);
    if (gap) {
      at += gap.length;
      continue;
    }
    const found = (
      [
        ['number', number],
        ['name', name],
        ['mark', mark],
      ] as const
    ).find(([, pattern]) => take(pattern) !== undefined);
    if (!found) throw strayCharacter(text[at]!, offsetAt(at), source);
    const word = take(found[1])!;
    tokens.push({ ...tokenOf(found[0], word), offset: offsetAt(at), end: offsetAt(at + word.length) });
    at += word.length;
  }
  const last = tokens.at(-1)?.end ?? content.end;
  tokens.push({ kind: 'end', text: '', offset: last, end: last });
  return tokens;
}

function tokenOf(kind: Token['kind'], word: string): Pick<Token, 'kind' | 'text'> {
  if (kind !== 'name') return { kind, text: word };
  const upper = word.toUpperCase();
  if (keywords.has(upper)) return { kind: 'mark', text: upper };
  return { kind, text: word.replace(/"((?:\\[\s\S]|[^"\\])*)"/g, (_, inside: string) => unescaped(inside)) };
}

const arrayMarks: Readonly<Record<string, string>> = {
  "'": 'the mark that turns an array around',
  '@': 'the mark for the position of a dimension',
};

function strayCharacter(letter: string, offset: number, source: Source): SteelyardError {
  const mark = arrayMarks[letter];
  if (mark) {
    return new SteelyardError({
      code: 'SD017',
      found: `${letter}, ${mark}, is not supported`,
      place: placeAt(source, offset),
      remedy: 'name the dimensions in the brackets, in the order that is meant',
    });
  }
  return new SteelyardError({
    code: 'SD001',
    found: `the character "${letter}" has no meaning here`,
    place: placeAt(source, offset),
    remedy: 'put a name that holds such a character in double quotes',
  });
}

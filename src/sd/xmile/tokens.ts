import { SteelyardError } from '../../base/error.js';
import { Depth } from '../syntax/bounds.js';
import { placeAt, type Source } from '../syntax/entries.js';
import { matchAt, type Token } from '../syntax/tokens.js';
import type { Content } from './document.js';
import { keywords, unescaped } from './names.js';

const gap = /(?:\s|\{[^}]*\})+/;
const numeral = /(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/;
// A leading dot means the outermost model; a dot between names leads into a module.
const word =
  /\.?(?:"(?:\\[\s\S]|[^"\\])*"|[\p{L}_$][\p{L}\p{M}\p{N}_$]*)(?:\.(?:"(?:\\[\s\S]|[^"\\])*"|[\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$]*))*/u;
const sign = /<=|>=|<>|\/\/|[-+*/^=<>()[\],:;]/;
const part = new RegExp(`${gap.source}|(${numeral.source})|(${word.source})|(${sign.source})`, 'uy');

/** Splits an equation into tokens; the last one is of kind `end`. Errors: SD001 at a stray character. */
export function tokenizeEquation(content: Content, source: Source): Token[] {
  const { text, offsets } = content;
  const tokens: Token[] = [];
  const depth = new Depth();
  const offsetAt = (at: number) => offsets[at] ?? content.end;
  for (let at = 0; at < text.length; at = part.lastIndex) {
    part.lastIndex = at;
    const found = matchAt(part, text, source, offsetAt(at));
    if (!found) throw strayCharacter(text[at]!, offsetAt(at), source);
    const [, number, name, mark] = found;
    const offset = offsetAt(at);
    const end = offsetAt(part.lastIndex);
    if (number !== undefined) tokens.push({ kind: 'number', text: number, offset, end });
    else if (name !== undefined) tokens.push({ ...nameToken(name), offset, end });
    else if (mark !== undefined) {
      depth.see(mark, () => placeAt(source, offset));
      tokens.push({ kind: 'mark', text: mark, offset, end });
    }
  }
  const last = tokens.at(-1)?.end ?? content.end;
  tokens.push({ kind: 'end', text: '', offset: last, end: last });
  return tokens;
}

function nameToken(word: string): Pick<Token, 'kind' | 'text'> {
  const upper = word.toUpperCase();
  if (keywords.has(upper)) return { kind: 'mark', text: upper };
  return {
    kind: 'name',
    text: word.replace(/"((?:\\[\s\S]|[^"\\])*)"/g, (_, inside: string) => unescaped(inside)),
  };
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

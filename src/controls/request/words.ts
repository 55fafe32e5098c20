import type { WordsFile } from '../../facts/index.js';
import { foldPlace } from '../../facts/light.js';
import type { Places } from '../places.js';
import type { Request } from '../types.js';

/** An input that words told, with the words. */
export interface Told {
  readonly input: string;
  /** A place is told by its own id: `HK`, and not the `CN` as which it counts. */
  readonly value: string;
  readonly words: string;
}

/** The input of which every value that words tell counts: a firm may have several owners. */
const manifold = 'parent';

type Reader = (request: Request) => Told[];
type Where = WordsFile['patterns'][number]['in'];

/** What a word is made of; the classes of Unicode would take ten times as long to compile. */
const letter = '[a-z0-9\\u00C0-\\u024F]';

/** Letters of a text that are read; a text may be longer. */
const longest = 2000;

const kept = new WeakMap<WordsFile, WeakMap<Places, Reader>>();

/**
 * Makes the reader of what the words of a request tell: parents, kinds of party, purposes, movements.
 *
 * The first pattern that sets an input decides it, but of parents all are told; `open` is one whose place was not. A pattern matches whole words only, and not after a word that denies
 * it. Of a text longer than 2,000 letters the first 2,000 are read, and the words that were read say so.
 *
 * @example
 * const read = wordReader(facts.words, readPlaces(facts))
 * read({ end_user: 'subsidiary of a China-headquartered firm', date: '2026-01-20' })[0].value // => 'CN'
 * read({ end_user: 'not headquartered in China', date: '2026-01-20' }) // => []
 */
export function wordReader(words: WordsFile, places: Places): Reader {
  const byPlaces = kept.get(words) ?? new WeakMap<Places, Reader>();
  kept.set(words, byPlaces);
  const reader = byPlaces.get(places) ?? makeReader(words, places);
  byPlaces.set(places, reader);
  return reader;
}

function makeReader(words: WordsFile, places: Places): Reader {
  const letters = lettersOf(places);
  const find = placeFinder(words, places);
  const isDenied = denialTest(words);
  const patterns = words.patterns.map(({ in: where, pattern, sets }) => ({
    where,
    ofPlace: /\{(?:place|abroad)\}/.test(pattern),
    test: compile(pattern, where, words, letters),
    sets: Object.entries(sets),
  }));
  return (request) => {
    const told: Told[] = [];
    const texts = new Map<Where, Marked | undefined>();
    const marked = (where: Where) => {
      if (!texts.has(where)) texts.set(where, mark(textOf(request, where), find, letters, where));
      return texts.get(where);
    };
    for (const { where, ofPlace, test, sets } of patterns) {
      const text = marked(where);
      if (text === undefined || (ofPlace && text.originals.size === 0)) continue;
      for (const match of text.letters.matchAll(test)) {
        if (isDenied(text.letters, match.index)) continue;
        const at = match.indices?.groups?.place?.[0];
        const place = at === undefined ? undefined : letters.idAt(text.letters, at);
        for (const [input, value] of sets) {
          if (input !== manifold && told.some((one) => one.input === input)) continue;
          const said = value.startsWith('{') ? place! : value;
          told.push({ input, value: said, words: wordsAt(text, match.index, match[0].length) });
        }
        // A mention of a place tells one thing: the firm of "subsidiary of a Chinese firm" is the parent and no more.
        if (at !== undefined) text.letters = letters.markRead(text.letters, at);
      }
    }
    return told;
  };
}

/** A text in which each place is one letter of the private use area, so that patterns on places stay simple. */
interface Marked {
  letters: string;
  readonly originals: ReadonlyMap<number, string>;
  readonly cut: boolean;
}

/** The letters that stand for places: the n-th of U+E000 on while it has not been read, of U+E800 on afterwards. */
function lettersOf({ ids, countsAs }: Places) {
  const [fresh, read] = [0xe000, 0xe800];
  const index = new Map(ids.map((id, i) => [id, i]));
  const letterOf = (id: string, from: number) => String.fromCharCode(from + index.get(id)!);
  return {
    of: (id: string) => letterOf(id, fresh),
    idAt: (text: string, at: number) => ids[text.charCodeAt(at) - fresh]!,
    markRead: (text: string, at: number) =>
      text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) - fresh + read) + text.slice(at + 1),
    pattern(name: string): string | undefined {
      if (name === 'place') return '(?<place>[\\uE000-\\uE7FF])';
      if (name === 'anywhere') return '[\\uE000-\\uEFFF]';
      if (name === 'abroad') {
        const abroad = ids.filter((id) => countsAs(id) !== 'US').map((id) => letterOf(id, fresh));
        return abroad.length > 0 ? `(?<place>[${abroad.join('')}])` : '(?!)';
      }
      if (!/^[A-Z]{2}$/.test(name)) return undefined;
      return index.has(name) ? `[${letterOf(name, fresh)}${letterOf(name, read)}]` : '(?!)';
    },
  };
}
type Letters = ReturnType<typeof lettersOf>;

function compile(pattern: string, where: Where, { terms }: WordsFile, letters: Letters): RegExp {
  const expand = (text: string, depth = 0): string =>
    text.replace(/(?<!\\p)\{([a-zA-Z]+)\}/g, (_, name: string) => {
      const place = letters.pattern(name);
      if (place !== undefined) return place;
      return depth > 3 ? '(?!)' : `(?:${expand(terms[name] ?? '(?!)', depth + 1)})`;
    });
  const [before, after] = where === 'transaction' ? ['^', '$'] : [`(?<!${letter})`, `(?!${letter})`];
  return new RegExp(`${before}(?:${expand(pattern)})${after}`, 'dgi');
}

/** Tells whether words before a place in a text take back what follows. */
function denialTest({ negation }: WordsFile): (text: string, at: number) => boolean {
  const any = (list: readonly string[]) => list.map((word) => word.replaceAll("'", "'?")).join('|');
  const place = '[\\uE000-\\uEFFF]';
  const passing = `(?:${place}(?:, ${place}){0,5},? n?or|${place}|${any(negation.passing)})`;
  const test = new RegExp(`(?<!${letter})(?:${any(negation.words)})(?:[- ]${passing}){0,8}[- ]$`, 'i');
  return (text, at) => test.test(text.slice(Math.max(0, at - 160), at));
}

const word = /\p{L}(?:\.\p{L})+\.?(?!\p{L})|[\p{L}\p{N}]+(?:'\p{L}+)*|&/gu;

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

type Finder = (words: readonly Word[], gaps: readonly string[], anyCase: boolean) => string | undefined;

/** Puts a letter for each place that a text names; the longest name counts. */
function mark(text: string | undefined, find: Finder, letters: Letters, where: Where): Marked | undefined {
  if (text === undefined) return undefined;
  const read = cutAtWord(text)
    .replace(/[_\uE000-\uF8FF]/g, ' ')
    .replaceAll('’', "'")
    .replace(/\s+/g, ' ')
    .trim();
  const words = [...read.matchAll(word)].map(
    ({ 0: found, index }): Word => ({ text: found, start: index, end: index + found.length }),
  );
  const originals = new Map<number, string>();
  let [out, done] = ['', 0];
  for (let i = 0; i < words.length; ) {
    const window = placeFrom(words, i, read, find, where === 'transaction');
    if (window !== undefined) {
      out += read.slice(done, words[i]!.start);
      const name = read.slice(words[i]!.start, window.end);
      if (window.id === '') out += name;
      else {
        originals.set(out.length, name);
        out += letters.of(window.id);
      }
      done = window.end;
    }
    i += window?.size ?? 1;
  }
  return { letters: out + read.slice(done), originals, cut: text.length > longest };
}

/** The longest place of up to seven words that starts with this word; the id is empty for what is no place. */
function placeFrom(words: readonly Word[], from: number, text: string, find: Finder, anyCase: boolean) {
  const gaps: string[] = [];
  for (let i = from; i < words.length - 1 && i < from + 6; i++) {
    const gap = text.slice(words[i]!.end, words[i + 1]!.start);
    if (!/^(?:[ -]|, |\. | - )$/.test(gap)) break;
    gaps.push(gap.startsWith(',') ? ', ' : ' ');
  }
  // No name of many words starts with a letter alone, such as an article.
  const most = words[from]!.text.length > 1 ? gaps.length + 1 : 1;
  for (let size = most; size >= 1; size--) {
    const window = words.slice(from, from + size);
    const last = window[size - 1]!;
    for (const name of last.text.endsWith("'s") ? [last.text, last.text.slice(0, -2)] : [last.text]) {
      const shown = { ...last, text: name };
      const id = find([...window.slice(0, -1), shown], gaps.slice(0, size - 1), anyCase);
      if (id !== undefined) return { id, size, end: last.start + name.length };
    }
  }
  return undefined;
}

/** Makes the look-up of places: the lists of words first, then the names of the data. */
function placeFinder({ short, adjectives, cities, no_place }: WordsFile, places: Places): Finder {
  const spelled = new Map<string, string>();
  const exact = new Map<string, string>();
  const known = new Set(places.ids);
  for (const list of [adjectives, cities]) {
    for (const [id, names] of Object.entries(list)) {
      if (known.has(id)) for (const name of names) spelled.set(name.toLowerCase(), id);
    }
  }
  for (const [id, names] of Object.entries(short)) {
    if (known.has(id)) for (const name of names) exact.set(name, id);
  }
  for (const name of no_place) spelled.set(name.toLowerCase(), '');
  return (given, gaps, anyCase) => {
    const the = given.length > 1 && given[0]!.text.toLowerCase() === 'the' ? 1 : 0;
    const words = given.slice(the);
    const between = gaps.slice(the);
    const only = words.length === 1 ? words[0]!.text.replaceAll('.', '') : undefined;
    if (only !== undefined && only.length <= 3) return exact.get(anyCase ? only.toUpperCase() : only);
    const name = words.map(({ text }, i) => text + (between[i] ?? '')).join('');
    const own = spelled.get(name.toLowerCase());
    if (own !== undefined) return own;
    return between.includes(', ') ? undefined : nameOfData(words, name, places);
  };
}

/**
 * A place by a name of the data. Looking up does not see where words end, so "a land" would be Aland and "to go" Togo:
 * names of many words have six letters or more, and as many words as the name that they stand for.
 */
function nameOfData(words: readonly Word[], name: string, places: Places): string | undefined {
  if (/\p{N}/u.test(name)) return undefined;
  const id = places.idOf(name);
  if (id === undefined || words.length === 1) return id;
  const folded = foldPlace(name);
  if (folded.length < 6) return undefined;
  const shown = places.nameOf(id);
  if (foldPlace(shown) !== folded) return id;
  return shown.split(/[ -]/).length === words.length ? id : undefined;
}

/** The part of a text that is read; a cut through a word would make "Niger" of "Nigeria". */
function cutAtWord(text: string): string {
  if (text.length <= longest) return text;
  const part = text.slice(0, longest);
  const end = part.search(/[\s,;_-][^\s,;_-]*$/);
  return /[\s,;_-]/.test(text[longest]!) || end < 0 ? part : part.slice(0, end);
}

function wordsAt({ letters, originals, cut }: Marked, from: number, length: number): string {
  const words = letters
    .slice(from, from + length)
    .split('')
    .map((one, i) => originals.get(from + i) ?? one);
  return `${words.join('')}${cut ? ` (of this text the first ${longest} letters were read)` : ''}`;
}

function textOf(request: Request, where: Where): string | undefined {
  const text = where === 'packaged_by' ? request.params?.packaged_by : request[where];
  return typeof text === 'string' ? text : undefined;
}

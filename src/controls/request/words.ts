import type { WordsFile } from '../../facts/index.js';
import type { Places } from '../places.js';
import type { Request } from '../types.js';

/** An input that words told, with the words. */
export interface Told {
  readonly input: string;
  readonly value: string;
  readonly words: string;
}

type Reader = (request: Request) => Told[];

const kept = new WeakMap<WordsFile, Reader>();

/**
 * Makes the reader of what the words of a request tell: parents, kinds of party, purposes.
 *
 * The first pattern that sets an input decides it.
 *
 * @example
 * const read = wordReader(facts.words, readPlaces(facts))
 * read({ end_user: 'subsidiary of a China-headquartered firm', date: '2026-01-20' })[0].value // => 'CN'
 */
export function wordReader(words: WordsFile, places: Places): Reader {
  const known = kept.get(words);
  if (known) return known;
  const spellings = new Map<string, string>();
  for (const [id, adjectives] of Object.entries(words.adjectives)) {
    for (const adjective of adjectives) spellings.set(adjective.toLowerCase(), id);
  }
  const placeOf = (text: string) => spellings.get(text.toLowerCase()) ?? places.idOf(text);
  const patterns = words.patterns.map(({ in: where, pattern, sets }) => ({
    where,
    // A place is up to three words that must turn out to be one.
    test: new RegExp(
      pattern.replaceAll('{place}', "(?<place>[A-Z][\\w.']*(?: [A-Z][\\w.']*){0,2})"),
      pattern.includes('{place}') ? '' : 'i',
    ),
    loose: new RegExp(pattern.replaceAll('{place}', "(?<place>[\\w.']+(?: [\\w.']+){0,2}?)"), 'i'),
    sets: Object.entries(sets),
  }));
  const read: Reader = (request) => {
    const told = new Map<string, Told>();
    for (const { where, test, loose, sets } of patterns) {
      const text = textOf(request, where);
      if (text === undefined) continue;
      const match = [test.exec(text), loose.exec(text)].find(
        (found) => found && (found.groups?.place === undefined || placeOf(found.groups.place) !== undefined),
      );
      if (!match) continue;
      for (const [input, value] of sets) {
        if (told.has(input)) continue;
        const place = match.groups?.place;
        told.set(input, { input, value: value === '{place}' ? placeOf(place!)! : value, words: match[0] });
      }
    }
    return [...told.values()];
  };
  kept.set(words, read);
  return read;
}

function textOf(request: Request, where: WordsFile['patterns'][number]['in']): string | undefined {
  const text = where === 'packaged_by' ? request.params?.packaged_by : request[where];
  return typeof text === 'string' ? text.replaceAll('_', ' ') : undefined;
}

/** A position in a text that a person can open: file, line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** What an error tells: every part is shown, so write each as words a user can act on. */
export interface Complaint {
  /** Stable code such as `SD012`; listed in docs/errors.md. */
  readonly code: string;
  /** One sentence: what was found. */
  readonly found: string;
  readonly place?: Place;
  /** What would have been right. */
  readonly expected?: string;
  /** The closest valid name, if a name was mistyped. */
  readonly nearest?: string;
  /** What to do next. */
  readonly remedy?: string;
}

/**
 * Carries one complaint to the person who can fix it.
 *
 * @example
 * new SteelyardError({ code: 'ST001', found: 'no policy named "opn"', nearest: 'open' }).message
 * // => 'ST001 no policy named "opn"; did you mean "open"?'
 */
export class SteelyardError extends Error {
  override readonly name = 'SteelyardError';
  constructor(readonly complaint: Complaint) {
    super(describeComplaint(complaint));
  }
}

const longestQuote = 80;
const longestWord = 200;
const longestText = 600;

/**
 * Cuts what a sentence quotes to 80 letters, a word without quotes to 200, and the whole to 600: an error says what is
 * wrong, and need not repeat all of it.
 *
 * @example
 * cutQuotes(`no chip "${'a'.repeat(99)}"`).length // => 90
 * cutQuotes('no chip "h2000"') // => 'no chip "h2000"'
 */
export function cutQuotes(text: string): string {
  if (text.length <= longestQuote) return text;
  const cut = text
    .replace(/"([^"]*)"/g, (_, quoted: string) => `"${cutTo(quoted, longestQuote)}"`)
    .replace(/\S{201,}/g, (word) => cutTo(word, longestWord));
  return cutTo(cut, longestText);
}

const cutTo = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 3)}...` : text);

/** Cuts what a complaint quotes, wherever it is shown. */
export const cutComplaint = (complaint: Complaint): Complaint => ({
  ...complaint,
  found: cutQuotes(complaint.found),
  ...(complaint.expected !== undefined && { expected: cutQuotes(complaint.expected) }),
  ...(complaint.nearest !== undefined && { nearest: cutTo(complaint.nearest, longestQuote) }),
  ...(complaint.remedy !== undefined && { remedy: cutQuotes(complaint.remedy) }),
});

/**
 * Prints a place as `file:line:column`, leaving out what is not known.
 *
 * @example
 * printPlace({ file: 'a.yaml', line: 3, column: 7 }) // => 'a.yaml:3:7'
 */
export function printPlace(place: Place): string {
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
}

/**
 * Prints a complaint as one paragraph: place, code, found, expected, nearest, remedy.
 *
 * @example
 * describeComplaint({ code: 'SD001', found: 'x', place: { file: 'm.mdl', line: 2 } }) // => 'm.mdl:2 SD001 x'
 */
export function describeComplaint(complaint: Complaint): string {
  const { code, found, place, expected, nearest, remedy } = cutComplaint(complaint);
  const head = `${place ? `${printPlace(place)} ` : ''}${code} ${found}`;
  const tail = [
    expected && `expected ${expected}`,
    nearest && `did you mean "${nearest}"?`,
    remedy && `to fix: ${remedy}`,
  ].filter(Boolean);
  return [head, ...tail].join('; ');
}

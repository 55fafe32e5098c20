/** Words for readers, with links; kept apart from any markup, so that no text from a file is ever read as markup. */
export type Text = string | Link | readonly Text[];

export interface Link {
  /** `evidence:KEY`, `metric:ID`, `section:ID`, or an http(s) address. */
  readonly to: string;
  readonly label: string;
}

const schemes = /^(section:|metric:|https?:\/\/)/;

/**
 * Reads `[[target]]` and `[[target|label]]` in a text as links; anything else stays as it is.
 *
 * A target is a key of the evidence table, `metric:ID`, `section:ID` or an http(s) address.
 *
 * @example
 * JSON.stringify(parseText('as [[prior:x|x]] says')) // => '["as ",{"to":"evidence:prior:x","label":"x"}," says"]'
 */
export function parseText(text: string): Text {
  const parts = text.split(/\[\[([^[\]]+)\]\]/);
  if (parts.length === 1) return text;
  return parts.map((part, i) => {
    if (i % 2 === 0) return part;
    const [target = '', ...label] = part.split('|');
    return {
      to: schemes.test(target) ? target : `evidence:${target}`,
      label: label.join('|') || target.replace(/^\w+:/, '').replaceAll('_', ' '),
    };
  });
}

/**
 * Drops the links of a text and keeps the words.
 *
 * @example
 * plainText(['as ', { to: 'section:history', label: 'history' }, ' shows']) // => 'as history shows'
 */
export function plainText(text: Text): string {
  if (typeof text === 'string') return text;
  return 'to' in text ? text.label : text.map(plainText).join('');
}

/** Lists the targets of the links in a text, in order. */
export function linkTargets(text: Text): string[] {
  if (typeof text === 'string') return [];
  return 'to' in text ? [text.to] : text.flatMap(linkTargets);
}

/**
 * Joins words as a sentence does.
 *
 * @example
 * joinWords(['open', 'quota', 'closed']) // => 'open, quota and closed'
 */
export function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Starts a sentence with a capital letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Puts a title inside a sentence: its first letter becomes small unless the word is an abbreviation. */
export function uncapital(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** Separates texts, as `join` does for strings. */
export function joinText(texts: readonly Text[], separator: string): Text {
  return texts.flatMap((text, i) => (i === 0 ? [text] : [separator, text]));
}

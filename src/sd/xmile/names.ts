/** Words that are no names; `MOD` is an operator. */
export const keywords = new Set(['AND', 'OR', 'NOT', 'MOD', 'IF', 'THEN', 'ELSE']);

const plain = /^[\p{L}_$][\p{L}\p{M}\p{N}_$'.&]*(?: [\p{L}\p{N}_$'][\p{L}\p{M}\p{N}_$'.&]*)*$/u;

/**
 * Reads a name as an attribute or a tag holds it: escapes undone, quotes off, blanks of all kinds as one space.
 *
 * Case and underscores stay; they do not count when names are compared. XMILE 1.0, section 3.2.2.
 *
 * @example
 * readName('"Room\\nTemp"') // => 'Room Temp'
 */
export const readName = (text: string): string =>
  unescaped(text.trim().replace(/(^|\.)"((?:\\[\s\S]|[^"\\])*)"(?=\.|$)/g, '$1$2'))
    .replace(/\s+/g, ' ')
    .trim();

/**
 * Writes a name as the common form shows it: in quotes where only quotes allow it.
 *
 * @example
 * shownName('a-b') // => '"a-b"'
 */
export const shownName = (name: string): string =>
  plain.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;

/** Undoes `\n`, `\"` and `\\`; a line break in a name is a blank. */
export const unescaped = (name: string): string =>
  name.replace(/\\([\s\S])/g, (_, letter: string) => (letter === 'n' ? ' ' : letter));

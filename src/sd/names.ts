// Most names are tidy, and names are folded very often.
const tidy = /^[^\s_"\\]+(?: [^\s_"\\]+)*$/;

/**
 * Folds a name to the key under which it is known: case, runs of spaces and underscores, and quotes do not count.
 *
 * @example
 * foldName('Wafer_Yield  now') // => 'wafer yield now'
 */
export function foldName(name: string): string {
  if (tidy.test(name)) return name.toLowerCase();
  const bare = name.length > 1 && name.startsWith('"') && name.endsWith('"') ? name.slice(1, -1) : name;
  return bare
    .replace(/\\\r?\n/g, ' ')
    .replace(/[\s_]+/g, ' ')
    .trim()
    .toLowerCase();
}

/**
 * Parts the text of an element into its name and what stands between the first bracket and the last.
 *
 * @example
 * partElement('x [a,b] ') // => ['x', 'a,b']
 * partElement('x') // => undefined
 */
export function partElement(text: string): readonly [name: string, subscripts: string] | undefined {
  const whole = text.trimEnd();
  const open = whole.indexOf('[');
  return open < 0 || !whole.endsWith(']')
    ? undefined
    : [whole.slice(0, open).trimEnd(), whole.slice(open + 1, -1)];
}

/**
 * Tidies a name for display: line breaks and runs of spaces become one space; case and underscores stay.
 *
 * @example
 * tidyName('Wafer \n yield ') // => 'Wafer yield'
 */
export function tidyName(name: string): string {
  return name
    .replace(/\\\r?\n/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

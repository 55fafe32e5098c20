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

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

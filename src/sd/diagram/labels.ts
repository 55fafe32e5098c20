/**
 * Breaks a name into at most three lines for a diagram; quotes go, and what is too long ends with an ellipsis.
 *
 * @example
 * labelLines('effective compute of all makers', 12) // => ['effective', 'compute of', 'all makers']
 */
export function labelLines(name: string, width: number): string[] {
  const words = name
    .replace(/^"([\s\S]*)"$/, '$1')
    .replaceAll('_', ' ')
    .split(/\s+/)
    .flatMap((word) => word.match(new RegExp(`.{1,${width}}`, 'gu')) ?? []);
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  if (lines.length <= 3) return lines;
  return [...lines.slice(0, 2), `${lines[2]!.slice(0, width - 1)}…`];
}

/**
 * Finds the candidate closest to a mistyped name by edit distance, or undefined when none is close.
 *
 * Case, spaces, hyphens and underscores do not count. A candidate is close when at most a third of its
 * letters (two at least) would have to change.
 *
 * @example
 * nearestName('ascend-910d', ['hw-ascend-910c', 'ascend-910c']) // => 'ascend-910c'
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = fold(name);
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, fold(candidate));
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return bestDistance <= Math.max(2, wanted.length / 3) ? best : undefined;
}

const fold = (text: string) => text.toLowerCase().replace(/[\s_-]+/g, '');

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, previous[j]! + 1, row[j - 1]! + 1));
    }
    previous = row;
  }
  return previous[b.length]!;
}

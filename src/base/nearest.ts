/** Names are short; a longer word is a text, and slow to compare. */
const longest = 100;

/**
 * Finds the candidate closest to a mistyped name, or undefined when none is close.
 *
 * Case, spaces, hyphens and underscores do not count, and two letters that changed places are one mistake. Up to a
 * third of the letters may be wrong: one of two to four, two of five to eight. Where nothing is as
 * close as that, a candidate of several parts is found by one of them that holds a digit. A word of over 100 letters is close to none.
 *
 * @example
 * nearestName('ascend-910d', ['hw-ascend-910c', 'ascend-910c']) // => 'ascend-910c'
 * nearestName('4090', ['s4000', 'rtx-4090']) // => 'rtx-4090'
 * nearestName('ZZ', ['UK', 'US']) // => undefined
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = fold(name);
  if (wanted === '' || wanted.length > longest) return undefined;
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  let part: string | undefined;
  for (const candidate of candidates) {
    const folded = fold(candidate);
    const most = Math.min(allowed(Math.max(wanted.length, folded.length), wanted.length), bestDistance - 1);
    const distance = editDistance(wanted, folded, most);
    if (distance <= most) [best, bestDistance] = [candidate, distance];
    if (isPart(wanted, candidate) && candidate.length < (part?.length ?? Number.POSITIVE_INFINITY))
      part = candidate;
  }
  return best ?? part;
}

const fold = (text: string) => text.toLowerCase().replace(/[\s_-]+/g, '');

/** How many letters may be wrong: of short words few, or two letters would be close to any other two. */
function allowed(longer: number, wanted: number): number {
  return wanted < 5 ? Math.min(1, longer - 1) : Math.max(2, Math.floor(wanted / 3));
}

/** Numbers of models only: of words, such as Congo, several names share one. */
const isPart = (wanted: string, candidate: string) =>
  wanted.length >= 3 &&
  /\d/.test(wanted) &&
  candidate
    .toLowerCase()
    .split(/[\s_-]+/)
    .includes(wanted);

/** Letters to change, add, leave out or swap with their neighbour; beyond `most` any number above it will do. */
function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const change = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let steps = Math.min(change, previous[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        steps = Math.min(steps, before[j - 2]! + 1);
      row.push(steps);
      least = Math.min(least, steps);
    }
    // A swap reaches back two rows, so only two rows beyond the bound settle it.
    if (least > most && Math.min(...previous) > most) return most + 1;
    [before, previous] = [previous, row];
  }
  return previous[b.length]!;
}

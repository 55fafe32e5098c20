/**
 * Finds the two stocks that lie farthest apart: those between which a change must pass the most stocks on its shortest way.
 * Gives the stocks on that way, first to last; among several ways the first in the order of the model.
 *
 * @param edges `edges[i]` lists the nodes that node i leads to
 * @example
 * longestChain([[1], [2], [3], []], new Set([0, 2, 3])) // => [0, 2, 3]
 */
export function longestChain(
  edges: readonly (readonly number[])[],
  stocks: ReadonlySet<number>,
): readonly number[] {
  let longest: number[] = [];
  for (const start of stocks) {
    const { cameFrom, farthest } = spread(start, edges, stocks);
    const chain: number[] = [];
    for (let node: number | undefined = farthest; node !== undefined; node = cameFrom.get(node))
      if (stocks.has(node)) chain.unshift(node);
    if (chain.length > longest.length) longest = chain;
  }
  return longest;
}

/** Walks outward from a stock, all that is reached through n stocks before anything through n + 1. */
function spread(
  start: number,
  edges: readonly (readonly number[])[],
  stocks: ReadonlySet<number>,
): { cameFrom: ReadonlyMap<number, number>; farthest: number } {
  const cameFrom = new Map<number, number>();
  const seen = new Set([start]);
  let farthest = start;
  let level = [start];
  while (level.length > 0) {
    const next: number[] = [];
    for (let i = 0; i < level.length; i++) {
      for (const to of edges[level[i]!]!) {
        if (seen.has(to)) continue;
        if (stocks.has(to)) {
          next.push(to);
          if (!cameFrom.has(to)) cameFrom.set(to, level[i]!);
          continue;
        }
        seen.add(to);
        cameFrom.set(to, level[i]!);
        level.push(to);
      }
    }
    level = [...new Set(next)].filter((node) => !seen.has(node));
    for (const node of level) seen.add(node);
    farthest = level[0] ?? farthest;
  }
  return { cameFrom, farthest };
}

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
  const isStock = Uint8Array.from(edges, (_, node) => (stocks.has(node) ? 1 : 0));
  const cameFrom = new Int32Array(edges.length);
  for (const start of stocks) {
    const farthest = spread(start, edges, isStock, cameFrom);
    const chain: number[] = [];
    for (let node = farthest; node >= 0; node = cameFrom[node]!) if (isStock[node]) chain.push(node);
    if (chain.length > longest.length) longest = chain.reverse();
  }
  return longest;
}

/**
 * Walks outward from a stock, all that is reached through n stocks before anything through n + 1, and notes in `cameFrom`
 * what each node was reached from. Gives the stock that is farthest.
 */
function spread(
  start: number,
  edges: readonly (readonly number[])[],
  isStock: Uint8Array,
  cameFrom: Int32Array,
): number {
  cameFrom.fill(-1);
  const seen = new Uint8Array(edges.length);
  seen[start] = 1;
  let farthest = start;
  let level = [start];
  while (level.length > 0) {
    const next: number[] = [];
    for (let i = 0; i < level.length; i++) {
      for (const to of edges[level[i]!]!) {
        if (seen[to]) continue;
        if (isStock[to]) {
          next.push(to);
          if (cameFrom[to] === -1) cameFrom[to] = level[i]!;
          continue;
        }
        seen[to] = 1;
        cameFrom[to] = level[i]!;
        level.push(to);
      }
    }
    level = [];
    for (const node of next) {
      if (seen[node]) continue;
      seen[node] = 1;
      level.push(node);
    }
    farthest = level[0] ?? farthest;
  }
  return farthest;
}

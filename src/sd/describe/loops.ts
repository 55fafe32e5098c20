import { stronglyConnected } from '../graph.js';

/** How many circles a graph has, as far as they were counted. */
export interface LoopCount {
  readonly count: number;
  /** Whether all were counted; counting stops at a limit, because their number can grow without bound. */
  readonly complete: boolean;
}

/**
 * Counts the circles of a graph, each once, up to `most` (Johnson 1975, "Finding all the elementary circuits of a directed
 * graph"). `edges[i]` lists the nodes that node i leads to.
 *
 * @example
 * countLoops([[1], [0, 2], [2]], 100) // => { count: 2, complete: true }
 */
export function countLoops(edges: readonly (readonly number[])[], most: number): LoopCount {
  let count = 0;
  // Circles are counted by their lowest node, which is then out of the game; what is left falls into smaller groups.
  const groups = knots(edges, new Set(edges.keys()));
  for (let group = groups.pop(); group; group = groups.pop()) {
    const start = group.reduce((a, b) => Math.min(a, b));
    const inside = new Set(group);
    count += countFrom(start, edges, inside, most - count);
    if (count >= most) return { count: most, complete: false };
    inside.delete(start);
    groups.push(...knots(edges, inside));
  }
  return { count, complete: true };
}

/** Groups of nodes, inside some, that lie on circles with each other. */
function knots(edges: readonly (readonly number[])[], inside: ReadonlySet<number>): number[][] {
  const nodes = [...inside];
  const numberOf = new Map(nodes.map((node, i) => [node, i]));
  const own = nodes.map((node) => edges[node]!.flatMap((to) => numberOf.get(to) ?? []));
  return stronglyConnected(own)
    .filter((group) => group.length > 1 || own[group[0]!]!.includes(group[0]!))
    .map((group) => group.map((i) => nodes[i]!));
}

/** Counts the circles through one node, inside some nodes that all lie on circles with it. */
function countFrom(
  start: number,
  edges: readonly (readonly number[])[],
  inside: ReadonlySet<number>,
  most: number,
): number {
  const blocked = new Set<number>();
  const waiting = new Map<number, Set<number>>();
  let count = 0;
  const unblock = (node: number) => {
    const queue = [node];
    for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
      if (!blocked.delete(one)) continue;
      queue.push(...(waiting.get(one) ?? []));
      waiting.delete(one);
    }
  };
  const leave = (node: number, found: boolean) => {
    if (found) {
      unblock(node);
      return;
    }
    for (const to of edges[node]!) {
      if (!inside.has(to)) continue;
      if (!waiting.has(to)) waiting.set(to, new Set());
      waiting.get(to)!.add(node);
    }
  };
  // A way may be as long as the model is large, so it is kept in a list and not in calls.
  const way = [{ node: start, next: 0, found: false }];
  blocked.add(start);
  while (way.length > 0) {
    const top = way.at(-1)!;
    const to = edges[top.node]![top.next++];
    if (to === undefined) {
      way.pop();
      leave(top.node, top.found);
      const before = way.at(-1);
      if (before && top.found) before.found = true;
    } else if (to === start) {
      count++;
      top.found = true;
      if (count >= most) return count;
    } else if (inside.has(to) && !blocked.has(to)) {
      blocked.add(to);
      way.push({ node: to, next: 0, found: false });
    }
  }
  return count;
}

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
  // Circles inside a group are counted by their lowest node; nodes below it are out of the game.
  for (const group of stronglyConnected(edges)) {
    const order = [...group].sort((a, b) => a - b);
    for (let s = 0; s < order.length; s++) {
      const start = order[s]!;
      const rest = new Set(order.slice(s));
      count += countFrom(start, edges, rest, most - count);
      if (count >= most) return { count: most, complete: false };
    }
  }
  return { count, complete: true };
}

/** Counts the circles through one node, inside some nodes. */
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
  const reach = reachable(start, edges, inside);
  const follow = (node: number): boolean => {
    blocked.add(node);
    let found = false;
    for (const to of edges[node]!) {
      if (count >= most) return true;
      if (to === start) {
        count++;
        found = true;
      } else if (reach.has(to) && !blocked.has(to) && follow(to)) found = true;
    }
    if (found) unblock(node);
    else {
      for (const to of edges[node]!) {
        if (!reach.has(to)) continue;
        if (!waiting.has(to)) waiting.set(to, new Set());
        waiting.get(to)!.add(node);
      }
    }
    return found;
  };
  follow(start);
  return count;
}

/** Nodes that lead back to the start, inside some nodes: only they can lie on a circle with it. */
function reachable(
  start: number,
  edges: readonly (readonly number[])[],
  inside: ReadonlySet<number>,
): Set<number> {
  const back = new Map<number, number[]>();
  for (const node of inside) for (const to of edges[node]!) back.set(to, [...(back.get(to) ?? []), node]);
  const seen = new Set([start]);
  const queue = [start];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (const before of back.get(node) ?? []) {
      if (seen.has(before)) continue;
      seen.add(before);
      queue.push(before);
    }
  }
  return seen;
}

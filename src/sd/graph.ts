/**
 * Groups the nodes of a graph so that nodes that rest on each other are together, each group after the groups that
 * it rests on (Tarjan 1972, without recursion). `edges[i]` lists the nodes that node i rests on.
 *
 * @example
 * stronglyConnected([[1], [], [0]]) // => [[1], [0], [2]]
 */
export function stronglyConnected(edges: readonly (readonly number[])[]): number[][] {
  const size = edges.length;
  const index = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const onStack = new Uint8Array(size);
  const stack: number[] = [];
  const groups: number[][] = [];
  let counter = 0;
  for (let root = 0; root < size; root++) {
    if (index[root] !== -1) continue;
    const path: { node: number; next: number }[] = [{ node: root, next: 0 }];
    while (path.length > 0) {
      const frame = path.at(-1)!;
      const { node } = frame;
      if (frame.next === 0) {
        index[node] = low[node] = counter++;
        stack.push(node);
        onStack[node] = 1;
      }
      const to = edges[node]![frame.next++];
      if (to !== undefined) {
        if (index[to] === -1) path.push({ node: to, next: 0 });
        else if (onStack[to]) low[node] = Math.min(low[node]!, index[to]!);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent) low[parent.node] = Math.min(low[parent.node]!, low[node]!);
      if (low[node] === index[node]) groups.push(popGroup(stack, onStack, node));
    }
  }
  return groups;
}

function popGroup(stack: number[], onStack: Uint8Array, root: number): number[] {
  const group: number[] = [];
  for (;;) {
    const node = stack.pop()!;
    onStack[node] = 0;
    group.unshift(node);
    if (node === root) return group;
  }
}

/** Nodes of one group that circles are sought from; every circle shows a fault, and a short one shows it best. */
const mostStarts = 1000;

/**
 * Finds the shortest circle in a graph, or undefined when there is none; of more than a thousand nodes that rest on each
 * other, the shortest through the first thousand.
 */
export function shortestCycle(
  edges: readonly (readonly number[])[],
  groups: readonly (readonly number[])[],
): number[] | undefined {
  let best: number[] | undefined;
  for (const group of groups) {
    const inside = new Set(group);
    if (group.length === 1 && !edges[group[0]!]!.includes(group[0]!)) continue;
    for (const start of group.slice(0, mostStarts)) {
      const circle = cycleThrough(start, edges, inside);
      if (circle && (!best || circle.length < best.length)) best = circle;
      if (best && best.length === 1) return best;
    }
  }
  return best;
}

/**
 * Finds the shortest circle through one node, from that node on, or undefined when there is none; `inside` tells which
 * nodes it may run through, all by default.
 *
 * @example
 * cycleThrough(1, [[1], [2, 0], [1]]) // => [1, 2]
 */
export function cycleThrough(
  start: number,
  edges: readonly (readonly number[])[],
  inside?: ReadonlySet<number>,
): number[] | undefined {
  const marks = marksOf(edges);
  const { cameFrom, round } = marks;
  const now = ++marks.now;
  const queue = [start];
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head]!;
    for (const to of edges[node]!) {
      if (to === start) {
        const circle = [node];
        for (let at = node; at !== start; ) {
          at = cameFrom[at]!;
          circle.push(at);
        }
        return circle.reverse();
      }
      if (round[to] === now || (inside && !inside.has(to))) continue;
      round[to] = now;
      cameFrom[to] = node;
      queue.push(to);
    }
  }
  return undefined;
}

interface Marks {
  readonly cameFrom: Int32Array;
  /** In which search a node was last seen. */
  readonly round: Int32Array;
  now: number;
}

// One graph is searched from node after node: the lists are made once.
const known = new WeakMap<readonly (readonly number[])[], Marks>();

function marksOf(edges: readonly (readonly number[])[]): Marks {
  let marks = known.get(edges);
  if (!marks) {
    marks = { cameFrom: new Int32Array(edges.length), round: new Int32Array(edges.length), now: 0 };
    known.set(edges, marks);
  }
  return marks;
}

import type { Node } from './graph.js';

/**
 * Lists what some values rest on, each after all that it rests on itself, and close to its first use.
 *
 * @param known values that are there already; they and what they rest on are left out
 *
 * @example
 * const g = new Graph()
 * inOrder([g.double('neg', g.double('add', g.parameter(0), 1))]).map(({ op }) => op) // => ['parameter', 'constant', 'add', 'neg']
 */
export function inOrder(roots: readonly Node[], known: (node: Node) => boolean = () => false): Node[] {
  const seen = new Set<Node>();
  const order: Node[] = [];
  for (const root of roots) {
    const open: { node: Node; next: number }[] = [{ node: root, next: 0 }];
    while (open.length > 0) {
      const top = open.at(-1)!;
      if (top.next === 0 && (seen.has(top.node) || known(top.node))) {
        open.pop();
        continue;
      }
      const arg = top.node.args[top.next++];
      if (arg) open.push({ node: arg, next: 0 });
      else {
        // Reached through a part of itself never, but through a neighbour perhaps.
        if (!seen.has(top.node)) order.push(top.node);
        seen.add(top.node);
        open.pop();
      }
    }
  }
  return order;
}

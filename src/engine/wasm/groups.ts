import { isFold, type Node } from './graph.js';
import type { Item } from './item.js';

const leaves = new Set<Node['op']>([
  'constant',
  'input',
  'state',
  'time',
  'step',
  'parameter',
  'weight',
  'tally',
]);
/** Tells whether a value lies in memory from the start. */
export const isLeaf = (node: Node) => leaves.has(node.op);
/** Tells whether a value is found in memory where others have been written. */
export const isFound = (node: Node) => isLeaf(node) || node.op === 'gather' || node.op === 'element';

/** Lists what must have been worked out for a value to be found: the column of an element, all rows of a column. */
export function sourcesOf(node: Node): readonly Node[] {
  if (node.op === 'element') return node.args;
  if (node.op !== 'gather') return [node];
  const sources = new Set<Node>();
  for (const arg of node.args) sources.add(arg.op === 'element' ? arg.args[0]! : arg);
  return [...sources];
}

/**
 * Puts the work on some values into an order: single values one by one, columns in loops that are as few as may be.
 *
 * @param nodes in an order in which they can be worked out
 * @param most values that one loop works out at most
 */
export function worked(nodes: readonly Node[], most = 400): Item[] {
  const work = nodes.filter((node) => !isFound(node));
  const one = (node: Node): Item => ({ uses: node.args, node });
  if (work.every((node) => node.rows === 1 && !isFold(node.op))) return work.map(one);
  return groupsOf(work).flatMap(({ rows, together, nodes: list }) => {
    if (rows === 1) return list.map(one);
    const parts: Node[][] = [];
    for (let at = 0; at < list.length; at += most) parts.push(list.slice(at, at + most));
    return parts.map(
      (part): Item => ({
        uses: part.flatMap(({ args }) => args),
        loop: { rows, together, nodes: part, stores: [] },
      }),
    );
  });
}

interface Group {
  readonly level: number;
  readonly rows: number;
  readonly together: number;
  readonly nodes: Node[];
}

// What rests on another loop, or on another row, comes one level after it; a level holds one loop for each number of rows.
function groupsOf(work: readonly Node[]): Group[] {
  const together = togetherOf(work);
  const groups = new Map<string, Group>();
  const groupOf = new Map<Node, Group>();
  for (const node of work) {
    const rows = loopRows(node);
    const count = rows === 1 ? 0 : (together.get(node) ?? 0);
    let level = 0;
    for (const arg of node.args) {
      if (isLeaf(arg)) continue;
      const beside = !isFound(arg) && !isFold(arg.op);
      for (const source of sourcesOf(arg)) {
        const group = groupOf.get(source);
        if (!group) continue;
        const same = beside && group.rows === rows && group.together === count;
        level = Math.max(level, same ? group.level : group.level + 1);
      }
    }
    const key = `${level} ${rows} ${count}`;
    let group = groups.get(key);
    if (!group) {
      group = { level, rows, together: count, nodes: [] };
      groups.set(key, group);
    }
    group.nodes.push(node);
    groupOf.set(node, group);
  }
  return [...groups.values()].sort((a, b) => a.level - b.level);
}

const loopRows = (node: Node) => (isFold(node.op) ? node.args[0]!.rows : node.rows);

/** How many rows the folds take together that values are worked out for. */
function togetherOf(work: readonly Node[]): Map<Node, number> {
  const together = new Map<Node, number>();
  const inWork = new Set(work);
  for (const node of work.toReversed()) {
    if (isFold(node.op)) together.set(node, node.index);
    const count = together.get(node);
    if (count === undefined) continue;
    for (const arg of node.args)
      if (inWork.has(arg) && !isFold(arg.op) && arg.rows === loopRows(node) && !together.has(arg))
        together.set(arg, count);
  }
  return together;
}

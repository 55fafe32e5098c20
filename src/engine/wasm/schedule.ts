import type { Node } from './graph.js';
import { sourcesOf } from './groups.js';
import type { Item } from './item.js';

// A call takes all vectors at once, and random numbers are drawn in the order of the model.
const standsAlone = ({ node, store }: Item) => (node ? node.op === 'shared' || node.op === 'draw' : !store);

/** Cuts items into stretches of single values and stores; what is neither, or stands alone, is a stretch of its own. */
export function stretchesOf(items: readonly Item[]): Item[][] {
  const stretches: Item[][] = [];
  let open = false;
  for (const item of items) {
    const alone = standsAlone(item);
    if (open && !alone) stretches.at(-1)!.push(item);
    else stretches.push([item]);
    open = !alone;
  }
  return stretches;
}

/**
 * Chooses how many vectors go through a model, and how many of them side by side: as many as keep a processor busy, and few
 * enough that most of their values find a register. Found by trying, on models of both kinds.
 *
 * @param values what the time changes, each value after those that it rests on
 * @param functionSize values that one function works out at most
 */
export function bandsFor(values: readonly Node[], functionSize: number): { vectors: number; band: number } {
  if (values.length > functionSize) return { vectors: 2, band: 2 };
  return widthOf(values) < 6 ? { vectors: 6, band: 3 } : { vectors: 4, band: 1 };
}

// How many values could be worked out at once, on the average.
function widthOf(values: readonly Node[]): number {
  const depths = new Map<Node, number>();
  let most = 1;
  for (const node of values) {
    let depth = 0;
    for (const arg of node.args) depth = Math.max(depth, (depths.get(arg) ?? 0) + 1);
    depths.set(node, depth);
    most = Math.max(most, depth);
  }
  return values.length / most;
}

/**
 * Puts a stretch into the order in which compilers of WebAssembly put it anyway: each item as late as may be, those that
 * wait for equally many steps side by side. Where the loads stand in that order too, few values wait in registers.
 *
 * V8 takes the operations of a block from its end, first come, first served, as soon as all that rests on them is placed;
 * loads and stores keep their order among each other.
 */
export function asLate(items: readonly Item[]): Item[] {
  const before = earlier(items);
  const waiting = new Map<Item, number>();
  for (const list of before.values())
    for (const item of list) waiting.set(item, (waiting.get(item) ?? 0) + 1);
  const order = items.filter((item) => !waiting.has(item)).reverse();
  for (let i = 0; i < order.length; i++)
    for (const item of before.get(order[i]!)!) {
      const left = waiting.get(item)! - 1;
      waiting.set(item, left);
      if (left === 0) order.push(item);
    }
  return order.reverse();
}

/** For each item those that must come before it: what it rests on, the store before it, readers of what it overwrites. */
function earlier(items: readonly Item[]): Map<Item, Item[]> {
  const makers = new Map<Node, Item>();
  const readers = new Map<Node, Item[]>();
  const before = new Map<Item, Item[]>();
  let stored: Item | undefined;
  for (const item of items) {
    const list: Item[] = [];
    for (const source of item.uses.flatMap(sourcesOf)) {
      const maker = makers.get(source);
      if (maker) list.push(maker);
      const beside = readers.get(source);
      if (beside) beside.push(item);
      else readers.set(source, [item]);
    }
    if (item.store) {
      list.push(...(readers.get(item.store.over) ?? []).filter((reader) => reader !== item));
      if (stored) list.push(stored);
      stored = item;
    }
    if (item.node) makers.set(item.node, item);
    before.set(item, list);
  }
  return before;
}

import { BY_RUN, FIXED, type Node } from './graph.js';
import { sourcesOf, worked } from './groups.js';
import type { Item } from './item.js';
import { inOrder } from './walk.js';

/** The work of a run in the order of its doing. */
export interface Sections {
  /** Once a run: all that the time does not change. */
  readonly start: readonly Item[];
  /** At each time, before values are saved: what both the saved values and the next states rest on. */
  readonly before: readonly Item[];
  /** At each save time. */
  readonly save: readonly Item[];
  /** At each time but the last: the next states, then their places. */
  readonly move: readonly Item[];
  /** After the last time. */
  readonly finish: readonly Item[];
}

/** An item that overwrites what a state held, or a loop that overwrites a column of states. */
export interface Overwrite {
  readonly item: Item;
  /** The state, or the column of states, as the graph reads it. */
  readonly over: Node;
}

/** What the sections do beside working values out. */
export interface Effects {
  readonly start: readonly Item[];
  readonly save: readonly Item[];
  /** What is written before any state moves, the states that move, and what is written after them. */
  readonly move: {
    readonly first: readonly Item[];
    readonly states: readonly Overwrite[];
    readonly last: readonly Item[];
  };
  readonly finish: readonly Item[];
}

/** Sorts all work of a simulation into sections, each value as seldom as possible. */
export function sectionsOf(effects: Effects): Sections {
  const isEarly = ({ varies }: Node) => varies === FIXED || varies === BY_RUN;
  const ends = (items: readonly Item[]) => items.flatMap(({ uses }) => uses);
  const { first, states, last } = effects.move;
  const moves = [...first, ...states.map(({ item }) => item), ...last];
  const moving = inOrder(ends(moves), isEarly);
  const inMove = new Set(moving);
  const saving = inOrder(ends(effects.save), (node) => isEarly(node) || inMove.has(node));
  const inSave = new Set(saving);
  // The last time is a save time: what was saved is still there.
  const finishing = inOrder(
    ends(effects.finish),
    (node) => isEarly(node) || inMove.has(node) || inSave.has(node),
  );
  const shared = [
    ...[...saving, ...finishing].flatMap(({ args }) => args),
    ...ends(effects.save),
    ...ends(effects.finish),
  ].filter((node) => inMove.has(node));
  const before = inOrder(shared, isEarly);
  const isBefore = new Set(before);
  const rest = moving.filter((node) => !isBefore.has(node));
  const early = [
    ...[...before, ...saving, ...finishing, ...rest].flatMap(({ args }) => args),
    ...ends(effects.save),
    ...ends(moves),
    ...ends(effects.finish),
    ...ends(effects.start),
  ].filter(isEarly);
  // A state that takes over another as it is must read it before all others move.
  const isCopy = ({ item }: Overwrite) => item.uses.some(({ op }) => op === 'state');
  const copied = states.filter(isCopy).map(({ item }) => item);
  const moved = states.filter((one) => !isCopy(one));
  return {
    start: [...worked(inOrder(early)), ...effects.start],
    before: worked(before),
    save: [...worked(saving), ...effects.save],
    move: [...placed([...copied, ...worked(rest), ...first], moved), ...last],
    finish: [...worked(finishing), ...effects.finish],
  };
}

/**
 * Puts writing to places into an order: each as early as it may be, so that few values wait in registers, and after all
 * that still reads what the place held.
 *
 * @param writes items that overwrite the place of a state, by the number of the state
 */
function placed(items: readonly Item[], writes: readonly Overwrite[]): Item[] {
  const lastRead = new Map<Node, { at: number; by: Set<Node> }>();
  const workedAt = new Map<Node, number>();
  items.forEach(({ uses, node, loop }, at) => {
    for (const used of uses)
      for (const state of sourcesOf(used)) {
        if (state.op !== 'state') continue;
        if (lastRead.get(state)?.at !== at) lastRead.set(state, { at, by: new Set() });
        lastRead.get(state)!.by.add(used);
      }
    for (const one of node ? [node] : (loop?.nodes ?? [])) workedAt.set(one, at);
  });
  const after: Item[][] = items.map(() => []);
  const first: Item[] = [];
  const stores = items.map(({ loop }) => [...(loop?.stores ?? [])]);
  for (const { item, over } of writes) {
    const reads = sourcesOf(over).map((state) => lastRead.get(state));
    const from = item.uses.flatMap(sourcesOf).map((used) => workedAt.get(used) ?? -1);
    const at = Math.max(...reads.map((read) => read?.at ?? -1), ...from);
    // A loop that reads each state in its own row alone may overwrite it there and then.
    const inLoop =
      item.loop &&
      from.every((one) => one === at) &&
      items[at]?.loop?.rows === item.loop.rows &&
      reads.every((read) => !read || read.at < at || (read.by.size === 1 && read.by.has(over)));
    if (inLoop) stores[at]!.push(...item.loop!.stores);
    else (at < 0 ? first : after[at]!).push(item);
  }
  const whole = items.map((item, at) =>
    item.loop ? { ...item, loop: { ...item.loop, stores: stores[at]! } } : item,
  );
  return [...first, ...whole.flatMap((item, at) => [item, ...after[at]!])];
}

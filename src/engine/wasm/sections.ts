import type { Code } from './code.js';
import { BY_RUN, FIXED, type Node } from './graph.js';
import type { VectorWriter } from './vector.js';
import { inOrder } from './walk.js';

/** Numbers of the locals that hold where the record goes on, in bytes, and how many steps are done. */
export interface Clockwork {
  readonly outAt: number;
  readonly step: number;
}

/** Something that a function does: it works out `node`, or it writes what `uses` hold somewhere. */
export interface Item {
  readonly uses: readonly Node[];
  readonly node?: Node;
  write?(vectors: VectorWriter, code: Code, clockwork: Clockwork): void;
}

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

/** An item that overwrites what a state held. */
export interface Overwrite {
  readonly item: Item;
  /** The state as the graph reads it. */
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

const leaves = new Set<Node['op']>(['constant', 'input', 'state', 'time', 'parameter', 'weight', 'tally']);
export const isLeaf = (node: Node) => leaves.has(node.op);

const worked = (nodes: readonly Node[]): Item[] =>
  nodes.filter((node) => !isLeaf(node)).map((node) => ({ uses: node.args, node }));

/**
 * Puts writing to places into an order: each as early as it may be, so that few values wait in registers, and after all
 * that still reads what the place held.
 *
 * @param writes items that overwrite the place of a state, by the number of the state
 */
function placed(items: readonly Item[], writes: readonly Overwrite[]): Item[] {
  const lastRead = new Map<Node, number>();
  const workedAt = new Map<Node, number>();
  items.forEach(({ uses, node }, at) => {
    for (const used of uses) if (used.op === 'state') lastRead.set(used, at);
    if (node) workedAt.set(node, at);
  });
  const after: Item[][] = items.map(() => []);
  const first: Item[] = [];
  for (const { item, over } of writes) {
    const at = Math.max(lastRead.get(over) ?? -1, ...item.uses.map((used) => workedAt.get(used) ?? -1));
    (at < 0 ? first : after[at]!).push(item);
  }
  return [...first, ...items.flatMap((item, at) => [item, ...after[at]!])];
}

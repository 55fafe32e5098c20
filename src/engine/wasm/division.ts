import { isFold, type Node } from './graph.js';
import { isLeaf, sourcesOf } from './groups.js';
import type { Item } from './item.js';
import type { Memory } from './memory.js';
import type { Sections } from './sections.js';

/** A function's share of a section. */
export type Part = readonly Item[];

/** The work of a run as functions that compilers take quickly. */
export interface Division extends Readonly<Record<keyof Sections, readonly Part[]>> {
  /** Whether the work of all times stands in the loop over time itself, where values may stay in registers. */
  readonly single: boolean;
}

/**
 * Cuts sections into parts, and joins those of all times to one function where they fit.
 *
 * @param functionSize values that one function works out at most
 */
export function divide({ start, before, save, move, finish }: Sections, functionSize: number): Division {
  const cut = (items: Part) => partsOf(items, functionSize);
  const stepping = { before: cut(before), save: cut(save), move: cut(move), finish: cut(finish) };
  const all = Object.values(stepping);
  const single = all.every((list) => list.length <= 1) && sizeOf(all.flat(2)) <= functionSize;
  return { start: cut(start), ...stepping, single };
}

/** Keeps room in memory for what is used by a number of its row, and for what another function or loop has worked out. */
export function keepAcross({ start, before, save, move, finish, single }: Division, memory: Memory): void {
  const stepping = [...before, ...save, ...move, ...finish];
  const functions = [...start, ...(single ? [stepping.flat()] : stepping)];
  const homes = new Map<Node, Item | number>();
  functions.forEach((items, home) => {
    for (const item of items) {
      if (item.node) homes.set(item.node, home);
      for (const node of item.loop?.nodes ?? []) homes.set(node, item);
    }
  });
  functions.forEach((items, home) => {
    for (const item of items) {
      for (const used of item.uses)
        for (const node of sourcesOf(used)) {
          if (isLeaf(node)) continue;
          const from = homes.get(node);
          const here = from === home || from === (item.loop && item);
          if (!here || node !== used) memory.keep(node);
        }
      for (const node of item.loop?.nodes ?? []) if (isFold(node.op)) memory.keep(node);
    }
  });
}

function partsOf(items: Part, functionSize: number): Part[] {
  const parts: Item[][] = [];
  let size = Infinity;
  for (const item of items) {
    if (size >= functionSize) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)!.push(item);
    size += sizeOf([item]);
  }
  return parts;
}

const sizeOf = (items: Part): number =>
  items.reduce((size, { node, loop }) => size + (loop ? loop.nodes.length : node ? 1 : 0.5), 0);

import { crosses, distance, overlaps, runsThrough, type Segment } from './geometry.js';
import type { Box, Spot } from './types.js';

/** What stands already, and what is still to be placed among it. */
export interface Scene {
  /** Middle of everything that stands, by name. */
  readonly fixed: ReadonlyMap<string, Spot>;
  /** Room that is taken. */
  readonly blocked: readonly Box[];
  /** Pipes, which arrows should not cross. */
  readonly walls: readonly Segment[];
  readonly loose: readonly string[];
  readonly links: readonly { readonly from: string; readonly to: string }[];
  readonly slots: readonly Spot[];
  readonly size: { readonly width: number; readonly height: number };
}

const crossing = 130;
const passing = 260;
const mostPasses = 12;

/**
 * Gives each loose name a slot of its own: first where its neighbours are near, then better and better by moves and
 * exchanges, until arrows are short, cross little, and run through nothing. The same scene gives the same places.
 */
export function scatter(scene: Scene): Map<string, Spot> {
  const free = scene.slots.filter(
    (slot) => !scene.blocked.some((box) => overlaps({ ...slot, ...scene.size }, box)),
  );
  const field = new Field(scene);
  const holder = new Map<Spot, string>();
  for (const name of orderOf(scene)) {
    let best: { slot: Spot; cost: number } | undefined;
    for (const slot of free) {
      if (holder.has(slot)) continue;
      field.put(name, slot);
      // The arrows' length alone may rule a slot out, and is quick to tell.
      if (best && field.length(name) >= best.cost) continue;
      const cost = field.cost(name);
      if (!best || cost < best.cost) best = { slot, cost };
    }
    field.put(name, best!.slot);
    holder.set(best!.slot, name);
  }
  for (let pass = 0; pass < mostPasses; pass++) if (!improve(scene.loose, field, holder, free)) break;
  return new Map(scene.loose.map((name) => [name, field.at(name)]));
}

/** Lets each name take the slot where it, and whoever holds that slot, gain most; tells whether anything moved. */
function improve(
  loose: readonly string[],
  field: Field,
  holder: Map<Spot, string>,
  free: readonly Spot[],
): boolean {
  let moved = false;
  for (const name of loose) {
    const start = field.at(name);
    const alone = field.cost(name);
    let best = { slot: start, gain: 1e-9 };
    for (const slot of free) {
      if (slot === start) continue;
      const other = holder.get(slot);
      const before = alone + (other === undefined ? 0 : field.cost(other));
      field.put(name, slot);
      if (field.length(name) < before) {
        if (other !== undefined) field.put(other, start);
        const gain = before - field.cost(name) - (other === undefined ? 0 : field.cost(other));
        if (gain > best.gain) best = { slot, gain };
        if (other !== undefined) field.put(other, slot);
      }
      field.put(name, start);
    }
    if (best.slot === start) continue;
    const other = holder.get(best.slot);
    field.put(name, best.slot);
    holder.set(best.slot, name);
    if (other === undefined) holder.delete(start);
    else {
      field.put(other, start);
      holder.set(start, other);
    }
    moved = true;
  }
  return moved;
}

/** Names in the order of how much they are linked to what stands or was named before. */
function orderOf({ fixed, loose, links }: Scene): string[] {
  const placed = new Set(fixed.keys());
  const rest = [...loose];
  const order: string[] = [];
  const near = (name: string) =>
    links.filter(({ from, to }) => (from === name && placed.has(to)) || (to === name && placed.has(from)))
      .length;
  while (rest.length > 0) {
    let best = 0;
    for (let i = 1; i < rest.length; i++) if (near(rest[i]!) > near(rest[best]!)) best = i;
    const [name] = rest.splice(best, 1);
    order.push(name!);
    placed.add(name!);
  }
  return order;
}

/** Where everything stands for now, and what that costs. */
class Field {
  private readonly spots = new Map<string, Spot>();
  private readonly own = new Map<string, { from: string; to: string }[]>();
  private readonly half: { readonly x: number; readonly y: number };
  constructor(private readonly scene: Scene) {
    for (const [name, spot] of scene.fixed) this.spots.set(name, spot);
    for (const link of scene.links) {
      for (const name of [link.from, link.to]) this.own.set(name, [...(this.own.get(name) ?? []), link]);
    }
    this.half = { x: scene.size.width / 2, y: scene.size.height / 2 };
  }

  at(name: string): Spot {
    return this.spots.get(name)!;
  }

  put(name: string, spot: Spot): void {
    this.spots.set(name, spot);
  }

  /** Long arrows cost more than in proportion, so that a name stands between its neighbours. */
  length(name: string): number {
    let cost = 0;
    for (const { from, to } of this.own.get(name) ?? []) {
      const [a, b] = [this.spots.get(from), this.spots.get(to)];
      if (!a || !b) continue;
      const length = distance(a, b);
      cost += length + (length * length) / 900;
    }
    return cost;
  }

  cost(name: string): number {
    const { links, loose } = this.scene;
    let cost = this.length(name);
    for (const link of this.own.get(name) ?? []) {
      const a = this.spots.get(link.from);
      const b = this.spots.get(link.to);
      if (!a || !b) continue;
      cost += this.passes(a, b);
      for (const other of loose) {
        const spot = this.spots.get(other);
        if (!spot || spot === a || spot === b) continue;
        if (runsThrough(a, b, spot, this.half.x, this.half.y)) cost += passing;
      }
    }
    const here = this.at(name);
    for (const { from, to } of links) {
      if (from === name || to === name) continue;
      const a = this.spots.get(from);
      const b = this.spots.get(to);
      if (!a || !b) continue;
      if (runsThrough(a, b, here, this.half.x, this.half.y)) cost += passing;
      for (const link of this.own.get(name) ?? []) {
        const c = this.spots.get(link.from);
        const d = this.spots.get(link.to);
        if (c && d && crosses(a, b, c, d)) cost += crossing;
      }
    }
    return cost;
  }

  /** What an arrow costs that crosses pipes or runs through what stands. */
  private passes(a: Spot, b: Spot): number {
    let cost = 0;
    for (const [c, d] of this.scene.walls) if (crosses(a, b, c, d)) cost += crossing;
    for (const box of this.scene.blocked) {
      if (inside(a, box) || inside(b, box)) continue;
      if (runsThrough(a, b, box, box.width / 2, box.height / 2)) cost += passing;
    }
    return cost;
  }
}

const inside = ({ x, y }: Spot, box: Box) =>
  Math.abs(x - box.x) <= box.width / 2 && Math.abs(y - box.y) <= box.height / 2;

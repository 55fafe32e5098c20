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
  const places = new Map(scene.fixed);
  const free = scene.slots.filter(
    (slot) => !scene.blocked.some((box) => overlaps({ ...slot, ...scene.size }, box)),
  );
  const taken = new Set<Spot>();
  const cost = (name: string) => costOf(name, scene, places);
  for (const name of orderOf(scene)) {
    let best: { slot: Spot; cost: number } | undefined;
    for (const slot of free) {
      if (taken.has(slot)) continue;
      places.set(name, slot);
      if (best && lengthCost(name, scene, places) >= best.cost) continue;
      const found = cost(name);
      if (!best || found < best.cost) best = { slot, cost: found };
    }
    places.set(name, best!.slot);
    taken.add(best!.slot);
  }
  for (let pass = 0; pass < mostPasses; pass++) if (!improve(scene, places, free, cost)) break;
  return new Map(scene.loose.map((name) => [name, places.get(name)!]));
}

function improve(
  scene: Scene,
  places: Map<string, Spot>,
  free: readonly Spot[],
  cost: (name: string) => number,
): boolean {
  const { loose } = scene;
  let better = false;
  for (const name of loose) {
    const holder = new Map(loose.map((one) => [places.get(one)!, one]));
    const start = places.get(name)!;
    let best = { slot: start, gain: 1e-9 };
    const alone = cost(name);
    for (const slot of free) {
      if (slot === start) continue;
      const other = holder.get(slot);
      const before = alone + (other === undefined ? 0 : cost(other));
      places.set(name, slot);
      // The arrows' length alone may rule a slot out, and is quick to tell.
      if (lengthCost(name, scene, places) >= before) continue;
      if (other !== undefined) places.set(other, start);
      const gain = before - cost(name) - (other === undefined ? 0 : cost(other));
      if (other !== undefined) places.set(other, slot);
      if (gain > best.gain) best = { slot, gain };
    }
    places.set(name, best.slot);
    if (best.slot === start) continue;
    const other = holder.get(best.slot);
    if (other !== undefined) places.set(other, start);
    better = true;
  }
  return better;
}

/** Names in the order of their distance from what stands: a neighbour of something placed comes first. */
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

function costOf(name: string, scene: Scene, places: ReadonlyMap<string, Spot>): number {
  const { links, walls, blocked, loose, size } = scene;
  const spot = places.get(name)!;
  let cost = lengthCost(name, scene, places);
  const own: { line: Segment; ends: readonly Spot[] }[] = [];
  const others: Segment[] = [];
  for (const { from, to } of links) {
    const [a, b] = [places.get(from), places.get(to)];
    if (!a || !b) continue;
    if (from === name || to === name) own.push({ line: [a, b], ends: [a, b] });
    else others.push([a, b]);
  }
  for (const { line, ends } of own) {
    for (const other of others) if (crosses(line, other)) cost += crossing;
    for (const wall of walls) if (crosses(line, wall)) cost += crossing;
    for (const box of blocked)
      if (!ends.some((end) => inside(end, box)) && runsThrough(line, box)) cost += passing;
    for (const one of loose) {
      const at = places.get(one);
      if (at && !ends.includes(at) && runsThrough(line, { ...at, ...size })) cost += passing;
    }
  }
  const here = { ...spot, ...size };
  for (const other of others) if (runsThrough(other, here)) cost += passing;
  return cost;
}

/** Long arrows cost more than in proportion, so that a name stands between its neighbours. */
function lengthCost(name: string, { links }: Scene, places: ReadonlyMap<string, Spot>): number {
  let cost = 0;
  for (const { from, to } of links) {
    if (from !== name && to !== name) continue;
    const [a, b] = [places.get(from), places.get(to)];
    if (!a || !b) continue;
    const length = distance(a, b);
    cost += length + (length * length) / 900;
  }
  return cost;
}

const inside = ({ x, y }: Spot, box: Box) =>
  Math.abs(x - box.x) <= box.width / 2 && Math.abs(y - box.y) <= box.height / 2;

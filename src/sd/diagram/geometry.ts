import type { Box, Spot } from './types.js';

/** A straight line between two places. */
export type Segment = readonly [from: Spot, to: Spot];

const turn = (a: Spot, b: Spot, c: Spot) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

/**
 * Tells whether two lines cross inside; lines that only share an end do not.
 *
 * @example
 * const spot = (x, y) => ({ x, y })
 * crosses([spot(0, 0), spot(2, 2)], [spot(0, 2), spot(2, 0)]) // => true
 * crosses([spot(0, 0), spot(2, 2)], [spot(2, 2), spot(4, 0)]) // => false
 */
export function crosses([a, b]: Segment, [c, d]: Segment): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/**
 * Tells whether a line runs through a box.
 *
 * @example
 * const spot = (x, y) => ({ x, y })
 * runsThrough([spot(0, 0), spot(9, 0)], { x: 4, y: 1, width: 2, height: 4 }) // => true
 */
export function runsThrough([a, b]: Segment, { x, y, width, height }: Box): boolean {
  // Clips the line to the box (Liang and Barsky 1984).
  let [from, to] = [0, 1];
  for (const [start, step, low, high] of [
    [a.x, b.x - a.x, x - width / 2, x + width / 2],
    [a.y, b.y - a.y, y - height / 2, y + height / 2],
  ] as const) {
    if (step === 0) {
      if (start <= low || start >= high) return false;
      continue;
    }
    const [one, two] = [(low - start) / step, (high - start) / step];
    from = Math.max(from, Math.min(one, two));
    to = Math.min(to, Math.max(one, two));
  }
  return from < to;
}

/** Tells whether two boxes share room. */
export const overlaps = (a: Box, b: Box): boolean =>
  Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;

/** Gives the distance of two places. */
export const distance = (a: Spot, b: Spot): number => Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2);

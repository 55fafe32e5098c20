import type { Box, Spot } from './types.js';

/** A straight line between two places. */
export type Segment = readonly [from: Spot, to: Spot];

const turn = (a: Spot, b: Spot, c: Spot) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

/**
 * Tells whether the lines a to b and c to d cross inside; lines that only share an end do not.
 *
 * @example
 * const spot = (x, y) => ({ x, y })
 * crosses(spot(0, 0), spot(2, 2), spot(0, 2), spot(2, 0)) // => true
 * crosses(spot(0, 0), spot(2, 2), spot(2, 2), spot(4, 0)) // => false
 */
export function crosses(a: Spot, b: Spot, c: Spot, d: Spot): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/**
 * Tells whether the line a to b runs through a box around `at`, given half its width and half its height.
 *
 * @example
 * const spot = (x, y) => ({ x, y })
 * runsThrough(spot(0, 0), spot(9, 0), spot(4, 1), 1, 2) // => true
 */
export function runsThrough(a: Spot, b: Spot, at: Spot, halfWidth: number, halfHeight: number): boolean {
  const [ax, ay] = [a.x - at.x, a.y - at.y];
  const [bx, by] = [b.x - at.x, b.y - at.y];
  if ((ax <= -halfWidth && bx <= -halfWidth) || (ax >= halfWidth && bx >= halfWidth)) return false;
  if ((ay <= -halfHeight && by <= -halfHeight) || (ay >= halfHeight && by >= halfHeight)) return false;
  // The corners lie on both sides of the line, or the line misses the box.
  const [dx, dy] = [bx - ax, by - ay];
  const middle = dx * ay - dy * ax;
  return Math.abs(middle) < Math.abs(dx) * halfHeight + Math.abs(dy) * halfWidth;
}

/** Tells whether two boxes share room. */
export const overlaps = (a: Box, b: Box): boolean =>
  Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;

/** Gives the distance of two places. */
export const distance = (a: Spot, b: Spot): number => Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2);

import type { Box, Spot } from '../../sd/diagram/types.js';

/** A curve from box to box: a parabola with one point that it bends towards. */
export interface Arrow {
  readonly start: Spot;
  readonly bend: Spot;
  readonly end: Spot;
}

// How far an arrow bends, as a share of its length; the first that runs through nothing is taken.
const bends = [0.16, -0.16, 0.08, -0.08, 0.24, -0.24, 0.36, -0.36, 0, 0.5, -0.5];
const steps = 24;

/** Draws an arrow between two boxes from edge to edge, bent so that it keeps clear of other boxes and on the sheet where it can. */
export function arrowBetween(
  from: Box,
  to: Box,
  others: readonly Box[],
  sheet: { readonly width: number; readonly height: number },
): Arrow {
  let best: { arrow: Arrow; hits: number } | undefined;
  for (const share of bends) {
    const bend = {
      x: (from.x + to.x) / 2 - (to.y - from.y) * share,
      y: (from.y + to.y) / 2 + (to.x - from.x) * share,
    };
    const whole = { start: from, bend, end: to };
    const middle = along(whole, 0.5);
    const off = middle.x < 4 || middle.y < 4 || middle.x > sheet.width - 4 || middle.y > sheet.height - 4;
    const hits = others.filter((box) => passes(whole, box)).length + (off ? 3 : 0);
    if (best && hits >= best.hits) continue;
    best = { arrow: trim(whole, from, to), hits };
    if (hits === 0) break;
  }
  return best!.arrow;
}

/** Gives the place on a curve at a share of its way. */
const along = ({ start, bend, end }: Arrow, t: number): Spot => ({
  x: (1 - t) ** 2 * start.x + 2 * t * (1 - t) * bend.x + t ** 2 * end.x,
  y: (1 - t) ** 2 * start.y + 2 * t * (1 - t) * bend.y + t ** 2 * end.y,
});

const inside = ({ x, y }: Spot, box: Box, pad = 0) =>
  Math.abs(x - box.x) <= box.width / 2 + pad && Math.abs(y - box.y) <= box.height / 2 + pad;

function passes(arrow: Arrow, box: Box): boolean {
  for (let i = 1; i < steps; i++) if (inside(along(arrow, i / steps), box)) return true;
  return false;
}

/** Cuts off what lies inside the boxes at both ends. */
function trim(arrow: Arrow, from: Box, to: Box): Arrow {
  const fine = 200;
  let [first, last] = [0, fine];
  while (first < fine && inside(along(arrow, first / fine), from, 1)) first++;
  while (last > first && inside(along(arrow, last / fine), to, 3)) last--;
  const [a, b] = [first / fine, last / fine];
  // A part of a parabola is one again; its point is where the tangents at both ends meet.
  const { start, bend, end } = arrow;
  const mixed = (one: 'x' | 'y') =>
    (1 - a) * (1 - b) * start[one] + ((1 - a) * b + a * (1 - b)) * bend[one] + a * b * end[one];
  return { start: along(arrow, a), bend: { x: mixed('x'), y: mixed('y') }, end: along(arrow, b) };
}

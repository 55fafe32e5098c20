import { ink } from '../theme.js';
import type { PlaneAxis, PlaneWords } from './chip-plane.js';
import { type ChipPoint, fullName, jointName } from './chip-points.js';
import { families, familyOrder } from './families.js';
import { pixelScale, textWidth } from './measure.js';
import { type Box, placeLabels } from './place-labels.js';

/** A chip at its place in the drawing. */
export interface Spot extends ChipPoint {
  readonly px: number;
  readonly py: number;
  /** Ends in pixels where the figure is known within bounds only. */
  readonly bars: readonly { x1: number; x2: number; y1: number; y2: number }[];
}

/** Gives the scale of one side, from values to pixels. */
export function scaleOf({ log, domain }: PlaneAxis, range: readonly [number, number]) {
  const turn = (value: number) =>
    log ? Math.log10(Math.max(value, Number.MIN_VALUE)) : Math.min(value, Number.MAX_SAFE_INTEGER);
  const linear = pixelScale([turn(domain[0]), turn(domain[1])], range);
  return { pixel: (value: number) => linear.pixel(turn(value)) };
}

/** Keeps a number between two ends. */
export const clamp = (value: number, [low, high]: readonly [number, number]) =>
  Math.min(Math.max(value, low), high);

/** Puts a chip at its place; what lies outside the frame stands at its edge. */
export function spotOf(
  point: ChipPoint,
  toX: (value: number) => number,
  toY: (value: number) => number,
  frame: Box,
): Spot {
  const at = (value: number) => clamp(toX(value), [frame.left, frame.right]);
  const up = (value: number) => clamp(toY(value), [frame.top, frame.bottom]);
  const [x1, x2, y1, y2] = [at(point.x.low), at(point.x.high), up(point.y.low), up(point.y.high)];
  const [px, py] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const bars = [
    ...(x2 - x1 > 2 ? [{ x1, x2, y1: py, y2: py }] : []),
    ...(y1 - y2 > 2 ? [{ x1: px, x2: px, y1, y2 }] : []),
  ];
  return { ...point, px, py, bars };
}

/** Lays words into the frame with one corner at their point, and tells the room that they take. */
export function wordsAt(
  { x, y, text, corner, quiet }: PlaneWords,
  toX: (value: number) => number,
  toY: (value: number) => number,
  frame: Box,
  wide: boolean,
) {
  const rows = text.split('\n');
  const width = Math.max(...rows.map((row) => textWidth(row, (wide ? 7.4 : 6.2) * (quiet ? 1 : 1.16))));
  const height = rows.length * (wide ? 15 : 13);
  const pad = 7;
  const left = clamp(toX(x), [frame.left, frame.right]) + (corner.endsWith('left') ? pad : -pad - width);
  const top = clamp(toY(y), [frame.top, frame.bottom]) + (corner.startsWith('top') ? pad : -pad - height);
  return { x: left, y: top, text, quiet, box: { left, right: left + width, top, bottom: top + height } };
}

/** Places names for spots, best known first; a name that would lie on another or on a chip is left out. */
export function namesOf(
  spots: readonly Spot[],
  words: readonly Box[],
  frame: Box,
  most: number,
  wide: boolean,
) {
  const groups: Spot[][] = [];
  for (const spot of inTurn(spots)) {
    const near = groups.find(([first]) => Math.hypot(first!.px - spot.px, first!.py - spot.py) < 3);
    if (near) near.push(spot);
    else groups.push([spot]);
  }
  const letter = wide ? 7 : 6.4;
  const joint = groups.map((group) => jointName(group.map(({ name }) => name)));
  const chosen = groups.slice(0, most).map((group, i) => {
    // Two spots of one name are told apart by what the short name leaves out.
    const twice = wide && joint.filter((other) => other === joint[i]).length > 1;
    const text = twice ? fullName(group.map(({ name }) => name)) : joint[i]!;
    const first = group[0]!;
    const mixed = group.some(({ family }) => family !== first.family);
    const colour = mixed ? ink.text : families[first.family].colour;
    return { x: first.px, y: first.py, width: textWidth(text, letter), text, colour };
  });
  const chips = spots.map(({ px, py }) => ({ left: px - 5, right: px + 5, top: py - 5, bottom: py + 5 }));
  const bars = spots.flatMap((spot) =>
    spot.bars.map((bar) => ({
      left: Math.min(bar.x1, bar.x2) - 1,
      right: Math.max(bar.x1, bar.x2) + 1,
      top: Math.min(bar.y1, bar.y2) - 1,
      bottom: Math.max(bar.y1, bar.y2) + 1,
    })),
  );
  const inner = {
    left: frame.left + 3,
    right: frame.right - 3,
    top: frame.top + 6,
    bottom: frame.bottom - 3,
  };
  const taken: Box[] = [...words, ...chips, ...bars];
  return chosen.flatMap((wish) => {
    const [place] = placeLabels([wish], inner, taken);
    const { x, y, leader } = place!;
    const box = { left: x, right: x + wish.width, top: y - 7, bottom: y + 7 };
    const clear =
      taken.every((other) => !overlaps(box, other)) && box.left >= inner.left && box.right <= inner.right;
    if (!clear) return [];
    taken.push({ ...box, left: box.left - 4, right: box.right + 4 });
    const endX = clamp(wish.x, [x, x + wish.width]);
    return [
      {
        text: wish.text,
        x,
        y,
        leader,
        colour: wish.colour,
        px: wish.x,
        py: wish.y,
        endX,
        endY: y + (wish.y > y ? 7 : -7),
      },
    ];
  });
}

/** The best known of each family first, two of the largest for one of each other. */
function inTurn(spots: readonly Spot[]): Spot[] {
  const turns = familyOrder.flatMap((family) =>
    spots
      .filter((spot) => spot.family === family)
      .sort((a, b) => a.rank - b.rank)
      .map((spot, i) => ({ spot, turn: family === 'us' ? i / 2 : i })),
  );
  return turns.sort((a, b) => a.turn - b.turn).map(({ spot }) => spot);
}

const overlaps = (a: Box, b: Box) =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;

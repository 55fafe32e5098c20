import * as Plot from '@observablehq/plot';
import { formatNumber } from '../../base/format.js';
import { ink } from '../theme.js';
import type { PlaneDrawing, PlaneLine } from './chip-plane.js';
import { clamp, type Spot } from './chip-plane-spots.js';
import type { Family } from './chip-points.js';
import { families } from './families.js';
import { textWidth } from './measure.js';
import type { Box } from './place-labels.js';

/** Draws the chips of one family: filled for datacentres, hollow otherwise, a bar where a figure has two ends. */
export function familyMarks(spots: readonly Spot[], family: Family, wide: boolean): Plot.Markish[] {
  const { symbol, colour } = families[family];
  const dots = spots.filter(({ bars }) => bars.length === 0);
  const options = { x: 'px', y: 'py', symbol, r: wide ? 4 : 3, stroke: colour, strokeWidth: 1.4 } as const;
  return [
    Plot.link(
      spots.flatMap(({ bars }) => bars),
      {
        x1: 'x1',
        x2: 'x2',
        y1: 'y1',
        y2: 'y2',
        stroke: colour,
        strokeWidth: 2,
        strokeOpacity: 0.55,
        strokeLinecap: 'round',
      },
    ),
    Plot.dot(
      dots.filter(({ datacenter }) => datacenter),
      { ...options, fill: colour, fillOpacity: 0.8 },
    ),
    Plot.dot(
      dots.filter(({ datacenter }) => !datacenter),
      { ...options, fill: ink.paper },
    ),
  ];
}

/** Draws the grid with its numbers and the names of both sides. */
export function axisMarks(
  { x, y }: PlaneDrawing,
  toX: (value: number) => number,
  toY: (value: number) => number,
  frame: Box,
): Plot.Markish[] {
  const xs = spaced(x.ticks, toX, 44);
  const ys = spaced(y.ticks, toY, 24);
  return [
    Plot.ruleX(xs, { x: 'at', y1: frame.top, y2: frame.bottom, stroke: ink.rule, strokeOpacity: 0.8 }),
    Plot.ruleY(ys, { y: 'at', x1: frame.left, x2: frame.right, stroke: ink.rule, strokeOpacity: 0.8 }),
    Plot.text(xs, { x: 'at', y: frame.bottom + 13, text: 'text', fill: ink.muted }),
    Plot.text(ys, { x: frame.left - 7, y: 'at', text: 'text', textAnchor: 'end', fill: ink.muted }),
    Plot.text([`${x.title} →`], { x: frame.right, y: frame.bottom + 32, textAnchor: 'end', fill: ink.text }),
    Plot.text([`↑ ${y.title}`], { x: 2, y: 8, textAnchor: 'start', fill: ink.text }),
  ];
}

/** Ticks that leave room for their numbers; powers of ten come first. */
function spaced(ticks: readonly number[], toPixel: (value: number) => number, room: number) {
  const isPower = (value: number) => Number.isInteger(Math.log10(value));
  const kept: { at: number; text: string }[] = [];
  for (const value of [...ticks.filter(isPower), ...ticks.filter((value) => !isPower(value))]) {
    const at = toPixel(value);
    if (kept.every((other) => Math.abs(other.at - at) >= room))
      kept.push({ at, text: formatNumber(value, 6) });
  }
  return kept.sort((a, b) => a.at - b.at);
}

/** Draws thresholds, with their numbers on the upper and the right edge; those too near each other stand in two rows. */
export function lineMarks(
  lines: readonly (PlaneLine & { px: number })[],
  frame: Box,
  wide: boolean,
): Plot.Markish[] {
  const letter = wide ? 7.6 : 6.6;
  const ends: number[] = [];
  const upright = lines
    .filter(({ axis }) => axis === 'x')
    .sort((a, b) => a.px - b.px)
    .map((line) => {
      const half = textWidth(line.label, letter) / 2;
      const centre = clamp(line.px, [half + 2, frame.right + (wide ? 56 : 32) - half]);
      const free = ends.findIndex((end) => centre - half > end + 6);
      const row = free >= 0 ? free : ends.length;
      ends[row] = centre + half;
      return { ...line, centre, textY: frame.top - 8 - row * 14, lineTop: frame.top - 2 - row * 14 };
    });
  const level = lines.filter(({ axis }) => axis === 'y');
  const style = (dashed: boolean) => ({
    stroke: ink.text,
    strokeWidth: 1,
    strokeOpacity: dashed ? 0.7 : 0.35,
    ...(dashed && { strokeDasharray: '5,4' }),
  });
  return [
    ...[true, false].flatMap((dashed) => [
      Plot.ruleX(
        upright.filter((line) => (line.dashed ?? false) === dashed),
        { x: 'px', y1: 'lineTop', y2: frame.bottom, ...style(dashed) },
      ),
      Plot.ruleY(
        level.filter((line) => (line.dashed ?? false) === dashed),
        { y: 'px', x1: frame.left, x2: frame.right, ...style(dashed) },
      ),
    ]),
    Plot.text(upright, {
      x: 'centre',
      y: 'textY',
      text: 'label',
      fontWeight: 600,
      fontSize: wide ? 11.5 : 10,
      fill: ink.text,
    }),
    Plot.text(level, {
      x: frame.right + 5,
      y: 'px',
      text: 'label',
      textAnchor: 'start',
      fontWeight: 600,
      fontSize: wide ? 11.5 : 10,
      fill: ink.text,
    }),
  ];
}

/** Draws what the signs mean, in one row above a wide drawing and in two above a narrow one. */
export function keyMarks(frame: Box, wide: boolean): Plot.Markish[] {
  const letter = wide ? 6.8 : 6.2;
  let [x, y] = [8, 26];
  const items = [
    ...(['us', 'export', 'cn'] as const).map((family) => ({ ...families[family], hollow: false })),
    { words: 'not for datacentres', symbol: 'circle' as const, colour: ink.muted, hollow: true },
  ].map((item) => {
    const width = textWidth(item.words, letter) + 30;
    if (!wide && x + width > frame.right + 30) [x, y] = [8, y + 17];
    const at = { ...item, x, y };
    x += width;
    return at;
  });
  return [
    items.map((item) =>
      Plot.dot([item], {
        x: 'x',
        y: 'y',
        symbol: item.symbol,
        r: 4,
        stroke: item.colour,
        strokeWidth: 1.4,
        fill: item.hollow ? ink.paper : item.colour,
      }),
    ),
    Plot.text(items, {
      x: (item: { x: number }) => item.x + 9,
      y: 'y',
      text: 'words',
      textAnchor: 'start',
      fontSize: wide ? 11.5 : 10.5,
      fill: ink.muted,
    }),
  ];
}

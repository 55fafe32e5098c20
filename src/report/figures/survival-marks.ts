import * as Plot from '@observablehq/plot';
import { ink } from '../theme.js';
import { decimalYear, textWidth } from './measure.js';
import type { ActLine } from './survival-rows.js';

interface Room {
  readonly first: number;
  readonly today: number;
  readonly pixels: number;
  readonly wide: boolean;
  /** Pixels beside the frame. */
  readonly left: number;
  readonly room: number;
}

/** Counts the rows that names of acts take above the frame. */
export const actRows = (acts: readonly ActLine[], wide: boolean) =>
  wide ? Math.min(acts.length, 2) : acts.length;

/** Draws acts that caught a variant, as thin lines with their day and name above, each in a row that is free. */
export function actMarks(
  acts: readonly ActLine[],
  { first, today, pixels, wide, left, room }: Room,
): Plot.Markish[] {
  const rows = actRows(acts, wide);
  const letter = wide ? 7.2 : 6.3;
  return acts.flatMap(({ day, title }, i) => {
    const t = decimalYear(day);
    const [before, after] = [left + (t - first) * pixels, (today - t) * pixels + room];
    // What is too long for either side is named by its day alone.
    const text =
      [`${day}  ${title}`, title].find((words) => textWidth(words, letter) < Math.max(before, after) - 8) ??
      day;
    const toLeft = textWidth(text, letter) > after - 6;
    const row = rows - 1 - (i % Math.max(1, rows));
    const dy = -10 - row * 14;
    return [
      Plot.ruleX([t], { stroke: ink.stop, strokeWidth: 1.2, insetTop: dy - 6 }),
      Plot.text([text], {
        x: t,
        frameAnchor: 'top',
        textAnchor: toLeft ? 'end' : 'start',
        lineAnchor: 'middle',
        dx: toLeft ? -5 : 5,
        dy,
        fontSize: wide ? 11.5 : 10,
        fontWeight: 600,
        fill: ink.stop,
      }),
    ];
  });
}

/** Draws where China's gate closed to commercial clouds: a short upright bar, with its state in words where there is room. */
export function gateMarks(
  gates: readonly { chip: string; t: number; onBar: boolean; words: string }[],
  wide: boolean,
): Plot.Markish[] {
  return [
    Plot.vector(gates, {
      x: 't',
      y: 'chip',
      length: wide ? 20 : 15,
      anchor: 'middle',
      shape: upright,
      stroke: ink.paper,
      strokeWidth: 6,
    }),
    Plot.vector(gates, {
      x: 't',
      y: 'chip',
      length: wide ? 20 : 15,
      anchor: 'middle',
      shape: upright,
      stroke: ink.text,
      strokeWidth: 2.6,
    }),
    ...[true, false].map((onBar) =>
      Plot.text(
        gates.filter((gate) => wide && gate.onBar === onBar),
        {
          x: 't',
          y: 'chip',
          text: 'words',
          textAnchor: onBar ? 'end' : 'start',
          dx: onBar ? -7 : 7,
          fontSize: onBar ? 10 : 11,
          fill: onBar ? ink.paper : ink.text,
          ...(!onBar && { stroke: ink.paper, strokeWidth: 4 }),
        },
      ),
    ),
  ];
}

/** A plain line. */
const upright: Plot.VectorShapeImplementation = {
  draw(context, length) {
    context.moveTo(0, 0);
    context.lineTo(0, -length);
  },
};

/** Draws what the signs mean, above the frame. */
export function keyMarks(margin: { left: number; top: number }, wide: boolean): Plot.Markish[] {
  const size = wide ? 11.5 : 10;
  const letter = wide ? 6.8 : 5.9;
  const items = [
    { sign: 'bar', words: wide ? 'outside the rules checked' : 'outside the rules' },
    { sign: 'early', words: wide ? 'launch not known more closely' : 'launch unsure' },
    { sign: 'gate', words: wide ? "China's gate closes to cloud firms" : "China's gate" },
  ];
  let x = -margin.left + 4;
  return items.flatMap(({ sign, words }) => {
    const at = x;
    const swatch = wide ? 22 : 12;
    x += swatch + textWidth(words, letter) + (wide ? 26 : 10);
    const anchor = { frameAnchor: 'top-left' as const, dy: -margin.top + 9 };
    return [
      sign === 'gate'
        ? Plot.text(['|'], {
            ...anchor,
            dx: at + 8,
            fontWeight: 900,
            fontSize: 14,
            fill: ink.text,
            textAnchor: 'middle',
            lineAnchor: 'middle',
          })
        : Plot.text([wide ? '━━' : '━'], {
            ...anchor,
            dx: at,
            fontSize: 12,
            fontWeight: 900,
            textAnchor: 'start',
            lineAnchor: 'middle',
            fill: ink.line,
            fillOpacity: sign === 'early' ? 0.35 : 0.9,
          }),
      Plot.text([words], {
        ...anchor,
        dx: at + swatch,
        textAnchor: 'start',
        lineAnchor: 'middle',
        fontSize: size,
        fill: ink.muted,
      }),
    ];
  });
}

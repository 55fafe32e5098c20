import * as Plot from '@observablehq/plot';
import { formatNumber, formatPercent } from '../../base/format.js';
import type { Bound } from '../../compute/index.js';
import { ink, seriesColour } from '../theme.js';
import { textWidth } from './measure.js';

/** Kinds of time, in the order in which they are stacked. */
export const bounds = [
  'compute',
  'memory',
  'communication',
  'bubble',
  'other',
] as const satisfies readonly Bound[];

/** What each kind is called. */
export const boundNames: Readonly<Record<Bound, string>> = {
  compute: 'arithmetic',
  memory: 'memory',
  communication: 'communication',
  bubble: 'idle in the pipeline',
  other: 'other',
};

/** One bar: its parts, and its whole length against the first. */
export interface TimeBar {
  readonly name: string;
  readonly total: number;
  readonly parts: readonly {
    readonly bound: Bound;
    readonly from: number;
    readonly to: number;
    readonly share: number;
  }[];
  /** Why there is no bar. */
  readonly why?: string;
}

export interface TimeSize {
  readonly width: number;
  /** Height of one row: the name over its bar. */
  readonly step: number;
}

const colours: Readonly<Record<Bound, string>> = {
  compute: seriesColour(1),
  memory: seriesColour(3),
  communication: seriesColour(2),
  bubble: seriesColour(4),
  other: ink.muted,
};

/** Lays out one bar a chip, its name above it, and what the colours mean on top. */
export function plotTime(bars: readonly TimeBar[], size: TimeSize): Plot.PlotOptions {
  const wide = size.width > 600;
  const letter = wide ? 6.9 : 6;
  const shown = bounds.filter((bound) =>
    bars.some(({ parts }) => parts.some((part) => part.bound === bound && part.share > 0.005)),
  );
  const keys = keyPlaces(shown, size.width, wide);
  const margin = { left: 2, right: wide ? 64 : 44, top: 16 + keys.lines * 18, bottom: 26 };
  const longest = Math.max(1, ...bars.flatMap(({ total }) => (Number.isFinite(total) ? [total] : [])));
  const pixels = (size.width - margin.left - margin.right) / longest;
  const parts = bars.flatMap(({ name, parts: own }) => own.map((part) => ({ ...part, name })));
  const height = wide ? 18 : 15;
  const ticks = { fontSize: wide ? 11.5 : 10, fill: ink.muted };
  return {
    width: size.width,
    height: margin.top + bars.length * size.step + margin.bottom,
    marginTop: margin.top,
    marginRight: margin.right,
    marginBottom: margin.bottom,
    marginLeft: margin.left,
    x: { domain: [0, longest], label: null },
    y: { type: 'point', domain: bars.map(({ name }) => name), padding: 0.5, axis: null },
    marks: [
      Plot.ruleX([1], { stroke: ink.rule, strokeWidth: 1 }),
      Plot.axisX({
        ...ticks,
        ticks: wide ? 8 : 4,
        tickSize: 0,
        label: null,
        tickFormat: (value: number) => (value === 0 ? '' : `${formatNumber(value)}`),
      }),
      Plot.link(parts, {
        x1: 'from',
        // A break between neighbours, for readers who cannot part the colours.
        x2: ({ from, to }: { from: number; to: number }) => Math.max(from, to - 1.5 / pixels),
        y1: 'name',
        y2: 'name',
        stroke: ({ bound }: { bound: Bound }) => colours[bound],
        strokeWidth: height,
        dy: 7,
      }),
      Plot.text(bars, {
        y: 'name',
        x: 0,
        text: 'name',
        textAnchor: 'start',
        dy: -13,
        fontSize: wide ? 12.5 : 11,
        fill: ink.text,
        stroke: ink.paper,
        strokeWidth: 4,
      }),
      Plot.text(
        parts.filter(
          ({ from, to, share }) => (to - from) * pixels > textWidth(formatPercent(share), letter) + 6,
        ),
        {
          x: ({ from, to }: { from: number; to: number }) => (from + to) / 2,
          y: 'name',
          text: ({ share }: { share: number }) => formatPercent(share),
          fontSize: wide ? 11 : 10,
          fontWeight: 600,
          fill: ink.paper,
          dy: 7,
        },
      ),
      Plot.text(
        bars.filter(({ total }) => Number.isFinite(total)),
        {
          x: 'total',
          y: 'name',
          text: ({ total }: TimeBar) => `${formatNumber(total, 2)}×`,
          textAnchor: 'start',
          dx: 7,
          dy: 7,
          fontSize: wide ? 12 : 10.5,
          fill: ink.text,
        },
      ),
      Plot.text(
        bars.filter(({ why }) => why !== undefined),
        {
          x: 0,
          y: 'name',
          text: ({ why }: TimeBar) => why!,
          textAnchor: 'start',
          dy: 7,
          fontSize: wide ? 11.5 : 10,
          fill: ink.muted,
        },
      ),
      ...keys.marks,
    ],
  };
}

/** Lays the key out over as many lines as it takes. */
function keyPlaces(
  shown: readonly Bound[],
  width: number,
  wide: boolean,
): { readonly lines: number; readonly marks: Plot.Markish[] } {
  const letter = wide ? 6.6 : 5.9;
  let [x, line] = [0, 0];
  const places = shown.map((bound) => {
    const room = 20 + textWidth(boundNames[bound], letter) + 18;
    if (x > 0 && x + room > width) [x, line] = [0, line + 1];
    const place = { bound, x, line };
    x += room;
    return place;
  });
  const lines = line + 1;
  const top = -(16 + lines * 18) + 12;
  const marks = places.flatMap(({ bound, x: at, line: row }) => {
    const anchor = { frameAnchor: 'top-left' as const, dy: top + row * 18, lineAnchor: 'middle' as const };
    return [
      Plot.text(['■'], { ...anchor, dx: at, fontSize: 15, textAnchor: 'start', fill: colours[bound] }),
      Plot.text([boundNames[bound]], {
        ...anchor,
        dx: at + 17,
        fontSize: wide ? 11.5 : 10,
        textAnchor: 'start',
        fill: ink.text,
      }),
    ];
  });
  return { lines, marks };
}

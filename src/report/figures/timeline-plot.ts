import * as Plot from '@observablehq/plot';
import { formatNumber } from '../../base/format.js';
import { ink } from '../theme.js';
import type { ChipRow, TimelineRow } from '../types.js';
import { decimalYear, quantileOf, textWidth } from './measure.js';

export const actors = { us: 'Washington', cn: 'Beijing', firm: 'Firms' } as const;
export const directions = {
  tighten: { words: 'less access', symbol: 'triangle2', rotate: 180, colour: ink.tighten, shift: 1.3 },
  loosen: { words: 'more access', symbol: 'triangle2', rotate: 0, colour: ink.loosen, shift: -1.3 },
  neutral: { words: 'neither', symbol: 'circle', rotate: 0, colour: ink.muted, shift: 0 },
} as const;
export type Way = keyof typeof directions;

/** The year in which the drawing starts: a sparse early tenth of the entries is left to the table. */
export function firstYear(rows: readonly TimelineRow[], asOf: string): number {
  const times = rows.map((r) => decimalYear(r.date)).filter(Number.isFinite);
  const early = times.length === 0 ? Number.NaN : quantileOf(times, 0.1);
  return Math.floor(
    Math.min(decimalYear(asOf) - 3, Number.isFinite(early) ? early : Number.POSITIVE_INFINITY),
  );
}

/** Lays out lanes of actors over lanes of chips; marks of the two ways stand above and below the middle of a lane. */
export function plotTimeline(
  rows: readonly TimelineRow[],
  chips: readonly ChipRow[],
  asOf: string,
): Plot.PlotOptions {
  const today = decimalYear(asOf);
  const points = rows.map((r) => ({
    t: decimalYear(r.date),
    lane: actors[r.actor] as string,
    way: r.direction,
    chips: r.chips,
  }));
  const first = firstYear(rows, asOf);
  const lanes = [...Object.values(actors), ...chips.map((c) => c.id)];
  const names = new Map(
    chips.map((c) => [
      c.id,
      c.tpp === null ? shortName(c) : `${shortName(c)} · ${formatNumber(Math.round(c.tpp), 6)}`,
    ]),
  );
  const onChips = points.flatMap((p) => p.chips.filter((c) => names.has(c)).map((lane) => ({ ...p, lane })));
  const spans = chips.flatMap((c) =>
    c.legal.map((span) => ({
      lane: c.id,
      from: Math.max(first, decimalYear(span.from)),
      to: span.to === null ? today : decimalYear(span.to),
    })),
  );
  const shipped = chips.flatMap((c) => {
    const t = c.firstShipped === null ? Number.NaN : decimalYear(c.firstShipped);
    return t >= first ? [{ lane: c.id, t }] : [];
  });
  const years = Array.from({ length: Math.ceil(today) - first + 1 }, (_, i) => first + i);
  const marks = (all: readonly { t: number; lane: string; way: Way }[], r: number) =>
    (Object.keys(directions) as Way[]).map((way) => {
      const { symbol, rotate, colour, shift } = directions[way];
      const hollow = way !== 'tighten';
      return Plot.dot(
        all.filter((p) => p.way === way && p.t >= first),
        {
          x: 't',
          y: 'lane',
          symbol,
          rotate,
          r,
          dy: shift * r,
          fill: hollow ? ink.paper : colour,
          stroke: colour,
          strokeWidth: 1.4,
          fillOpacity: hollow ? 1 : 0.85,
        },
      );
    });
  const step = 28;
  return {
    width: 1180,
    height: lanes.length * step + 44,
    marginLeft: Math.min(260, Math.max(90, ...[...names.values()].map((n) => textWidth(n, 6.7) + 14))),
    marginRight: 20,
    marginTop: 26,
    marginBottom: 18,
    x: { domain: [first, Math.ceil(today)], label: null },
    y: { type: 'point', domain: lanes, padding: 0.5, label: null },
    marks: [
      Plot.ruleX(years, { stroke: ink.rule }),
      Plot.axisX(years.slice(0, -1), {
        anchor: 'top',
        tickSize: 0,
        tickFormat: (y: number) => String(y),
        fill: ink.muted,
        label: null,
        textAnchor: 'start',
      }),
      Plot.axisY({
        tickSize: 0,
        fill: ink.text,
        fontSize: 12,
        tickFormat: (lane: string) => names.get(lane) ?? lane,
        label: null,
      }),
      Plot.ruleX([today], { stroke: ink.muted }),
      Plot.link(spans, {
        x1: 'from',
        x2: 'to',
        y1: 'lane',
        y2: 'lane',
        stroke: ink.line,
        strokeWidth: 9,
        strokeOpacity: 0.28,
      }),
      Plot.vector(shipped, {
        x: 't',
        y: 'lane',
        length: 14,
        anchor: 'middle',
        shape: upright,
        stroke: ink.text,
        strokeWidth: 2,
      }),
      ...marks(points, 4.5),
      ...marks(onChips, 3.2),
    ],
  };
}

/** A plain line: the mark of a first shipment. */
const upright: Plot.VectorShapeImplementation = {
  draw(context, length) {
    context.moveTo(0, 0);
    context.lineTo(0, -length);
  },
};

/** A name without its maker and without what stands in brackets: lanes are narrow. */
function shortName({ name, vendor }: ChipRow): string {
  const bare = name.replace(/\s*\([^)]*\)/g, '');
  return bare.toLowerCase().startsWith(`${vendor.toLowerCase()} `) ? bare.slice(vendor.length + 1) : bare;
}

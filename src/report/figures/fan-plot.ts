import * as Plot from '@observablehq/plot';
import { formatNumber } from '../../base/format.js';
import { bandStrength, ink } from '../theme.js';
import { spanOf, textWidth } from './measure.js';

/** Bands of one series over time, and a few runs of their own. */
export interface Fan {
  readonly title: string;
  readonly unit: string;
  readonly times: readonly number[];
  /** Levels 5, 25, 50, 75 and 95 %, each an array over time. */
  readonly bands: readonly (readonly number[])[];
  readonly singles: readonly (readonly number[])[];
}

export interface FanSize {
  readonly width: number;
  readonly height: number;
}

/** Points that a line is drawn through at most: more than a drawing of this size can show. */
const mostPoints = 240;

/** Lays out one panel: bands of 90 and 50 % of the runs, the median, single runs, its name with the unit above. */
export function plotFan(
  { title, unit, times, bands, singles }: Fan,
  { width, height }: FanSize,
): Plot.PlotOptions {
  const step = Math.max(1, Math.ceil((times.length - 1) / mostPoints));
  const kept = times.flatMap((_, t) => (t % step === 0 || t === times.length - 1 ? [t] : []));
  const [p5, p25, p50, p75, p95] = bands;
  const rows = kept.map((t) => ({
    t: times[t]!,
    p5: p5![t]!,
    p25: p25![t]!,
    p50: p50![t]!,
    p75: p75![t]!,
    p95: p95![t]!,
  }));
  const lines = singles.flatMap((run, i) => kept.map((t) => ({ t: times[t]!, v: run[t]!, run: i })));
  // Single runs may leave the bands; the frame shows them whole, unless one would press the bands flat.
  const [low, high] = spanOf([...p5!, ...p95!], 0.05);
  const room = high - low;
  const near = lines.map(({ v }) => v).filter((v) => v > low - room / 2 && v < high + room / 2);
  const domain = spanOf([...p5!, ...p95!, ...near], 0.03);
  // A run that leaves the frame is broken off there.
  const inside = (v: number) => (v >= domain[0] && v <= domain[1] ? v : Number.NaN);
  const floor = domain[0] > 0 && domain[0] < 0.4 * domain[1] ? 0 : domain[0];
  const ticks = Math.max(3, Math.floor(height / 55));
  const widest = Math.max(...[floor, domain[1]].map((value) => textWidth(formatNumber(value), 6.6)));
  return {
    width,
    height,
    marginLeft: Math.max(34, widest + 16),
    marginRight: 14,
    marginTop: 32,
    marginBottom: 28,
    x: { domain: [times[0]!, times.at(-1)!], label: null },
    y: { domain: [floor, domain[1]], label: null },
    marks: [
      Plot.ruleY([0], { stroke: ink.rule, strokeWidth: floor === 0 || (floor < 0 && domain[1] > 0) ? 1 : 0 }),
      Plot.gridY({ ticks, stroke: ink.rule, strokeOpacity: 1, strokeWidth: 0.6 }),
      Plot.axisY({
        ticks,
        tickSize: 0,
        fill: ink.muted,
        label: null,
        tickFormat: (v: number) => formatNumber(v),
      }),
      Plot.axisX({
        ticks: Math.max(3, Math.floor(width / 90)),
        tickSize: 3,
        color: ink.muted,
        label: null,
        tickFormat: (v: number) => String(Number(v.toPrecision(9))),
      }),
      Plot.areaY(rows, {
        x: 't',
        y1: 'p5',
        y2: 'p95',
        fill: ink.band,
        fillOpacity: bandStrength.outer,
      }),
      Plot.areaY(rows, {
        x: 't',
        y1: 'p25',
        y2: 'p75',
        fill: ink.band,
        fillOpacity: bandStrength.inner,
      }),
      Plot.line(lines, {
        x: 't',
        y: ({ v }: { v: number }) => inside(v),
        z: 'run',
        stroke: ink.muted,
        strokeWidth: 0.9,
        strokeOpacity: 0.75,
      }),
      Plot.line(rows, { x: 't', y: 'p50', stroke: ink.line, strokeWidth: 2.2 }),
      Plot.text([title], {
        frameAnchor: 'top-left',
        text: () => title,
        dy: -20,
        dx: -Math.max(34, widest + 16) + 2,
        fontSize: 12.5,
        fontWeight: 650,
        fill: ink.text,
        textAnchor: 'start',
      }),
      Plot.text([unit], {
        frameAnchor: 'top-right',
        text: () => unit,
        dy: -20,
        fontSize: 11,
        fill: ink.muted,
        textAnchor: 'end',
      }),
    ],
  };
}

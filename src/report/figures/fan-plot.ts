import * as Plot from '@observablehq/plot';
import { bandStrength, ink } from '../theme.js';
import { spanOf } from './measure.js';
import { keptTimes, type PanelSize, plotOverTime } from './time-panel.js';

/** Bands of one series over time, and a few runs of their own. */
export interface Fan {
  readonly title: string;
  readonly unit: string;
  readonly times: readonly number[];
  readonly timeUnit: string;
  /** Levels 5, 25, 50, 75 and 95 %, each an array over time. */
  readonly bands: readonly (readonly number[])[];
  readonly singles: readonly (readonly number[])[];
}

/** Lays out one panel: bands of 90 and 50 % of the runs, the median, single runs. */
export function plotFan(
  { title, unit, times, timeUnit, bands, singles }: Fan,
  size: PanelSize,
): Plot.PlotOptions {
  const kept = keptTimes(times);
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
  const band = (y1: string, y2: string, fillOpacity: number) =>
    Plot.areaY(rows, { x: 't', y1, y2, fill: ink.band, fillOpacity });
  return plotOverTime(
    {
      title,
      unit,
      times,
      timeUnit,
      domain,
      marks: [
        band('p5', 'p95', bandStrength.outer),
        band('p25', 'p75', bandStrength.inner),
        Plot.line(lines, {
          x: 't',
          y: ({ v }: { v: number }) => inside(v),
          z: 'run',
          stroke: ink.muted,
          strokeWidth: 0.9,
          strokeOpacity: 0.75,
        }),
        Plot.line(rows, { x: 't', y: 'p50', stroke: ink.line, strokeWidth: 2.2 }),
      ],
    },
    size,
  );
}

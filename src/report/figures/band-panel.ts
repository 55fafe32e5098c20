import * as Plot from '@observablehq/plot';
import type { Band } from '../../analysis/weigh-result.js';
import { formatNumber, formatPercent } from '../../base/format.js';
import { bandStrength, ink } from '../theme.js';

/** What one panel shows. */
export interface PanelInput {
  readonly band: Band;
  readonly other: Band | undefined;
  readonly reference: Band | undefined;
  readonly domain: readonly [number, number];
  readonly today: number;
  readonly unit: string;
}

/** Lays out one small panel: bands, medians, the date of the study, and a scale that is read off two lines. */
export function plotPanel({ band, other, reference, domain, today, unit }: PanelInput): Plot.PlotOptions {
  // Half the points are enough at this size; the table of data beside the drawing holds them all.
  const kept = band.times.map((_, i) => i).filter((i) => i % 2 === 0 || i === band.times.length - 1);
  const cut = (value: number | undefined) => Math.min(value ?? Number.NaN, domain[1]);
  const rows = kept.map((i) => ({
    t: band.times[i],
    p5: cut(band.p5[i]),
    p25: cut(band.p25[i]),
    p50: cut(band.p50[i]),
    p75: cut(band.p75[i]),
    p95: cut(band.p95[i]),
  }));
  const median = (b: Band) => kept.map((i) => ({ t: b.times[i], v: cut(b.p50[i]) }));
  const first = band.times[0] ?? 0;
  const last = band.times.at(-1) ?? 1;
  const ticks = [domain[0], (domain[0] + domain[1]) / 2, domain[1]];
  const span = last - first;
  return {
    width: 112,
    height: 118,
    margin: 0,
    marginTop: 4,
    marginBottom: 15,
    x: { domain: [first, last], axis: null },
    y: { domain: [...domain], axis: null },
    marks: [
      Plot.ruleY(ticks, { stroke: ink.rule }),
      ...(today > first && today < last
        ? [Plot.ruleX([today], { stroke: ink.muted, strokeWidth: 0.7 })]
        : []),
      Plot.areaY(rows, { x: 't', y1: 'p5', y2: 'p95', fill: ink.band, fillOpacity: bandStrength.outer }),
      Plot.areaY(rows, { x: 't', y1: 'p25', y2: 'p75', fill: ink.band, fillOpacity: bandStrength.inner }),
      ...(reference && reference !== band
        ? [
            Plot.line(median(reference), {
              x: 't',
              y: 'v',
              stroke: ink.reference,
              strokeWidth: 1.1,
              strokeDasharray: '1,2.5',
            }),
          ]
        : []),
      ...(other
        ? [
            Plot.line(median(other), {
              x: 't',
              y: 'v',
              stroke: ink.stop,
              strokeWidth: 1.2,
              strokeDasharray: '4,2.5',
            }),
          ]
        : []),
      Plot.line(rows, { x: 't', y: 'p50', stroke: ink.line, strokeWidth: 1.8 }),
      Plot.text(ticks.slice(1), {
        x: () => first,
        y: (d: number) => d,
        text: (d: number) => formatTick(d, unit),
        textAnchor: 'start',
        dy: 7,
        dx: 1,
        fontSize: 10,
        fill: ink.muted,
        stroke: ink.paper,
        strokeWidth: 3,
        className: 'tick',
      }),
      Plot.text([first, first + Math.round(span / 2), Math.floor(last)], {
        x: (d: number) => d,
        frameAnchor: 'bottom',
        dy: 13,
        text: (d: number) => `’${String(Math.round(d) % 100).padStart(2, '0')}`,
        textAnchor: 'middle',
        dx: 0,
        fontSize: 10,
        fill: ink.muted,
        filter: (_: number, i: number) => i === 1,
      }),
      Plot.text([first], {
        x: (d: number) => d,
        frameAnchor: 'bottom',
        dy: 13,
        text: (d: number) => `’${String(Math.round(d) % 100)}`,
        textAnchor: 'start',
        fontSize: 10,
        fill: ink.muted,
      }),
      Plot.text([last], {
        x: (d: number) => d,
        frameAnchor: 'bottom',
        dy: 13,
        text: (d: number) => `’${String(Math.floor(d) % 100)}`,
        textAnchor: 'end',
        fontSize: 10,
        fill: ink.muted,
      }),
    ],
  };
}

const formatTick = (value: number, unit: string) =>
  unit === 'share' || unit === 'fraction' ? formatPercent(value) : formatNumber(value);

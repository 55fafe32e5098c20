import * as Plot from '@observablehq/plot';
import type { Band } from '../../analysis/weigh-result.js';
import { formatQuantity, formatYear } from '../../base/format.js';
import type { Figure, Panel, TableRow } from '../blocks.js';
import { formatRange, type Lookup } from '../lookup.js';
import { bandStrength, ink } from '../theme.js';
import { unitScale } from './measure.js';
import { figureToSvg } from './svg.js';

/**
 * Draws one series over time, a panel for each policy on one scale: bands of 50 and 90 % of futures with the median;
 * dashed, the median of the first other case; dotted, the median of the policy that all are compared with.
 */
export function bandsFigure(lookup: Lookup, seriesId: string, document: Document, prefix = 'figure'): Figure {
  const series = lookup.weigh.series.find((s) => s.id === seriesId) ?? {
    id: seriesId,
    title: seriesId,
    unit: '',
  };
  const [mainCase = '', otherCase] = lookup.casesOf(seriesId);
  const bands = lookup.bands(seriesId, mainCase);
  const others = otherCase === undefined ? [] : lookup.bands(seriesId, otherCase);
  const reference = bands.find((b) => b.policy === lookup.weigh.frontier.reference);
  const spread = spreadOf(bands);
  const ceiling = niceCeiling(
    Math.max(0, ...[...bands, ...others].flatMap((b) => b.p95).filter(Number.isFinite)),
  );
  const floor = Math.min(0, ...bands.flatMap((b) => b.p5).filter(Number.isFinite));
  const today = decimalYear(lookup.weigh.study.asOf);
  const panels = bands.map((band): Panel => {
    const other = others.find((b) => b.policy === band.policy);
    return {
      name: lookup.policy(band.policy).short,
      svg: figureToSvg(
        document,
        plotPanel({ band, other, reference, domain: [floor, ceiling], today, unit: series.unit }),
        null,
      ),
      value: formatQuantity(band.p50.at(-1) ?? Number.NaN, series.unit),
      range: formatRange(band.p5.at(-1) ?? Number.NaN, band.p95.at(-1) ?? Number.NaN, series.unit),
    };
  });
  const end = bands[0]?.times.at(-1) ?? Number.NaN;
  const name = (band: Band | undefined) => (band ? lookup.policy(band.policy).short : '');
  const last = (band: Band | undefined) => formatQuantity(band?.p50.at(-1) ?? Number.NaN, series.unit);
  const title = spread.high
    ? `${series.title}: median in ${yearOf(end)} from ${last(spread.low)} (${name(spread.low)}) to ${last(spread.high)} (${name(spread.high)})`
    : `${series.title}: not recorded`;
  const caseTitle = (id: string | undefined) => lookup.weigh.cases.find((c) => c.id === id)?.title ?? '';
  return {
    id: `${prefix}-bands-${seriesId}`,
    title,
    caption: `${series.unit === 'share' ? 'Share' : series.unit}; ${caseTitle(mainCase).toLowerCase()}. Numbers under a panel: median and 90% range in ${yearOf(end)}.${otherCase === undefined ? '' : ` Dashed: median if “${caseTitle(otherCase).toLowerCase()}”.`}`,
    description: panels.map((p) => `${p.name}: ${p.value}, 90% ${p.range}`).join('; '),
    drawing: {
      kind: 'panels',
      columns: panels.length > 10 ? Math.ceil(panels.length / 2) : Math.max(1, panels.length),
      panels,
    },
    data: {
      columns: [
        'policy',
        'case',
        'time (year)',
        ...['p5', 'p25', 'p50', 'p75', 'p95'].map((q) => `${q} (${series.unit})`),
      ],
      rows: [...bands, ...others].flatMap((b) =>
        b.times.map((t, i) => [
          b.policy,
          b.case,
          t,
          ...[b.p5, b.p25, b.p50, b.p75, b.p95].map((q) => Number((q[i] ?? Number.NaN).toPrecision(5))),
        ]),
      ),
    },
    table: bandsTable(lookup, series, bands),
  };
}

interface PanelInput {
  readonly band: Band;
  readonly other: Band | undefined;
  readonly reference: Band | undefined;
  readonly domain: readonly [number, number];
  readonly today: number;
  readonly unit: string;
}

function plotPanel({ band, other, reference, domain, today, unit }: PanelInput): Plot.PlotOptions {
  const rows = band.times.map((t, i) => ({
    t,
    p5: band.p5[i],
    p25: band.p25[i],
    p50: band.p50[i],
    p75: band.p75[i],
    p95: band.p95[i],
  }));
  const median = (b: Band) => b.times.map((t, i) => ({ t, v: b.p50[i] }));
  const first = band.times[0] ?? 0;
  const last = band.times.at(-1) ?? 1;
  const scale = unitScale([domain[0], domain[1]], unit);
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
        text: scale.format,
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

function bandsTable(
  lookup: Lookup,
  series: { readonly id: string; readonly title: string; readonly unit: string },
  bands: readonly Band[],
) {
  const times = bands[0]?.times ?? [];
  const shown = times.filter((t) => Number.isInteger(t) && Math.round(t) % 2 === 0).slice(-5);
  return {
    id: `table-bands-${series.id}`,
    title: `${series.title}, median and 90% range`,
    narrow: 'scroll' as const,
    columns: [
      { title: 'Policy', align: 'left' as const },
      ...shown.map((t) => ({ title: yearOf(t), align: 'right' as const })),
    ],
    rows: bands.map(
      (band): TableRow => ({
        cells: [
          lookup.policy(band.policy).title,
          ...shown.map((t) => {
            const i = band.times.indexOf(t);
            return {
              text: formatQuantity(band.p50[i] ?? Number.NaN, series.unit),
              sub: formatRange(band.p5[i] ?? Number.NaN, band.p95[i] ?? Number.NaN, series.unit),
            };
          }),
        ],
      }),
    ),
  };
}

function spreadOf(bands: readonly Band[]): { low?: Band; high?: Band } {
  const ends = bands
    .filter((b) => Number.isFinite(b.p50.at(-1)))
    .toSorted((a, b) => a.p50.at(-1)! - b.p50.at(-1)!);
  const [low] = ends;
  const high = ends.at(-1);
  return { ...(low && { low }), ...(high && { high }) };
}

/**
 * Rounds up to a number whose half reads well on an axis: 1, 2, 4, 6 or 10 times a power of ten.
 *
 * @example
 * niceCeiling(4.3) // => 6
 */
export function niceCeiling(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10].find((s) => s * power >= value * 0.999) ?? 10;
  return step * power;
}

/**
 * Writes a date as a decimal year, by month and day of a year of 365.25 days.
 *
 * @example
 * decimalYear('2026-07') // => 2026.5
 */
export function decimalYear(date: string): number {
  const [year = Number.NaN, month = 1, day = 1] = date.split('-').map(Number);
  return year + (month - 1) / 12 + (day - 1) / 365.25;
}

const yearOf = (t: number) => (Number.isInteger(t) ? String(t) : formatYear(t));

import * as Plot from '@observablehq/plot';
import type { MetricHead } from '../../analysis/weigh-result.js';
import { formatQuantity } from '../../base/format.js';
import type { Cell, Figure } from '../blocks.js';
import { formatRange, type Lookup, level } from '../lookup.js';
import { capital } from '../text.js';
import { ink } from '../theme.js';
import { spanOf, unitScale } from './measure.js';
import { figureToSvg } from './svg.js';

/** Draws a metric's range on the column's own scale: thin 90 %, thick 50 %, a dot at the median, a tick at the threshold. */
export function intervalGlyph(
  document: Document,
  quantiles: readonly number[],
  domain: readonly [number, number],
  threshold: number | null,
): string {
  const [row] = rangesOf([{ quantiles }]);
  return figureToSvg(
    document,
    {
      width: 104,
      height: 14,
      margin: 2,
      x: { domain: [...domain], axis: null },
      y: { domain: [0, 2], axis: null },
      marks: [
        Plot.link([row], { x1: 'p5', x2: 'p95', y1: 1, y2: 1, stroke: ink.line, strokeWidth: 1 }),
        Plot.link([row], {
          x1: 'p25',
          x2: 'p75',
          y1: 1,
          y2: 1,
          stroke: ink.line,
          strokeWidth: 4.5,
          strokeOpacity: 0.5,
        }),
        ...(threshold !== null && threshold >= domain[0] && threshold <= domain[1]
          ? [Plot.ruleX([threshold], { stroke: ink.stop, strokeWidth: 1.4 })]
          : []),
        Plot.dot([row], { x: 'p50', y: 1, r: 2.6, fill: ink.line, stroke: ink.paper, strokeWidth: 0.8 }),
      ],
    },
    null,
  );
}

/** Draws one metric for all policies, best median first. */
export function metricFigure(
  lookup: Lookup,
  metricId: string,
  document: Document,
  prefix = 'figure',
): Figure {
  const metric = lookup.metric(metricId);
  const rows = lookup.policies
    .flatMap((policy) => {
      const estimate = lookup.estimate(policy.id, metricId);
      return estimate ? [{ name: policy.short, policy, quantiles: estimate.quantiles }] : [];
    })
    .toSorted((a, b) => sign(metric) * (a.quantiles[level.p50]! - b.quantiles[level.p50]!));
  const first = rows[0];
  const title = first
    ? `${metric.title}: ${first.name} has the best median, ${formatQuantity(first.quantiles[level.p50]!, metric.unit)}`
    : `${metric.title}: not measured`;
  const description = rows
    .map((r) => `${r.name} ${formatQuantity(r.quantiles[level.p50]!, metric.unit)}`)
    .join('; ');
  const draw = (width: number) =>
    figureToSvg(document, plotMetric(metric, rows, width), { title, description });
  return {
    id: `${prefix}-metric-${metricId}`,
    title,
    caption: `${capital(metric.unit)}; ${metric.direction} is better. Thin line: 90% of futures; thick: half of them; dot: median.${metric.threshold ? ' Upright line: the threshold.' : ''}`,
    description,
    drawing: { kind: 'pair', wide: draw(720), narrow: draw(358) },
    data: {
      columns: [
        'policy',
        ...['p5', 'p10', 'p25', 'p50', 'p75', 'p90', 'p95'].map((q) => `${q} (${metric.unit})`),
      ],
      rows: rows.map((r) => [r.policy.id, ...r.quantiles]),
    },
    table: {
      id: `table-metric-${metricId}`,
      title: metric.title,
      narrow: 'scroll',
      columns: [
        { title: 'Policy', align: 'left' },
        { title: `Median and 90% range, ${metric.unit}`, align: 'right' },
      ],
      rows: rows.map((r) => ({ cells: [r.policy.title, quantileCell(r.quantiles, metric.unit)] })),
    },
  };
}

/** A unit of more letters stands in the head of its column only. */
const longUnit = 12;

/** Makes the cell that shows a median over its 90 % range; a unit that follows its number stands once. */
export function quantileCell(quantiles: readonly number[], unit: string): Cell {
  return {
    text: formatQuantity(quantiles[level.p50]!, unit.length > longUnit ? '' : unit),
    sub: formatRange(
      quantiles[level.p5]!,
      quantiles[level.p95]!,
      formatQuantity(1, unit) === `1 ${unit}` ? '' : unit,
    ),
  };
}

/** Whether lower values stand first (1) or last (-1). */
const sign = (metric: MetricHead) => (metric.direction === 'lower' ? 1 : -1);

function plotMetric(
  metric: MetricHead,
  rows: readonly { readonly name: string; readonly quantiles: readonly number[] }[],
  width: number,
): Plot.PlotOptions {
  const ranges = rangesOf(rows);
  const line = metric.threshold ? [metric.threshold.value] : [];
  const domain = spanOf([...ranges.flatMap((r) => [r.p5, r.p95]), ...line]);
  const scale = unitScale(domain, metric.unit);
  return {
    width,
    height: rows.length * 24 + 42,
    marginLeft: 118,
    marginRight: 14,
    marginTop: 8,
    marginBottom: 34,
    x: { domain, label: null },
    y: { domain: rows.map((r) => r.name), label: null, type: 'band' },
    marks: [
      Plot.gridX({ ticks: width / 110, stroke: ink.rule, strokeOpacity: 1 }),
      Plot.axisX({ ticks: width / 110, tickSize: 0, tickFormat: scale.format, fill: ink.muted, label: null }),
      Plot.axisY({ tickSize: 0, fill: ink.text, fontSize: 12.5, label: null }),
      Plot.ruleX(line, { stroke: ink.stop, strokeWidth: 1.4 }),
      Plot.link(ranges, { x1: 'p5', x2: 'p95', y1: 'name', y2: 'name', stroke: ink.line, strokeWidth: 1.2 }),
      Plot.link(ranges, {
        x1: 'p25',
        x2: 'p75',
        y1: 'name',
        y2: 'name',
        stroke: ink.line,
        strokeWidth: 6,
        strokeOpacity: 0.5,
      }),
      Plot.dot(ranges, { x: 'p50', y: 'name', r: 4, fill: ink.line, stroke: ink.paper, strokeWidth: 1 }),
      Plot.text([scale.name], { frameAnchor: 'bottom-right', dy: 32, fill: ink.muted }),
    ],
  };
}

function rangesOf(rows: readonly { readonly name?: string; readonly quantiles: readonly number[] }[]) {
  return rows.map(({ name = '', quantiles: q }) => ({
    name,
    p5: q[level.p5]!,
    p25: q[level.p25]!,
    p50: q[level.p50]!,
    p75: q[level.p75]!,
    p95: q[level.p95]!,
  }));
}

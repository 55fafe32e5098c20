import * as Plot from '@observablehq/plot';
import type { FrontierPoint } from '../../analysis/weigh-result.js';
import { formatPercent, formatQuantity } from '../../base/format.js';
import type { Figure, Panel } from '../blocks.js';
import type { Lookup } from '../lookup.js';
import { ink } from '../theme.js';
import { quantileOf, spanOf, unitScale } from './measure.js';
import { figureToSvg } from './svg.js';

/** Draws each policy's cloud alone on one scale, against the medians of the path that never bought. */
export function cloudsFigure(lookup: Lookup, document: Document): Figure {
  const { frontier } = lookup.weigh;
  const { points } = frontier;
  const x = lookup.metric(frontier.xMetric);
  const y = lookup.metric(frontier.yMetric);
  const reference = points.find((p) => p.policy === frontier.reference);
  const span = (axis: 0 | 1, medians: readonly number[]) => {
    const values = points.flatMap((p) => p.cloud.map((pair) => pair[axis])).filter(Number.isFinite);
    return spanOf([quantileOf(values, 0.02), quantileOf(values, 0.98), ...medians]);
  };
  const xs = span(
    0,
    points.map((p) => p.x),
  );
  const ys = span(
    1,
    points.map((p) => p.y),
  );
  const above = points.map((p) => shareAbove(p, reference?.y ?? Number.NaN));
  const panels = points.map(
    (point, i): Panel => ({
      name: lookup.policy(point.policy).short,
      svg: figureToSvg(document, plotCloud(point, reference, xs, ys, [x.unit, y.unit]), null),
      value: `${formatPercent(above[i]!)} above`,
      range: `median ${formatQuantity(point.y, y.unit)}`,
    }),
  );
  const most = points
    .map((p, i) => ({ policy: p.policy, share: above[i]! }))
    .filter((p) => p.policy !== frontier.reference)
    .toSorted((a, b) => b.share - a.share)[0];
  return {
    id: 'figure-clouds',
    title: most
      ? `Futures above the level of never buying: most under ${lookup.policy(most.policy).short}, ${formatPercent(most.share)}`
      : 'One panel a policy',
    caption: `Across: ${x.title} (${x.unit}). Up: ${y.title} (${y.unit}). Dots: futures drawn for the cloud; large: the median; dashed: the medians of never having bought. Numbers: share of those futures above the dashed level, and the median.`,
    description: points
      .map((p, i) => `${lookup.policy(p.policy).short}: ${formatPercent(above[i]!)} above`)
      .join('; '),
    drawing: { kind: 'panels', columns: Math.min(5, points.length), panels },
    data: {
      columns: ['policy', `${x.title} (${x.unit})`, `${y.title} (${y.unit})`],
      rows: points.flatMap((p) => p.cloud.map(([a, b]) => [p.policy, a, b])),
    },
    table: {
      id: 'table-clouds',
      title: 'Futures above the median of never having bought',
      narrow: 'scroll',
      columns: [
        { title: 'Policy', align: 'left' },
        { title: 'Share of futures drawn', align: 'right' },
      ],
      rows: points.map((p, i) => ({ cells: [lookup.policy(p.policy).title, formatPercent(above[i]!)] })),
    },
  };
}

const shareAbove = (point: FrontierPoint, level: number) =>
  point.cloud.length === 0
    ? Number.NaN
    : point.cloud.filter(([, y]) => y > level).length / point.cloud.length;

function plotCloud(
  point: FrontierPoint,
  reference: FrontierPoint | undefined,
  xs: [number, number],
  ys: [number, number],
  [xUnit, yUnit]: readonly [string, string],
): Plot.PlotOptions {
  const inside = point.cloud.filter(([a, b]) => a >= xs[0] && a <= xs[1] && b >= ys[0] && b <= ys[1]);
  const xScale = unitScale(xs, xUnit);
  const yScale = unitScale(ys, yUnit);
  return {
    width: 208,
    height: 168,
    marginTop: 6,
    marginRight: 6,
    marginBottom: 20,
    marginLeft: 34,
    x: { domain: xs, label: null },
    y: { domain: ys, label: null },
    marks: [
      Plot.gridY({ ticks: 3, stroke: ink.rule, strokeOpacity: 1 }),
      Plot.axisX({
        ticks: 4,
        tickSize: 0,
        fill: ink.muted,
        fontSize: 10,
        tickFormat: xScale.format,
        label: null,
      }),
      Plot.axisY({
        ticks: 3,
        tickSize: 0,
        fill: ink.muted,
        fontSize: 10,
        tickFormat: yScale.format,
        label: null,
      }),
      Plot.dot(inside.slice(0, 150), {
        x: (d: readonly [number, number]) => d[0],
        y: (d: readonly [number, number]) => d[1],
        r: 1.3,
        fill: ink.line,
        fillOpacity: 0.45,
      }),
      ...(reference
        ? [
            Plot.ruleY([reference.y], { stroke: ink.text, strokeDasharray: '4,3', strokeOpacity: 0.7 }),
            Plot.ruleX([reference.x], { stroke: ink.text, strokeDasharray: '4,3', strokeOpacity: 0.35 }),
          ]
        : []),
      Plot.dot([point], { x: 'x', y: 'y', r: 4.5, fill: ink.text, stroke: ink.paper, strokeWidth: 1.5 }),
    ],
  };
}

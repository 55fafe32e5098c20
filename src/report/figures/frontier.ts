import * as Plot from '@observablehq/plot';
import type { FrontierPoint } from '../../analysis/weigh-result.js';
import { formatQuantity } from '../../base/format.js';
import type { Figure } from '../blocks.js';
import { formatRange, type Lookup, level } from '../lookup.js';
import { joinWords } from '../text.js';
import { ink, seriesColour } from '../theme.js';
import { pixelScale, quantileOf, spanOf, textWidth, unitScale } from './measure.js';
import { placeLabels } from './place-labels.js';
import { figureToSvg } from './svg.js';

/**
 * Draws gain against what a cut-off leaves: each policy as a cloud of futures with its median and the range of
 * half of the futures on both counts, beside the level of the path that never bought.
 */
export function frontierFigure(lookup: Lookup, document: Document): Figure {
  const { frontier } = lookup.weigh;
  const title = frontierFinding(lookup);
  const x = lookup.metric(frontier.xMetric);
  const y = lookup.metric(frontier.yMetric);
  const reference = lookup.policy(frontier.reference).short;
  const description = `Medians of ${frontier.points.length} policies: ${frontier.points
    .map(
      (p) =>
        `${lookup.policy(p.policy).short} ${formatQuantity(p.x, x.unit)}, ${formatQuantity(p.y, y.unit)}`,
    )
    .join('; ')}.`;
  const draw = (size: Size) => figureToSvg(document, plotFrontier(lookup, size), { title, description });
  return {
    id: 'figure-frontier',
    title,
    caption: `Large marks: medians, filled where no other policy is better on both counts, hollow where one is. Crosses reach over half of the futures; each small dot is one future. Dashed line: the median of the path that never bought (${reference}). The frame leaves out the outermost 2% of the dots on each side.`,
    description,
    drawing: {
      kind: 'pair',
      wide: draw({ width: 1060, height: 560, dots: 110, labels: 'full' }),
      narrow: draw({ width: 358, height: 430, dots: 36, labels: 'short' }),
    },
    data: {
      columns: ['policy', 'point', `${x.title} (${x.unit})`, `${y.title} (${y.unit})`],
      rows: frontier.points.flatMap((p) => [
        [p.policy, 'median', p.x, p.y],
        ...p.cloud.map(([a, b]) => [p.policy, 'future', a, b]),
      ]),
    },
    table: {
      id: 'table-frontier',
      title: 'Medians and 90% ranges',
      narrow: 'scroll',
      columns: [
        { title: 'Policy', align: 'left' },
        { title: x.title, align: 'right' },
        { title: y.title, align: 'right' },
        { title: 'Another policy is better on both', align: 'left' },
      ],
      rows: frontier.points.map((p) => {
        const range = (metric: string, unit: string) => {
          const q = lookup.estimate(p.policy, metric)?.quantiles;
          return q ? `90%: ${formatRange(q[level.p5]!, q[level.p95]!, unit)}` : '';
        };
        return {
          cells: [
            lookup.policy(p.policy).title,
            { text: formatQuantity(p.x, x.unit), sub: range(frontier.xMetric, x.unit) },
            { text: formatQuantity(p.y, y.unit), sub: range(frontier.yMetric, y.unit) },
            p.dominated ? 'yes' : 'no',
          ],
        };
      }),
    },
  };
}

/** Says which policies are not beaten on both counts. */
export function frontierFinding(lookup: Lookup): string {
  const { points } = lookup.weigh.frontier;
  const best = points.filter((p) => !p.dominated);
  const names = best.map((p) => lookup.policy(p.policy).short);
  if (best.length === points.length) return 'No policy is better than another on both counts';
  if (best.length === 1) return `By medians, ${names[0]} is better than every other policy on both counts`;
  return `By medians, ${joinWords(names)} trade gain against what is left; the other ${points.length - best.length} are beaten on both counts`;
}

interface Size {
  readonly width: number;
  readonly height: number;
  /** Futures drawn for each policy. */
  readonly dots: number;
  readonly labels: 'full' | 'short';
}

function plotFrontier(lookup: Lookup, size: Size): Plot.PlotOptions {
  const { frontier } = lookup.weigh;
  const margin = { top: 30, right: 16, bottom: 44, left: size.labels === 'full' ? 56 : 40 };
  const crosses = frontier.points.map((p) => ({ ...p, ...halfRanges(lookup, p) }));
  const domain = (axis: 0 | 1, spans: readonly number[]) => {
    const dots = frontier.points.flatMap((p) => p.cloud.map((pair) => pair[axis])).filter(Number.isFinite);
    return spanOf([quantileOf(dots, 0.02), quantileOf(dots, 0.98), ...spans]);
  };
  const xs = domain(
    0,
    crosses.flatMap((c) => [c.x, c.x1, c.x2]),
  );
  const ys = domain(
    1,
    crosses.flatMap((c) => [c.y, c.y1, c.y2]),
  );
  const toX = pixelScale(xs, [margin.left, size.width - margin.right]);
  const toY = pixelScale(ys, [size.height - margin.bottom, margin.top]);
  const inside = ([a, b]: readonly [number, number]) => a >= xs[0] && a <= xs[1] && b >= ys[0] && b <= ys[1];
  const reference = crosses.find((c) => c.policy === frontier.reference);
  const places = placeLabels(
    crosses.map((c) => ({
      x: toX.pixel(c.x),
      y: toY.pixel(c.y),
      width: textWidth(labelOf(lookup, c), size.labels === 'full' ? 7.1 : 6.5),
    })),
    {
      left: margin.left + 4,
      right: size.width - margin.right,
      top: margin.top + 12,
      bottom: size.height - margin.bottom - 4,
    },
  );
  const xUnit = unitScale(xs, lookup.metric(frontier.xMetric).unit);
  const yUnit = unitScale(ys, lookup.metric(frontier.yMetric).unit);
  return {
    width: size.width,
    height: size.height,
    marginTop: margin.top,
    marginRight: margin.right,
    marginBottom: margin.bottom,
    marginLeft: margin.left,
    x: { domain: xs, label: null },
    y: { domain: ys, label: null },
    marks: [
      Plot.gridX({ ticks: size.width / 110, stroke: ink.rule, strokeOpacity: 1 }),
      Plot.gridY({ ticks: size.height / 80, stroke: ink.rule, strokeOpacity: 1 }),
      Plot.axisX({
        ticks: size.width / 110,
        tickSize: 0,
        fill: ink.muted,
        tickFormat: xUnit.format,
        label: null,
      }),
      Plot.axisY({
        ticks: size.height / 80,
        tickSize: 0,
        fill: ink.muted,
        tickFormat: yUnit.format,
        label: null,
      }),
      frontier.points.map((p, i) =>
        Plot.dot(p.cloud.slice(0, size.dots).filter(inside), {
          x: (d: readonly [number, number]) => d[0],
          y: (d: readonly [number, number]) => d[1],
          r: 1.4,
          fill: seriesColour(i),
          fillOpacity: 0.34,
        }),
      ),
      ...(reference
        ? [
            Plot.ruleY([reference.y], { stroke: ink.text, strokeDasharray: '5,4', strokeOpacity: 0.75 }),
            Plot.text([{ x: xs[1], y: reference.y }], {
              x: 'x',
              y: 'y',
              text: () =>
                size.labels === 'full'
                  ? 'left after a cut-off had nothing been bought'
                  : 'had nothing been bought',
              textAnchor: 'end',
              dy: -8,
              fill: ink.text,
              stroke: ink.paper,
              strokeWidth: 4,
              fontStyle: 'italic',
            }),
          ]
        : []),
      crosses.map((c) => [
        Plot.link([c], {
          x1: 'x1',
          x2: 'x2',
          y1: 'y',
          y2: 'y',
          stroke: colourOf(lookup, c),
          strokeWidth: 1.3,
          strokeOpacity: 0.8,
        }),
        Plot.link([c], {
          x1: 'x',
          x2: 'x',
          y1: 'y1',
          y2: 'y2',
          stroke: colourOf(lookup, c),
          strokeWidth: 1.3,
          strokeOpacity: 0.8,
        }),
      ]),
      crosses.map((c, i) => {
        const place = places[i]!;
        return [
          ...(place.leader
            ? [
                Plot.link([c], {
                  x1: 'x',
                  y1: 'y',
                  x2: () =>
                    toX.value(place.x + (place.x > toX.pixel(c.x) ? -3 : textWidth(labelOf(lookup, c)) + 3)),
                  y2: () => toY.value(place.y),
                  stroke: ink.muted,
                  strokeWidth: 0.7,
                }),
              ]
            : []),
          Plot.dot([c], {
            x: 'x',
            y: 'y',
            r: 5,
            symbol: c.policy === frontier.reference ? 'diamond' : 'circle',
            fill: c.dominated ? ink.paper : colourOf(lookup, c),
            stroke: colourOf(lookup, c),
            strokeWidth: 2,
          }),
        ];
      }),
      crosses.map((c, i) =>
        Plot.text([c], {
          x: () => toX.value(places[i]!.x),
          y: () => toY.value(places[i]!.y),
          text: () => labelOf(lookup, c),
          textAnchor: 'start',
          fontSize: size.labels === 'full' ? 13 : 11.5,
          fontWeight: c.dominated ? 400 : 650,
          fill: ink.text,
          stroke: ink.paper,
          strokeWidth: 4,
        }),
      ),
      Plot.text([`↑ ${lookup.metric(frontier.yMetric).title}, ${yUnit.name}`], {
        frameAnchor: 'top-left',
        dx: -margin.left + 2,
        dy: -24,
        fill: ink.text,
        lineWidth: 40,
      }),
      Plot.text([`${lookup.metric(frontier.xMetric).title}, ${xUnit.name} →`], {
        frameAnchor: 'bottom-right',
        dy: 36,
        fill: ink.text,
      }),
    ],
  };
}

const labelOf = (lookup: Lookup, point: FrontierPoint) => lookup.policy(point.policy).short;
const colourOf = (lookup: Lookup, point: FrontierPoint) =>
  seriesColour(lookup.policies.findIndex((p) => p.id === point.policy));

/** The middle half of the futures on both axes; the median itself where there is no estimate. */
function halfRanges(lookup: Lookup, point: FrontierPoint) {
  const { xMetric, yMetric } = lookup.weigh.frontier;
  const x = lookup.estimate(point.policy, xMetric)?.quantiles;
  const y = lookup.estimate(point.policy, yMetric)?.quantiles;
  return {
    x1: x?.[level.p25] ?? point.x,
    x2: x?.[level.p75] ?? point.x,
    y1: y?.[level.p25] ?? point.y,
    y2: y?.[level.p75] ?? point.y,
  };
}

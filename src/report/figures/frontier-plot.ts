import * as Plot from '@observablehq/plot';
import type { FrontierPoint } from '../../analysis/weigh-result.js';
import { type Lookup, level } from '../lookup.js';
import { breakLines, ink, seriesColour } from '../theme.js';
import { pixelScale, quantileOf, spanOf, textWidth, unitScale } from './measure.js';
import { placeLabels } from './place-labels.js';

export interface Size {
  readonly width: number;
  readonly height: number;
  /** Futures drawn for each policy. */
  readonly dots: number;
  readonly labels: 'full' | 'short';
}

/** Share of futures left outside the frame on each of its four sides, so that medians do not crowd together. */
const outside = 0.06;
const referenceWords = 'left after a cut-off had nothing been bought';

/** Lays out the marks of the frontier: clouds, the never-bought level, half ranges, medians and their names. */
export function plotFrontier(lookup: Lookup, size: Size): Plot.PlotOptions {
  const { frontier } = lookup.weigh;
  const full = size.labels === 'full';
  const crosses = frontier.points.map((p, i) => ({
    ...p,
    ...halfRanges(lookup, p),
    colour: seriesColour(i),
  }));
  const xs = domain(
    frontier.points,
    0,
    crosses.flatMap((c) => [c.x, c.x1, c.x2]),
  );
  const ys = domain(
    frontier.points,
    1,
    crosses.flatMap((c) => [c.y, c.y1, c.y2]),
  );
  const xUnit = unitScale(xs, lookup.metric(frontier.xMetric).unit);
  const yUnit = unitScale(ys, lookup.metric(frontier.yMetric).unit);
  const letters = full ? 130 : 50;
  const xTitle = breakLines(`${lookup.metric(frontier.xMetric).title}, ${xUnit.name} →`, letters);
  const yTitle = breakLines(`↑ ${lookup.metric(frontier.yMetric).title}, ${yUnit.name}`, letters);
  const margin = {
    top: 14 + 14 * yTitle.length,
    right: 16,
    bottom: 30 + 14 * xTitle.length,
    left: full ? 46 : 36,
  };
  const toX = pixelScale(xs, [margin.left, size.width - margin.right]);
  const toY = pixelScale(ys, [size.height - margin.bottom, margin.top]);
  const inside = ([a, b]: readonly [number, number]) => a >= xs[0] && a <= xs[1] && b >= ys[0] && b <= ys[1];
  const reference = crosses.find((c) => c.policy === frontier.reference);
  const name = (point: FrontierPoint) => lookup.policy(point.policy).short;
  const frame = {
    left: margin.left + 4,
    right: size.width - margin.right,
    top: margin.top + 12,
    bottom: size.height - margin.bottom - 4,
  };
  const words = {
    left: frame.right - textWidth(referenceWords, 6),
    right: frame.right,
    top: toY.pixel(reference?.y ?? 0) - 18,
    bottom: toY.pixel(reference?.y ?? 0),
  };
  const places = placeLabels(
    crosses.map((c) => ({
      x: toX.pixel(c.x),
      y: toY.pixel(c.y),
      width: textWidth(name(c), full ? 7.1 : 6.5),
    })),
    frame,
    reference && full ? [words] : [],
  );
  const labels = crosses.map((c, i) => {
    const place = places[i]!;
    const end = Math.min(Math.max(toX.pixel(c.x), place.x), place.x + place.width);
    return {
      ...c,
      name: name(c),
      labelX: toX.value(place.x),
      labelY: toY.value(place.y),
      leadX: toX.value(end),
      leadY: toY.value(place.y + (toY.pixel(c.y) > place.y ? 7 : -7)),
      leader: place.leader,
    };
  });
  const axis = { tickSize: 0, fill: ink.muted, label: null } as const;
  const cross = { strokeWidth: 1.2, strokeOpacity: 0.55 } as const;
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
      Plot.gridY({ ticks: size.height / 110, stroke: ink.rule, strokeOpacity: 1 }),
      Plot.axisX({ ...axis, ticks: size.width / 110, tickFormat: xUnit.format }),
      Plot.axisY({ ...axis, ticks: size.height / 110, tickFormat: yUnit.format }),
      crosses.map((c) =>
        Plot.dot(c.cloud.slice(0, size.dots).filter(inside), {
          x: '0',
          y: '1',
          r: full ? 1.7 : 1.4,
          fill: c.colour,
          fillOpacity: 0.4,
        }),
      ),
      ...(reference
        ? [Plot.ruleY([reference.y], { stroke: ink.text, strokeDasharray: '5,4', strokeOpacity: 0.75 })]
        : []),
      ...(reference && full
        ? [
            Plot.text([{ x: xs[1], y: reference.y }], {
              x: 'x',
              y: 'y',
              text: () => referenceWords,
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
        Plot.link([c], { x1: 'x1', x2: 'x2', y1: 'y', y2: 'y', stroke: c.colour, ...cross }),
        Plot.link([c], { x1: 'x', x2: 'x', y1: 'y1', y2: 'y2', stroke: c.colour, ...cross }),
      ]),
      Plot.link(
        labels.filter((l) => l.leader),
        { x1: 'x', y1: 'y', x2: 'leadX', y2: 'leadY', stroke: ink.text, strokeWidth: 0.7 },
      ),
      crosses.map((c) =>
        Plot.dot([c], {
          x: 'x',
          y: 'y',
          r: full ? 6 : 5,
          symbol: c.policy === frontier.reference ? 'diamond' : 'circle',
          fill: c.dominated ? ink.paper : c.colour,
          stroke: c.colour,
          strokeWidth: 2,
        }),
      ),
      [true, false].map((dominated) =>
        Plot.text(
          labels.filter((l) => l.dominated === dominated),
          {
            x: 'labelX',
            y: 'labelY',
            text: 'name',
            textAnchor: 'start',
            fontSize: full ? 13 : 11.5,
            fontWeight: dominated ? 400 : 650,
            fill: ink.text,
            stroke: ink.paper,
            strokeWidth: 4,
          },
        ),
      ),
      Plot.text([yTitle.join('\n')], {
        frameAnchor: 'top-left',
        dx: -margin.left + 2,
        dy: 4 - margin.top,
        fill: ink.text,
      }),
      Plot.text([xTitle.join('\n')], {
        frameAnchor: 'bottom-right',
        lineAnchor: 'top',
        textAnchor: 'end',
        dy: 22,
        fill: ink.text,
      }),
    ],
  };
}

/** Spans the futures but the outermost, and everything that must be seen. */
function domain(points: readonly FrontierPoint[], axis: 0 | 1, must: readonly number[]): [number, number] {
  const values = points.flatMap((p) => p.cloud.map((pair) => pair[axis])).filter(Number.isFinite);
  return spanOf([quantileOf(values, outside), quantileOf(values, 1 - outside), ...must]);
}

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

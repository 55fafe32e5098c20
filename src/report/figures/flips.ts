import * as Plot from '@observablehq/plot';
import type { Flip } from '../../analysis/weigh-result.js';
import { formatPercent, formatQuantity } from '../../base/format.js';
import type { Figure } from '../blocks.js';
import type { Lookup } from '../lookup.js';
import { uncapital } from '../text.js';
import { breakLines, ink } from '../theme.js';
import { figureToSvg } from './svg.js';

const shown = 8;

/** Draws how the lead of one policy over another moves with each uncertainty, the strongest first. */
export function flipFigure(lookup: Lookup, flip: Flip, document: Document): Figure {
  const leader = `“${lookup.policy(flip.leader).short}”`;
  const rival = `“${lookup.policy(flip.rival).short}”`;
  const what = subjectOf(lookup, flip);
  const drivers = flip.drivers
    .toSorted((a, b) => Math.abs(b.highFifth - b.lowFifth) - Math.abs(a.highFifth - a.lowFifth))
    .slice(0, shown);
  const [first] = drivers;
  const title =
    `${what}: ${leader} is at least as good as ${rival} in ${formatPercent(flip.share)} of futures` +
    (first
      ? `; most moved by “${uncapital(first.title)}”, from ${formatPercent(first.lowFifth)} where low to ${formatPercent(first.highFifth)} where high`
      : '');
  const description = drivers
    .map(
      (d) =>
        `${d.title}: ${formatPercent(d.lowFifth)} in the lowest fifth, ${formatPercent(d.highFifth)} in the highest`,
    )
    .join('; ');
  const draw = (width: number) =>
    figureToSvg(document, plotFlip(flip, drivers, width), { title, description });
  return {
    id: `figure-flip-${flip.metric}-${flip.leader}-${flip.rival}`,
    title,
    caption: `Share of futures in which ${leader} is at least as good as ${rival}: hollow among the lowest fifth of each uncertainty, filled among the highest. Beyond the line at 50% the order is turned.`,
    description,
    drawing: { kind: 'pair', wide: draw(820), narrow: draw(358) },
    data: {
      columns: [
        'uncertainty',
        'share in lowest fifth',
        'share in highest fifth',
        'lowest fifth below',
        'highest fifth above',
        'unit',
      ],
      rows: drivers.map((d) => [
        d.uncertainty,
        d.lowFifth,
        d.highFifth,
        d.lowFifthBelow,
        d.highFifthAbove,
        d.unit,
      ]),
    },
    table: {
      id: `table-flip-${flip.metric}-${flip.leader}-${flip.rival}`,
      title: `What moves the lead of ${leader} over ${rival}`,
      narrow: 'scroll',
      columns: [
        { title: 'Uncertainty', align: 'left' },
        { title: 'Lowest fifth', align: 'right' },
        { title: 'Highest fifth', align: 'right' },
      ],
      rows: drivers.map((d) => ({
        cells: [
          { text: { to: `evidence:${d.source}`, label: d.title } },
          { text: formatPercent(d.lowFifth), sub: `below ${formatQuantity(d.lowFifthBelow, d.unit)}` },
          { text: formatPercent(d.highFifth), sub: `above ${formatQuantity(d.highFifthAbove, d.unit)}` },
        ],
      })),
    },
  };
}

/** The metric of a comparison, or all weightings where it is the mean over lenses. */
export const subjectOf = (lookup: Lookup, flip: Flip) =>
  lookup.weigh.metrics.some((m) => m.id === flip.metric)
    ? lookup.metric(flip.metric).title
    : `Over all ${flip.metric} of lenses`;

function plotFlip(flip: Flip, drivers: Flip['drivers'], width: number): Plot.PlotOptions {
  const narrow = width < 500;
  const left = narrow ? 12 : 292;
  const row = narrow ? 54 : 34;
  return {
    width,
    height: drivers.length * row + 34,
    marginLeft: left,
    marginRight: 20,
    marginTop: 6,
    marginBottom: 24,
    x: { domain: [0, 1], label: null },
    y: { domain: drivers.map((d) => d.uncertainty), label: null, type: 'point', padding: 0.6, axis: null },
    marks: [
      Plot.gridX([0, 0.25, 0.5, 0.75, 1], { stroke: ink.rule, strokeOpacity: 1 }),
      Plot.ruleX([0.5], { stroke: ink.text, strokeWidth: 1 }),
      Plot.ruleX([flip.share], { stroke: ink.muted, strokeDasharray: '2,3' }),
      Plot.axisX([0, 0.25, 0.5, 0.75, 1], {
        tickSize: 0,
        tickFormat: formatPercent,
        fill: ink.muted,
        label: null,
      }),
      Plot.text(drivers, {
        x: () => 0,
        y: 'uncertainty',
        text: (d: { title: string }) => breakLines(d.title, narrow ? 56 : 44).join('\n'),
        textAnchor: narrow ? 'start' : 'end',
        dx: narrow ? 0 : -14,
        dy: narrow ? -20 : 0,
        fontSize: 12,
        fill: ink.text,
        stroke: ink.paper,
        strokeWidth: narrow ? 4 : 0,
      }),
      Plot.link(drivers, {
        x1: 'lowFifth',
        x2: 'highFifth',
        y1: 'uncertainty',
        y2: 'uncertainty',
        stroke: ink.line,
        strokeWidth: 2,
      }),
      Plot.dot(drivers, {
        x: 'lowFifth',
        y: 'uncertainty',
        r: 4.5,
        fill: ink.paper,
        stroke: ink.line,
        strokeWidth: 2,
      }),
      Plot.dot(drivers, { x: 'highFifth', y: 'uncertainty', r: 5, fill: ink.line }),
    ],
  };
}

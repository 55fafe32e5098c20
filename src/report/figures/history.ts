import * as Plot from '@observablehq/plot';
import type { HistoryCheck } from '../../analysis/weigh-result.js';
import { formatNumber, formatQuantity } from '../../base/format.js';
import type { Figure } from '../blocks.js';
import { formatRange, type Lookup, level } from '../lookup.js';
import { capital } from '../text.js';
import { breakLines, ink } from '../theme.js';
import { spanOf } from './measure.js';
import { figureToSvg } from './svg.js';

/** Draws what the model said, with priors of before it happened, as a multiple of what happened. */
export function historyFigure(lookup: Lookup, document: Document): Figure {
  const { history } = lookup.weigh;
  const inside = history.filter((check) => check.inside90).length;
  const unknown = history.filter((check) => check.inside90PolicyUnknown).length;
  const title =
    history.length === 0
      ? 'No check against history was run'
      : `${capital(String(inside))} of ${history.length} checks fall inside the 90% range when the policy path is known, ${unknown} when it had to be forecast`;
  const description = history
    .map(
      (c) =>
        `${c.title}: observed ${formatQuantity(c.observed, c.unit)}, model ${formatQuantity(c.quantiles[level.p50]!, c.unit)}`,
    )
    .join('; ');
  const draw = (width: number) => figureToSvg(document, plotHistory(history, width), { title, description });
  return {
    id: 'figure-history',
    title,
    caption:
      unratioed(history) +
      'Model over observed, on a scale of equal factors; 1 is what happened. Filled, thick: policy path known; hollow, thin: policy path forecast; lines reach over 90% of futures. Cross: the naive rival. Grey: the range in which sources put what happened. ○ beside a name: what happened lies outside the model’s range.',
    description,
    drawing: { kind: 'pair', wide: draw(860), narrow: draw(358) },
    data: {
      columns: [
        'check',
        'unit',
        'observed',
        'p5',
        'p50',
        'p95',
        'p5 policy unknown',
        'p50 policy unknown',
        'p95 policy unknown',
        'naive',
      ],
      rows: history.map((c) => [
        c.title,
        c.unit,
        c.observed,
        ...[level.p5, level.p50, level.p95].map((l) => c.quantiles[l]!),
        ...[level.p5, level.p50, level.p95].map((l) => c.quantilesPolicyUnknown[l]!),
        c.naive?.value ?? '',
      ]),
    },
    table: historyTable(history),
  };
}

/** A check against nothing has no ratio, and so no line. */
function unratioed(history: readonly HistoryCheck[]): string {
  const without = history.filter((c) => !(c.observed > 0)).length;
  return without === 0
    ? ''
    : `${without} of ${history.length} stands in the table only, because what happened was nothing. `;
}

function historyTable(history: readonly HistoryCheck[]) {
  const cell = (q: readonly number[], unit: string, inside: boolean) => ({
    text: formatQuantity(q[level.p50]!, unit),
    sub: `90%: ${formatRange(q[level.p5]!, q[level.p95]!, unit)}; ${inside ? 'inside' : 'outside'}`,
  });
  return {
    id: 'table-history',
    title: 'Checks against what happened',
    narrow: 'scroll' as const,
    columns: [
      { title: 'Check', align: 'left' as const },
      { title: 'Observed', align: 'right' as const },
      { title: 'Model, policy known', align: 'right' as const },
      { title: 'Model, policy forecast', align: 'right' as const },
      { title: 'Naive rival', align: 'right' as const },
    ],
    rows: history.map((c) => ({
      id: `check-${c.id}`,
      cells: [
        { text: c.title, sub: c.note },
        {
          text: { to: `evidence:${c.observedKey}`, label: formatQuantity(c.observed, c.unit) },
          ...(c.low !== null && c.high !== null && { sub: `sources: ${formatRange(c.low, c.high, c.unit)}` }),
        },
        cell(c.quantiles, c.unit, c.inside90),
        cell(c.quantilesPolicyUnknown, c.unit, c.inside90PolicyUnknown),
        c.naive ? { text: formatQuantity(c.naive.value, c.unit), sub: c.naive.title } : '—',
      ],
    })),
  };
}

/** Rows as multiples of what happened; a check whose numbers are not all above zero has no such multiple. */
function plotHistory(history: readonly HistoryCheck[], width: number): Plot.PlotOptions {
  const narrow = width < 500;
  const rows = history
    .filter((c) => c.observed > 0)
    .map((c) => {
      const by = (v: number | null | undefined) =>
        v !== null && v !== undefined && v > 0 ? Math.max(v / c.observed, 1e-3) : Number.NaN;
      return {
        id: c.id,
        label: `${c.inside90 ? '' : '○ '}${c.title}`,
        low: by(c.low),
        high: by(c.high),
        known: [level.p5, level.p50, level.p95].map((l) => by(c.quantiles[l])),
        unknown: [level.p5, level.p50, level.p95].map((l) => by(c.quantilesPolicyUnknown[l])),
        naive: by(c.naive?.value),
      };
    });
  const all = rows.flatMap((r) => [...r.known, ...r.unknown, r.naive, 1]).filter((v) => v > 0);
  const [low, high] = spanOf(all.map(Math.log10), 0.05);
  const domain = [Math.max(10 ** low, 0.01), Math.min(10 ** high, 100)];
  const clamp = (v: number) => Math.min(Math.max(v, domain[0]!), domain[1]!);
  type Row = (typeof rows)[number];
  const at = (key: 'known' | 'unknown', i: number) => (r: Row) => clamp(r[key][i]!);
  const ticks = [0.01, 0.03, 0.1, 0.25, 0.5, 1, 2, 4, 10, 30, 100].filter(
    (t) => t >= domain[0]! && t <= domain[1]!,
  );
  return {
    width,
    height: rows.length * (narrow ? 52 : 40) + 34,
    marginLeft: narrow ? 12 : 270,
    marginRight: 16,
    marginTop: 6,
    marginBottom: 26,
    x: { type: 'log', domain, label: null },
    y: { type: 'point', domain: rows.map((r) => r.id), padding: 0.6, axis: null },
    marks: [
      Plot.gridX(ticks, { stroke: ink.rule, strokeOpacity: 1 }),
      Plot.axisX(ticks, {
        tickSize: 0,
        fill: ink.muted,
        tickFormat: (v: number) => `×${formatNumber(v)}`,
        label: null,
      }),
      Plot.ruleX([1], { stroke: ink.text, strokeWidth: 1.2 }),
      Plot.link(
        rows.filter((r) => r.low > 0 && r.high > 0),
        {
          x1: (r: Row) => clamp(r.low),
          x2: (r: Row) => clamp(r.high),
          y1: 'id',
          y2: 'id',
          stroke: ink.muted,
          strokeWidth: 22,
          strokeOpacity: 0.2,
        },
      ),
      Plot.link(rows, {
        x1: at('known', 0),
        x2: at('known', 2),
        y1: 'id',
        y2: 'id',
        stroke: ink.line,
        strokeWidth: 4,
        strokeOpacity: 0.6,
        dy: -5,
      }),
      Plot.dot(rows, { x: at('known', 1), y: 'id', r: 4.5, fill: ink.line, dy: -5 }),
      Plot.link(rows, {
        x1: at('unknown', 0),
        x2: at('unknown', 2),
        y1: 'id',
        y2: 'id',
        stroke: ink.line,
        strokeWidth: 1.4,
        dy: 7,
      }),
      Plot.dot(rows, {
        x: at('unknown', 1),
        y: 'id',
        r: 4,
        fill: ink.paper,
        stroke: ink.line,
        strokeWidth: 1.8,
        dy: 7,
      }),
      Plot.dot(
        rows.filter((r) => r.naive > 0),
        { x: (r: Row) => clamp(r.naive), y: 'id', symbol: 'times', r: 5, stroke: ink.stop, strokeWidth: 2 },
      ),
      Plot.text(rows, {
        x: () => domain[0],
        y: 'id',
        text: (r: Row) => breakLines(r.label, narrow ? 60 : 42).join('\n'),
        textAnchor: narrow ? 'start' : 'end',
        dx: narrow ? 0 : -14,
        dy: narrow ? -21 : 0,
        fontSize: 12,
        fill: ink.text,
        stroke: ink.paper,
        strokeWidth: narrow ? 4 : 0,
      }),
    ],
  };
}

import type { MetricHead } from '../../analysis/weigh-result.js';
import type { Block, Section, Table } from '../blocks.js';
import { bandsFigure } from '../figures/bands.js';
import { intervalGlyph, quantileCell } from '../figures/intervals.js';
import { spanOf } from '../figures/measure.js';
import { type Lookup, level } from '../lookup.js';
import { joinWords } from '../text.js';

/** For each lens: its series over time, a column a policy, and its metrics as numbers with ranges. */
export function scorecardsSection(
  lookup: Lookup,
  seriesLens: Readonly<Record<string, string>>,
  document: Document,
): Section {
  const { weigh } = lookup;
  const figures = (ids: readonly string[]): Block[] =>
    ids.map((id) => ({ kind: 'figure', figure: bandsFigure(lookup, id, document) }));
  const seriesOf = (lens: string) => weigh.series.filter((s) => seriesLens[s.id] === lens).map((s) => s.id);
  const lenses = new Set(weigh.lenses.map((lens) => lens.id));
  const rest = weigh.series.filter((s) => !lenses.has(seriesLens[s.id] ?? '')).map((s) => s.id);
  const stop = weigh.cases[1];
  return {
    id: 'scorecards',
    title: 'Scorecards by lens',
    blocks: [
      {
        kind: 'paragraph',
        text: 'Each lens has its own reading of good; none outweighs another here. All panels of a row share one scale, and all policies meet the same futures.',
      },
      {
        kind: 'key',
        items: [
          { mark: 'median', means: 'median' },
          { mark: 'band50', means: 'half of the futures' },
          { mark: 'band90', means: '90% of the futures' },
          ...(stop ? [{ mark: 'stop' as const, means: `median if: ${stop.title.toLowerCase()}` }] : []),
          { mark: 'reference', means: `median under “${lookup.policy(weigh.frontier.reference).short}”` },
          { mark: 'today', means: weigh.study.asOf },
        ],
      },
      ...weigh.lenses.flatMap((lens): Block[] => [
        { kind: 'heading', level: 3, id: `lens-${lens.id}`, text: lens.title },
        { kind: 'paragraph', text: lens.about },
        ...figures(seriesOf(lens.id)),
        { kind: 'table', table: metricsTable(lookup, lens, document) },
      ]),
      ...(rest.length > 0
        ? [
            {
              kind: 'fold' as const,
              summary: `Further series over time, of no one lens (${rest.length})`,
              blocks: figures(rest),
            },
          ]
        : []),
    ],
  };
}

function metricsTable(
  lookup: Lookup,
  lens: { readonly id: string; readonly title: string },
  document: Document,
): Table {
  const metrics = lookup.weigh.metrics.filter((m) => m.lens === lens.id);
  const columns = metrics.map((metric) => metricColumn(lookup, metric, document));
  return {
    id: `table-lens-${lens.id}`,
    title: metrics.length === 0 ? `${lens.title}: no metric` : lensFinding(lookup, lens.title, metrics),
    note: 'Median; dot with half (thick) and 90% (thin) of futures on the column’s own scale; 90% range. Upright line: threshold.',
    narrow: 'scroll',
    columns: [
      { title: 'Policy', align: 'left' },
      ...metrics.map((m) => ({
        title: [{ to: `metric:${m.id}`, label: m.title }, `, ${m.unit}; ${m.direction} is better`],
        align: 'right' as const,
      })),
    ],
    rows: lookup.policies.map((policy, p) => ({
      cells: [policy.title, ...columns.map((cells) => cells[p]!)],
    })),
  };
}

/** Makes the cells of one metric, all drawn on one scale. */
function metricColumn(lookup: Lookup, metric: MetricHead, document: Document) {
  const estimates = lookup.policies.map((policy) => lookup.estimate(policy.id, metric.id));
  const threshold = metric.threshold?.value ?? null;
  const domain = spanOf([
    ...estimates.flatMap((e) => (e ? [e.quantiles[level.p5]!, e.quantiles[level.p95]!] : [])),
    ...(threshold === null ? [] : [threshold]),
  ]);
  const best = new Set(bestPolicies(lookup, metric));
  return estimates.map((estimate, i) => {
    if (!estimate || !Number.isFinite(estimate.quantiles[level.p50])) return '—';
    const never =
      estimate.undefinedShare > 0 ? `; never in ${Math.round(estimate.undefinedShare * 100)}%` : '';
    const cell = quantileCell(estimate.quantiles, metric.unit);
    return {
      ...cell,
      sub: `${String(cell.sub)}${never}`,
      best: best.has(lookup.policies[i]!.id),
      glyph: intervalGlyph(document, estimate.quantiles, domain, threshold),
    };
  });
}

/** Policies with the best median of a metric; more than one if they are equal. */
export function bestPolicies(lookup: Lookup, metric: MetricHead): string[] {
  const medians = lookup.policies.map((p) => lookup.median(p.id, metric.id)).filter(Number.isFinite);
  const best = metric.direction === 'higher' ? Math.max(...medians) : Math.min(...medians);
  return lookup.policies.filter((p) => lookup.median(p.id, metric.id) === best).map((p) => p.id);
}

/** Says who has the best median most often through a lens. */
function lensFinding(lookup: Lookup, title: string, metrics: readonly MetricHead[]): string {
  const counts = lookup.policies.map(
    (p) => metrics.filter((m) => bestPolicies(lookup, m).includes(p.id)).length,
  );
  const most = Math.max(...counts);
  const names = lookup.policies.filter((_, i) => counts[i] === most).map((p) => p.short);
  return `${title}: ${joinWords(names)} ${names.length > 1 ? 'each have' : 'has'} the best median on ${most} of ${metrics.length} metrics`;
}

import { columnOfRows } from '../sample/index.js';
import type { BoundStudy, RunPlan, StudyMetric } from '../study/index.js';
import { type HistoryInput, historyChecks } from './history.js';
import type { WeighInput, WeighMetric } from './weigh-input.js';
import type { HistoryCheck } from './weigh-result.js';

/** What the floors above bring: versions and hashes, and what was read back from the stored runs. */
export interface FromRuns {
  readonly head: WeighInput['head'];
  readonly runs: WeighInput['runs'];
  readonly bands: WeighInput['bands'];
  readonly history: WeighInput['history'];
}

/**
 * Puts together all that `weigh` needs from a bound study, the plan of its runs, and the runs themselves.
 */
export function weighInputOf(
  bound: BoundStudy,
  plan: RunPlan,
  { head, runs, bands, history }: FromRuns,
): WeighInput {
  const { study, reference } = bound;
  return {
    head,
    cases: study.cases.map(({ id, title }) => ({ id, title })),
    lenses: study.lenses,
    policies: study.policies.map(({ id, title, short, summary, terms, sets }) => ({
      id,
      title,
      short,
      summary,
      terms,
      sets,
    })),
    metrics: study.metrics.map(metricOf),
    frontier: { x: study.frontier.x, y: study.frontier.y, reference },
    headline: study.headline,
    columns: plan.columns.map(({ id, title, unit }) => ({
      id,
      title,
      unit,
      source: id.replace(/\[.*\]$/, ''),
      values: columnOfRows(plan.sample.values, plan.sample.names.length, plan.sample.names.indexOf(id)),
    })),
    runs,
    series: study.series.map(({ id, title, unit }) => ({ id, title, unit })),
    bands,
    history,
  };
}

/**
 * Holds the back-test of a study against what happened.
 *
 * @param known the values of a check in each future, with the policy path as it happened
 * @param unknown the same with the policy path drawn
 */
export function studyHistory(
  bound: BoundStudy,
  known: (check: string) => Float64Array,
  unknown: (check: string) => Float64Array,
): HistoryCheck[] {
  return historyChecks(
    bound.measures.history.map(
      ({ id, title, unit, observed, fact, rival, note }): HistoryInput => ({
        id,
        title,
        unit,
        observed: fact.value,
        observedKey: observed,
        low: fact.low,
        high: fact.high,
        naive: rival,
        note,
        known: known(id),
        unknown: unknown(id),
      }),
    ),
  );
}

function metricOf(metric: StudyMetric): WeighMetric {
  const { id, lens, group, title, unit, direction, explained, threshold, relative_to: relative } = metric;
  return {
    id,
    lens,
    group,
    case: metric.case,
    title,
    unit,
    direction,
    explained,
    relativeTo: relative
      ? { policy: relative.policy ?? null, case: relative.case ?? null, as: relative.as }
      : null,
    threshold: threshold
      ? {
          kind: threshold.at_least === undefined ? 'at_most' : 'at_least',
          value: (threshold.at_least ?? threshold.at_most)!,
          why: threshold.why,
          source: threshold.source,
        }
      : null,
    neverIsLate: metric.statistic === 'first_at_or_above',
  };
}

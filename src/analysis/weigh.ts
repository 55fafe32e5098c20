import { SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import { answerOf } from './answer.js';
import { estimateAll } from './estimates.js';
import { flipOfMetric, flipOfPair, flipOfWeightings } from './flips.js';
import { frontierOf } from './frontier.js';
import { groupings, rankLenses, scoreLenses } from './lens-scores.js';
import { regretOf } from './regret.js';
import { roundDeep } from './round.js';
import { satisfiedShares } from './satisfy.js';
import { collectValues, type Values } from './values.js';
import { warningsOf } from './warnings.js';
import type { WeighInput, WeighMetric } from './weigh-input.js';
import type { Flip, MetricHead, WeighResult } from './weigh-result.js';
import { overWeightings, type Weightings } from './weightings.js';

/**
 * Weighs the policies of a study: quantiles, frontier, regret, thresholds met, ranks through each lens and under
 * all weightings of lenses, what flips the order, and the answer in words.
 *
 * Takes no side: lenses have no weights of their own. Every number of the result is rounded to 9 significant
 * digits, and the same input gives the same document byte by byte.
 *
 * @param input names, and the runs as typed arrays with one value a future
 * @throws SteelyardError AN001 to AN003
 *
 * @example
 * const head = { run: { futures: 2, seed: 1, method: 'random' }, data: { priors: 'current' }, study: { asOf: '2026-11-23' } }
 * const metric = { id: 'm', lens: 'l', group: 'm', case: 'c', title: 'Gain', unit: 'kg', direction: 'higher', threshold: null }
 * const names = { cases: [{ id: 'c' }], lenses: [{ id: 'l', title: 'L' }], policies: [{ id: 'a', short: 'A' }, { id: 'b', short: 'B' }] }
 * const rest = { frontier: { x: 'm', y: 'm', reference: 'a' }, headline: [], columns: [], series: [], bands: [], history: [] }
 * const runs = (policy) => Float64Array.of(1, policy === 'a' ? 2 : 4)
 * weigh({ head, ...names, metrics: [metric], ...rest, runs }).regret.map((one) => one.max) // => [2, 0]
 */
export function weigh(input: WeighInput): WeighResult {
  checkNames(input);
  const { head, policies, metrics } = input;
  const lenses = input.lenses.map((lens) => lens.id);
  const values = collectValues(input);
  const position = (id: string) => metrics.findIndex((metric) => metric.id === id);
  const [x, y] = [position(input.frontier.x), position(input.frontier.y)];
  const headline = [
    ...new Set([
      input.frontier.x,
      input.frontier.y,
      ...(input.headline.length > 0 ? input.headline : firstOfEachLens(input)),
    ]),
  ];
  const estimates = estimateAll(values);
  const { satisfied, byLens } = satisfiedShares(values, lenses);
  const scored = groupings.map((grouping) => {
    const scores = scoreLenses(values, lenses, grouping);
    return {
      grouping,
      ranks: rankLenses(scores, grouping),
      weightings: overWeightings(scores, head.run.seed),
    };
  });
  const flips = flipsOf(values, [x, y], input, scored[0]!.weightings);
  const numbers: Omit<WeighResult, 'answer'> = {
    schema: 'steelyard.weigh/1',
    version: head.version,
    study: head.study,
    model: head.model,
    data: head.data,
    run: head.run,
    cases: input.cases,
    lenses: input.lenses,
    policies,
    metrics: metrics.map(headOf),
    headline,
    estimates,
    frontier: {
      xMetric: input.frontier.x,
      yMetric: input.frontier.y,
      reference: input.frontier.reference,
      points: frontierOf(values, x, y),
    },
    regret: regretOf(values),
    satisfied,
    satisfiedByLens: byLens,
    ranks: scored.flatMap(({ ranks }) => ranks),
    acceptability: scored.flatMap(({ grouping, weightings }) =>
      values.policies.map((policy, p) => ({ grouping, policy, rankShares: [...weightings.rankShares[p]!] })),
    ),
    flips,
    bands: input.bands,
    series: input.series,
    history: input.history,
    warnings: warningsOf(input, estimates, headline),
  };
  const { warnings, ...rest } = roundDeep(numbers);
  return { ...rest, answer: answerOf({ ...rest, warnings }, values), warnings };
}

/**
 * Prints a weigh result as JSON with a fixed order of keys; what is not a number becomes null.
 *
 * @example
 * weighJson({ schema: 'steelyard.weigh/1' }) // => '{\n "schema": "steelyard.weigh/1"\n}\n'
 */
export function weighJson(result: WeighResult): string {
  return `${JSON.stringify(result, null, 1)}\n`;
}

function headOf({ neverIsLate: _, ...head }: WeighMetric): MetricHead {
  return head;
}

/**
 * The orders that could turn: the leader and its runner-up on both metrics of the frontier and over all weightings,
 * and, on the vertical metric, the leader of the horizontal one against the policy that the frontier compares with.
 */
function flipsOf(
  values: Values,
  [x, y]: readonly [number, number],
  input: WeighInput,
  weightings: Weightings,
): Flip[] {
  const { columns, frontier } = input;
  const onX = flipOfMetric(values, x, columns);
  const onY = x === y ? null : flipOfMetric(values, y, columns);
  const [leader, reference] = [onX?.leader ?? '', frontier.reference].map((id) =>
    values.policies.indexOf(id),
  );
  const seen = onY?.leader === onX?.leader && onY?.rival === frontier.reference;
  const paired = x === y || seen || leader! < 0 || leader === reference;
  const against = paired ? null : flipOfPair(values, y, leader!, reference!, columns);
  const overall = flipOfWeightings(values.policies, weightings, columns);
  return [onX, onY, against, overall].filter((flip) => flip !== null);
}

function firstOfEachLens({ lenses, metrics }: WeighInput): string[] {
  return lenses.flatMap((lens) => metrics.find((metric) => metric.lens === lens.id)?.id ?? []);
}

function checkNames({ metrics, lenses, policies, cases, frontier, headline }: WeighInput): void {
  const ids = {
    lens: lenses.map((lens) => lens.id),
    policy: policies.map((policy) => policy.id),
    case: cases.map((one) => one.id),
    metric: metrics.map((metric) => metric.id),
  };
  const known = (kind: keyof typeof ids, id: string | null | undefined) => {
    if (id === null || id === undefined || ids[kind].includes(id)) return;
    const nearest = nearestName(id, ids[kind]);
    throw new SteelyardError({
      code: 'AN002',
      found: `no ${kind} named "${id}"`,
      ...(nearest !== undefined && { nearest }),
    });
  };
  for (const metric of metrics) {
    known('lens', metric.lens);
    known('case', metric.case);
    known('policy', metric.relativeTo?.policy);
    known('case', metric.relativeTo?.case);
  }
  known('policy', frontier.reference);
  for (const id of [frontier.x, frontier.y, ...headline]) known('metric', id);
}

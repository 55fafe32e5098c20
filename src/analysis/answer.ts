import { formatBand, formatCount, formatNumber, formatPercent, formatQuantity } from '../base/format.js';
import { shareError } from './estimates.js';
import { overallFlip } from './flips.js';
import { allLenses } from './satisfy.js';
import type { Values } from './values.js';
import type { Flip, WeighResult } from './weigh-result.js';

type Numbers = Omit<WeighResult, 'answer'>;

/**
 * Writes the answer in five sentences from the numbers: what is gained, what a stop leaves, which thresholds are
 * met, how the order hangs on the lens, and what flips it.
 *
 * Each median stands with the 5th and 95th percentile of the futures, each share with one standard error. No policy
 * is recommended: the sentences say which is first on what, and under how many weightings.
 */
export function answerOf(result: Numbers, values: Values): string[] {
  const words = wordsOf(result);
  return [
    gain(result, words),
    stop(result, words, values),
    floors(result, words),
    lenses(result, words),
    turns(result, words),
  ];
}

interface Words {
  policy(id: string): string;
  metric(id: string): string;
  /** Median with its band and unit. */
  band(policy: string, metric: string): string;
  median(policy: string, metric: string): number;
  /** Policies with a median of the metric, best first. */
  best(metric: string): string[];
}

function wordsOf({ policies, metrics, estimates }: Numbers): Words {
  const metricOf = (id: string) => metrics.find((metric) => metric.id === id)!;
  const quantiles = (policy: string, metric: string) =>
    estimates.find((one) => one.policy === policy && one.metric === metric)!.quantiles;
  const median = (policy: string, metric: string) => quantiles(policy, metric)[3]!;
  return {
    policy: (id) => policies.find((policy) => policy.id === id)!.short,
    metric: (id) => quoted(metricOf(id).title),
    band: (policy, metric) => {
      const values = quantiles(policy, metric);
      const [low, middle, high] = [values[0]!, values[3]!, values[6]!];
      const { unit } = metricOf(metric);
      // A value that is the same in every future, such as a policy compared with itself, has no band to show.
      return low === high ? formatQuantity(middle, unit) : formatBand(middle, low, high, unit);
    },
    median,
    best: (metric) => {
      const sign = metricOf(metric).direction === 'higher' ? 1 : -1;
      const defined = policies.map((policy) => policy.id).filter((id) => Number.isFinite(median(id, metric)));
      return defined.sort((a, b) => sign * (median(b, metric) - median(a, metric)) || (a < b ? -1 : 1));
    },
  };
}

function gain(result: Numbers, words: Words): string {
  const { run, data, study, frontier, flips } = result;
  const x = frontier.xMetric;
  const where = `Over ${formatCount(run.futures, 'future')} drawn from the priors "${data.priors}" as of ${study.asOf}`;
  const range = spread(words, x);
  const flip = flips.find((one) => one.metric === x);
  const lead = flip
    ? `; ${words.policy(flip.leader)} is at least as good as the runner-up, ${words.policy(flip.rival)}, in ${withError(flip.share, run.futures)} of futures`
    : '';
  return `${where}, ${range}${lead}.`;
}

function stop(result: Numbers, words: Words, values: Values): string {
  const { frontier, run } = result;
  const { xMetric, yMetric, reference } = frontier;
  const ahead = words.best(xMetric).find((policy) => policy !== reference);
  const range = spread(words, yMetric);
  const behind = ahead === undefined ? null : shareBehind(values, yMetric, ahead, reference);
  const compare =
    ahead === undefined || behind === null
      ? ''
      : `; in the same future ${words.policy(ahead)} falls behind ${words.policy(reference)} in ${withError(behind, run.futures)} of futures`;
  const struck = `; by medians of the two, ${domination(frontier.points, words)}`;
  return `${range}${compare}${struck}.`;
}

/** Names the shorter list: the policies that another one beats on both medians, or those that none does. */
function domination(points: Numbers['frontier']['points'], words: Words): string {
  const names = (dominated: boolean) =>
    points.filter((point) => point.dominated === dominated).map((point) => words.policy(point.policy));
  const [beaten, left] = [names(true), names(false)];
  if (beaten.length === 0) return 'no policy is dominated';
  if (left.length < beaten.length) return `each but ${listOf(left)} is dominated by another policy`;
  return `another policy is at least as good as ${listOf(beaten)} on both`;
}

/** The policies at both ends of a metric, or that they are all the same. */
function spread(words: Words, metric: string): string {
  const order = words.best(metric);
  const [first, last] = [order[0], order.at(-1)];
  const name = words.metric(metric);
  if (first === undefined || last === undefined)
    return `${name} is not defined in any future under any policy`;
  const alike = (a: string, b: string) => equal(words.median(a, metric), words.median(b, metric));
  const at = (end: string) => {
    const band = words.band(end, metric);
    const names = order.filter((policy) => words.band(policy, metric) === band);
    return `${band} under ${listOf(names.map((policy) => words.policy(policy)))}`;
  };
  const head = `${name} (median, 5th to 95th percentile)`;
  if (first === last) return `${head} is ${at(first)}`;
  if (alike(first, last))
    return `${head} has the same median under every policy, ${words.band(first, metric)}`;
  return `${head} runs from ${at(first)} to ${at(last)}`;
}

const equal = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

function shareBehind(values: Values, metricId: string, policy: string, reference: string): number {
  const metric = values.metrics.findIndex((one) => one.id === metricId);
  const ours = values.goodness(values.policies.indexOf(policy), metric);
  const theirs = values.goodness(values.policies.indexOf(reference), metric);
  return ours.reduce((sum, value, f) => sum + (value < theirs[f]! ? 1 : 0), 0) / values.futures;
}

function floors({ satisfiedByLens, satisfied, metrics }: Numbers, words: Words): string {
  const all = satisfiedByLens.filter((one) => one.lens === allLenses).toSorted(byShare);
  const [best, worst] = [all[0], all.at(-1)];
  if (!best || !worst) return 'The study sets no thresholds, so nothing is said of floors.';
  const lines = metrics.filter((metric) => metric.threshold);
  const most = lines.map(
    (metric) => satisfied.filter((one) => one.metric === metric.id).toSorted(byShare)[0]!,
  );
  const hardest = most.reduce((a, b) => (b.share < a.share ? b : a));
  const { threshold, unit } = lines.find((metric) => metric.id === hardest.metric)!;
  const line = `${threshold!.kind === 'at_least' ? 'at least' : 'at most'} ${formatQuantity(threshold!.value, unit)}`;
  const together =
    lines.length === 1 ? 'The one threshold is met' : `All ${lines.length} thresholds are met together`;
  const ends =
    best.share === worst.share
      ? `${together} in ${withOwnError(best)} of futures under every policy`
      : `${together} in ${withOwnError(best)} of futures under ${words.policy(best.policy)} and in ${withOwnError(worst)} under ${words.policy(worst.policy)}, the two ends`;
  return `${ends}; the hardest to meet is ${words.metric(hardest.metric)} (${line}), met in at most ${withOwnError(hardest)} of futures, under ${words.policy(hardest.policy)}.`;
}

function lenses({ ranks, lenses: heads, policies, acceptability }: Numbers, words: Words): string {
  const firsts = new Map<string, string[]>();
  for (const { grouping, lens, order } of ranks) {
    if (grouping !== 'metrics') continue;
    const names = order.filter((one) => one.rank === 1).map((one) => words.policy(one.policy));
    const who = names.length === policies.length && names.length > 1 ? 'every policy alike' : listOf(names);
    firsts.set(who, [...(firsts.get(who) ?? []), heads.find((head) => head.id === lens)!.title]);
  }
  const byLens = [...firsts].map(([who, titles]) => `${who} through ${listOf(titles)}`).join(', ');
  const shares = policies
    .map(({ id }) => {
      const both = acceptability.filter((one) => one.policy === id).map((one) => one.rankShares[0]!);
      return { id, low: Math.min(...both), high: Math.max(...both) };
    })
    .sort((a, b) => b.low + b.high - a.low - a.high || (a.id < b.id ? -1 : 1));
  const shown = shares.filter(({ high }) => high >= 0.05).slice(0, 4);
  const first = shown.map(({ id, low, high }) => `${words.policy(id)} ${between(low, high)}`).join(', ');
  return `First by mean score is ${byLens}; over all weightings of the ${formatCount(heads.length, 'lens', 'lenses')} and all futures, the share that puts a policy first is ${first} (range over the two ways to group metrics).`;
}

function turns({ flips, run, warnings }: Numbers, words: Words): string {
  const turning = flips.flatMap((flip) =>
    flip.drivers.flatMap((driver) => endsBelowHalf(flip, driver, run.futures)),
  );
  const told = new Set<Flip>();
  const shown = turning.filter(({ flip }) => !told.has(flip) && told.add(flip)).slice(0, 3);
  const tail =
    warnings.length === 0 ? '' : `; read with the ${formatCount(warnings.length, 'warning')} below`;
  if (shown.length > 0)
    return `What flips it: ${shown.map((turn) => sayTurn(turn, words)).join('; ')}${tail}.`;
  const strongest = flips.flatMap((flip) => flip.drivers.slice(0, 1).map((driver) => ({ flip, driver })));
  if (strongest.length === 0)
    return `No uncertainty of the study moves any of these orders beyond what chance explains${tail}.`;
  const { flip, driver } = strongest.reduce((a, b) =>
    Math.abs(b.driver.highFifth - b.driver.lowFifth) > Math.abs(a.driver.highFifth - a.driver.lowFifth)
      ? b
      : a,
  );
  return `No single uncertainty turns any of these orders; the strongest is ${quoted(driver.title)}, which moves the share in which ${words.policy(flip.leader)} is at least as good as ${words.policy(flip.rival)} ${on(flip, words)} from ${formatPercent(driver.lowFifth)} in its lowest fifth to ${formatPercent(driver.highFifth)} in its highest${tail}.`;
}

interface Turn {
  readonly flip: Flip;
  readonly driver: Flip['drivers'][number];
  readonly end: 'low' | 'high';
}

/** A fifth that lies beyond one half by two standard errors of a share in a fifth; nearer ones may be luck. */
function endsBelowHalf(flip: Flip, driver: Turn['driver'], futures: number): Turn[] {
  const end = driver.lowFifth < driver.highFifth ? 'low' : 'high';
  const room = 1 / Math.sqrt(Math.max(1, futures / 5));
  return flip.share >= 0.5 && Math.min(driver.lowFifth, driver.highFifth) < 0.5 - room
    ? [{ flip, driver, end }]
    : [];
}

function sayTurn({ flip, driver, end }: Turn, words: Words): string {
  const share = formatPercent(end === 'low' ? driver.lowFifth : driver.highFifth);
  const limit =
    end === 'low'
      ? `at or below ${formatNumber(driver.lowFifthBelow)}`
      : `at or above ${formatNumber(driver.highFifthAbove)}`;
  return `${on(flip, words)}, ${words.policy(flip.leader)} is at least as good as ${words.policy(flip.rival)} in ${formatPercent(flip.share)} of futures, but in ${share} where ${quoted(driver.title)} is ${limit} ${driver.unit}`;
}

const on = (flip: Flip, words: Words) =>
  flip.metric === overallFlip ? 'over all weightings' : `on ${words.metric(flip.metric)}`;

type Share = { readonly share: number; readonly shareError: number };
const byShare = (a: Share & { policy: string }, b: Share & { policy: string }) =>
  b.share - a.share || (a.policy < b.policy ? -1 : 1);
const withError = (share: number, n: number) => percentWithError(share, shareError(share * n, n));
const withOwnError = ({ share, shareError: error }: Share) => percentWithError(share, error);

/** Whole percents; the error is never shown as none. */
function percentWithError(share: number, error: number): string {
  return `${Math.round(100 * share)} ± ${Math.max(1, Math.round(100 * error))}%`;
}

function between(low: number, high: number): string {
  const [a, b] = [formatPercent(low), formatPercent(high)];
  return a === b ? a : `${a}–${b}`;
}

/**
 * Joins names as a sentence does.
 *
 * @example
 * listOf(['a', 'b', 'c']) // => 'a, b and c'
 */
export function listOf(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

// Titles stand as the study and the data spell them: a capital may belong to a name.
const quoted = (title: string) => `"${title}"`;

import type { YamlPath } from '../base/yaml.js';
import { elementsOf, type Refuse } from './names.js';
import type { FactsView, FactValue, ModelView } from './ports.js';
import { refuse, type StudyFile } from './refuse.js';
import type { Measured, StudyHistory, StudyMetric, StudySeries } from './schema-metrics.js';

/** A metric, series or history check with the one element of the model that it reads. */
export type Bound<T> = T & { readonly element: string };

/** What happened, beside the check that asks the model for it. */
export interface BoundHistory extends StudyHistory {
  readonly element: string;
  /** In the unit of the check. */
  readonly fact: FactValue;
  readonly rival: { readonly title: string; readonly value: number } | null;
}

export interface BoundMeasures {
  readonly metrics: readonly Bound<StudyMetric>[];
  readonly series: readonly Bound<StudySeries>[];
  readonly history: readonly BoundHistory[];
}

/**
 * Resolves the variables of metrics, series and history checks, and their times and sources.
 *
 * @throws SteelyardError ST031, ST032, ST042, ST044
 */
export function bindMeasures(file: StudyFile, model: ModelView, facts: FactsView): BoundMeasures {
  const { study } = file;
  study.levers.forEach(({ source }, i) => {
    if (source !== undefined) checkSource(file, ['levers', i, 'source'], source, facts);
  });
  const metrics = study.metrics.map((metric, i) => {
    checkTimes(file, ['metrics', i], metric, model);
    if (metric.threshold)
      checkSource(file, ['metrics', i, 'threshold', 'source'], metric.threshold.source, facts);
    return { ...metric, element: oneElement(file, ['metrics', i, 'variable'], metric.variable, model) };
  });
  const series = study.series.map((one, i) => ({
    ...one,
    element: oneElement(file, ['series', i, 'variable'], one.variable, model),
  }));
  const history = study.history.map((check, i) => {
    checkTimes(file, ['history', i], check, model);
    const element = oneElement(file, ['history', i, 'variable'], check.variable, model);
    const seen = factAt(file, ['history', i, 'observed'], check.observed, facts);
    const scale = check.observed_scale ?? 1;
    const limits = [seen.low, seen.high].map((limit) => (limit === null ? null : limit * scale));
    const fact = { ...seen, value: seen.value * scale, low: limits[0]!, high: limits[1]! };
    return { ...check, element, fact, rival: rivalOf(file, i, check, facts) };
  });
  return { metrics, series, history };
}

function oneElement(file: StudyFile, path: YamlPath, reference: string, model: ModelView): string {
  const say: Refuse = (code, found, more) => refuse(file, path, code, found, more);
  const elements = elementsOf(model, reference, 'ST031', say);
  if (elements.length !== 1)
    say('ST032', `"${reference}" means ${elements.length} elements`, {
      expected: `one, such as "${elements[0]}"`,
      remedy: 'name one element, or add a variable to the model that sums them',
    });
  return elements[0]!;
}

function checkTimes(file: StudyFile, path: YamlPath, measure: Measured, { start, end }: ModelView): void {
  for (const key of ['from', 'to', 'at'] as const) {
    const time = measure[key];
    if (time !== undefined && (time < start || time > end))
      refuse(file, [...path, key], 'ST042', `${key} is ${time}`, {
        expected: `a time from ${start} to ${end}, the model's horizon`,
      });
  }
}

/**
 * Tells whether a source reads like a key path of the data; other words and links are taken as they are.
 *
 * @example
 * isKeyPath('forecast:anth_2026') // => true
 * isKeyPath('https://example.org') // => false
 */
export function isKeyPath(source: string): boolean {
  return /^[a-z][a-z_-]*:(?!\/\/)\S/.test(source);
}

function checkSource(file: StudyFile, path: YamlPath, source: string, facts: FactsView): void {
  if (isKeyPath(source)) factAt(file, path, source, facts);
}

function factAt(file: StudyFile, path: YamlPath, key: string, facts: FactsView): FactValue {
  const fact = facts.fact(key);
  if (!fact)
    refuse(file, path, 'ST044', `the data have no "${key}"`, {
      nearest: facts.nearestFact(key),
      remedy: 'list the keys with: steelyard evidence',
    });
  return fact;
}

function rivalOf(
  file: StudyFile,
  i: number,
  { naive }: StudyHistory,
  facts: FactsView,
): BoundHistory['rival'] {
  if (!naive) return null;
  if (typeof naive.value === 'number') return { title: naive.title, value: naive.value };
  const match = /^(\S.*?)(?:\s+([*/])\s*(\S+))?$/.exec(naive.value);
  const factor = Number(match?.[3] ?? 1);
  const path: YamlPath = ['history', i, 'naive', 'value'];
  if (!match || !Number.isFinite(factor) || factor === 0)
    refuse(file, path, 'ST006', `the forecast of the naive rule is "${naive.value}"`, {
      expected: 'a number, or a fact key with an optional factor',
    });
  const { value } = factAt(file, path, match[1]!, facts);
  return { title: naive.title, value: match[2] === '/' ? value / factor : value * factor };
}

import { nearestName } from '../../base/nearest.js';
import { type MetricSpec, type Statistic, statistics } from '../../engine/index.js';
import { elementName, findElements, findVariable, type Model } from '../../sd/index.js';
import { UsageError } from '../usage.js';
import { unknownName } from './choose.js';

/** A metric as it was asked for, with the unit of what it measures. */
export interface AskedMetric {
  readonly spec: MetricSpec;
  readonly unit: string;
  /** The word of the command line. */
  readonly word: string;
}

const keys = ['from', 'to', 'at', 'level'] as const;
type Key = (typeof keys)[number];

/** What a statistic cannot do without, and the keys that it takes. */
const needed: Partial<Record<Statistic, Key>> = { at: 'at', first_at_or_above: 'level' };

/**
 * Reads each `name = statistic(variable, key=number, ...)` in the words of a study's metrics; without `name =` a metric
 * is called by its text.
 *
 * Errors: CL031 for an unknown variable, CL033 for the rest.
 */
export function readMetrics(model: Model, words: readonly string[]): AskedMetric[] {
  const metrics = words.map((word) => readMetric(model, word));
  const ids = metrics.map(({ spec }) => spec.id);
  const second = ids.findIndex((id, i) => ids.indexOf(id) !== i);
  if (second >= 0)
    throw refusal(words[second]!, `two metrics are called "${ids[second]}"`, {
      expected: 'a name of its own for each metric',
    });
  return metrics;
}

function readMetric(model: Model, word: string): AskedMetric {
  const [, name, statistic, inside] = /^(?:([^(]*?)=)?\s*([A-Za-z_]\w*)\s*\((.*)\)\s*$/s.exec(word) ?? [];
  if (statistic === undefined || inside === undefined || name?.trim() === '')
    throw refusal(word, `--metric cannot be "${word}"`);
  if (!isStatistic(statistic)) {
    const nearest = nearestName(statistic, statistics);
    throw refusal(word, `there is no statistic "${statistic}"`, {
      expected: `one of ${statistics.join(', ')}`,
      nearest,
    });
  }
  // A comma inside brackets or quotes is part of a name.
  const [variable = '', ...settings] = (inside.match(/(?:"[^"]*"|\[[^\]]*\]|[^,"[])+/g) ?? []).map((part) =>
    part.trim(),
  );
  const { series, unit } = oneElement(model, variable, word);
  const values = readSettings(settings, statistic, word);
  return {
    spec: { id: (name ?? word).trim(), series, statistic, ...values },
    unit: unitOf(statistic, unit, findVariable(model, 'TIME STEP')?.units || 'time'),
    word,
  };
}

const isStatistic = (word: string): word is Statistic => (statistics as readonly string[]).includes(word);

/** A time has the unit of the clock and none of the variable; an integral has one that the model does not spell out. */
const unitOf = (statistic: Statistic, unit: string, time: string) =>
  statistic === 'first_at_or_above' ? time : statistic === 'sum' ? `${unit || '1'} x ${time}` : unit;

function oneElement(model: Model, name: string, word: string): { series: string; unit: string } {
  const found = findElements(model, name).filter(({ variable }) => variable.kind !== 'lookup');
  if (found.length === 0) throw unknownName('CL031', name, word, model.variables);
  const [first] = found.map(({ variable, cell }) => ({
    series: elementName(variable, cell),
    unit: variable.units,
  }));
  if (found.length === 1) return first!;
  throw refusal(word, `"${name}" has ${found.length} elements`, {
    expected: `one element, such as ${first!.series}`,
    remedy: 'name the element in brackets, and give each a metric of its own',
  });
}

function readSettings(
  settings: readonly string[],
  statistic: Statistic,
  word: string,
): Partial<Record<Key, number>> {
  const taken: readonly Key[] =
    statistic === 'at'
      ? ['at']
      : statistic === 'first_at_or_above'
        ? ['level', 'from', 'to']
        : ['from', 'to'];
  const values: Partial<Record<Key, number>> = {};
  for (const setting of settings) {
    const [, key = setting, text = ''] = /^(\w+)\s*=\s*(.*)$/.exec(setting) ?? [];
    if (!(taken as readonly string[]).includes(key)) {
      const nearest = nearestName(key, taken);
      throw refusal(word, `${statistic} takes no "${key}"`, {
        expected: `${taken.map((one) => `${one}=number`).join(', ')}`,
        nearest,
      });
    }
    if (text === '' || !Number.isFinite(Number(text)))
      throw refusal(word, `${key} in "${word}" is no number`, { expected: `${key}=number` });
    if (values[key as Key] !== undefined) throw refusal(word, `${key} stands twice in "${word}"`);
    values[key as Key] = Number(text);
  }
  const lacking = needed[statistic];
  if (lacking !== undefined && values[lacking] === undefined)
    throw refusal(word, `${statistic} needs ${lacking}`, {
      expected: `${statistic}(variable, ${lacking}=number)`,
    });
  return values;
}

/** Makes the complaint about a metric. */
export const refusal = (
  word: string,
  found: string,
  {
    expected = 'name = statistic(variable), such as "peak = max(infected)"',
    nearest,
    remedy = `the statistics are ${statistics.join(', ')}; from=, to=, at= and level= follow the variable`,
  }: {
    readonly expected?: string | undefined;
    readonly nearest?: string | undefined;
    readonly remedy?: string | undefined;
  } = {},
) => new UsageError({ code: 'CL033', found, expected, ...(nearest ? { nearest } : {}), remedy }, word);

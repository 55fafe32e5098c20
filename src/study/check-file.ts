import { nearestName } from '../base/nearest.js';
import type { YamlPath } from '../base/yaml.js';
import { checkQuestions } from './question-tokens.js';
import { refuse, type StudyFile } from './refuse.js';
import type { Measured } from './schema-metrics.js';

/** Columns that result files have of their own; a metric or series of that name could not be told from them. */
const reserved = ['policy', 'case', 'future', 'time'];

/**
 * Checks all that a study file alone can tell: names that stand twice, references inside the file, thresholds,
 * and the keys that each statistic needs.
 *
 * @throws SteelyardError ST002, ST007, ST040, ST041, ST043
 */
export function checkFile(file: StudyFile): void {
  checkNames(file);
  checkReferences(file);
  checkMeasures(file);
  checkThresholds(file);
  checkRanges(file);
  checkQuestions(file);
}

function checkNames(file: StudyFile): void {
  const { study } = file;
  const lists = [
    'cases',
    'levers',
    'policies',
    'variants',
    'lenses',
    'metrics',
    'series',
    'history',
  ] as const;
  for (const list of lists) unique(file, list, 'id', study[list]);
  unique(file, 'policies', 'short', study.policies);
  unique(file, 'dependence', 'group', study.dependence);
  unique(file, 'compositions', 'name', study.compositions);
  unique(file, 'uncertainties', 'prior', study.uncertainties);
  unique(file, 'fixed', 'prior', study.fixed);
  unique(file, 'estimates', 'chip', study.estimates);
  for (const list of ['metrics', 'series'] as const) {
    study[list].forEach(({ id }, i) => {
      if (!reserved.includes(id)) return;
      refuse(file, [list, i, 'id'], 'ST007', `the id "${id}" is a column that result files have already`, {
        expected: `an id other than ${reserved.join(', ')}`,
        remedy: `rename it, such as ${id}_value`,
      });
    });
  }
  const varied = new Set(study.uncertainties.map((one) => one.prior));
  study.fixed.forEach(({ prior }, i) => {
    if (varied.has(prior))
      refuse(
        file,
        ['fixed', i, 'prior'],
        'ST002',
        `the prior "${prior}" stands in uncertainties and in fixed`,
        {
          remedy: 'keep it in one of the two',
        },
      );
  });
}

function unique<K extends string>(
  file: StudyFile,
  list: string,
  key: K,
  items: readonly Record<K, string>[],
): void {
  const seen = new Map<string, number>();
  items.forEach((item, i) => {
    const first = seen.get(item[key]);
    if (first !== undefined) {
      const line = file.placeOf([list, first, key]).line;
      refuse(file, [list, i, key], 'ST002', `the ${key} "${item[key]}" stands twice in ${list}`, {
        remedy: `rename it, or drop this entry or the one on line ${line}`,
      });
    }
    seen.set(item[key], i);
  });
}

function checkReferences(file: StudyFile): void {
  const { study } = file;
  const ids = (items: readonly { readonly id: string }[]) => items.map((item) => item.id);
  const cases = ids(study.cases);
  const policies = ids(study.policies);
  const metrics = ids(study.metrics);
  study.metrics.forEach((metric, i) => {
    const path: YamlPath = ['metrics', i];
    known(file, [...path, 'lens'], 'lens', metric.lens, ids(study.lenses));
    known(file, [...path, 'case'], 'case', metric.case, cases);
    const other = metric.relative_to;
    if (!other) return;
    if (other.policy !== undefined)
      known(file, [...path, 'relative_to', 'policy'], 'policy', other.policy, policies);
    if (other.case !== undefined) known(file, [...path, 'relative_to', 'case'], 'case', other.case, cases);
    if (other.policy === undefined && (other.case === undefined || other.case === metric.case))
      refuse(
        file,
        [...path, 'relative_to'],
        'ST043',
        `the metric "${metric.id}" would be compared with itself`,
        {
          expected: 'a policy, or a case other than its own, in relative_to',
        },
      );
  });
  study.lenses.forEach((lens, i) => {
    if (!study.metrics.some((metric) => metric.lens === lens.id))
      refuse(file, ['lenses', i, 'id'], 'ST040', `no metric belongs to the lens "${lens.id}"`, {
        remedy: 'give it a metric, or drop it: a lens without metrics would rank all policies alike',
      });
  });
  study.series.forEach((one, i) => {
    if (one.case !== undefined) known(file, ['series', i, 'case'], 'case', one.case, cases);
  });
  known(file, ['frontier', 'x'], 'metric', study.frontier.x, metrics);
  known(file, ['frontier', 'y'], 'metric', study.frontier.y, metrics);
  if (study.frontier.reference !== undefined)
    known(file, ['frontier', 'reference'], 'policy', study.frontier.reference, policies);
  study.headline.forEach((id, i) => {
    known(file, ['headline', i], 'metric', id, metrics);
  });
  if (study.history.length > 0 && study.backtest === undefined)
    refuse(file, ['history'], 'ST040', 'history has checks but the study has no backtest', {
      what: 'key',
      remedy: 'add backtest: {priors, futures, known: {sets}, unknown: {sets}}',
    });
}

function known(file: StudyFile, path: YamlPath, kind: string, id: string, ids: readonly string[]): void {
  if (ids.includes(id)) return;
  refuse(file, path, 'ST040', `no ${kind} named "${id}"`, {
    expected: `one of ${ids.slice(0, 12).join(', ')}${ids.length > 12 ? ', ...' : ''}`,
    nearest: nearestName(id, ids),
  });
}

/** The keys that only one statistic uses; every other key of a measure fits each of them. */
const special = { at: 'at', level: 'first_at_or_above' } as const;

function checkMeasures(file: StudyFile): void {
  const check = (measure: Measured, path: YamlPath) => {
    for (const key of ['at', 'level'] as const) {
      const needed = measure.statistic === special[key];
      if (needed && measure[key] === undefined)
        refuse(
          file,
          [...path, 'statistic'],
          'ST041',
          `the statistic "${measure.statistic}" has no "${key}"`,
          {
            remedy: `add ${key}: and a number`,
          },
        );
      if (!needed && measure[key] !== undefined)
        refuse(
          file,
          [...path, key],
          'ST041',
          `"${key}" has no meaning for the statistic "${measure.statistic}"`,
          {
            expected: `"${key}" only with ${special[key]}`,
          },
        );
    }
    const { from, to } = measure;
    if (from !== undefined && to !== undefined && from > to)
      refuse(file, [...path, 'to'], 'ST041', `the window ends at ${to}, before it starts at ${from}`, {
        expected: 'from at or before to',
      });
    if (measure.scale === 0)
      refuse(file, [...path, 'scale'], 'ST007', 'scale is 0', { expected: 'a factor other than 0' });
  };
  file.study.metrics.forEach((metric, i) => {
    check(metric, ['metrics', i]);
  });
  file.study.history.forEach((one, i) => {
    check(one, ['history', i]);
  });
}

function checkThresholds(file: StudyFile): void {
  file.study.metrics.forEach(({ threshold, direction }, i) => {
    if (!threshold) return;
    const path: YamlPath = ['metrics', i, 'threshold'];
    const { at_least, at_most } = threshold;
    if ((at_least === undefined) === (at_most === undefined))
      refuse(file, path, 'ST007', 'the threshold has both or neither of at_least and at_most', {
        expected: 'one of them',
      });
    const fits = direction === 'higher' ? at_least !== undefined : at_most !== undefined;
    if (!fits)
      refuse(file, path, 'ST007', `the threshold points against the metric's direction "${direction}"`, {
        expected: direction === 'higher' ? 'at_least' : 'at_most',
      });
  });
}

function checkRanges(file: StudyFile): void {
  file.study.levers.forEach((lever, i) => {
    const path: YamlPath = ['levers', i];
    if (lever.low > lever.high)
      refuse(
        file,
        [...path, 'high'],
        'ST007',
        `the lever ends at ${lever.high}, below its low of ${lever.low}`,
        {
          expected: 'low at or below high',
        },
      );
    if (lever.source === undefined && lever.why === undefined)
      refuse(file, [...path, 'id'], 'ST005', `the lever "${lever.id}" gives no reason for its range`, {
        remedy: 'add source: (a fact key or link) or why: (words)',
      });
  });
  file.study.variants.forEach((variant, i) => {
    if ((variant.value === undefined) === (variant.chance === undefined))
      refuse(
        file,
        ['variants', i, 'id'],
        'ST007',
        `the variant "${variant.id}" has both or neither of value and chance`,
        {
          expected: 'value: 0 or 1, or chance: between 0 and 1',
        },
      );
    if (variant.chance !== undefined && variant.why === undefined)
      refuse(
        file,
        ['variants', i, 'chance'],
        'ST005',
        `the chance of the variant "${variant.id}" has no why`,
        {
          remedy: 'say where it comes from in why:',
        },
      );
  });
  file.study.dependence.forEach(({ group, members, correlation, loadings }, i) => {
    const path: YamlPath = ['dependence', i];
    if (
      (correlation === undefined) === (loadings === undefined) ||
      (loadings && loadings.length !== members.length)
    )
      refuse(
        file,
        [...path, 'group'],
        'ST024',
        `the group "${group}" has ${members.length} members and ${loadings ? `${loadings.length} loadings` : 'no loadings'}${correlation === undefined ? ' and no correlation' : ''}`,
        {
          expected: 'either correlation: one number, or loadings: one number a member',
        },
      );
    const lowest = -1 / (members.length - 1);
    if (correlation !== undefined && correlation <= lowest)
      refuse(
        file,
        [...path, 'correlation'],
        'ST024',
        `${members.length} members cannot all correlate at ${correlation}`,
        {
          expected: `a correlation above ${lowest.toPrecision(3)}`,
        },
      );
  });
}

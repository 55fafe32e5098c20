import { nearestName } from '../base/nearest.js';
import type { YamlPath } from '../base/yaml.js';
import { distributionOf, exploratory } from '../sample/index.js';
import { keyAt, type TaggedConstant } from './bind-constants.js';
import { estimateColumns } from './bind-estimates.js';
import type { FactsView, PriorValue } from './ports.js';
import { refuse, refuseAt, type StudyFile } from './refuse.js';
import type { UncertainColumn } from './uncertain-column.js';

const uniform = distributionOf({ dist: 'uniform', bounds: { low: 0, high: 1 } });

/** Which priors to draw from. */
export interface PriorChoice {
  /** Name of the prior set. */
  readonly set: string;
  /** Whether to cover the ranges evenly and not by likelihood. */
  readonly even: boolean;
  /** Where the study names the set. */
  readonly path: YamlPath;
}

/**
 * Lists the uncertain columns of a study: its priors and its estimated chips in the order of the file, then the variants
 * that are on by chance, then the model's draws.
 *
 * @throws SteelyardError ST020 to ST023, ST025
 */
export function bindUncertain(
  file: StudyFile,
  tagged: readonly TaggedConstant[],
  facts: FactsView,
  choice: PriorChoice,
): readonly UncertainColumn[] {
  return [
    ...priorColumns(file, tagged, facts, choice),
    ...estimateColumns(file, tagged, facts, choice),
    ...variantColumns(file, tagged),
    ...drawColumns(file, tagged),
  ];
}

/**
 * Lists the constants whose value differs from the model's own in every future: priors that do not vary, where the
 * study's prior set is not the one that the model is written for.
 */
export function fixedPriors(
  file: StudyFile,
  tagged: readonly TaggedConstant[],
  facts: FactsView,
  set: string,
): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  if (set === 'current') return values;
  const fixed = new Set(file.study.fixed.map((one) => one.prior));
  for (const { constant, tag } of tagged) {
    if (tag.kind !== 'prior') continue;
    constant.elements.forEach((element, i) => {
      const key = keyAt(tag, i);
      if (fixed.has(key)) values.set(element, facts.prior(key, set)!.value * tag.factor);
    });
  }
  return values;
}

function priorColumns(
  file: StudyFile,
  tagged: readonly TaggedConstant[],
  facts: FactsView,
  { set, even, path }: PriorChoice,
): UncertainColumn[] {
  const { study } = file;
  if (!facts.priorSets.includes(set))
    refuse(file, path, 'ST020', `no prior set named "${set}"`, {
      expected: `one of ${facts.priorSets.join(', ')}`,
      nearest: nearestName(set, facts.priorSets),
    });
  const carried = carriedBy(tagged, 'prior');
  // A mistyped name in the study is told at that name, before the model is told to lack an entry for it.
  study.fixed.forEach(({ prior }, i) => {
    priorOf(file, ['fixed', i, 'prior'], prior, carried, facts, set);
  });
  const known = study.uncertainties.map(({ prior }, i) =>
    priorOf(file, ['uncertainties', i, 'prior'], prior, carried, facts, set),
  );
  const listed = new Set([...study.uncertainties, ...study.fixed].map((one) => one.prior));
  for (const { constant, tag } of tagged) {
    const missing = tag.kind === 'prior' ? tag.keys.find((key) => !listed.has(key)) : undefined;
    if (missing !== undefined)
      refuseAt(
        constant.place,
        'ST022',
        `"${constant.name}" rests on the prior "${missing}", which ${file.file} neither varies nor fixes`,
        {
          nearest: nearestName(missing, listed),
          remedy: `add it to uncertainties, or to fixed with a reason`,
        },
      );
  }
  return study.uncertainties.map(({ prior: key, why }, i) => {
    const { title, unit, source, prior } = known[i]!;
    const distribution = (even ? exploratory : distributionOf)(prior);
    return {
      id: `prior:${key}`,
      kind: 'prior',
      title,
      unit,
      source,
      why,
      distribution,
      sets: carried.get(key)!,
    };
  });
}

function priorOf(
  file: StudyFile,
  path: YamlPath,
  key: string,
  carried: ReadonlyMap<string, unknown>,
  facts: FactsView,
  set: string,
): PriorValue {
  const prior = facts.prior(key, set);
  if (!prior)
    refuse(file, path, 'ST020', `no prior named "${key}" in the set "${set}"`, {
      nearest: nearestName(key, facts.priorKeys(set)),
      remedy: 'correct the key, or add the prior to the data with its sources',
    });
  if (!carried.has(key))
    refuse(file, path, 'ST021', `no constant of the model carries the prior "${key}"`, {
      nearest: nearestName(key, carried.keys()),
      remedy: `tag a constant with @prior ${key}, or drop this entry`,
    });
  return prior;
}

type Carried = Map<string, { element: string; factor: number }[]>;

function carriedBy(tagged: readonly TaggedConstant[], kind: 'prior' | 'draw' | 'variant'): Carried {
  const carried: Carried = new Map();
  for (const { constant, tag } of tagged) {
    if (tag.kind !== kind) continue;
    constant.elements.forEach((element, i) => {
      const key = keyAt(tag, i);
      carried.set(key, [...(carried.get(key) ?? []), { element, factor: tag.factor }]);
    });
  }
  return carried;
}

function drawColumns(file: StudyFile, tagged: readonly TaggedConstant[]): UncertainColumn[] {
  const carried = carriedBy(tagged, 'draw');
  const { draws } = file.study;
  for (const name of Object.keys(draws)) {
    if (!carried.has(name))
      refuse(file, ['draws', name], 'ST023', `the model has no draw "${name}"`, {
        what: 'key',
        nearest: nearestName(name, carried.keys()),
        remedy: `tag a constant with @draw ${name}, or drop this entry`,
      });
  }
  for (const { constant, tag } of tagged) {
    const name = tag.keys[0] ?? '';
    if (tag.kind === 'draw' && draws[name] === undefined)
      refuseAt(constant.place, 'ST023', `the draw "${name}" is not explained in ${file.file}`, {
        nearest: nearestName(name, Object.keys(draws)),
        remedy: `add "${name}" to draws, with what it decides`,
      });
  }
  const columns: UncertainColumn[] = [];
  for (const [name, elements] of carried) {
    const why = draws[name]!;
    // Constants that share a draw share it element by element: x[a] with y[a], not with y[b].
    const parts = new Map<string, { element: string; factor: number }[]>();
    for (const one of elements) {
      const subscript = /\[.*\]$/.exec(one.element)?.[0] ?? '';
      parts.set(subscript, [...(parts.get(subscript) ?? []), one]);
    }
    for (const [subscript, sets] of parts) {
      const id = `draw:${name}${subscript}`;
      const title = `${why}${subscript && ` (${subscript.slice(1, -1)})`}`;
      columns.push({
        id,
        kind: 'draw',
        title,
        unit: 'share',
        source: 'a uniform draw',
        why,
        distribution: uniform,
        sets,
      });
    }
  }
  return columns;
}

function variantColumns(file: StudyFile, tagged: readonly TaggedConstant[]): UncertainColumn[] {
  const carried = carriedBy(tagged, 'variant');
  return file.study.variants.flatMap(({ id, chance, title, why }) => {
    if (chance === undefined) return [];
    const values = [
      { value: 0, weight: 1 - chance },
      { value: 1, weight: chance },
    ];
    const distribution = distributionOf({ id, dist: 'discrete', values });
    const sets = carried.get(id) ?? [];
    return [
      {
        id: `variant:${id}`,
        kind: 'variant',
        title,
        unit: 'switch',
        source: 'a disputed mechanism',
        why: why ?? '',
        distribution,
        sets,
      },
    ];
  });
}

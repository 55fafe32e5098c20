import { nearestName } from '../base/nearest.js';
import { distributionOf, exploratory } from '../sample/index.js';
import { keyAt, type TaggedConstant } from './bind-constants.js';
import type { EstimateFact, FactsView } from './ports.js';
import { refuse, refuseAt, type StudyFile } from './refuse.js';
import type { UncertainColumn } from './uncertain-column.js';

/** The 95th percentile of a normal distribution in standard deviations. */
const p95 = 1.6448536269514722;

interface Carried {
  readonly element: string;
  readonly factor: number;
  readonly estimate: EstimateFact;
}

/**
 * Lists two columns for each chip whose estimates the model carries: how far it lies from its estimate in training, and
 * in all other phases, whose errors go together. Each phase moves by its own spread: a chip that is one standard
 * deviation above in prefill is so in decode. Why two, and what they leave out: docs/decisions/0010.
 *
 * @param set of priors; each has its own estimates
 * @throws SteelyardError ST025 where the study and the model do not name the same chips
 */
export function estimateColumns(
  file: StudyFile,
  tagged: readonly TaggedConstant[],
  facts: FactsView,
  { set, even }: { readonly set: string; readonly even: boolean },
): UncertainColumn[] {
  const carried = carriedEstimates(tagged, facts, set);
  const { estimates } = file.study;
  const listed = estimates.map(({ chip }) => chip);
  estimates.forEach(({ chip }, i) => {
    if (!carried.has(chip))
      refuse(
        file,
        ['estimates', i, 'chip'],
        'ST025',
        `no constant of the model carries an estimate of "${chip}"`,
        {
          nearest: nearestName(chip, carried.keys()),
          remedy: `tag a constant with @estimate ${chip}.training, or drop this entry`,
        },
      );
  });
  for (const { constant, tag } of tagged) {
    const missing = tag.kind === 'estimate' && tag.keys.map(chipOf).find((chip) => !listed.includes(chip));
    if (missing)
      refuseAt(
        constant.place,
        'ST025',
        `"${constant.name}" rests on estimates of "${missing}", which ${file.file} does not list`,
        { nearest: nearestName(missing, listed), remedy: 'add the chip to estimates, with a reason' },
      );
  }
  return estimates.flatMap(({ chip, why }) => {
    const spread = carried.get(chip)!.filter(({ estimate }) => estimate.logSd > 0);
    const [training, others] = [true, false].map((is) =>
      spread.filter(({ estimate }) => (estimate.phase === 'training') === is),
    );
    return [training!, others!].flatMap((sets) =>
      sets.length === 0 ? [] : [columnOf(chip, why, sets, even)],
    );
  });
}

function columnOf(chip: string, why: string, sets: readonly Carried[], even: boolean): UncertainColumn {
  const first = sets[0]!.estimate;
  const phases = [...new Set(sets.map(({ estimate }) => estimate.phase))];
  const away = Math.exp(p95 * first.logSd);
  const id = `estimate:${chip}.${first.phase}`;
  const prior = { id, dist: 'lognormal', p5: 1 / away, p50: 1, p95: away };
  return {
    id,
    kind: 'estimate',
    title: `${first.name} against its estimate in ${phases.join(', ').replace('fp64', 'FP64')}`,
    unit: 'times',
    source: 'the spread of the estimator',
    why,
    distribution: (even ? exploratory : distributionOf)(prior),
    sets: sets.map(({ element, factor, estimate }) => ({
      element,
      factor: factor * estimate.value,
      power: estimate.logSd / first.logSd,
    })),
  };
}

/**
 * Lists the elements that hold an estimate without a spread in a set other than the current one: their value there.
 */
export function fixedEstimates(
  tagged: readonly TaggedConstant[],
  facts: FactsView,
  set: string,
): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  if (set === 'current') return values;
  for (const ones of carriedEstimates(tagged, facts, set).values())
    for (const { element, factor, estimate } of ones)
      if (!(estimate.logSd > 0)) values.set(element, factor * estimate.value);
  return values;
}

function carriedEstimates(
  tagged: readonly TaggedConstant[],
  facts: FactsView,
  set: string,
): ReadonlyMap<string, readonly Carried[]> {
  const carried = new Map<string, Carried[]>();
  for (const { constant, tag } of tagged) {
    if (tag.kind !== 'estimate') continue;
    constant.elements.forEach((element, i) => {
      const key = keyAt(tag, i);
      // The number in the model was checked against the data before, so that the key is there.
      const estimate = facts.estimate(`estimate:${key}`, set)!;
      carried.set(chipOf(key), [
        ...(carried.get(chipOf(key)) ?? []),
        { element, factor: tag.factor, estimate },
      ]);
    });
  }
  return carried;
}

const chipOf = (key: string) => key.replace(/\.[^.]*$/, '');

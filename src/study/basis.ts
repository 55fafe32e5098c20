import { type Basis, referenceChip, scalarOf } from '../compute/index.js';
import type { Facts } from '../facts/index.js';
import type { StudyFile } from './refuse.js';

interface Shown {
  /** Takes the place of "thousand H100e" and of "a thousand H100e". */
  readonly words: string;
  readonly each: string;
  /** What a thousand H100s are in it. */
  readonly factor: number;
  /** What a reader should know of the factor; none for the basis that models count in. */
  readonly note?: string;
}

/**
 * Gives a study with its compute in the basis that it names: metrics and series whose unit holds "thousand H100e".
 *
 * Compute is work: as many H100s as would do it in the mix of phases. Another basis says what so many H100s have of it,
 * so that one factor serves every class of chip. Checks against what happened keep the unit of what was observed.
 *
 * @param facts with the chips
 *
 * @example
 * const study = { basis: 'eflops', metrics: [], series: [{ id: 'x', unit: 'thousand H100e a year' }] }
 * studyInBasis({ study }, facts).study.series[0].unit // => 'BF16 EFLOPS a year'
 */
export function studyInBasis(file: StudyFile, facts: Facts): StudyFile {
  const { study } = file;
  const shown = shownIn(study.basis, facts);
  const metrics = study.metrics.map((metric) => {
    const changed = converted(metric, shown);
    if (changed === undefined) return metric;
    const { at_least, at_most } = metric.threshold ?? {};
    const by = (line: number | undefined) => line !== undefined && line * changed.by;
    const lines = {
      ...(at_least !== undefined && { at_least: by(at_least) as number }),
      ...(at_most !== undefined && { at_most: by(at_most) as number }),
    };
    return {
      ...metric,
      ...changed.set,
      ...(metric.threshold && { threshold: { ...metric.threshold, ...lines } }),
      ...(shown.note !== undefined && { explained: `${metric.explained} ${shown.note}` }),
    };
  });
  const series = study.series.map((one) => ({ ...one, ...converted(one, shown)?.set }));
  return { ...file, study: { ...study, metrics, series } };
}

/** The unit and scale of a quantity that counts compute, or that is told for each thousand H100e. */
function converted(
  { unit, scale }: { readonly unit: string; readonly scale?: number | undefined },
  { words, each, factor }: Shown,
): { readonly by: number; readonly set: { readonly unit: string; readonly scale?: number } } | undefined {
  if (!unit.includes('thousand H100e')) return undefined;
  const inverse = unit.includes('for a thousand H100e');
  const by = inverse ? 1 / factor : factor;
  const said = unit.replace('a thousand H100e', each).replace('thousand H100e', words);
  return { by, set: { unit: said, ...(by !== 1 && { scale: (scale ?? 1) * by }) } };
}

function shownIn(basis: Basis, facts: Facts): Shown {
  const one = (chip: string, of: Basis) => scalarOf(chip, of, { facts }) ?? Number.NaN;
  switch (basis) {
    case 'bf16-h100e':
      return { words: 'thousand BF16 H100e', each: 'a thousand BF16 H100e', factor: 1 };
    case '8bit-h100e': {
      const ascend = one('hw-ascend-910c', '8bit-h100e') / one('hw-ascend-910c', 'bf16-h100e');
      return {
        words: 'thousand 8-bit H100e',
        each: 'a thousand 8-bit H100e',
        factor: 1,
        note: `An H100 is one H100e in either; chips with another 8-bit rate for each BF16 rate are not told apart (Ascend 910C: ${ascend.toPrecision(2)} of the H100's).`,
      };
    }
    case 'tpp': {
      const factor = one(referenceChip, 'tpp') / 1000;
      return {
        words: 'million TPP',
        each: 'a million TPP',
        factor,
        note: `A thousand H100s have ${factor.toPrecision(4)} million TPP; one factor for every class of chip.`,
      };
    }
    case 'eflops': {
      const factor = one(referenceChip, 'eflops') * 1000;
      return {
        words: 'BF16 EFLOPS',
        each: 'one BF16 EFLOPS',
        factor,
        note: `A thousand H100s have ${factor.toPrecision(4)} EFLOPS of dense BF16; one factor for every class of chip.`,
      };
    }
  }
}

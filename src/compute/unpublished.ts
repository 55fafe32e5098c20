import { chipId, type Facts } from '../facts/index.js';
import { machineOf } from './machine.js';

type Field = 'bandwidth' | 'link';
type ChipFacts = Facts['chips'] extends ReadonlyMap<string, infer C> ? C : never;

const fields: Readonly<Record<Field, { readonly taken: RegExp; of(chip: ChipFacts): number | undefined }>> = {
  bandwidth: { taken: /^memory bandwidth/, of: (chip) => chip.memory?.bandwidth_gb_s?.value },
  link: {
    taken: /^chip-to-chip link/,
    of: (chip) => chip.interconnect?.bidirectional_total_gb_s?.value,
  },
};

/**
 * Gives the variance of the logarithm of an estimate that comes from what a maker does not publish: one standard
 * deviation by which chips of the catalogue differ in bandwidth, or in links, for each unit of arithmetic.
 *
 * @param value the estimate, as the facts have it; asked again with the unpublished value moved up and down
 * @returns 0 for a chip whose maker publishes both
 */
export function unpublishedVariance(name: string, facts: Facts, value: (facts: Facts) => number): number {
  const machine = machineOf(name, facts);
  const id = machine?.id ?? chipId(facts, name);
  const chip = id === undefined ? undefined : facts.chips.get(id);
  if (machine === undefined || chip === undefined) return 0;
  let variance = 0;
  for (const field of ['bandwidth', 'link'] as const) {
    const taken = machine.taken.find(({ what }) => fields[field].taken.test(what));
    if (taken === undefined) continue;
    const spread = spreadOf(field, facts);
    const moved = (by: number) =>
      value({
        ...facts,
        chips: new Map(facts.chips).set(chip.id, withField(chip, field, Number(taken.value) * by)),
      });
    const change = Math.log(moved(Math.exp(spread)) / moved(Math.exp(-spread))) / 2;
    if (Number.isFinite(change)) variance += change ** 2;
  }
  return variance;
}

/** Standard deviation of ln(value / BF16 rate) over the accelerators whose makers publish both. */
function spreadOf(field: Field, facts: Facts): number {
  const logs = [...facts.chips.values()].flatMap((chip) => {
    const [value, rate] = [
      fields[field].of(chip),
      chip.dense_tops?.bf16?.value ?? chip.dense_tops?.fp16?.value,
    ];
    return value && rate ? [Math.log(value / rate)] : [];
  });
  if (logs.length < 2) return 0.5;
  const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length;
  return Math.sqrt(logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (logs.length - 1));
}

function withField(chip: ChipFacts, field: Field, value: number): ChipFacts {
  const cell = { value, source: [] };
  return (
    field === 'bandwidth'
      ? { ...chip, memory: { ...chip.memory, bandwidth_gb_s: cell } }
      : { ...chip, interconnect: { ...chip.interconnect, bidirectional_total_gb_s: cell } }
  ) as ChipFacts;
}

import type { Chip, Facts } from '../facts/index.js';
import { machineOf } from './machine.js';

const linkOf = (chip: Chip) => chip.interconnect?.bidirectional_total_gb_s?.value;
const rateOf = (chip: Chip) => chip.dense_tops?.bf16?.value ?? chip.dense_tops?.fp16?.value;

/**
 * Gives the variance of the logarithm of an estimate that comes from a chip-to-chip link which the maker does not
 * publish: one standard deviation by which links of the catalogue differ for each unit of arithmetic. Peaks and
 * bandwidths have their doubt in the estimator.
 *
 * @param value the estimate, as the facts have it; asked again with the link moved up and down
 * @returns 0 for a chip whose maker publishes it
 */
export function linkVariance(name: string, facts: Facts, value: (facts: Facts) => number): number {
  const machine = machineOf(name, facts);
  const chip = machine && facts.chips.get(machine.id);
  const taken = machine?.taken.find(({ what }) => /^chip-to-chip link/.test(what));
  if (chip === undefined || taken === undefined) return 0;
  const spread = spreadOfLinks(facts);
  const moved = (by: number) => {
    const cell = { value: Number(taken.value) * by, source: [] };
    const changed = { ...chip, interconnect: { ...chip.interconnect, bidirectional_total_gb_s: cell } };
    return value({ ...facts, chips: new Map(facts.chips).set(chip.id, changed as Chip) });
  };
  const change = Math.log(moved(Math.exp(spread)) / moved(Math.exp(-spread))) / 2;
  return Number.isFinite(change) ? change ** 2 : 0;
}

/** Standard deviation of ln(link / BF16 rate) over the accelerators whose makers publish both. */
function spreadOfLinks(facts: Facts): number {
  const logs = [...facts.chips.values()].flatMap((chip) => {
    const [link, rate] = [linkOf(chip), rateOf(chip)];
    return link && rate ? [Math.log(link / rate)] : [];
  });
  if (logs.length < 2) return 0.5;
  const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length;
  return Math.sqrt(logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (logs.length - 1));
}

import type { Estimator } from './estimator.js';
import { type Format, machineOf } from './machine.js';

/** What one unit of a scalar is. */
export type Basis = 'bf16-h100e' | '8bit-h100e' | 'tpp' | 'eflops';

/** The chip that compute is counted in. */
export const referenceChip = 'nv-h100-sxm';
const formatOf: Readonly<Record<'bf16-h100e' | '8bit-h100e', readonly Format[]>> = {
  'bf16-h100e': ['bf16'],
  '8bit-h100e': ['fp8', 'int8', 'bf16'],
};

/**
 * Gives the peak of a chip as a scalar in a named basis: H100-equivalents of dense BF16 or 8-bit peak, TPP (15 CFR part
 * 774, 3A090: bit length times TOPS, the highest), or EFLOP/s of BF16.
 */
export function scalarOf(
  name: string,
  basis: Basis,
  estimator: Pick<Estimator, 'facts'>,
): number | undefined {
  const own = machineOf(name, estimator.facts);
  const reference = machineOf(referenceChip, estimator.facts);
  if (own === undefined || reference === undefined) return undefined;
  const first = (formats: readonly Format[], of: typeof own) =>
    formats.map((format) => of.peakFlopPerS[format]).find((rate) => rate !== undefined);
  if (basis === 'eflops') return (own.peakFlopPerS.bf16 ?? 0) / 1e18;
  if (basis === 'tpp') return estimator.facts.chips.get(own.id)?.derived?.tpp_check;
  const rate = first(formatOf[basis], own);
  const unit = first(formatOf[basis], reference);
  return rate === undefined || unit === undefined ? undefined : rate / unit;
}

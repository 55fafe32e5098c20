import { exp, log } from '../base/elementary.js';
import { SteelyardError } from '../base/error.js';
import { Z95 } from './bend.js';
import type { Distribution } from './distribution.js';
import { normalQuantile } from './normal.js';

/**
 * Makes the function from one uniform a share to shares that sum to exactly one.
 *
 * Logistic-normal (Aitchison and Shen 1980, Biometrika 67(2):261-272): share_i = e_i / sum e_j with
 * e_i = median_i exp(s_i z_i). The s_i are solved so that, to first order, the log-odds of each share spread
 * as its own prior does from p5 to p95: normalising plain draws would narrow them. Medians stay near those of
 * the priors (divided by their sum); skew within a share is not kept. The misfit stands in docs/sampling.md.
 * Throws SA011 when the medians are more than 2% off one or one spread is too narrow for the others.
 *
 * @example
 * const half = distributionOf({ dist: 'logitnormal', p5: 0.4, p50: 0.5, p95: 0.6 });
 * composition('halves', [half, half])([0.5, 0.5]) // => [0.5, 0.5]
 */
export function composition(
  name: string,
  shares: readonly Distribution[],
): (u: readonly number[]) => Float64Array {
  const medians = shares.map((share) => share.quantile(0.5));
  const total = medians.reduce((sum, median) => sum + median, 0);
  const spreads = spreadsOf(medians, total, shares.map(logOddsVariance)).map(Math.sqrt);
  if (!(Math.abs(total - 1) <= 0.02) || spreads.some((spread) => !(spread > 0)))
    throw new SteelyardError({
      code: 'SA011',
      found: `${name}: medians ${medians.join(', ')} sum to ${total.toFixed(4)}, spreads ${spreads.map((s) => s.toFixed(3)).join(', ')}`,
      expected: 'medians that sum to 1 within 0.02, and spreads that can hold together',
      remedy: 'bring the medians of the shares in line, or widen the narrow one',
    });
  return (u) => {
    const parts = Float64Array.from(
      medians,
      (median, i) => median * exp(spreads[i]! * normalQuantile(u[i]!)),
    );
    const sum = parts.reduce((a, b) => a + b, 0);
    return parts.map((part) => part / sum);
  };
}

const logOdds = (share: number) => log(share / (1 - share));

function logOddsVariance(share: Distribution): number {
  return ((logOdds(share.quantile(0.95)) - logOdds(share.quantile(0.05))) / (2 * Z95)) ** 2;
}

function spreadsOf(medians: readonly number[], total: number, variances: readonly number[]): number[] {
  // Two shares have one log-odds between them: each takes half of its variance.
  if (medians.length === 2) return medians.map(() => (variances[0]! + variances[1]!) / 4);
  return solve(spreadEquations(medians, total), variances);
}

// logit(share_i) = log e_i - log sum of the others; to first order its variance is s_i^2 + sum of w_j^2 s_j^2,
// w_j the part of j in the others.
function spreadEquations(medians: readonly number[], total: number): number[][] {
  return medians.map((own, i) => medians.map((other, j) => (i === j ? 1 : (other / (total - own)) ** 2)));
}

// Gauss elimination with the largest pivot; a handful of equations.
function solve(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  const n = rows.length;
  for (let c = 0; c < n; c++) {
    const rest = rows.slice(c).map((row) => Math.abs(row[c]!));
    const pivot = c + rest.indexOf(Math.max(...rest));
    [rows[c], rows[pivot]] = [rows[pivot]!, rows[c]!];
    for (let r = 0; r < n; r++) {
      if (r === c) continue;
      const times = rows[r]![c]! / rows[c]![c]!;
      rows[r] = rows[r]!.map((value, k) => value - times * rows[c]![k]!);
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}

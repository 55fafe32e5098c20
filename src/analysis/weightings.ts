import { stream } from '../sample/index.js';
import { type LensScores, tie } from './lens-scores.js';

/** What all weightings of the lenses say, over all futures. */
export interface Weightings {
  /** Share of weightings and futures in which a policy takes rank 1, 2, ..., by position of policy. */
  readonly rankShares: readonly Float64Array[];
  /** Share of weightings, in each future, under which one policy scores at least as much as another. */
  readonly atLeast: (policy: number, other: number) => Float64Array;
}

/** Weightings looked at in all futures together, at least. */
const leastDraws = 65_536;

/**
 * Ranks the policies under every weighting of the lenses in every future (stochastic multicriteria acceptability:
 * Lahdelma and Salminen, Operations Research 49 (2001) 444-454).
 *
 * Weights are uniform on the simplex. With one lens there is one weighting; with two, the shares are exact; with
 * more, each future draws its own weightings from the stream `acceptability` of the seed, 65,536 in all at least.
 * Policies whose scores are equal share the ranks that they span in equal parts, so that every row of shares sums
 * to 1 and so does every rank.
 *
 * @param seed the study's seed
 */
export function overWeightings(scores: LensScores, seed: number): Weightings {
  const { lenses, policies, futures } = scores;
  const weightingsOf =
    lenses.length <= 2 ? exactWeightings(scores) : drawnWeightings(lenses.length, futures, seed);
  const rankShares = policies.map(() => new Float64Array(policies.length));
  const total = new Float64Array(policies.length);
  const order = policies.map((_, p) => p);
  for (let f = 0; f < futures; f++) {
    for (const { share, weights } of weightingsOf(f)) {
      totals(scores, f, weights, total);
      order.sort((a, b) => total[b]! - total[a]! || a - b);
      addRanks(order, total, share / futures, rankShares);
    }
  }
  const atLeast = (policy: number, other: number) => {
    const shares = new Float64Array(futures);
    for (let f = 0; f < futures; f++) {
      for (const { share, weights } of weightingsOf(f)) {
        let lead = 0;
        weights.forEach((weight, l) => {
          lead += weight * (scores.of(policy, l)[f]! - scores.of(other, l)[f]!);
        });
        if (lead >= -tie) shares[f]! += share;
      }
    }
    return shares;
  };
  return { rankShares, atLeast };
}

interface Weighting {
  /** Part of all weightings that this one stands for. */
  readonly share: number;
  readonly weights: ArrayLike<number> &
    Iterable<number> & { forEach(call: (weight: number, lens: number) => void): void };
}

function totals(scores: LensScores, f: number, weights: Weighting['weights'], total: Float64Array): void {
  total.fill(0);
  weights.forEach((weight, l) => {
    for (let p = 0; p < total.length; p++) total[p]! += weight * scores.of(p, l)[f]!;
  });
}

/** Adds one weighting's ranking; a run of equal scores shares its ranks. */
function addRanks(
  order: readonly number[],
  total: Float64Array,
  share: number,
  rankShares: readonly Float64Array[],
): void {
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && total[order[start]!]! - total[order[end]!]! <= tie) end++;
    const part = share / (end - start);
    for (let i = start; i < end; i++) for (let r = start; r < end; r++) rankShares[order[i]!]![r]! += part;
    start = end;
  }
}

function drawnWeightings(lenses: number, futures: number, seed: number): (future: number) => Weighting[] {
  const perFuture = Math.max(1, Math.ceil(leastDraws / futures));
  const numbers = stream(seed, 'acceptability');
  return (future) => {
    const uniform = numbers.block(future * perFuture * lenses, perFuture * lenses);
    return Array.from({ length: perFuture }, (_, i) => {
      // Exponential spacings, scaled to sum to one, are uniform on the simplex.
      const spacings = uniform.subarray(i * lenses, (i + 1) * lenses).map((u) => -Math.log(u));
      const sum = spacings.reduce((a, b) => a + b, 0);
      return { share: 1 / perFuture, weights: spacings.map((spacing) => spacing / sum) };
    });
  };
}

/** With two lenses the order changes only where two policies' lines cross: one weighting stands for each piece. */
function exactWeightings(scores: LensScores): (future: number) => Weighting[] {
  const { lenses, policies } = scores;
  if (lenses.length === 1) return () => [{ share: 1, weights: [1] }];
  return (future) => {
    const at = (p: number, l: number) => scores.of(p, l)[future]!;
    const cuts = [0, 1];
    policies.forEach((_, p) => {
      for (let q = 0; q < p; q++) {
        const [first, second] = [at(p, 0) - at(q, 0), at(p, 1) - at(q, 1)];
        const cut = second / (second - first);
        if (cut > 0 && cut < 1) cuts.push(cut);
      }
    });
    cuts.sort((a, b) => a - b);
    return cuts.slice(1).flatMap((cut, i) => {
      const share = cut - cuts[i]!;
      const middle = (cut + cuts[i]!) / 2;
      return share > 0 ? [{ share, weights: [middle, 1 - middle] }] : [];
    });
  };
}

import type { Facts } from '../../facts/index.js';
import { distributionOf, stream } from '../../sample/index.js';

/** Draws of priors that belong together, one array each. */
export type Draws<Name extends string> = Readonly<Record<Name, Float64Array>>;

/** A middle with the 5th and 95th percentile of the draws. */
export interface Spread {
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
}

/** As many as make the ends of a band steady to one part in a hundred. */
const drawn = 4096;

/**
 * Draws priors of the current set, independently, always the same: each has a stream of its own name.
 *
 * @throws Error where a prior is missing
 */
export function drawPriors<Name extends string>(
  facts: Pick<Facts, 'priors'>,
  names: readonly Name[],
): Draws<Name> {
  return Object.fromEntries(
    names.map((name) => {
      const prior = facts.priors.current.get(name);
      if (prior === undefined) throw new Error(`no prior ${name}`);
      const distribution = distributionOf(prior);
      return [
        name,
        stream(1, 'prospects', name)
          .block(0, drawn)
          .map((u) => distribution.quantile(u)),
      ];
    }),
  ) as unknown as Draws<Name>;
}

/** Works something out for each draw and gives its spread. */
export function spreadOver(of: (i: number) => number): Spread {
  const values = Float64Array.from({ length: drawn }, (_, i) => of(i)).sort();
  const at = (share: number) => values[Math.floor(share * (drawn - 1))]!;
  return { p5: at(0.05), p50: at(0.5), p95: at(0.95) };
}

/** Mean over the draws. */
export function meanOver(of: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < drawn; i++) sum += of(i);
  return sum / drawn;
}

import type { Place } from '../base/error.js';

/** A distribution of one number in its natural unit. Plain and immutable; its functions may be called in any order. */
export interface Distribution {
  /** The form used, e.g. `lognormal` or `uniform`. */
  readonly family: string;
  /** Ends of the range of values; -Infinity and Infinity where there is none. */
  readonly low: number;
  readonly high: number;
  /** Value below which the variable falls with probability u, 0 < u < 1. */
  quantile(u: number): number;
  /** Probability that the variable is at most x. */
  cdf(x: number): number;
  /** Natural logarithm of the density at x (of the probability, if discrete); -Infinity off the range. */
  logDensity(x: number): number;
  mean(): number;
  /** One line for people: form, points, range. */
  describe(): string;
}

/** What is known of a quantity: the fields of a prior that sampling reads. Everything else is left alone. */
export interface Prior {
  readonly id?: string | undefined;
  /** `lognormal`, `logitnormal`, `normal`, `uniform`, `triangular` or `discrete`. */
  readonly dist: string;
  /** The points that the quantity stays below with probability 0.05, 0.5 and 0.95, in its unit. */
  readonly p5?: number | undefined;
  readonly p50?: number | undefined;
  readonly p95?: number | undefined;
  /** Hard ends of the range; they win over the ends that the family has by itself. */
  readonly bounds?: { readonly low?: number | undefined; readonly high?: number | undefined } | undefined;
  /** For `triangular`: the most likely value, from one bound to the other. */
  readonly mode?: number | undefined;
  /** For `discrete`: each value with its weight; weights need not sum to one. */
  readonly values?: readonly { readonly value: number; readonly weight: number }[] | undefined;
  /** Another family that would do: `beta`. Read by `alternativeOf` only. */
  readonly alt_dist?: string | undefined;
  /** Where the prior is written, for error messages. */
  readonly place?: Place | undefined;
}

/** The quantile levels that every estimate carries. */
export const quantileLevels = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] as const;

export type Direction = 'higher' | 'lower';

export interface PolicyHead {
  readonly id: string;
  readonly title: string;
  /** A name of at most 16 letters for charts and tables. */
  readonly short: string;
  readonly summary: string;
  /** The terms in words, one a line. */
  readonly terms: readonly string[];
  readonly sets: Readonly<Record<string, number>>;
}

export interface MetricHead {
  readonly id: string;
  readonly lens: string;
  /** Metrics of one group measure much the same thing; the second grouping counts a group once. */
  readonly group: string;
  readonly case: string;
  readonly title: string;
  readonly unit: string;
  readonly direction: Direction;
  readonly explained: string;
  /** What each future's value is compared with; null or absent if it stands for itself. */
  readonly relativeTo?: {
    /** Null: the policy itself. */
    readonly policy: string | null;
    /** Null: the metric's own case. */
    readonly case: string | null;
    readonly as: 'difference' | 'ratio';
  } | null;
  readonly threshold: {
    readonly kind: 'at_least' | 'at_most';
    readonly value: number;
    readonly why: string;
    readonly source: string;
  } | null;
}

/** What one policy does to one metric over the futures. */
export interface Estimate {
  readonly policy: string;
  readonly metric: string;
  /** Futures with a finite value. */
  readonly n: number;
  /** Futures in which the metric is not defined (a year never reached, say). */
  readonly undefinedShare: number;
  readonly mean: number;
  readonly meanError: number;
  /** Values at `quantileLevels`. */
  readonly quantiles: readonly number[];
  /** Monte Carlo standard error of each quantile. */
  readonly quantileErrors: readonly number[];
}

export interface Regret {
  readonly policy: string;
  readonly metric: string;
  /** In the metric's unit: distance to the best policy of the same future. */
  readonly p90: number;
  readonly max: number;
  readonly mean: number;
}

export interface Satisfied {
  readonly policy: string;
  readonly metric: string;
  readonly share: number;
  readonly shareError: number;
}

export interface LensRank {
  /** 'metrics' counts each metric once; 'groups' counts each group of kindred metrics once. */
  readonly grouping: 'metrics' | 'groups';
  readonly lens: string;
  /** Best first. `score` is the mean over futures of the mean scaled metric, 0 worst to 1 best. */
  readonly order: readonly { readonly policy: string; readonly score: number; readonly rank: number }[];
}

export interface Acceptability {
  readonly grouping: 'metrics' | 'groups';
  readonly policy: string;
  /** Share of all weightings of lenses, and of futures, that put the policy at rank 1, 2, ... */
  readonly rankShares: readonly number[];
}

export interface FrontierPoint {
  readonly policy: string;
  readonly x: number;
  readonly y: number;
  /** Whether another policy is at least as good in both medians and better in one. */
  readonly dominated: boolean;
  /** Futures drawn for the cloud: pairs of x and y. */
  readonly cloud: readonly (readonly [number, number])[];
}

export interface Band {
  readonly policy: string;
  readonly case: string;
  readonly series: string;
  readonly times: readonly number[];
  readonly p5: readonly number[];
  readonly p25: readonly number[];
  readonly p50: readonly number[];
  readonly p75: readonly number[];
  readonly p95: readonly number[];
}

/** What would turn the leader of a comparison into the loser. */
export interface Flip {
  /** A metric, or `weightings` for the comparison over all weightings of the lenses. */
  readonly metric: string;
  readonly leader: string;
  readonly rival: string;
  /** Share of futures in which the leader is at least as good as the rival. */
  readonly share: number;
  readonly drivers: readonly {
    readonly uncertainty: string;
    readonly title: string;
    /** Share in which the leader wins among the lowest and the highest fifth of the uncertainty. */
    readonly lowFifth: number;
    readonly highFifth: number;
    readonly lowFifthBelow: number;
    readonly highFifthAbove: number;
    readonly unit: string;
    /** Key of the evidence behind it, such as `prior:yield_2025` or `draw:cut-off`. */
    readonly source: string;
  }[];
}

/** One check of the model against what happened, for priors of before it happened. */
export interface HistoryCheck {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly observed: number;
  readonly observedKey: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly quantiles: readonly number[];
  readonly quantilesPolicyUnknown: readonly number[];
  readonly naive: { readonly title: string; readonly value: number } | null;
  readonly inside90: boolean;
  readonly inside90PolicyUnknown: boolean;
  readonly note: string;
}

/** The document that `steelyard weigh --json` prints. Two runs of one study, seed and version are equal byte by byte. */
export interface WeighResult {
  readonly schema: 'steelyard.weigh/1';
  readonly version: string;
  readonly study: {
    readonly id: string;
    readonly title: string;
    readonly question: string;
    readonly decider: string;
    readonly asOf: string;
    readonly hash: string;
  };
  readonly model: { readonly path: string; readonly hash: string };
  readonly data: { readonly hash: string; readonly priors: string };
  readonly run: {
    readonly key: string;
    readonly folder: string;
    readonly seed: number;
    readonly method: string;
    readonly weighting: string;
    readonly futures: number;
    readonly runs: number;
  };
  readonly cases: readonly { readonly id: string; readonly title: string }[];
  readonly lenses: readonly { readonly id: string; readonly title: string; readonly about: string }[];
  readonly policies: readonly PolicyHead[];
  readonly metrics: readonly MetricHead[];
  /** Metrics that stand in the printed table, in order; those of the frontier come first. */
  readonly headline?: readonly string[];
  readonly estimates: readonly Estimate[];
  readonly frontier: {
    readonly xMetric: string;
    readonly yMetric: string;
    readonly reference: string;
    readonly points: readonly FrontierPoint[];
  };
  readonly regret: readonly Regret[];
  readonly satisfied: readonly Satisfied[];
  /** Share of futures in which a policy meets every threshold of a lens ('all' = of every lens). */
  readonly satisfiedByLens: readonly {
    readonly policy: string;
    readonly lens: string;
    readonly share: number;
    readonly shareError: number;
  }[];
  readonly ranks: readonly LensRank[];
  readonly acceptability: readonly Acceptability[];
  readonly flips: readonly Flip[];
  readonly bands: readonly Band[];
  readonly series: readonly { readonly id: string; readonly title: string; readonly unit: string }[];
  readonly history: readonly HistoryCheck[];
  readonly answer: readonly string[];
  readonly warnings: readonly string[];
}

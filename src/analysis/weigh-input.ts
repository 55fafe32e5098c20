import type { Band, HistoryCheck, MetricHead, PolicyHead, WeighResult } from './weigh-result.js';

/** A metric as the result shows it, and how it is made from the runs. */
export interface WeighMetric extends MetricHead {
  /** Compares each run with another of the same future; null takes the run's value as it is. */
  readonly relativeTo: {
    readonly policy: string | null;
    readonly case: string | null;
    readonly as: 'difference' | 'ratio';
  } | null;
  /**
   * Whether a value that is not defined means "not within the horizon": it then counts as later than every date.
   * Otherwise it counts as the worst of its future.
   */
  readonly neverIsLate: boolean;
}

/** One uncertain number of the ensemble, with its value in each future. */
export interface WeighColumn {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** Key of the evidence behind it, such as `prior:yield_2025` or `draw:cut-off`. */
  readonly source: string;
  /** One value a future. */
  readonly values: Float64Array;
}

/** All that weighing needs: names, the runs as typed arrays, and what was made of the series and the history. */
export interface WeighInput {
  readonly head: Pick<WeighResult, 'version' | 'study' | 'model' | 'data' | 'run'>;
  readonly cases: WeighResult['cases'];
  readonly lenses: WeighResult['lenses'];
  readonly policies: readonly PolicyHead[];
  readonly metrics: readonly WeighMetric[];
  readonly frontier: { readonly x: string; readonly y: string; readonly reference: string };
  /** Further metrics for the printed table. */
  readonly headline: readonly string[];
  readonly columns: readonly WeighColumn[];
  /** The value of a metric in each future, before it is compared; not a number where it is not defined. */
  readonly runs: (policy: string, caseId: string, metric: string) => Float64Array;
  readonly series: WeighResult['series'];
  readonly bands: readonly Band[];
  readonly history: readonly HistoryCheck[];
}

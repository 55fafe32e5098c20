import { SteelyardError } from '../base/error.js';
import { seriesIndex } from './series-index.js';
import { linearTerms, type Terms } from './terms.js';

/** The ways in which the path of one series becomes one number; all windows are closed and in the model's time unit. */
export const statistics = [
  'final',
  'at',
  'mean',
  'max',
  'min',
  'sum',
  'change',
  'first_at_or_above',
] as const;
export type Statistic = (typeof statistics)[number];

/** One number wanted from each run. */
export interface MetricSpec {
  readonly id: string;
  /** Element name of the series, one of `program.series`. */
  readonly series: string;
  readonly statistic: Statistic;
  /** Start of the window; default: the first save time. */
  readonly from?: number | undefined;
  /** End of the window; default: the last save time. */
  readonly to?: number | undefined;
  /** Time of the value, for `at`. */
  readonly at?: number | undefined;
  /** Level to reach, for `first_at_or_above`, in the metric's unit: the path times `scale` is held against it. */
  readonly level?: number | undefined;
  /** Factor from the model's unit to the metric's; default 1. A time (`first_at_or_above`) is not scaled. */
  readonly scale?: number | undefined;
}

/** What a program tells about its record; `Program` is one. */
export interface RecordShape {
  readonly series: readonly string[];
  readonly times: Float64Array;
}

/** Reads one metric from a run's record, laid out as `record[t * series.length + s]`. */
export type Meter = (record: Float64Array) => number;

/**
 * Prepares a metric, so that reading it from a run touches only the save times that count.
 *
 * Between save times a path is taken as a straight line. `final` is the value at `to`; `change` the value at
 * `to` less that at `from`; `sum` the integral over time from `from` to `to`, and `mean` that integral over the
 * length of the window (the value itself where the window has no length). `max`, `min` and `first_at_or_above`
 * look at saved values only, the last giving the first save time in the window at which the level is reached,
 * and NaN where it never is.
 *
 * @throws SteelyardError EN020 for an unknown series, EN021 for a window outside the run or without a save time,
 *   EN022 where `at` or `level` is missing
 *
 * @example
 * const shape = { series: ['s'], times: Float64Array.of(2022, 2023, 2024) }
 * const record = Float64Array.of(0, 4, 2)
 * compileMetric({ id: 'm', series: 's', statistic: 'max' }, shape)(record) // => 4
 * compileMetric({ id: 'm', series: 's', statistic: 'sum' }, shape)(record) // => 5
 * compileMetric({ id: 'm', series: 's', statistic: 'mean', to: 2023 }, shape)(record) // => 2
 * compileMetric({ id: 'm', series: 's', statistic: 'first_at_or_above', level: 3 }, shape)(record) // => 2023
 */
export function compileMetric(spec: MetricSpec, shape: RecordShape): Meter {
  const { column, scale, ...plan } = planMetric(spec, shape);
  const stride = shape.series.length;
  switch (plan.kind) {
    case 'linear':
      return linear(plan.terms, column, stride, scale);
    case 'change': {
      const [end, start] = [plan.end, plan.start].map((terms) => linear(terms, column, stride, 1));
      return (record) => scale * (end!(record) - start!(record));
    }
    case 'first':
      return (record) => {
        for (let t = plan.first; t <= plan.last; t++)
          if (record[t * stride + column]! * scale >= plan.level) return shape.times[t]!;
        return Number.NaN;
      };
    default: {
      const better = plan.kind === 'max' ? larger : Math.min;
      return (record) => {
        let best = scale * record[plan.first * stride + column]!;
        for (let t = plan.first + 1; t <= plan.last; t++)
          best = better(best, scale * record[t * stride + column]!);
        return best;
      };
    }
  }
}

// NaN stays, and so does the first of two zeros: lanes do that in three instructions.
const larger = (best: number, value: number) => (best < value || Number.isNaN(value) ? value : best);

/** How a metric comes about from the saved values of one series, whoever works it out. */
export type MetricPlan = { readonly column: number; readonly scale: number } & (
  | { readonly kind: 'linear'; readonly terms: Terms }
  | { readonly kind: 'change'; readonly end: Terms; readonly start: Terms }
  /** Over the save times from `first` to `last`. */
  | { readonly kind: 'max' | 'min'; readonly first: number; readonly last: number }
  | { readonly kind: 'first'; readonly first: number; readonly last: number; readonly level: number }
);

/**
 * Plans a metric: which save times count, and how.
 *
 * @throws SteelyardError as `compileMetric` does
 *
 * @example
 * const shape = { series: ['s'], times: Float64Array.of(0, 1, 2) }
 * planMetric({ id: 'm', series: 's', statistic: 'max', from: 1 }, shape) // => { column: 0, scale: 1, kind: 'max', first: 1, last: 2 }
 */
export function planMetric(spec: MetricSpec, shape: RecordShape): MetricPlan {
  const column = seriesIndex(spec.series, shape.series, `metric ${spec.id}`);
  const scale = spec.scale ?? 1;
  const terms = (kind: 'value' | 'integral', ...times: number[]) =>
    linearTerms(kind, times, shape.times, `metric ${spec.id}`);
  const [from, to] = windowOf(spec, shape.times);
  const saved = () => {
    const [first, last] = savedWithin(spec, from, to, shape.times);
    return { first, last };
  };
  switch (spec.statistic) {
    case 'final':
      return { column, scale, kind: 'linear', terms: terms('value', to) };
    case 'at':
      return { column, scale, kind: 'linear', terms: terms('value', needed(spec, 'at')) };
    case 'change':
      return { column, scale, kind: 'change', end: terms('value', to), start: terms('value', from) };
    case 'sum':
      return { column, scale, kind: 'linear', terms: terms('integral', from, to) };
    case 'mean':
      if (from === to) return { column, scale, kind: 'linear', terms: terms('value', from) };
      return { column, scale: scale / (to - from), kind: 'linear', terms: terms('integral', from, to) };
    case 'max':
    case 'min':
      return { column, scale, kind: spec.statistic, ...saved() };
    case 'first_at_or_above':
      return { column, scale, kind: 'first', ...saved(), level: needed(spec, 'level') };
  }
}

function linear({ indexes, weights }: Terms, column: number, stride: number, scale: number): Meter {
  const places = indexes.map((t) => t * stride + column);
  return (record) => {
    let total = 0;
    for (let i = 0; i < places.length; i++) total += weights[i]! * record[places[i]!]!;
    return scale * total;
  };
}

function windowOf({ id, from, to }: MetricSpec, times: Float64Array): [number, number] {
  const window: [number, number] = [from ?? times[0]!, to ?? times.at(-1)!];
  if (window[0] <= window[1]) return window;
  throw new SteelyardError({
    code: 'EN021',
    found: `metric ${id} has a window from ${window[0]} to ${window[1]}`,
    expected: 'an end that is not before the start',
  });
}

/** Indexes of the first and the last save time in a window. */
function savedWithin({ id }: MetricSpec, from: number, to: number, times: Float64Array): [number, number] {
  // Save times are sums of time steps, so that they may miss a round number by rounding.
  const slack = 1e-9 * Math.max(1, Math.abs(to));
  const first = times.findIndex((time) => time >= from - slack);
  const last = times.findLastIndex((time) => time <= to + slack);
  const inside = from >= times[0]! - slack && to <= times.at(-1)! + slack;
  if (inside && first !== -1 && first <= last) return [first, last];
  throw new SteelyardError({
    code: 'EN021',
    found: `metric ${id} looks from ${from} to ${to}`,
    expected: `a window that holds a save time, from ${times[0]} to ${times.at(-1)}`,
  });
}

function needed(spec: MetricSpec, key: 'at' | 'level'): number {
  const value = spec[key];
  if (value !== undefined) return value;
  throw new SteelyardError({
    code: 'EN022',
    found: `metric ${spec.id} has the statistic ${spec.statistic} and no \`${key}\``,
    remedy: `give \`${key}\``,
  });
}

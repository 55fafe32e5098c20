import { SteelyardError } from '../base/error.js';
import { seriesIndex } from './series-index.js';
import { linearTerms, type Terms } from './terms.js';

/** How the path of one series becomes one number; all windows are closed and in the model's time unit. */
export type Statistic = 'final' | 'at' | 'mean' | 'max' | 'min' | 'sum' | 'change' | 'first_at_or_above';

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
  const column = seriesIndex(spec.series, shape.series, `metric ${spec.id}`);
  const stride = shape.series.length;
  const scale = spec.scale ?? 1;
  const terms = (kind: 'value' | 'integral', ...times: number[]) =>
    linearTerms(kind, times, shape.times, `metric ${spec.id}`);
  const [from, to] = windowOf(spec, shape.times);
  switch (spec.statistic) {
    case 'final':
      return linear(terms('value', to), column, stride, scale);
    case 'at':
      return linear(terms('value', needed(spec, 'at')), column, stride, scale);
    case 'change': {
      const [end, start] = [terms('value', to), terms('value', from)].map((t) =>
        linear(t, column, stride, 1),
      );
      return (record) => scale * (end!(record) - start!(record));
    }
    case 'sum':
      return linear(terms('integral', from, to), column, stride, scale);
    case 'mean':
      if (from === to) return linear(terms('value', from), column, stride, scale);
      return linear(terms('integral', from, to), column, stride, scale / (to - from));
    case 'max':
    case 'min':
    case 'first_at_or_above':
      return overSaved(spec, spec.statistic, savedWithin(spec, from, to, shape.times), shape, column);
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

function overSaved(
  spec: MetricSpec,
  statistic: 'max' | 'min' | 'first_at_or_above',
  [first, last]: readonly [number, number],
  shape: RecordShape,
  column: number,
): Meter {
  const stride = shape.series.length;
  const scale = spec.scale ?? 1;
  if (statistic === 'first_at_or_above') {
    const level = needed(spec, 'level');
    return (record) => {
      for (let t = first; t <= last; t++)
        if (record[t * stride + column]! * scale >= level) return shape.times[t]!;
      return Number.NaN;
    };
  }
  const better = statistic === 'max' ? Math.max : Math.min;
  return (record) => {
    let best = scale * record[first * stride + column]!;
    for (let t = first + 1; t <= last; t++) best = better(best, scale * record[t * stride + column]!);
    return best;
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

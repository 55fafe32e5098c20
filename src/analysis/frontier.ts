import { quantileOf, risingFinite } from './quantiles.js';
import type { Values } from './values.js';
import type { FrontierPoint } from './weigh-result.js';

/** Futures that a cloud shows at most. */
const cloudSize = 150;

/**
 * Places each policy by its medians of two metrics, with a thinned cloud of futures.
 *
 * A policy is dominated if another is at least as good in both medians and better in one. The cloud takes every
 * k-th future, the same for each policy; k is odd, because even steps through a Sobol' sequence see only part of
 * the space.
 *
 * @param x position of the metric on the horizontal axis
 * @param y position of the metric on the vertical axis
 */
export function frontierOf(values: Values, x: number, y: number): FrontierPoint[] {
  const median = (p: number, m: number) => quantileOf(risingFinite(values.of(p, m)), 0.5);
  const points = values.policies.map((policy, p) => ({ policy, x: median(p, x), y: median(p, y) }));
  const sign = (m: number) => (values.metrics[m]!.direction === 'higher' ? 1 : -1);
  const [sx, sy] = [sign(x), sign(y)];
  const step = cloudStep(values.futures);
  return points.map((point, p) => ({
    ...point,
    dominated: points.some((other) => {
      const [dx, dy] = [sx * (other.x - point.x), sy * (other.y - point.y)];
      return dx >= 0 && dy >= 0 && (dx > 0 || dy > 0);
    }),
    cloud: cloudOf(values.of(p, x), values.of(p, y), step),
  }));
}

/**
 * Chooses the step through the futures for a cloud: the smallest odd one that keeps it within its size.
 *
 * @example
 * cloudStep(1000) // => 7
 */
export function cloudStep(futures: number): number {
  const least = Math.max(1, Math.ceil(futures / cloudSize));
  return least % 2 === 1 ? least : least + 1;
}

function cloudOf(x: Float64Array, y: Float64Array, step: number): [number, number][] {
  const cloud: [number, number][] = [];
  for (let f = 0; f < x.length; f += step) {
    if (Number.isFinite(x[f]) && Number.isFinite(y[f])) cloud.push([x[f]!, y[f]!]);
  }
  return cloud;
}

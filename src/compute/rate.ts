import type { Row } from './row.js';

/** Work that a fleet gets done, and of what kind the work is. */
export interface Work {
  /** What is counted. */
  readonly what: string;
  /** Whether a job can be counted in it: tokens and samples add up, FLOP/s of a benchmark do not. */
  readonly adds: boolean;
}

const plain: Readonly<Record<string, Work>> = {
  tokens_per_s_per_chip: { what: 'tokens', adds: true },
  tokens_per_s_system: { what: 'tokens', adds: true },
  output_tokens_per_s_system: { what: 'output tokens', adds: true },
  output_tokens_per_s_per_chip: { what: 'output tokens', adds: true },
  output_tokens_per_s_per_node: { what: 'output tokens', adds: true },
  input_tokens_per_s_system: { what: 'input tokens', adds: true },
  input_tokens_per_s_per_chip: { what: 'input tokens', adds: true },
  input_tokens_per_s_per_node: { what: 'input tokens', adds: true },
  total_tokens_per_s_system: { what: 'tokens', adds: true },
  samples_per_s: { what: 'samples', adds: true },
  rmax: { what: '', adds: false },
  performance: { what: '', adds: false },
};

/** Metrics that tell how much a fleet does in a time. */
export const rateMetrics: readonly string[] = Object.keys(plain);

/**
 * Tells what a metric counts.
 *
 * @example
 * workOf('samples_per_s').what // => 'samples'
 */
export const workOf = (metric: string): Work => plain[metric] ?? { what: '', adds: false };

/**
 * Gives the factor from a value of a metric to that of the whole fleet.
 *
 * @example
 * fleetFactor({ metric: 'tokens_per_s_per_chip', count: 64 }) // => 64
 * fleetFactor({ metric: 'samples_per_s', count: 64 }) // => 1
 */
export function fleetFactor({ metric, count }: Pick<Row, 'metric' | 'count'>): number {
  if (/_per_chip$/.test(metric)) return count ?? 1;
  if (/_per_node$/.test(metric)) return (count ?? 8) / 8;
  return 1;
}

/**
 * Names the metric by which a kind of work is estimated where none is given.
 *
 * @example
 * usualMetric('llm_inference', 'prefill').metric // => 'input_tokens_per_s_system'
 */
export function usualMetric(
  kind: string,
  phase: unknown,
): { readonly metric: string; readonly unit: string } {
  if (/^llm_(training|finetuning)/.test(kind))
    return { metric: 'tokens_per_s_per_chip', unit: 'tok/s a chip' };
  if (kind === 'llm_inference')
    return phase === 'prefill'
      ? { metric: 'input_tokens_per_s_system', unit: 'input tok/s' }
      : { metric: 'output_tokens_per_s_system', unit: 'tok/s' };
  if (/^recsys/.test(kind)) return { metric: 'samples_per_s', unit: 'samples/s' };
  return { metric: 'rmax', unit: 'TFLOP/s' };
}

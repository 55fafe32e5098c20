import type { Facts } from '../facts/index.js';
import type { Row } from './row.js';

/** Tells how many samples a run needs to its target at a global batch. */
export type SamplesToTarget = (globalBatch: number) => number;

/**
 * Reads the reference convergence points of the benchmark on a model: between two batches the samples are interpolated,
 * beyond the largest the number of steps stays as it is.
 *
 * @returns undefined where no benchmark trains the model
 */
export function samplesToTarget(
  row: Row,
  { benchmarks }: Pick<Facts, 'benchmarks'>,
): SamplesToTarget | undefined {
  const bench = benchmarks?.convergence.find(
    ({ models, kind }) => models.includes(row.model) && kind === row.kind,
  );
  if (bench === undefined) return undefined;
  const points = [...bench.points].sort((a, b) => a.global_batch - b.global_batch);
  const last = points.at(-1)!;
  return (batch) => {
    const above = points.findIndex(({ global_batch }) => global_batch >= batch);
    if (above === 0) return points[0]!.samples;
    if (above < 0) return (last.samples * batch) / last.global_batch;
    const [a, b] = [points[above - 1]!, points[above]!];
    return (
      a.samples + ((batch - a.global_batch) / (b.global_batch - a.global_batch)) * (b.samples - a.samples)
    );
  };
}

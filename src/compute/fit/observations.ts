import type { Facts, Measurement } from '../../facts/index.js';
import { readerOf, type Space } from '../parameters.js';
import { prepare } from '../prepare.js';
import type { Row } from '../row.js';
import type { Ready } from '../training/job.js';
import { coordinatesOf } from './coordinates.js';
import type { Observation } from './fit.js';

/** A measured row beside what is predicted of it. */
export interface Measured extends Observation {
  readonly row: Measurement;
  readonly ready: Ready;
}

/** Scatter that is expected of rows of a kind before any is looked at, as standard deviation of the logarithm. */
const expected: Readonly<Record<string, number>> = {
  llm_training: 0.1,
  llm_finetuning_lora: 0.12,
  llm_inference: 0.15,
  recsys_training: 0.15,
  recsys_inference: 0.15,
  hpc: 0.12,
  microbenchmark: 0.08,
  energy: 0.1,
};

/** A run whose layout is stated is known better than one that must be guessed. */
function scatterOf(row: Measurement): number {
  const scatter = expected[row.kind] ?? 0.15;
  const stated =
    row.config?.tp !== undefined ||
    /TP\d|FSDP/i.test(String(row.config?.parallelism ?? row.config?.sharding ?? ''));
  return row.kind === 'llm_training' && stated ? 0.6 * scatter : scatter;
}

/** Gives a row without what was measured, as the estimator sees it. */
export function questionOf({
  id,
  kind,
  model,
  chip,
  count,
  precision,
  config,
  metric,
  unit,
  date,
}: Measurement): Row {
  return { id, kind, model, chip, count, precision, config, metric, unit, date };
}

/** Makes the certain rows ready for fitting; rows that cannot be estimated are told apart. */
export function observationsOf(
  facts: Facts,
  space: Space,
): {
  readonly measured: readonly Measured[];
  readonly refused: readonly { readonly row: Measurement; readonly why: string }[];
} {
  const measured: Measured[] = [];
  const refused: { row: Measurement; why: string }[] = [];
  for (const row of facts.measurements.values()) {
    if (row.uncertain) continue;
    const ready = prepare(questionOf(row), facts);
    if ('why' in ready) {
      refused.push({ row, why: ready.why });
      continue;
    }
    const logMeasured = Math.log(row.value);
    measured.push({
      row,
      ready,
      sigma: scatterOf(row),
      coordinates: coordinatesOf(space, ready.parameters, ready.who),
      off: (values) => Math.log(ready.predict(readerOf(space, values, ready.who)).value) - logMeasured,
    });
  }
  return { measured, refused };
}

import type { EnsembleJob } from '../engine/ensemble.js';
import type { SampleRecipe } from '../sample/index.js';
import { sha256 } from './files.node.js';
import type { FuturesTable } from './futures.js';

/** Where the runs come from: what the manifest tells besides the job itself. */
export interface RunSource {
  /** Version of Steelyard. */
  readonly version: string;
  readonly study: { readonly id: string; readonly hash: string };
  readonly model: { readonly path: string; readonly hash: string };
  readonly data: { readonly hash: string; readonly priors: string };
  readonly seed: number;
  /** How the futures were drawn, e.g. method and weighting. */
  readonly design: Readonly<Record<string, string | number | boolean>>;
}

/** The hash of a compiled program: its text, inputs, defaults, series and times. */
export function programHash({ source, inputs, defaults, series, times }: EnsembleJob['program']): string {
  return sha256(JSON.stringify([sha256(source), inputs, sha256(defaults), series, sha256(times)]));
}

/** The hash of the values that the futures give to the inputs. */
export function designHash({ futures, futureInputs, design }: EnsembleJob): string {
  return sha256(JSON.stringify([futures, futureInputs, contentOf(design)]));
}

const contentOf = (design: EnsembleJob['design']) =>
  design instanceof Float64Array ? sha256(design) : printRecipe(design);

// A bound may be infinite, which JSON has no number for.
const printRecipe = (recipe: SampleRecipe) =>
  JSON.stringify(recipe, (_, value) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );

/**
 * Makes the key of a run: the sha256 over everything that decides a byte of its results.
 *
 * @param chunkSize futures in a chunk
 */
export function runKey(source: RunSource, job: EnsembleJob, table: FuturesTable, chunkSize: number): string {
  const { version, study, model, data, seed, design } = source;
  return sha256(
    JSON.stringify([
      'steelyard.run/1',
      version,
      [study.id, study.hash],
      [model.path, model.hash],
      [data.hash, data.priors],
      seed,
      Object.entries(design).sort(([a], [b]) => (a < b ? -1 : 1)),
      programHash(job.program),
      designHash(job),
      [table.columns, table.values instanceof Float64Array ? sha256(table.values) : designHash(job)],
      job.arms.map(({ policy, caseId, sets }) => [policy, caseId, sets]),
      job.metrics.map((m) => [m.id, m.series, m.statistic, m.from, m.to, m.at, m.level, m.scale]),
      job.recorded.map(({ id, series, scale }) => [id, series, scale]),
      chunkSize,
    ]),
  );
}

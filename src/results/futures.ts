import { SteelyardError } from '../base/error.js';
import type { EnsembleJob } from '../engine/ensemble.js';

/** The uncertain numbers of every future under the names that readers know; stored beside the runs. */
export interface FuturesTable {
  readonly columns: readonly string[];
  /** Futures x columns, row by future; or what makes the rows `from` to `to`, for more futures than are held at once. */
  readonly values: Float64Array | ((from: number, to: number) => Float64Array);
}

/**
 * Checks that the names of a job and its table of futures can be columns of files.
 *
 * @throws SteelyardError RE008
 */
export function checkColumns(job: EnsembleJob, table: FuturesTable): void {
  const { values } = table;
  if (values instanceof Float64Array && values.length !== job.futures * table.columns.length)
    throw fault(`${values.length} values for ${job.futures} futures of ${table.columns.length} columns`);
  const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);
  apart('metrics', ['policy', 'case', 'future', ...ids(job.metrics)]);
  apart('recorded series', ['policy', 'case', 'future', 'time', ...ids(job.recorded)]);
  apart('futures', ['future', ...table.columns]);
}

// Names of columns are read without regard to capitals.
function apart(what: string, names: readonly string[]): void {
  const folded = names.map((name) => name.toLowerCase());
  const twice = names.find((_, i) => folded.indexOf(folded[i]!) !== i);
  if (twice !== undefined) throw fault(`two columns of the ${what} have the name "${twice}"`);
}

const fault = (found: string) => new SteelyardError({ code: 'RE008', found });

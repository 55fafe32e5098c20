import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import { stillWhole } from './ledger.node.js';
import { type Manifest, manifestName, parseManifest } from './manifest.js';
import { openParquet } from './parquet.node.js';

/** The metrics of all runs, before any comparison between policies. */
export interface Runs {
  /**
   * The value of a metric in each future, in order; NaN where it is not defined.
   *
   * @throws SteelyardError RE007 for a policy, case or metric that the run does not have
   */
  of(policy: string, caseId: string, metric: string): Float64Array;
}

/** Recorded series of all runs. */
export interface SeriesRuns {
  /** Save times, in the model's time unit. */
  readonly times: readonly number[];
  /**
   * A series as futures x times, row by future.
   *
   * @throws SteelyardError RE007 for a policy, case or series that was not read
   */
  of(policy: string, caseId: string, series: string): Float64Array;
}

/**
 * Reads the manifest of a finished run.
 *
 * @throws SteelyardError RE004 if there is none, RE005 if it cannot be read
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const file = join(folder, manifestName);
  const content = await readFile(file, 'utf8').catch(() => undefined);
  if (content === undefined)
    throw new SteelyardError({
      code: 'RE004',
      found: 'no manifest of a finished run',
      place: { file },
      remedy: 'run the study; an interrupted run goes on where it was',
    });
  return parseManifest(content, file);
}

/** Lists the files of a run that are missing or have other bytes than its manifest says. */
export async function brokenFiles(folder: string, manifest: Manifest): Promise<readonly string[]> {
  const all = [
    manifest.futures,
    ...(manifest.futures.more ?? []),
    ...manifest.chunks.flatMap(({ runs, series }) => [runs, series ?? []].flat()),
  ];
  const whole = await stillWhole(folder, all);
  return all.filter(({ file }) => !whole.has(file)).map(({ file }) => file);
}

/**
 * Reads the metrics of every run.
 *
 * @throws SteelyardError RE004, RE005, RE006
 */
export async function readRuns(folder: string, manifest?: Manifest): Promise<Runs> {
  const run = manifest ?? (await readManifest(folder));
  const names = run.metrics.map(({ id }) => id);
  const arms = await readArms(folder, run, 'runs', names, ['future'], () => true);
  return { of: (policy, caseId, metric) => pick(arms, run, policy, caseId, metric, 'metric', names) };
}

/** Which arms to read; without a key, all. */
export interface ArmChoice {
  readonly policies?: readonly string[];
  readonly cases?: readonly string[];
}

/**
 * Reads recorded series of every run, or of some policies and cases.
 *
 * @param ids the series to read; default: all
 * @throws SteelyardError RE004 to RE007
 */
export async function readSeries(
  folder: string,
  ids?: readonly string[],
  choice: ArmChoice = {},
  manifest?: Manifest,
): Promise<SeriesRuns> {
  const run = manifest ?? (await readManifest(folder));
  const stored = run.series.map(({ id }) => id);
  const names = ids ?? stored;
  for (const id of names) if (!stored.includes(id)) throw unknown('series', id, stored);
  const chosen = (arm: Arm) =>
    (choice.policies?.includes(arm.policy) ?? true) && (choice.cases?.includes(arm.case) ?? true);
  const arms = await readArms(folder, run, 'series', names, ['future', 'time'], chosen);
  return {
    times: run.times,
    of: (policy, caseId, id) => pick(arms, run, policy, caseId, id, 'series', names),
  };
}

/**
 * Reads the uncertain numbers of every future: an array for each column, a value a future.
 *
 * @throws SteelyardError RE004, RE005, RE006
 */
export async function readFutures(
  folder: string,
  manifest?: Manifest,
): Promise<ReadonlyMap<string, Float64Array>> {
  const run = manifest ?? (await readManifest(folder));
  const { columns, file, count, more = [] } = run.futures;
  const files = [file, ...more.map((part) => part.file)].map((name) => join(folder, name));
  const parquet = await openParquet();
  try {
    const values = await parquet.read(files, columns, ['future']).catch(broken(file));
    if (values.some((column) => column.length !== count)) broken(file)('rows are missing');
    return new Map(columns.map((name, i) => [name, values[i]!]));
  } finally {
    parquet.close();
  }
}

type Arm = Manifest['arms'][number];
/** Columns of each arm, by its position in the manifest. */
type Arms = ReadonlyMap<number, ReadonlyMap<string, Float64Array>>;

async function readArms(
  folder: string,
  run: Manifest,
  kind: 'runs' | 'series',
  names: readonly string[],
  sortBy: readonly string[],
  chosen: (arm: Arm) => boolean,
): Promise<Arms> {
  const parquet = await openParquet(availableParallelism());
  const arms = new Map<number, ReadonlyMap<string, Float64Array>>();
  try {
    for (const [index, arm] of run.arms.entries()) {
      if (!chosen(arm) || names.length === 0) continue;
      const parts = run.chunks.flatMap((chunk) => (chunk.arm === index && chunk[kind]) || []);
      const files = parts.map(({ file }) => join(folder, file));
      const fault = broken(`${kind} of policy ${arm.policy} in case ${arm.case}`);
      const values = await parquet.read(files, names, sortBy).catch(fault);
      const rows = parts.reduce((sum, part) => sum + part.rows, 0);
      if (values.some((column) => column.length !== rows)) fault(`${rows} rows expected`);
      arms.set(index, new Map(names.map((name, i) => [name, values[i]!])));
    }
    return arms;
  } finally {
    parquet.close();
  }
}

function pick(
  arms: Arms,
  run: Manifest,
  policy: string,
  caseId: string,
  id: string,
  kind: string,
  names: readonly string[],
): Float64Array {
  const index = run.arms.findIndex((arm) => arm.policy === policy && arm.case === caseId);
  const columns = arms.get(index);
  if (!columns)
    throw unknown(
      'policy and case',
      `${policy} / ${caseId}`,
      run.arms.map((arm) => `${arm.policy} / ${arm.case}`),
    );
  return columns.get(id) ?? fail(unknown(kind, id, names));
}

function unknown(kind: string, name: string, known: readonly string[]): SteelyardError {
  const nearest = nearestName(name, known);
  return new SteelyardError({
    code: 'RE007',
    found: `the results hold no ${kind} "${name}"`,
    ...(nearest === undefined ? {} : { nearest }),
  });
}

/** Makes the complaint about a file that cannot be read. */
export function broken(file: string): (cause: unknown) => never {
  return (cause) =>
    fail(
      new SteelyardError({
        code: 'RE006',
        found: `results cannot be read: ${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}`,
        place: { file },
        remedy: 'run the study again; only what is broken is computed anew',
      }),
    );
}

function fail(error: Error): never {
  throw error;
}

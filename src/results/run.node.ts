import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Chunk, checkJob, type EnsembleJob, futuresPerChunk, planChunks } from '../engine/ensemble.js';
import type { Executor } from '../engine/executor.js';
import { chunkFiles, futuresFiles, writeChunk, writeFutures } from './chunk-files.node.js';
import { explainWrite, forceToDisk, putText } from './files.node.js';
import { checkColumns, type FuturesTable } from './futures.js';
import { ledgerName, noteWritten, readLedger, startLedger, stillWhole, type Written } from './ledger.node.js';
import { lockFolder } from './lock.node.js';
import { type Manifest, manifestName, parseManifest, printManifest } from './manifest.js';
import { openParquet, type Parquet } from './parquet.node.js';
import { designHash, programHash, type RunSource, runKey } from './run-key.node.js';
import { type RunProgress, startWatch } from './watch.node.js';

export interface RunRequest {
  /** Folder that holds the folders of results, e.g. `results`. */
  readonly root: string;
  readonly source: RunSource;
  readonly job: EnsembleJob;
  readonly futures: FuturesTable;
  readonly executor: Executor;
  /** Futures in a chunk; default 250. Another size is another run. */
  readonly chunkSize?: number;
  /** When aborted: no further chunk is begun, those under way are written, and the call returns. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
}

export interface RunOutcome {
  readonly folder: string;
  readonly key: string;
  /** False when the signal stopped it: the same call goes on from there. */
  readonly finished: boolean;
  /** Runs in the folder now, and of these the ones that it held before this call. */
  readonly runs: number;
  readonly already: number;
}

/**
 * Runs an ensemble into its results folder, going on from what the folder holds.
 *
 * The folder's name ends in the first 12 digits of the run's key. Each chunk is written when it is finished; a chunk
 * whose files are missing or are not what was written is run again. However often the run was interrupted, and
 * whatever the number of workers, all files but `statistics.json` end with the same bytes.
 *
 * @throws SteelyardError EN020 to EN025, RE001 (disk full), RE002 (not writable), RE003 (held by another process),
 *   RE008 (table of futures), RE009
 */
export async function runEnsemble(request: RunRequest): Promise<RunOutcome> {
  const { root, source, job, futures, chunkSize = futuresPerChunk } = request;
  checkJob(job);
  checkColumns(job, futures);
  const key = runKey(source, job, futures, chunkSize);
  const folder = folderOf(root, source.study.id, key);
  await makeFolder(folder);
  const unlock = await lockFolder(folder);
  const parquet = await openParquet();
  try {
    return await runInto(folder, key, parquet, request, planChunks(job, chunkSize));
  } finally {
    parquet.close();
    await unlock();
  }
}

/**
 * Names the results folder of a run.
 *
 * @example
 * folderOf('results', 'h200-china', 'abcdef0123456789') // => 'results/h200-china-abcdef012345'
 */
export function folderOf(root: string, study: string, key: string): string {
  return join(root, `${study}-${key.slice(0, 12)}`);
}

async function runInto(
  folder: string,
  key: string,
  parquet: Parquet,
  request: RunRequest,
  chunks: readonly Chunk[],
): Promise<RunOutcome> {
  const { job, executor, signal } = request;
  const whole = new Map(await stillWhole(folder, await knownFiles(folder, key)));
  const isWhole = (chunk: Chunk) =>
    Object.values(chunkFiles(job, chunk)).every((file) => file === undefined || whole.has(file));
  const missing = chunks.filter((chunk) => !isWhole(chunk));
  const already = runsIn(chunks) - runsIn(missing);
  const watch = startWatch(runsIn(chunks), already, executor.workers, request.onProgress);
  const outcome = () => ({ folder, key, runs: watch.done(), already });
  const parts = [...futuresFiles(job.futures).entries()].filter(([, file]) => !whole.has(file));
  const complete = missing.length === 0 && parts.length === 0;
  if (!complete) {
    await startLedger(folder, [...whole.values()]);
    for (const [part, file] of parts) {
      const written = await writeFutures(folder, parquet, job.futures, request.futures, part);
      whole.set(file, written);
      // A table of many parts takes long enough to be stopped on the way.
      if (part > 0) await noteWritten(folder, [written]);
    }
    const finished = await executor.run(
      job,
      missing,
      async (chunk, result) => {
        const written = await writeChunk(folder, parquet, job, chunk, result);
        await noteWritten(folder, written);
        for (const entry of written) whole.set(entry.file, entry);
        watch.add(runsIn([chunk]));
      },
      signal,
    );
    if (!finished) return { ...outcome(), finished };
    if (missing.length > 0) await putText(join(folder, 'statistics.json'), watch.statistics());
  }
  await forceToDisk(folder).catch(() => {});
  const manifest = printManifest(describeRun(key, request, chunks, whole));
  if ((await readFile(join(folder, manifestName), 'utf8').catch(() => '')) !== manifest)
    await putText(join(folder, manifestName), manifest);
  await rm(join(folder, ledgerName), { force: true });
  return { ...outcome(), finished: true };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await makeWithParents(folder);
  } catch (cause) {
    throw explainWrite(cause, folder);
  }
}

// Not `recursive`: below a folder that takes no files, such as /proc, that never comes back.
async function makeWithParents(folder: string): Promise<void> {
  const make = () =>
    mkdir(folder).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EEXIST') throw cause;
    });
  try {
    await make();
  } catch (cause) {
    const parent = dirname(folder);
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT' || parent === folder || existsSync(parent))
      throw cause;
    await makeWithParents(parent);
    await make();
  }
}

/** What earlier calls noted of this run; files that they were still writing are cleared away. */
async function knownFiles(folder: string, key: string): Promise<readonly Written[]> {
  for (const name of await readdir(folder))
    if (name.endsWith('.tmp')) await rm(join(folder, name), { force: true });
  return [...(await filesOfManifest(folder, key)), ...(await readLedger(folder))];
}

// A manifest that cannot be read tells nothing, and is written anew at the end.
async function filesOfManifest(folder: string, key: string): Promise<readonly Written[]> {
  try {
    const file = join(folder, manifestName);
    const manifest = parseManifest(await readFile(file, 'utf8'), file);
    if (manifest.key !== key) return [];
    const { file: futures, sha256, rows, more = [] } = manifest.futures;
    const ofChunks = manifest.chunks.flatMap(({ runs, series }) => (series ? [runs, series] : [runs]));
    return [{ file: futures, sha256, rows }, ...more, ...ofChunks];
  } catch {
    return [];
  }
}

function describeRun(
  key: string,
  { source, job, futures }: RunRequest,
  chunks: readonly Chunk[],
  whole: ReadonlyMap<string, Written>,
): Manifest {
  const { version, study, model, data, seed, design } = source;
  const [first, ...more] = futuresFiles(job.futures).map((file) => whole.get(file)!);
  return {
    schema: 'steelyard.run/1',
    key,
    version,
    study: { id: study.id, hash: study.hash },
    model: { path: model.path, hash: model.hash },
    data: { hash: data.hash, priors: data.priors },
    program: { hash: programHash(job.program) },
    seed,
    design: { ...design, hash: designHash(job) },
    futures: {
      count: job.futures,
      columns: [...futures.columns],
      ...first!,
      ...(more.length > 0 && { more }),
    },
    arms: job.arms.map(({ policy, caseId, sets }) => ({
      policy,
      case: caseId,
      sets: sets.map(([input, value]): [string, number] => [job.program.inputs[input]!, value]),
    })),
    metrics: job.metrics.map(({ id, series, statistic, from, to, at, level, scale }) => ({
      ...{ id, series, statistic, from, to, at, level, scale },
    })),
    series: job.recorded.map(({ id, series, scale }) => ({ id, series, scale })),
    times: [...job.program.times],
    chunks: chunks.map((chunk) => {
      const files = chunkFiles(job, chunk);
      return {
        arm: chunk.arm,
        from: chunk.from,
        to: chunk.to,
        runs: whole.get(files.runs)!,
        series: files.series === undefined ? null : whole.get(files.series)!,
      };
    }),
  };
}

const runsIn = (chunks: readonly Chunk[]) => chunks.reduce((sum, { from, to }) => sum + to - from, 0);

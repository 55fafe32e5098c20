import { basename, extname, resolve } from 'node:path';
import { formatCount } from '../../base/format.js';
import { sha256 } from '../../base/sha256.js';
import {
  createRunner,
  type Executor,
  gatherer,
  instantiate,
  inThread,
  summariseRuns,
  wholeLeaves,
} from '../../engine/index.js';
import { type Method, stepWith } from '../../sd/index.js';
import { exitCodes } from '../complain.js';
import { widthOf } from '../io.js';
import { shownPath } from '../pipeline/locate.js';
import { loadModel } from '../pipeline/model.js';
import { endLines, noticeLines } from '../pipeline/notices.js';
import { type Progress, startProgress } from '../progress.js';
import { printCommandLine } from '../usage.js';
import type { Context } from '../verb.js';
import { oddRunLines } from './odd.js';
import { describeOrigin, type ManyDone, type ManyOptions, type ManyRuns, planMany } from './plan.js';
import { documentOf, printBands, printSpreads } from './print-many.js';

/** How many runs are to be made, kept and shown. */
export interface SimulateManyOptions extends ManyOptions {
  readonly json?: boolean;
  readonly format: 'table' | 'tab' | 'csv';
  readonly precision: 'short' | 'full';
  readonly method?: Method;
  readonly data: readonly string[];
  readonly workers?: number;
  /** Folder under which the folder of results is made; without it no run is kept. */
  readonly out?: string;
  /** A file that the bands are drawn into. */
  readonly plot?: string;
  readonly quiet?: boolean;
}

/** Runs a model many times, sums the runs up, and prints what they came to. */
export async function simulateMany(
  word: string,
  options: SimulateManyOptions,
  context: Context,
): Promise<number> {
  const { io } = context;
  if (options.plot !== undefined) (await import('../timeline.js')).checkSvg('--plot', options.plot);
  const { model: read, text, file } = await loadModel(word, context, options.data);
  const model = stepWith(read, options.method);
  const say = (line: string) => !options.quiet && io.stderr.write(`${line}\n`);
  for (const line of noticeLines(model)) io.stderr.write(`${line}\n`);
  const wantsSeries = options.plot !== undefined || options.format !== 'table';
  const many = planMany(model, options, wantsSeries, context);
  for (const notice of many.notices) io.stderr.write(`notice: ${notice}\n`);
  for (const line of endLines(many.model)) io.stderr.write(`${line}\n`);
  const executor = await executorFor(many, options.workers);
  const hash = sha256(text);
  const done =
    options.out === undefined
      ? await sumUp(many, executor, options, context)
      : await keep(many, { file, hash, out: options.out }, executor, options, context);
  if (!done) return exitCodes.interrupted;
  for (const line of oddRunLines(many, done)) io.stderr.write(`${line}\n`);
  const source = `${basename(file)}, ${describeOrigin(many)}; Steelyard ${context.version}`;
  if (options.plot !== undefined) {
    const { drawFan } = await import('./draw-many.js');
    drawFan(many, done, singleRuns(many), { source, word: options.plot, name: basename(file) }, context);
    if (!options.json && options.format === 'table') say(`drawn: ${options.plot}`);
  }
  const { stdout } = io;
  if (options.json) stdout.write(`${JSON.stringify(documentOf(many, done, { file, hash }), null, 1)}\n`);
  else if (options.format === 'table') stdout.write(`${printSpreads(many, done, widthOf(stdout))}\n`);
  else printBands(many, done, options, (line) => stdout.write(`${line}\n`));
  return exitCodes.done;
}

/** Values worked out below which starting threads takes longer than the runs. */
const smallWork = 2e7;

async function executorFor({ job, model }: ManyRuns, workers: number | undefined): Promise<Executor> {
  const work = job.futures * job.program.times.length * model.variables.length;
  if (workers === undefined && work < smallWork) return inThread(instantiate);
  const { threadPool } = await import('../../engine/pool.node.js');
  return threadPool(workers);
}

/** Runs everything and keeps nothing but what it came to. */
async function sumUp(
  many: ManyRuns,
  executor: Executor,
  { quiet }: SimulateManyOptions,
  { io }: Context,
): Promise<ManyDone | undefined> {
  const total = many.job.futures;
  let progress: Progress | undefined;
  try {
    const { finished, runs, arms, precision } = await summariseRuns(executor, many.job, {
      signal: io.signal,
      onProgress: (done) => {
        progress ??= startProgress({ title: 'runs', total, already: 0, units: 'runs' }, io, quiet);
        progress.update(done);
      },
    });
    if (finished) return { summary: arms[0]!, precision };
    progress?.finish();
    progress = undefined;
    io.stderr.write(
      `stopped after ${formatCount(runs, 'run')} of ${formatCount(total, 'run')}; nothing is kept without --out\n`,
    );
    return undefined;
  } finally {
    progress?.finish();
  }
}

/** Runs into a folder of results, going on from what it holds, and sums up what is stored. */
async function keep(
  many: ManyRuns,
  from: { readonly file: string; readonly hash: string; readonly out: string },
  executor: Executor,
  { quiet }: SimulateManyOptions,
  context: Context,
): Promise<ManyDone | undefined> {
  const { readManifest, storedChunks } = await import('../../results/index.js');
  const { explainInterruption, Interrupted, runErrand } = await import('../pipeline/run.js');
  const { io } = context;
  const { job, futures } = many;
  const errand = {
    title: 'runs',
    root: resolve(io.cwd, from.out),
    source: sourceOf(many, from, context.version),
    plan: { job, futures },
    chunkSize: keptChunk(many),
  };
  try {
    const { folder } = await runErrand(errand, executor, quiet === true, context);
    const gathered = gatherer(job);
    for await (const [chunk, result] of storedChunks(folder, await readManifest(folder))) {
      io.signal.throwIfAborted();
      gathered.take(chunk, result);
    }
    return {
      summary: gathered.arms()[0]!,
      precision: gathered.precision(),
      folder: shownPath(folder, io.cwd),
    };
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    io.stderr.write(explainInterruption(error, printCommandLine(context.words), io.cwd));
    return undefined;
  }
}

/** Runs in a file: so many that files are few, and that a chunk of series is no more than 32 MB. */
function keptChunk({ job }: ManyRuns): number {
  const row = job.metrics.length + job.program.times.length * (job.recorded.length + 4);
  return wholeLeaves(Math.min(2 ** 16, 2 ** 22 / row));
}

/** What the manifest tells of where the runs come from. */
function sourceOf(
  { origin, job }: ManyRuns,
  { file, hash }: { readonly file: string; readonly hash: string },
  version: string,
) {
  const stem = basename(file, extname(file)).replace(/[^A-Za-z0-9._-]+/g, '-');
  const design =
    origin.kind === 'table'
      ? { method: 'table', table: origin.hash }
      : { method: origin.method, vary: origin.varied.map(({ name, text }) => `${name}=${text}`).join('; ') };
  return {
    version,
    study: { id: stem, hash: sha256(JSON.stringify([design, job.futures])) },
    model: { path: basename(file), hash },
    data: { hash: sha256(''), priors: 'none' },
    seed: origin.kind === 'table' ? 0 : origin.seed,
    design,
  };
}

/** Series of the first few runs: singles[run][series][time]. */
function singleRuns({ job }: ManyRuns): number[][][] {
  const count = Math.min(5, job.futures);
  const { series } = createRunner(instantiate(job.program), job)({ index: 0, arm: 0, from: 0, to: count });
  const [times, width] = [job.program.times.length, job.recorded.length];
  return Array.from({ length: count }, (_, run) =>
    job.recorded.map((_, s) =>
      Array.from({ length: times }, (_, t) => series[(run * times + t) * width + s]!),
    ),
  );
}

import { workerData } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { buffersOf, type Chunk, type EnsembleJob } from './ensemble.js';
import { instantiate } from './instantiate.js';
import { createRunner } from './runner.js';

// The job arrives once, when the worker starts; afterwards only chunks and typed arrays cross between threads.
const job = workerData as EnsembleJob;
const runner = createRunner(instantiate(job.program), job);

/** Runs one chunk on this worker thread and hands its arrays over without a copy. */
export default function run(chunk: Chunk): unknown {
  const result = runner(chunk);
  return move({
    [transferableSymbol]: buffersOf(result),
    [valueSymbol]: result,
  } as Parameters<typeof move>[0]);
}

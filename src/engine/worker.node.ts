import { workerData } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import type { Chunk, EnsembleJob } from './ensemble.js';
import { replier, transferOf } from './reply.js';

// The job arrives once, when the worker starts; afterwards only chunks and typed arrays cross between threads.
const reply = replier(workerData as EnsembleJob);

/** Runs one chunk on this worker thread and hands its arrays over without a copy. */
export default function run(chunk: Chunk): unknown {
  const value = reply(chunk);
  return move({ [transferableSymbol]: transferOf(value), [valueSymbol]: value } as Parameters<
    typeof move
  >[0]);
}

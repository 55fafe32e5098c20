import { type Complaint, SteelyardError } from '../base/error.js';
import { buffersOf, type Chunk, type ChunkResult, type EnsembleJob } from './ensemble.js';
import { instantiate } from './instantiate.js';
import { createRunner } from './runner.js';

/** What a worker says of a chunk, as plain data: its results, or why there are none. */
export type Reply =
  | { readonly result: ChunkResult }
  | { readonly complaint: Complaint }
  | { readonly why: string };

/**
 * Prepares a job on a worker; the function it returns runs one chunk and never throws, since an error would lose its parts
 * on the way to another thread.
 */
export function replier(job: EnsembleJob): (chunk: Chunk) => Reply {
  let runner: ((chunk: Chunk) => ChunkResult) | undefined;
  return (chunk) => {
    try {
      runner ??= createRunner(instantiate(job.program), job);
      return { result: runner(chunk) };
    } catch (error) {
      if (error instanceof SteelyardError) return { complaint: error.complaint };
      return { why: error instanceof Error ? error.message : String(error) };
    }
  };
}

/** Lists what of a reply can go to another thread without a copy. */
export const transferOf = (reply: Reply): ArrayBuffer[] => ('result' in reply ? buffersOf(reply.result) : []);

/** Takes the results out of a reply. Errors: those of the worker; EN025 for what is no `SteelyardError`. */
export function resultOf(reply: Reply, chunk: Chunk): ChunkResult {
  if ('result' in reply) return reply.result;
  throw 'complaint' in reply ? new SteelyardError(reply.complaint) : stopped(chunk, reply.why);
}

/** Says that a worker stopped on a chunk, and why. */
export const stopped = ({ from, to }: Chunk, why: string): SteelyardError =>
  new SteelyardError({
    code: 'EN025',
    found: `a worker thread stopped on futures ${from} to ${to - 1}: ${why}`,
    remedy: 'run the same again; what was finished is kept',
  });

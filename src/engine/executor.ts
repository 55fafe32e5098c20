import type { Chunk, ChunkResult, EnsembleJob } from './ensemble.js';
import type { Kernel, Program } from './program.js';
import { createRunner } from './runner.js';

/** Receives a chunk as it finishes, in no fixed order; the executor waits for it before that lane goes on. */
export type OnChunk = (chunk: Chunk, result: ChunkResult) => void | Promise<void>;

/**
 * Runs chunks of a job somewhere: in this thread, on worker threads of Node or of a browser.
 *
 * What must hold of every executor:
 * - A result is what `createRunner(instantiate(job.program), job)` gives for the chunk, to the bit, whichever thread ran
 *   it, what it ran before, and in which order chunks come.
 * - The job reaches a thread once and as it is (plain data and typed arrays; a recipe stays a recipe). Afterwards chunks
 *   go in and typed arrays come back, handed over and not copied (`buffersOf` lists their memory).
 * - Every chunk is given to `onChunk` once. No lane takes a further chunk before what `onChunk` returned is settled, and
 *   no more than workers + 1 chunks are between start and settlement, so that a slow receiver holds up threads and not
 *   memory. Of the chunks that are given, those with lower indexes are begun first.
 * - A job that does not fit its program is refused before anything runs, with the error of `checkJob` as it is. A thread
 *   that dies is EN025.
 * - When `run` settles, however it does, no thread of it is left.
 */
export interface Executor {
  readonly workers: number;
  /**
   * Runs the chunks and hands each to `onChunk`.
   *
   * When `signal` is aborted no further chunk is begun; those under way are finished and handed over.
   *
   * @returns whether all chunks were run
   * @throws whatever a run or `onChunk` throws, once the chunks under way have ended
   */
  run(job: EnsembleJob, chunks: readonly Chunk[], onChunk: OnChunk, signal?: AbortSignal): Promise<boolean>;
}

/**
 * Makes an executor that runs everything in this thread and lets other tasks in between two chunks.
 *
 * @example
 * const clock = 'INITIAL TIME= 0 ~~| FINAL TIME= 1 ~~| TIME STEP= 1 ~~|'
 * const model = parseModel(`x= INTEG(k, 1) ~~| k= 2 ~~| ${clock}`, 'm.mdl')
 * const program = compileToJavaScript(model, { inputs: ['k'], series: ['x'] })
 * const arms = [{ policy: 'none', caseId: 'drawn', sets: [] }]
 * const metrics = [{ id: 'end', series: 'x', statistic: 'final' }]
 * const design = Float64Array.of(5, 6, 7)
 * const job = { program, arms, futures: 3, futureInputs: [0], design, metrics, recorded: [] }
 * const ends = []
 * await inThread(instantiate).run(job, planChunks(job), (chunk, result) => ends.push(...result.metrics))
 * ends // => [6, 7, 8]
 */
export function inThread(instantiate: (program: Program) => Kernel): Executor {
  return {
    workers: 1,
    run: async (job, chunks, onChunk, signal) => {
      const runner = createRunner(instantiate(job.program), job);
      return inLanes(1, chunks, signal, async (chunk) => {
        await onChunk(chunk, runner(chunk));
        await new Promise((resolve) => setTimeout(resolve, 0));
      });
    },
  };
}

/**
 * Works through a list with a number of lanes, each taking the next item when it is done with its last.
 *
 * A lane that fails, or an aborted signal, stops the taking; what is under way is waited for.
 *
 * @returns whether every item was taken
 */
export async function inLanes<T>(
  lanes: number,
  items: readonly T[],
  signal: AbortSignal | undefined,
  work: (item: T) => Promise<void>,
): Promise<boolean> {
  let next = 0;
  let failed = false;
  const lane = async () => {
    while (next < items.length && !failed && !signal?.aborted) {
      try {
        await work(items[next++]!);
      } catch (cause) {
        failed = true;
        throw cause;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.max(1, lanes) }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return next === items.length;
}

import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { type Chunk, type ChunkResult, checkJob, type EnsembleJob } from './ensemble.js';
import { type Executor, inLanes } from './executor.js';
import { type Reply, resultOf, stopped } from './reply.js';

/**
 * Makes an executor that runs chunks on worker threads.
 *
 * @param workers number of threads; default: the processors that this process may use
 *
 * The executor's `run` throws EN025 if a thread dies.
 *
 * @example
 * const clock = 'INITIAL TIME= 0 ~~| FINAL TIME= 1 ~~| TIME STEP= 1 ~~|'
 * const model = parseModel(`x= INTEG(k, 1) ~~| k= 2 ~~| ${clock}`, 'm.mdl')
 * const program = compileToJavaScript(model, { inputs: ['k'], series: ['x'] })
 * const arms = [{ policy: 'none', caseId: 'drawn', sets: [] }]
 * const metrics = [{ id: 'end', series: 'x', statistic: 'final' }]
 * const design = Float64Array.of(5, 6, 7)
 * const job = { program, arms, futures: 3, futureInputs: [0], design, metrics, recorded: [] }
 * const ends = new Float64Array(3)
 * await threadPool(2).run(job, planChunks(job, 1), ({ from }, { metrics }) => ends.set(metrics, from))
 * ends // => [6, 7, 8]
 */
export function threadPool(workers: number = availableParallelism()): Executor {
  return {
    workers,
    run: async (job, chunks, onChunk, signal) => {
      // Here, and not on a worker, so that the error reaches the caller whole.
      checkJob(job);
      const pool = startPool(Math.max(1, Math.min(workers, chunks.length)), job);
      try {
        // One lane more than threads: a thread has its next chunk while another chunk is being written. No lane
        // takes on more before its chunk is written, so that a slow disk holds the threads up and not the memory.
        return await inLanes(workers + 1, chunks, signal, async (chunk) =>
          onChunk(chunk, await runOn(pool, chunk)),
        );
      } finally {
        await pool.destroy();
      }
    },
  };
}

type Pool = Piscina<Chunk, Reply>;

function startPool(threads: number, job: EnsembleJob): Pool {
  return new Piscina({
    filename: workerFile(),
    minThreads: threads,
    maxThreads: threads,
    workerData: { ...job, design: job.design instanceof Float64Array ? shared(job.design) : job.design },
  });
}

async function runOn(pool: Pool, chunk: Chunk): Promise<ChunkResult> {
  const reply = await pool.run(chunk).catch((cause: unknown) => {
    throw stopped(chunk, cause instanceof Error ? cause.message : String(cause));
  });
  return resultOf(reply, chunk);
}

function shared(values: Float64Array): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}

// A thread can load compiled code only: from the sources, as in tests, it is taken from the last build.
function workerFile(): string {
  const beside = new URL('./worker.node.js', import.meta.url);
  const file = existsSync(beside) ? beside : new URL('../../dist/engine/worker.node.js', import.meta.url);
  return fileURLToPath(file);
}

import { SteelyardError } from '../base/error.js';
import { type Chunk, type ChunkResult, checkJob, type EnsembleJob } from './ensemble.js';
import { type Executor, inLanes } from './executor.js';
import { type Reply, resultOf, stopped } from './reply.js';
import type { Message } from './worker.browser.js';

/**
 * Makes an executor that runs chunks on the module workers of a browser. The results are those of `inThread` and of the
 * threads of Node, bit for bit.
 *
 * @param workers number of workers; default: the processors that the page may use
 * @param start starts one worker from `steelyard/dist/engine/worker.browser.js`; default: from the file beside this one,
 *   which must be of the page's own origin
 *
 * The executor's `run` throws EN025 if a worker cannot be started or dies, and EN026 if its content security policy forbids
 * to compile.
 *
 * @example
 * workerPool(4, () => new Worker('/steelyard/engine/worker.browser.js', { type: 'module' })).workers // => 4
 */
export function workerPool(
  workers: number = navigator.hardwareConcurrency,
  start: () => Worker = startWorker,
): Executor {
  return {
    workers,
    run: async (job, chunks, onChunk, signal) => {
      // Here, and not on a worker, so that nothing is started for a job that cannot be run.
      checkJob(job);
      const threads: Thread[] = [];
      try {
        for (let i = 0; i < Math.max(1, Math.min(workers, chunks.length)); i++)
          threads.push(new Thread(start, job));
        // One lane more than workers: a worker has its next chunk while another chunk is being received.
        return await inLanes(threads.length + 1, chunks, signal, async (chunk) =>
          onChunk(chunk, await leastBusy(threads).run(chunk)),
        );
      } finally {
        for (const thread of threads) thread.end();
      }
    },
  };
}

// Written as bundlers know it: they take the file along.
const startWorker = () => new Worker(new URL('./worker.browser.js', import.meta.url), { type: 'module' });

const leastBusy = (threads: readonly Thread[]) =>
  threads.reduce((least, one) => (one.waiting < least.waiting ? one : least));

interface Task {
  readonly chunk: Chunk;
  done(result: ChunkResult): void;
  fail(error: unknown): void;
}

/** A worker that takes chunks one after the other, and answers in their order. */
class Thread {
  private readonly worker: Worker;
  private readonly tasks: Task[] = [];
  private dead: string | undefined;

  constructor(start: () => Worker, job: EnsembleJob) {
    try {
      this.worker = start();
    } catch (error) {
      throw notStarted(error instanceof Error ? error.message : String(error));
    }
    this.worker.onmessage = ({ data }: MessageEvent<Reply>) => this.receive(data);
    this.worker.onmessageerror = () => this.die('its answer cannot be read');
    // A file that cannot be loaded says nothing more.
    this.worker.onerror = ({ message }) => this.die(message || 'its file cannot be loaded');
    try {
      this.send({ job });
    } catch (error) {
      this.worker.terminate();
      throw notStarted(error instanceof Error ? error.message : String(error));
    }
  }

  get waiting(): number {
    return this.tasks.length;
  }

  run(chunk: Chunk): Promise<ChunkResult> {
    return new Promise((done, fail) => {
      if (this.dead !== undefined) return fail(stopped(chunk, this.dead));
      this.tasks.push({ chunk, done, fail });
      this.send({ chunk });
    });
  }

  end(): void {
    this.worker.terminate();
  }

  private send(message: Message): void {
    this.worker.postMessage(message);
  }

  private receive(reply: Reply): void {
    const task = this.tasks.shift();
    if (!task) return;
    const { chunk, done, fail } = task;
    try {
      done(resultOf(reply, chunk));
    } catch (error) {
      fail(error);
    }
  }

  private die(why: string): void {
    this.dead = why;
    this.worker.terminate();
    for (const { chunk, fail } of this.tasks.splice(0)) fail(stopped(chunk, why));
  }
}

const notStarted = (why: string) =>
  new SteelyardError({
    code: 'EN025',
    found: `a worker could not be started: ${why}`,
    expected: "the files of Steelyard on the page's own origin, and a worker-src that allows them",
    remedy: 'serve them from there, or hand in a function that starts a worker',
  });

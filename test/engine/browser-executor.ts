import type { Page } from 'playwright-core';
import { type Complaint, SteelyardError } from '../../src/base/error.js';
import type { Chunk, ChunkResult, Executor } from '../../src/engine/index.js';

/**
 * The pool of a browser as an executor of this process: jobs, chunks and results cross as they are, and so do an abort and
 * what goes wrong on either side.
 */
export async function browserExecutor(page: Page, workers: number): Promise<Executor> {
  const calls = new Map<number, { onChunk: Parameters<Executor['run']>[2]; fault?: { cause: unknown } }>();
  let last = 0;
  await page.exposeFunction('handOver', async (id: number, chunk: Chunk, result: ChunkResult) => {
    const call = calls.get(id)!;
    try {
      await call.onChunk(chunk, result);
    } catch (cause) {
      call.fault = { cause };
      throw cause;
    }
  });
  await page.evaluate(() => {
    Object.assign(globalThis, { stops: new Map() });
  });
  return {
    workers,
    run: async (job, chunks, onChunk, signal) => {
      const id = ++last;
      const call: { onChunk: typeof onChunk; fault?: { cause: unknown } } = { onChunk };
      calls.set(id, call);
      const ended = page.evaluate(runInPage, { id, job, chunks, workers, aborted: signal?.aborted ?? false });
      const stop = () => page.evaluate((id) => (globalThis as unknown as There).stops.get(id)!.abort(), id);
      signal?.addEventListener('abort', stop);
      const end = await ended;
      signal?.removeEventListener('abort', stop);
      if (call.fault) throw call.fault.cause;
      if ('complaint' in end) throw new SteelyardError(end.complaint);
      if ('why' in end) throw new Error(end.why);
      return end.finished;
    },
  };
}

/** What the page has at hand. */
interface There {
  readonly steelyard: typeof import('../../src/browser.js');
  readonly stops: Map<number, AbortController>;
  handOver(id: number, chunk: Chunk, result: ChunkResult): Promise<void>;
}

type End = { finished: boolean } | { complaint: Complaint } | { why: string };

// Runs in the page: nothing of this file is at hand there.
async function runInPage({
  id,
  job,
  chunks,
  workers,
  aborted,
}: {
  id: number;
  job: Parameters<Executor['run']>[0];
  chunks: readonly Chunk[];
  workers: number;
  aborted: boolean;
}): Promise<End> {
  const { steelyard, stops, handOver } = globalThis as unknown as There;
  const stop = new AbortController();
  stops.set(id, stop);
  if (aborted) stop.abort();
  try {
    const pool = steelyard.workerPool(workers);
    const onChunk = (chunk: Chunk, result: ChunkResult) => handOver(id, chunk, result);
    return { finished: await pool.run(job, chunks, onChunk, stop.signal) };
  } catch (error) {
    if (error instanceof steelyard.SteelyardError) return { complaint: error.complaint };
    return { why: (error as Error).message };
  }
}

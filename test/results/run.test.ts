import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  createRunner,
  type EnsembleJob,
  type Executor,
  instantiate,
  planChunks,
} from '../../src/engine/index.js';
import { threadPool } from '../../src/engine/pool.node.js';
import { type RunProgress, type RunRequest, readManifest, runEnsemble } from '../../src/results/index.js';
import { hashesOf, temporaryFolder, toyRequest } from './request.js';

describe('a run into a folder', () => {
  it('leaves chunks, futures, a manifest and statistics, and nothing else', async () => {
    const { folder, finished, runs, already } = await runEnsemble(toyRequest(temporaryFolder()));
    expect({ finished, runs, already }).toEqual({ finished: true, runs: 300, already: 0 });
    const chunks = planChunks(toyRequest('').job, 20).flatMap(({ arm, index }) => {
      const { policy, caseId } = toyRequest('').job.arms[arm]!;
      return ['runs', 'series'].map(
        (kind) => `${kind}-${caseId}-${policy}-${String(index).padStart(4, '0')}.parquet`,
      );
    });
    expect(readdirSync(folder).sort()).toEqual(
      [...chunks, 'futures.parquet', 'manifest.json', 'statistics.json'].sort(),
    );
    expect(folder).toMatch(/toy-[0-9a-f]{12}$/);
  });

  it('gives the same bytes on one worker, on two, and in this thread', async () => {
    const on = async (executor?: Executor) => {
      const request = toyRequest(temporaryFolder());
      return hashesOf((await runEnsemble({ ...request, ...(executor && { executor }) })).folder);
    };
    const here = await on();
    expect(await on(threadPool(1))).toEqual(here);
    expect(await on(threadPool(2))).toEqual(here);
  });

  it('keeps the clock and the machine out of every file but statistics.json', async () => {
    const root = temporaryFolder();
    const { folder } = await runEnsemble(toyRequest(root));
    const statistics = JSON.parse(readFileSync(join(folder, 'statistics.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    for (const name of readdirSync(folder)) {
      if (name === 'statistics.json') continue;
      const content = readFileSync(join(folder, name), 'latin1');
      expect(content).not.toContain(root);
      expect(content).not.toContain(String(statistics.started).slice(0, 10));
    }
    expect(statistics).toMatchObject({
      schema: 'steelyard.run-statistics/1',
      workers: 1,
      runs: 300,
      resumedRuns: 0,
    });
  });

  it('gets a folder of its own when anything that decides a result changes', async () => {
    const root = temporaryFolder();
    const base = toyRequest(root, 4);
    const { job, source } = base;
    const design = job.design.slice();
    design[5]! += 1e-12;
    const others: RunRequest[] = [
      { ...base, source: { ...source, version: '0.1.1' } },
      { ...base, source: { ...source, data: { ...source.data, hash: 'c4' } } },
      { ...base, source: { ...source, seed: 8 } },
      { ...base, job: { ...job, design } },
      { ...base, job: { ...job, arms: job.arms.slice(1) } },
      { ...base, job: { ...job, metrics: job.metrics.map((m) => ({ ...m, scale: 2 })) } },
      { ...base, job: { ...job, program: { ...job.program, source: `${job.program.source}\n` } } },
      { ...base, chunkSize: 3 },
    ];
    const keys = [];
    for (const request of [base, ...others]) keys.push((await runEnsemble(request)).key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(readdirSync(root)).toHaveLength(keys.length);
  });

  it('tells how far it is', async () => {
    const seen: RunProgress[] = [];
    await runEnsemble({ ...toyRequest(temporaryFolder()), onProgress: (p) => seen.push(p) });
    expect(seen.map(({ done }) => done)).toEqual([
      0,
      ...Array.from({ length: 6 }, (_, i) => [20, 40, 50].map((n) => 50 * i + n)).flat(),
    ]);
    expect(seen[0]!.etaMs).toBeUndefined();
    expect(seen.at(-1)).toMatchObject({ done: 300, total: 300, already: 0, etaMs: 0 });
  });
});

/** Counts the chunks that are really run. */
function counting(job: EnsembleJob): { executor: Executor; ran: number[] } {
  const ran: number[] = [];
  const runner = createRunner(instantiate(job.program), job);
  const run: Executor['run'] = async (_, chunks, onChunk) => {
    for (const chunk of chunks) {
      ran.push(chunk.index);
      await onChunk(chunk, runner(chunk));
    }
    return true;
  };
  return { executor: { workers: 1, run }, ran };
}

describe('the same run again', () => {
  const prepare = async () => {
    const request = toyRequest(temporaryFolder());
    const { folder } = await runEnsemble(request);
    const { executor, ran } = counting(request.job);
    const again = () => runEnsemble({ ...request, executor });
    return { request, folder, ran, again, whole: hashesOf(folder) };
  };

  it('computes nothing and changes nothing', async () => {
    const { folder, ran, again, whole } = await prepare();
    const statistics = readFileSync(join(folder, 'statistics.json'), 'utf8');
    expect(await again()).toMatchObject({ finished: true, runs: 300, already: 300 });
    expect(ran).toEqual([]);
    expect(hashesOf(folder)).toEqual(whole);
    expect(readFileSync(join(folder, 'statistics.json'), 'utf8')).toBe(statistics);
  });

  it('computes anew the chunks whose files are broken, cut short or gone', async () => {
    const { folder, ran, again, whole } = await prepare();
    const [a, b, c] = [1, 4, 10].map(
      (i) => readdirSync(folder).find((n) => n.endsWith(`${String(i).padStart(4, '0')}.parquet`))!,
    );
    appendFileSync(join(folder, a!), 'x');
    truncateSync(join(folder, b!), 100);
    rmSync(join(folder, c!));
    rmSync(join(folder, 'futures.parquet'));
    expect(await again()).toMatchObject({ already: 300 - 60 });
    expect(ran).toEqual([1, 4, 10]);
    expect(hashesOf(folder)).toEqual(whole);
  });

  it('trusts nothing when the manifest is torn, and mends it', async () => {
    const { folder, ran, again, whole } = await prepare();
    truncateSync(join(folder, 'manifest.json'), 300);
    await expect(readManifest(folder)).rejects.toThrow('RE005 the manifest is not readable JSON');
    await again();
    expect(ran).toHaveLength(18);
    expect(hashesOf(folder)).toEqual(whole);
  });

  it('clears away files that were being written', async () => {
    const { folder, again, whole } = await prepare();
    writeFileSync(join(folder, 'runs-drawn-open-0003.parquet.tmp'), 'half');
    await again();
    expect(hashesOf(folder)).toEqual(whole);
  });
});

describe('an interrupted run', () => {
  const interrupt = async (after: number) => {
    const request = toyRequest(temporaryFolder());
    const stop = new AbortController();
    const onProgress = ({ done }: RunProgress) => {
      if (done >= after) stop.abort();
    };
    const outcome = await runEnsemble({ ...request, signal: stop.signal, onProgress });
    return { request, outcome };
  };

  it('says so, keeps what was finished, and goes on to the same bytes', async () => {
    const { request, outcome } = await interrupt(90);
    expect(outcome).toMatchObject({ finished: false, runs: 90 });
    expect(existsSync(join(outcome.folder, 'manifest.json'))).toBe(false);
    await expect(readManifest(outcome.folder)).rejects.toThrow('RE004 no manifest of a finished run');
    const { executor, ran } = counting(request.job);
    expect(await runEnsemble({ ...request, executor })).toMatchObject({ finished: true, already: 90 });
    expect(ran[0]).toBe(5);
    const straight = await runEnsemble(toyRequest(temporaryFolder()));
    expect(hashesOf(outcome.folder)).toEqual(hashesOf(straight.folder));
  });

  it('goes on from a ledger whose last line is torn', async () => {
    const { request, outcome } = await interrupt(90);
    const ledger = join(outcome.folder, 'ledger.jsonl');
    truncateSync(ledger, readFileSync(ledger).length - 30);
    const { executor, ran } = counting(request.job);
    await runEnsemble({ ...request, executor });
    // The last chunk's second line is lost, and with it the chunk.
    expect(ran[0]).toBe(4);
    const straight = await runEnsemble(toyRequest(temporaryFolder()));
    expect(hashesOf(outcome.folder)).toEqual(hashesOf(straight.folder));
  });
});

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inThread } from '../../src/engine/executor.js';
import {
  type EnsembleJob,
  gatherer,
  instantiate,
  planChunks,
  runChunk,
  summariseRuns,
} from '../../src/engine/index.js';
import { threadPool } from '../../src/engine/pool.node.js';
import {
  brokenFiles,
  type RunRequest,
  readFutures,
  readManifest,
  runEnsemble,
  storedChunks,
} from '../../src/results/index.js';
import { type SampleRecipe, sampleRows } from '../../src/sample/index.js';
import { hashesOf, temporaryFolder, toyRequest } from './request.js';

const futures = 700;
const recipe: SampleRecipe = {
  method: 'sobol',
  seed: 3,
  size: futures,
  columns: ['inflow', 'the wave', 'leak'].map((name, i) => ({
    name,
    prior: { dist: 'uniform', bounds: { low: [4, 0, 0.02][i]!, high: [12, 3, 0.22][i]! } },
  })),
};

function requestOf(root: string): RunRequest {
  const toy = toyRequest(root, futures);
  const job: EnsembleJob = { ...toy.job, arms: toy.job.arms.slice(0, 2), design: recipe };
  const columns = recipe.columns.map(({ name }) => name);
  return { ...toy, job, futures: { columns, values: sampleRows(recipe) }, chunkSize: 256 };
}

describe('a run whose futures are a recipe', () => {
  it('stores what the table of the same futures gives', async () => {
    const request = requestOf(temporaryFolder());
    const { folder } = await runEnsemble(request);
    const table = sampleRows(recipe)(0, futures);
    const tabled = { ...request, job: { ...request.job, design: table }, root: temporaryFolder() };
    const other = await runEnsemble({ ...tabled, futures: { ...request.futures, values: table } });
    const parquet = (path: string) =>
      Object.fromEntries(Object.entries(hashesOf(path)).filter(([name]) => name.endsWith('.parquet')));
    expect(parquet(folder)).toEqual(parquet(other.folder));
    expect([...(await readFutures(folder)).get('leak')!]).toEqual([...table.filter((_, i) => i % 3 === 2)]);
  });

  it('is the same on two workers, and is another run when its recipe changes', async () => {
    const request = requestOf(temporaryFolder());
    const here = await runEnsemble(request);
    const there = await runEnsemble({ ...requestOf(temporaryFolder()), executor: threadPool(2) });
    expect(hashesOf(there.folder)).toEqual(hashesOf(here.folder));
    const other = { ...request.job, design: { ...recipe, seed: 4 } };
    expect((await runEnsemble({ ...request, job: other })).key).not.toBe(here.key);
  });

  it('goes on where files are gone', async () => {
    const request = requestOf(temporaryFolder());
    const { folder } = await runEnsemble(request);
    const whole = hashesOf(folder);
    for (const name of readdirSync(folder).filter((file) => /0001|futures/.test(file)))
      rmSync(join(folder, name));
    expect(await brokenFiles(folder, await readManifest(folder))).toHaveLength(3);
    expect(await runEnsemble(request)).toMatchObject({ finished: true, already: 2 * futures - 256 });
    expect(hashesOf(folder)).toEqual(whole);
  });
});

describe('stored chunks', () => {
  it('are read back as they ran, in the order of the plan', async () => {
    const request = requestOf(temporaryFolder());
    const { folder } = await runEnsemble(request);
    const kernel = instantiate(request.job.program);
    const found = [];
    for await (const one of storedChunks(folder, await readManifest(folder))) found.push(one);
    expect(found.map(([chunk]) => chunk)).toEqual(planChunks(request.job, 256));
    for (const [chunk, result] of found) expect(result).toEqual(runChunk(kernel, request.job, chunk));
  });

  it('come to what the runs come to', async () => {
    const request = requestOf(temporaryFolder());
    const { folder } = await runEnsemble(request);
    const gathered = gatherer(request.job);
    for await (const [chunk, result] of storedChunks(folder, await readManifest(folder)))
      gathered.take(chunk, result);
    expect(gathered.arms()).toEqual((await summariseRuns(inThread(instantiate), request.job)).arms);
  });

  it('are refused where a file is broken', async () => {
    const { folder } = await runEnsemble(requestOf(temporaryFolder()));
    const manifest = await readManifest(folder);
    rmSync(join(folder, manifest.chunks[1]!.runs.file));
    const read = async () => {
      for await (const _ of storedChunks(folder, manifest));
    };
    await expect(read).rejects.toThrow('RE006');
  });
});

import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instantiate, runChunk } from '../../src/engine/index.js';
import {
  brokenFiles,
  readFutures,
  readManifest,
  readRuns,
  readSeries,
  runEnsemble,
} from '../../src/results/index.js';
import { temporaryFolder, toyRequest } from './request.js';

const stored = async () => (await runEnsemble(toyRequest(temporaryFolder()))).folder;

describe('what is read back', () => {
  const { job } = toyRequest('');
  const kernel = instantiate(job.program);
  const straight = job.arms.map((arm, index) => ({
    ...arm,
    ...runChunk(kernel, job, { index, arm: index, from: 0, to: job.futures }),
  }));

  it('is exactly what the runs gave: metrics', async () => {
    const runs = await readRuns(await stored());
    for (const { policy, caseId, metrics } of straight)
      job.metrics.forEach(({ id }, m) => {
        const wanted = metrics.filter((_, i) => i % job.metrics.length === m);
        expect(runs.of(policy, caseId, id)).toEqual(wanted);
      });
    expect(runs.of('closed', 'drawn', 'highest').some(Number.isNaN)).toBe(true);
  });

  it('is exactly what the runs gave: series, as futures x times', async () => {
    const all = await readSeries(await stored());
    expect(all.times).toEqual([...job.program.times]);
    for (const { policy, caseId, series } of straight) {
      expect(all.of(policy, caseId, 'stock')).toEqual(series.filter((_, i) => i % 2 === 0));
      expect(all.of(policy, caseId, 'flow-k')).toEqual(series.filter((_, i) => i % 2 === 1));
    }
  });

  it('is only what was asked for', async () => {
    const some = await readSeries(await stored(), ['stock'], { policies: ['open'], cases: ['drawn'] });
    expect(some.of('open', 'drawn', 'stock')).toHaveLength(50 * 45);
    expect(() => some.of('open', 'stop', 'stock')).toThrow('RE007');
    expect(() => some.of('open', 'drawn', 'flow-k')).toThrow('RE007 the results hold no series "flow-k"');
  });

  it('is exactly the table of futures, by names of any kind', async () => {
    const futures = await readFutures(await stored());
    expect([...futures.keys()]).toEqual(['inflow', 'the wave', 'leak[a,b]']);
    [...futures.values()].forEach((column, c) => {
      expect(column).toEqual(job.design.filter((_, i) => i % 3 === c));
    });
  });
});

describe('reading', () => {
  it('names what is not there, and the nearest that is', async () => {
    const folder = await stored();
    const runs = await readRuns(folder);
    expect(() => runs.of('opn', 'drawn', 'end')).toThrow(
      'RE007 the results hold no policy and case "opn / drawn"; did you mean "open / drawn"?',
    );
    expect(() => runs.of('open', 'drawn', 'ends')).toThrow(
      'RE007 the results hold no metric "ends"; did you mean "end"?',
    );
    await expect(readSeries(folder, ['stok'])).rejects.toThrow('did you mean "stock"?');
  });

  it('refuses broken and missing files by name', async () => {
    const folder = await stored();
    const manifest = await readManifest(folder);
    expect(await brokenFiles(folder, manifest)).toEqual([]);
    truncateSync(join(folder, manifest.chunks[2]!.runs.file), 200);
    rmSync(join(folder, 'futures.parquet'));
    expect(await brokenFiles(folder, manifest)).toEqual(['futures.parquet', manifest.chunks[2]!.runs.file]);
    await expect(readRuns(folder)).rejects.toThrow('RE006');
    await expect(readFutures(folder)).rejects.toThrow('futures.parquet RE006');
  });

  it('refuses a manifest of a kind that it does not know', async () => {
    const folder = await stored();
    const manifest = await readManifest(folder);
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, schema: 'steelyard.run/2' }));
    await expect(readRuns(folder)).rejects.toThrow(
      /RE005 schema: .*expected the manifest of a run, kind steelyard.run\/1/,
    );
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, chunks: [{}] }));
    await expect(readRuns(folder)).rejects.toThrow('RE005 chunks.0.arm');
  });

  it('refuses a folder without a manifest', async () => {
    await expect(readRuns(temporaryFolder())).rejects.toThrow('RE004');
  });
});

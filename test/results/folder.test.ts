import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainWrite } from '../../src/results/files.node.js';
import { runEnsemble } from '../../src/results/index.js';
import { lockFolder } from '../../src/results/lock.node.js';
import { temporaryFolder, toyRequest } from './request.js';

describe('a lock', () => {
  it('holds a folder against others until it is given back', async () => {
    const folder = temporaryFolder();
    const unlock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(
      `RE003 process ${process.pid} on ${hostname()} is writing these results`,
    );
    await unlock();
    await (await lockFolder(folder))();
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });

  it('lets one of many in', async () => {
    const folder = temporaryFolder();
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('of a killed process is taken over', async () => {
    const folder = temporaryFolder();
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: child.pid, host: hostname(), began: '1' }));
    await (await lockFolder(folder))();
  });

  it.runIf(process.platform === 'linux')('of an earlier process with our number is taken over', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.pid, host: hostname(), began: '1' }));
    await (await lockFolder(folder))();
  });

  it('that is torn is taken over; one of another machine is not', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'lock'), '{"pid": 4');
    await (await lockFolder(folder))();
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: 1, host: 'elsewhere', began: '1' }));
    await expect(lockFolder(folder)).rejects.toThrow('RE003 process 1 on elsewhere');
  });

  it('keeps a second run out of the folder', async () => {
    const request = toyRequest(temporaryFolder(), 4);
    const both = await Promise.allSettled([runEnsemble(request), runEnsemble(request)]);
    const failed = both.filter((end) => end.status === 'rejected');
    expect(failed.map(({ reason }) => (reason as Error).message)).toEqual([expect.stringContaining('RE003')]);
  });

  it('is taken by one and refused to the other while its holder sweeps drafts away', async () => {
    const folder = temporaryFolder();
    const sweep = () => {
      for (const name of readdirSync(folder))
        if (name.endsWith('.tmp')) rmSync(join(folder, name), { force: true });
    };
    for (let round = 0; round < 50; round++) {
      const sweeping = setInterval(sweep, 0);
      const tries = await Promise.allSettled([lockFolder(folder), lockFolder(folder), lockFolder(folder)]);
      clearInterval(sweeping);
      const refused = tries.filter((end) => end.status === 'rejected').map(({ reason }) => String(reason));
      expect(refused).toEqual([expect.stringContaining('RE003'), expect.stringContaining('RE003')]);
      for (const end of tries) if (end.status === 'fulfilled') await end.value();
    }
  });
});

describe('a folder that cannot be written', () => {
  it('is reported with the path and the way out', async () => {
    const root = join(temporaryFolder(), 'results');
    writeFileSync(root, 'a file where a folder should be');
    await expect(runEnsemble(toyRequest(root, 4))).rejects.toThrow(
      /RE002 .*to fix: make the folder writable/,
    );
  });

  it.runIf(process.platform === 'linux')('is reported where the system takes no folder', async () => {
    await expect(runEnsemble(toyRequest('/proc/none/results', 4))).rejects.toThrow(/RE00[29] /);
  });

  it('is told by what the Parquet writer says, too', async () => {
    const request = toyRequest(temporaryFolder(), 4);
    const { folder } = await runEnsemble(request);
    const moved = { ...request, source: { ...request.source, seed: 9 } };
    // A folder stands where a file must be put: the rename fails.
    const other = await runEnsemble({ ...moved, signal: AbortSignal.abort() });
    mkdirSync(join(other.folder, 'runs-drawn-closed-0000.parquet', 'x'), { recursive: true });
    await expect(runEnsemble(moved)).rejects.toThrow(/RE00[29] /);
    expect(existsSync(join(other.folder, 'lock'))).toBe(false);
    expect(folder).not.toBe(other.folder);
  });

  it.each([
    ['ENOSPC: no space left on device, write', 'RE001'],
    ['IO Error: Could not write all bytes to file "/r/a.parquet": No space left on device', 'RE001'],
    ["EROFS: read-only file system, open 'lock'", 'RE002'],
    ['IO Error: Cannot open file "/r/a.parquet.tmp": Permission denied', 'RE002'],
    ['something else', 'RE009'],
  ])('%s is %s', (message, code) => {
    expect(explainWrite(new Error(message), 'results/toy').message).toContain(code);
  });
});

describe('names', () => {
  const request = toyRequest('unused', 4);
  it.each([
    [{ futures: { columns: ['a'], values: new Float64Array(3) } }, '3 values for 4 futures of 1 columns'],
    [
      { futures: { columns: ['Future'], values: new Float64Array(4) } },
      'two columns of the futures have the name "Future"',
    ],
    [
      { job: { ...request.job, metrics: [{ id: 'case', series: 'stock', statistic: 'final' as const }] } },
      'two columns of the metrics have the name "case"',
    ],
  ])('of columns must be apart', async (part, message) => {
    await expect(runEnsemble({ ...request, ...part })).rejects.toThrow(`RE008 ${message}`);
  });
});

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SteelyardError } from '../../src/base/error.js';
import {
  type Chunk,
  type ChunkResult,
  compileWithLanes,
  type EnsembleJob,
  type Executor,
  instantiate,
  inThread,
  planChunks,
  runChunk,
} from '../../src/engine/index.js';
import { threadPool } from '../../src/engine/pool.node.js';
import { parseModel } from '../../src/sd/index.js';
import { noBrowser, openBrowser } from '../browser/open.js';
import { browserExecutor } from './browser-executor.js';
import { toyJob } from './toy.js';

type Library = typeof import('../../src/browser.js');

const browser = noBrowser ? undefined : await openBrowser();
afterAll(() => browser?.close());

const inBrowser = async (workers: number) => {
  if (!browser) return inThread(instantiate);
  return browserExecutor((await browser.open()).page, workers);
};

/** Where the same job is run; a new place joins here. */
const places: readonly (readonly [
  where: string,
  make: () => Executor | Promise<Executor>,
  skip?: boolean,
])[] = [
  ['in this thread', () => inThread(instantiate)],
  ['on one thread', () => threadPool(1)],
  ['on two threads', () => threadPool(2)],
  ['on one worker of a browser', () => inBrowser(1), noBrowser],
  ['on two workers of a browser', () => inBrowser(2), noBrowser],
];

describe.each(places)('an executor %s', (where, make, skip) => {
  let executor: Executor;
  beforeAll(async () => {
    executor = await make();
  });
  const tries = (what: string, work: () => Promise<void>) => test.skipIf(skip)(what, work);
  const job = toyJob(50);

  tries('gives the bits of a run at hand, from JavaScript', async () => {
    const { finished, results } = await collect(executor, job, planChunks(job, 20));
    expect(finished).toBe(true);
    expect(results).toEqual(alone(job, planChunks(job, 20)));
  });

  tries('gives the bits of a run at hand, from lanes, with metrics inside and outside', async () => {
    for (const inside of [false, true]) {
      const lanes = laneJob(inside);
      const { results } = await collect(executor, lanes, planChunks(lanes, 10));
      expect(results).toEqual(alone(laneJob(false, false), planChunks(lanes, 10)));
    }
  });

  tries('hands every chunk over once, whatever their size and order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 50 }), fc.infiniteStream(fc.nat()), async (size, random) => {
        const chunks = [...planChunks(job, size)];
        for (let i = chunks.length - 1; i > 0; i--) {
          const other = random.next().value % (i + 1);
          [chunks[i], chunks[other]] = [chunks[other]!, chunks[i]!];
        }
        const seen: number[] = [];
        const save = ({ index }: Chunk) => void seen.push(index);
        expect(await executor.run(job, chunks, save)).toBe(true);
        expect(seen.sort((a, b) => a - b)).toEqual([...chunks.keys()]);
      }),
      { numRuns: 8, seed: 20261126 },
    );
  });

  tries('has no chunk, and is done', async () => {
    expect(await executor.run(job, [], () => {})).toBe(true);
  });

  tries('begins nothing more once it is told to stop, and hands over what was under way, whole', async () => {
    const stop = new AbortController();
    const chunks = planChunks(job, 5);
    const { finished, results } = await collect(executor, job, chunks, stop.signal, () => stop.abort());
    const given = results.flatMap((result, i) => (result ? [i] : []));
    expect(finished).toBe(false);
    expect(given.length).toBeGreaterThan(0);
    // From a browser the word takes its way, and a lane may begin another chunk meanwhile.
    expect(given.length).toBeLessThanOrEqual(2 * (executor.workers + 1));
    const wanted = alone(job, chunks);
    for (const i of given) expect(results[i]).toEqual(wanted[i]);
  });

  tries('does nothing when it is stopped before it begins', async () => {
    const given: Chunk[] = [];
    const save = (chunk: Chunk) => void given.push(chunk);
    expect(await executor.run(job, planChunks(job, 5), save, AbortSignal.abort())).toBe(false);
    expect(given).toEqual([]);
  });

  tries('waits for the receiver before a lane goes on', async () => {
    let [open, most] = [0, 0];
    const save = async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open--;
    };
    await executor.run(job, planChunks(job, 20), save);
    expect(most).toBeLessThanOrEqual(executor.workers + 1);
  });

  tries('passes on a fault of the receiver, and runs the next job', async () => {
    const fault = executor.run(job, planChunks(job, 5), () => Promise.reject(new Error('no room')));
    await expect(fault).rejects.toThrow('no room');
    const { results } = await collect(executor, job, planChunks(job, 25));
    expect(results).toEqual(alone(job, planChunks(job, 25)));
  });

  tries('runs two jobs at once', async () => {
    const other = toyJob(30, 7);
    const both = await Promise.all([job, other].map((one) => collect(executor, one, planChunks(one, 10))));
    expect(both[0]!.results).toEqual(alone(job, planChunks(job, 10)));
    expect(both[1]!.results).toEqual(alone(other, planChunks(other, 10)));
  });

  tries('refuses a job that does not fit its program', async () => {
    const unfit = { ...job, metrics: [{ id: 'x', series: 'stok', statistic: 'final' as const }] };
    const error = await refusal(executor, unfit);
    expect(error.complaint).toMatchObject({ code: 'EN020', nearest: 'stock' });
  });

  tries('passes on what a kernel refuses, whole', async () => {
    const { program } = laneJob(true);
    const other = { ...laneJob(true), program, metrics: [{ ...metrics[0]!, statistic: 'max' as const }] };
    const error = await refusal(executor, other);
    expect(error.complaint).toMatchObject({ code: 'EN023' });
  });

  tries('says on which futures a program fell over, and why', async () => {
    for (const [source, why] of [
      ['return () => { throw new Error("fell over") }', 'fell over'],
      ['return (', 'Unexpected token'],
    ] as const) {
      const failing = { ...job, program: { ...job.program, source } };
      const run = executor.run(failing, planChunks(job, 5).slice(0, 1), () => {});
      const said =
        where === 'in this thread' ? why : `EN025 a worker thread stopped on futures 0 to 4: ${why}`;
      await expect(run).rejects.toThrow(said);
    }
  });
});

describe.skipIf(noBrowser)('the pool of a browser', () => {
  test('says that a worker cannot be loaded', async () => {
    const { page } = await browser!.open();
    const said = await page.evaluate(async (job) => {
      const { workerPool, planChunks } = (globalThis as unknown as { steelyard: Library }).steelyard;
      const start = () => new Worker('/dist/no-such-file.js', { type: 'module' });
      return workerPool(2, start)
        .run(job, planChunks(job), () => {})
        .catch(String);
    }, toyJob(5));
    expect(said).toContain(
      'EN025 a worker thread stopped on futures 0 to 4: its file cannot be loaded; to fix: run the same again',
    );
  });
});

async function collect(
  executor: Executor,
  job: EnsembleJob,
  chunks: readonly Chunk[],
  signal?: AbortSignal,
  after = () => {},
) {
  const results = new Map<number, ChunkResult>();
  const save = (chunk: Chunk, result: ChunkResult) => {
    results.set(chunk.index, result);
    after();
  };
  const finished = await executor.run(job, chunks, save, signal);
  return { finished, results: chunks.map(({ index }) => results.get(index)) };
}

async function refusal(executor: Executor, job: EnsembleJob): Promise<SteelyardError> {
  const error = await executor.run(job, planChunks(job, 20), () => {}).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(SteelyardError);
  return error as SteelyardError;
}

const alone = (job: EnsembleJob, chunks: readonly Chunk[]) => {
  const kernel = instantiate(job.program);
  return chunks.map((chunk) => runChunk(kernel, job, chunk));
};

const metrics = [
  { id: 'end', series: 'x', statistic: 'final' as const },
  { id: 'mean', series: 'y', statistic: 'mean' as const, from: 1 },
  { id: 'undefined', series: 'late', statistic: 'max' as const },
];

/** A job of a model that reaches for all that a kernel takes from outside: far angles, remainders, tables. */
function laneJob(inside: boolean, lanes = true): EnsembleJob {
  const text = [
    'k= 1 ~~| start= 2 ~~|',
    'curve((0,0),(1,2),(2,1),(9,9),(11,3),(12,4),(14,0),(15,1),(16,2)) ~~|',
    'x= INTEG(EXP(-k*x)+SIN(k*1e9)+MODULO(x, 0.3)+curve(x*k), start) ~~|',
    'y= x*LN(k) ~~|',
    'late= SQRT(Time-2) ~~|',
    'INITIAL TIME= 0 ~~| FINAL TIME= 4 ~~| TIME STEP= 0.5 ~~| SAVEPER= 1 ~~|',
  ].join('\n');
  const spec = { inputs: ['start', 'k'], series: ['x', 'y', 'late'] };
  const options = inside ? { metrics, recorded: ['y'] } : {};
  const { program } = compileWithLanes(parseModel(text, 'lanes.mdl'), spec, options);
  return {
    program: lanes ? program : { ...program, lanes: undefined },
    arms: [
      { policy: 'one', caseId: 'c', sets: [] },
      { policy: 'two', caseId: 'c', sets: [[0, 5]] },
    ],
    futures: 27,
    futureInputs: [1],
    design: Float64Array.from({ length: 27 }, (_, i) => 0.1 + i / 10),
    metrics,
    recorded: [{ id: 'y', series: 'y', scale: 10 }],
  };
}

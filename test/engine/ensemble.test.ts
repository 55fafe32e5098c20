import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Chunk,
  type ChunkResult,
  checkJob,
  compileWithLanes,
  createRunner,
  type EnsembleJob,
  type Executor,
  instantiate,
  inThread,
  type MetricSpec,
  planChunks,
  runChunk,
} from '../../src/engine/index.js';
import { threadPool } from '../../src/engine/pool.node.js';
import { parseModel } from '../../src/sd/index.js';
import { toyJob } from './toy.js';

describe('the plan of chunks', () => {
  it('covers every run once, in order', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 300 }),
        (n, futures, size) => {
          const chunks = planChunks({ arms: Array(n).fill({}), futures }, size);
          const runs = chunks.flatMap(({ arm, from, to }) =>
            Array.from({ length: to - from }, (_, i) => arm * futures + from + i),
          );
          expect(runs).toEqual(Array.from({ length: n * futures }, (_, i) => i));
          expect(chunks.map(({ index }) => index)).toEqual([...chunks.keys()]);
        },
      ),
    ));
});

describe('a run', () => {
  const job = toyJob(7);
  const kernel = instantiate(job.program);

  it('takes the defaults, then the future, then the arm', () => {
    const arm = job.arms.findIndex(({ policy, caseId }) => policy === 'open' && caseId === 'stop');
    const { series } = runChunk(kernel, job, { index: 0, arm, from: 3, to: 4 });
    const record = new Float64Array(45 * 3);
    const [, wave, leak] = job.design.slice(9, 12);
    kernel.run(Float64Array.of(40, 0.5, wave!, leak!, 2), record);
    const wanted = Array.from({ length: 45 }, (_, t) => [record[t * 3], record[t * 3 + 1]! * 1000]).flat();
    expect([...series]).toEqual(wanted);
  });

  it('meets the same future under every policy', () => {
    const flow = (arm: number) =>
      runChunk(kernel, job, { index: 0, arm, from: 0, to: 7 }).series.filter((_, i) => i % 2 === 1);
    // The policies set the start of the stock only, so that the flow is that of the future.
    expect(flow(2)).toEqual(flow(0));
    expect(flow(4)).toEqual(flow(0));
  });
});

async function collect(executor: Executor, job: EnsembleJob, signal?: AbortSignal) {
  const results = new Map<number, ChunkResult>();
  const chunks = planChunks(job, 20);
  const save = (chunk: Chunk, result: ChunkResult) => void results.set(chunk.index, result);
  const finished = await executor.run(job, chunks, save, signal);
  return { finished, results: chunks.map(({ index }) => results.get(index)) };
}

describe('a job whose program has lanes', () => {
  const text = [
    'k= 1 ~~|',
    'start= 2 ~~|',
    'x= INTEG(EXP(-k*x), start) ~~|',
    'y= x*k ~~|',
    // Undefined before time 2: metrics of later times must not see it.
    'late= SQRT(Time-2) ~~|',
    'INITIAL TIME= 0 ~~| FINAL TIME= 4 ~~| TIME STEP= 0.5 ~~| SAVEPER= 1 ~~|',
  ].join('\n');
  const model = parseModel(text, 'lanes.mdl');
  const spec = { inputs: ['start', 'k'], series: ['x', 'y', 'late'] };
  const metrics: readonly MetricSpec[] = [
    { id: 'end', series: 'x', statistic: 'final' },
    { id: 'between', series: 'x', statistic: 'at', at: 1.25, scale: 3 },
    { id: 'mean', series: 'y', statistic: 'mean', from: 1 },
    { id: 'sum', series: 'late', statistic: 'sum', from: 2, to: 3.5, scale: 0.1 },
    { id: 'change', series: 'y', statistic: 'change', from: 0.5, to: 3 },
    { id: 'most', series: 'y', statistic: 'max', scale: -2 },
    { id: 'least', series: 'late', statistic: 'min', from: 2, to: 3 },
    { id: 'undefined', series: 'late', statistic: 'max' },
    { id: 'reached', series: 'x', statistic: 'first_at_or_above', level: 4 },
    {
      id: 'reached in time',
      series: 'y',
      statistic: 'first_at_or_above',
      level: 20,
      scale: 10,
      from: 1,
      to: 3,
    },
  ];
  const jobOf = (program: EnsembleJob['program']): EnsembleJob => ({
    program,
    arms: [
      { policy: 'one', caseId: 'c', sets: [] },
      { policy: 'two', caseId: 'c', sets: [[0, 5]] },
    ],
    futures: 27,
    futureInputs: [1],
    design: Float64Array.from({ length: 27 }, (_, i) => 0.1 + i / 10),
    metrics,
    recorded: [{ id: 'y', series: 'y', scale: 10 }],
  });

  it('gives the bits that its JavaScript gives, in blocks that do not fit the chunks', async () => {
    const { program, missing } = compileWithLanes(model, spec);
    expect(missing).toBe(undefined);
    expect(program.lanes!.lanes).toBe(12);
    const alone = await collect(inThread(instantiate), jobOf({ ...program, lanes: undefined }));
    expect(await collect(inThread(instantiate), jobOf(program))).toEqual(alone);
    expect(await collect(threadPool(1), jobOf(program))).toEqual(alone);
    for (const functionSize of [1000, 5]) {
      const inside = compileWithLanes(model, spec, { metrics, recorded: ['y'], functionSize }).program;
      expect(await collect(inThread(instantiate), jobOf(inside))).toEqual(alone);
    }
  });

  it('says what its kernel was not made for', () => {
    const { program } = compileWithLanes(model, spec, { metrics: metrics.slice(1), recorded: ['y'] });
    expect(() => createRunner(instantiate(program), jobOf(program))).toThrow(
      'EN023 the kernel of lanes was not made for a metric of the job',
    );
  });
});

describe('a job', () => {
  const job = toyJob(4);
  it.each([
    ['EN023', { design: new Float64Array(3) }, 'a design holds 3 values for 4 futures of 3 inputs'],
    ['EN023', { futureInputs: [1, 2, 9] }, 'a column of the design belongs to no input'],
    [
      'EN023',
      { arms: [{ policy: 'p', caseId: 'c', sets: [[5, 1]] as const }] },
      'policy p in case c sets an input',
    ],
    ['EN024', { arms: [job.arms[0]!, job.arms[0]!] }, 'the policy and case "closed / drawn" stands twice'],
    ['EN024', { metrics: [job.metrics[0]!, job.metrics[0]!] }, 'the metric "end" stands twice'],
    ['EN020', { recorded: [{ id: 'f', series: 'flo' }] }, 'recorded series f reads the series "flo"'],
  ])('is refused with %s when it has %j', (code, part, message) => {
    expect(() => checkJob({ ...job, ...part })).toThrow(`${code} ${message}`);
  });
});

import { SteelyardError } from '../base/error.js';
import { type Chunk, type ChunkResult, checkJob, type EnsembleJob } from './ensemble.js';
import type { Kernel } from './program.js';
import { sourceOf } from './source.js';
import { roomOf } from './summary/gather.js';
import { makeGroup } from './summary/group.js';
import { leafRuns } from './summary/moments.js';

/**
 * Runs every future of a chunk.
 *
 * @throws SteelyardError as `createRunner` does
 *
 * @example
 * const clock = 'INITIAL TIME= 0 ~~| FINAL TIME= 1 ~~| TIME STEP= 1 ~~|'
 * const model = parseModel(`x= INTEG(k, 1) ~~| k= 2 ~~| ${clock}`, 'm.mdl')
 * const program = compileToJavaScript(model, { inputs: ['k'], series: ['x'] })
 * const arms = [{ policy: 'none', caseId: 'drawn', sets: [] }]
 * const metrics = [{ id: 'end', series: 'x', statistic: 'final' }]
 * const design = Float64Array.of(5, 6, 7)
 * const job = { program, arms, futures: 3, futureInputs: [0], design, metrics, recorded: [] }
 * runChunk(instantiate(program), job, { index: 0, arm: 0, from: 1, to: 3 }).metrics // => [7, 8]
 */
export function runChunk(kernel: Kernel, job: EnsembleJob, chunk: Chunk): ChunkResult {
  return createRunner(kernel, job)(chunk);
}

/**
 * Prepares a job for one kernel; the function it returns runs one chunk and may be called again and again.
 *
 * @throws SteelyardError EN020 to EN024 if the job does not fit its program
 *
 * @example
 * const clock = 'INITIAL TIME= 0 ~~| FINAL TIME= 1 ~~| TIME STEP= 1 ~~|'
 * const model = parseModel(`x= INTEG(k, 1) ~~| k= 2 ~~| ${clock}`, 'm.mdl')
 * const program = compileToJavaScript(model, { inputs: ['k'], series: ['x'] })
 * const arms = [{ policy: 'none', caseId: 'drawn', sets: [] }]
 * const metrics = [{ id: 'end', series: 'x', statistic: 'final' }]
 * const design = Float64Array.of(5, 6, 7)
 * const job = { program, arms, futures: 3, futureInputs: [0], design, metrics, recorded: [] }
 * const run = createRunner(instantiate(program), job)
 * planChunks(job, 2).map((chunk) => [...run(chunk).metrics]) // => [[6, 7], [8]]
 */
export function createRunner(kernel: Kernel, job: EnsembleJob): (chunk: Chunk) => ChunkResult {
  const { meters, columns } = checkJob(job);
  const source = sourceOf(kernel, job, meters, columns);
  const { lanes, values, record, offsets, scales } = source;
  const { metrics: metricBits, series: seriesBits } = job.summary ?? {};
  const metricPlaces = Int32Array.from(meters, (_, m) => m * lanes);
  const ofMetrics = metricBits === undefined ? undefined : makeGroup(meters.length, metricBits, roomOf(job));
  const ofSeries = seriesBits === undefined ? undefined : makeGroup(offsets.length, seriesBits, roomOf(job));
  return ({ arm, from, to }) => {
    if (job.summary) checkStart(from);
    const metrics = new Float64Array(ofMetrics ? 0 : (to - from) * meters.length);
    const series = new Float64Array(ofSeries ? 0 : (to - from) * offsets.length);
    let m = 0;
    let s = 0;
    for (let first = from; first < to; first += lanes) {
      const count = Math.min(lanes, to - first);
      source.run(arm, first, count);
      if (ofMetrics) ofMetrics.take(values, metricPlaces, undefined, 0, count);
      else
        for (let lane = 0; lane < count; lane++)
          for (const place of metricPlaces) metrics[m++] = values[place + lane]!;
      if (ofSeries) ofSeries.take(record, offsets, scales, 0, count);
      else
        for (let lane = 0; lane < count; lane++)
          for (let c = 0; c < offsets.length; c++) series[s++] = scales[c]! * record[offsets[c]! + lane]!;
    }
    const groups = [ofMetrics && { metrics: ofMetrics.finish() }, ofSeries && { series: ofSeries.finish() }];
    return { metrics, series, ...(job.summary && { summary: Object.assign({}, ...groups) }) };
  };
}

// A leaf of the moments would hold other runs.
function checkStart(from: number): void {
  if (from % leafRuns === 0) return;
  throw new SteelyardError({
    code: 'EN023',
    found: `a chunk that is summed up begins with future ${from}`,
    expected: `a multiple of ${leafRuns}`,
  });
}

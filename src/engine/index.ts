export { type BatchOptions, compileToC, compileToCBatch } from './c/index.js';
export {
  type CompareSpec,
  type Comparison,
  compareModels,
  type Difference,
  type SharedConstant,
} from './compare.js';
export {
  type Arm,
  buffersOf,
  type Chunk,
  type ChunkResult,
  checkJob,
  type EnsembleJob,
  futuresPerChunk,
  planChunks,
  type RecordedSeries,
  type SummaryAsked,
} from './ensemble.js';
export { type EngineErrorCode, engineErrors } from './errors.js';
export { type Executor, inThread, type OnChunk } from './executor.js';
export { instantiate } from './instantiate.js';
export { compileToJavaScript, type ProgramSpec } from './javascript.js';
export {
  compileMetric,
  type Meter,
  type MetricPlan,
  type MetricSpec,
  planMetric,
  type RecordShape,
  type Statistic,
  statistics,
} from './metrics.js';
export { firstNotFinite, type NotFinite } from './not-finite.js';
export type { Block, Kernel, LaneModule, Program } from './program.js';
export { createRunner, runChunk } from './runner.js';
export { type ModelRun, type RunOptions, type RunSeries, simulateModel } from './simulate.js';
export {
  type ArmSummary,
  gatherer,
  type Precision,
  summaryLevels,
} from './summary/gather.js';
export { leafRuns, wholeLeaves } from './summary/moments.js';
export {
  checkNumbers,
  chunkSizeFor,
  type EnsembleSummary,
  type SummariseOptions,
  summariseRuns,
} from './summary/summarise.js';
export type { Spread } from './summary/totals.js';
export {
  compileToWasm,
  compileWithLanes,
  type LaneOptions,
  type LaneProgram,
  type ProgramWithLanes,
} from './wasm/compile.js';
export { instantiateLanes, type LaneKernel } from './wasm/kernel.js';

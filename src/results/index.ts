export { storedChunks } from './chunks.node.js';
export { type ResultsErrorCode, resultsErrors } from './errors.js';
export type { FuturesTable } from './futures.js';
export { type Manifest, manifestName, manifestSchema, parseManifest } from './manifest.js';
export {
  type ArmChoice,
  brokenFiles,
  type Runs,
  readFutures,
  readManifest,
  readRuns,
  readSeries,
  type SeriesRuns,
} from './read.node.js';
export { folderOf, type RunOutcome, type RunRequest, runEnsemble } from './run.node.js';
export type { RunSource } from './run-key.node.js';
export type { RunProgress } from './watch.node.js';

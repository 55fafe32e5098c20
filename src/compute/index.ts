export {
  type BatchRow,
  type EstimateResult,
  estimatesOf,
  readRows,
  resultOf,
  rowsOf,
  workCodes,
} from './batch.js';
export { type ComputeErrorCode, computeErrors } from './errors.js';
export {
  type Bound,
  boundOfTerm,
  byBound,
  type Estimate,
  type Estimator,
  estimateReady,
  estimateRow,
  makeEstimator,
  type Refusal,
} from './estimator.js';
export { type Machine, machineOf, type Taken } from './machine.js';
export {
  type Basis,
  estimateNamed,
  type Phase,
  type PhaseRatio,
  phases,
  phaseVector,
  referenceChip,
  scalarOf,
  workloadOfPhase,
} from './phases.js';
export { prepare } from './prepare.js';
export type { Row } from './row.js';

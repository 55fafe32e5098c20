export { type Alternative, alternativesOf, ratioOfFleets } from './against.js';
export {
  answerOf,
  type CostAnswer,
  type FleetAnswer,
  type Job,
  type NoAnswer,
  type Terms,
} from './answer.js';
export { chipNamed, type Question, rowOf, settle, workloadNamed } from './ask.js';
export type { Band } from './band.js';
export {
  type BatchRow,
  type EstimateResult,
  estimatesOf,
  readRows,
  resultFrom,
  resultOf,
  rowsOf,
  takenOf,
  workCodes,
} from './batch.js';
export { yearsOfUse } from './cost.js';
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
export { questionOf } from './fit/observations.js';
export {
  type BudgetFleet,
  type DeadlineFleet,
  fleetForBudget,
  fleetForDeadline,
  matchingCount,
} from './fleet.js';
export { type Machine, machineOf, type Taken } from './machine.js';
export {
  type Basis,
  type Phase,
  type PhaseRatio,
  phases,
  phaseVector,
  referenceChip,
  scalarOf,
  workloadOfPhase,
} from './phases.js';
export { prepare } from './prepare.js';
export { electricityOf, placeNamed, pricedCountries, type Quote } from './prices.js';
export { type AfterCutoff, afterCutoff, cutoffPriors, type LeftOver } from './prospects/after-cutoff.js';
export type { Spread } from './prospects/draws.js';
export { checkMove, type MoveProspect, movePriors, moveProspect } from './prospects/move.js';
export { isGated, type OrderProspect, orderPriors, orderProspect } from './prospects/order.js';
export { rateMetrics, usualMetric, workOf } from './rate.js';
export { type Rests, restsWords } from './rests.js';
export type { Row } from './row.js';
export { checkBearing, checkSettings, readSettings, settings } from './settings.js';
export { type OwnWorkload, readWorkload } from './workload-file.js';

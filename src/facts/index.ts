export { chipId, foldName } from './aliases.js';
export {
  type CheckOptions,
  checkEvidence,
  type EvidenceCheck,
  type Finding,
  type FindingKind,
} from './check.js';
export { gateStates, sectors } from './china-lists.js';
export { daysBetween, decimalDate, lastDay } from './dates.js';
export { type Dependant, describeEvidence, type EvidenceDescription, type PriorInSet } from './describe.js';
export { factsErrors } from './errors.js';
export type { Evidence } from './evidence.js';
export { type Facts, type Prior, type PriorSetName, priorSets, type Row } from './facts.js';
export { foldPlace } from './fold-place.js';
export { type Kind, kinds, parseKeyPath } from './key-path.js';
export { loadFacts } from './load.js';
export { allParts, type Part, studyParts } from './parts.js';
export { printCheck, printEvidence } from './print.js';
export { priorSet } from './prior-sets.js';
export { factKeys, numberOf, type ResolveOptions, resolveFact } from './resolve.js';
export type { Chip, Formats, MeasuredChip, System } from './schema/accelerators.js';
export { precisions } from './schema/accelerators.js';
export type { CalibrationFile } from './schema/calibration.js';
export type { WorkedCase } from './schema/cases.js';
export type { Cell } from './schema/common.js';
export type { Benchmarks, ChipVariant, NamedWorkload, Platform, Recipe } from './schema/compute.js';
export type { CnControls, CnMeasure } from './schema/controls-cn.js';
export type { UsControls, UsMeasure } from './schema/controls-us.js';
export type { Event, HazardEstimates } from './schema/events.js';
export type { Assumption, Forecast, Observation, Price, Series } from './schema/evidence.js';
export type { Measurement } from './schema/measurements.js';
export type { ModelShape } from './schema/models.js';
export type { MachineRules, Parameter } from './schema/parameters.js';
export type { PlacesFile } from './schema/places.js';
export type { SourceRecord } from './schema/sources.js';
export type { UsRules, WrittenCondition } from './schema/us-rules.js';
export type { WordsFile } from './schema/words.js';

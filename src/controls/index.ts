export { type Admission, type AdmissionRow, admit, type Binds, type UsGate } from './admit.js';
export { chinaStates, type Passes, type UsState, usStates } from './admit-states.js';
export { printRequired } from './answer/notes.js';
export { type Batch, type BatchEntry, batchCodes, batchOf, type CasesFile, readBatch } from './batch.js';
export { answerBatch, answersOf, placeOfFault } from './batch-answers.js';
export { chipForm } from './batch-form.js';
export { type Classifier, type ControlsFacts, makeClassifier } from './classify.js';
export { controlRequest, readControlKey, resolveControl } from './control-key.js';
export { type Change, type Difference, diffOf, type Route, usualRoutes } from './diff.js';
export { controlsErrors } from './errors.js';
export { type Headroom, type HeadroomTable, headroomOf } from './headroom.js';
export { type Span, type Status, type Survival, statusOn, statusSpans, survivalOf } from './history.js';
export { evaluateFormula, isNear } from './nearness.js';
export { type Openness, opennessOf } from './openness.js';
export { type Places, readPlaces } from './places.js';
export { checkChip, nearestChip } from './request/known-chip.js';
export { withMovement } from './request/movement.js';
export { type Input, inputOf, inputs, items, transactions } from './rules/inputs.js';
export { regimeOn } from './rules/regime.js';
export { type Rulebook, readRulebook } from './rules/rulebook.js';
export type {
  Answer,
  Arithmetic,
  Certification,
  ChinaGate,
  ExceptionLine,
  Interval,
  LicenseRequired,
  Params,
  Quantity,
  Refused,
  Request,
  TraceLine,
} from './types.js';

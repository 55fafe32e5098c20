/**
 * The part of this folder that answers one request, without a reader of YAML and without schemas: for commands which
 * must answer at once. The whole folder stands in index.ts.
 */
export { type Admission, type AdmissionRow, admit } from './admit.js';
export { usStates } from './admit-states.js';
export { type Classifier, makeClassifier } from './classify.js';
export { type Headroom, type HeadroomTable, headroomOf } from './headroom.js';
export { isNear } from './nearness.js';
export { eccnStem } from './request/check.js';
export { checkChip } from './request/known-chip.js';
export { withMovement } from './request/movement.js';
export { inputOf } from './rules/inputs.js';
export type { Rulebook } from './rules/rulebook.js';
export type {
  Answer,
  Arithmetic,
  Certification,
  ExceptionLine,
  LicenseRequired,
  Params,
  Quantity,
  Refused,
  Request,
  TraceLine,
} from './types.js';
export { licenceStates } from './types.js';

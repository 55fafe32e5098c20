export { type Classifier, type ControlsFacts, makeClassifier, printRequired } from './classify.js';
export { controlsErrors } from './errors.js';
export { type Places, readPlaces } from './places.js';
export { inputs, items, transactions } from './rules/inputs.js';
export { type Rulebook, readRulebook } from './rules/rulebook.js';
export type {
  Answer,
  Arithmetic,
  ChinaGate,
  ExceptionLine,
  Interval,
  LicenseRequired,
  Params,
  Quantity,
  Request,
  TraceLine,
} from './types.js';

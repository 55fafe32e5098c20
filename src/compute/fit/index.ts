export { type Calibrated, calibrate, hashOf } from './calibrate.js';
export { type HeldOut, scatterFor, sourceOf } from './leave-one-out.js';
export { observationsOf, questionOf } from './observations.js';
export { printCalibration } from './print.js';
export { missed, printReport, type ReportPart, reportParts } from './report.js';
export { type PublishedSteps, stepTimesPart } from './step-times.js';
export { bars, type Errors, errorsOf, type KindReport, type Validation, validate } from './validate.js';

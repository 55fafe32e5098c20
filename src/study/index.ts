export { studyInBasis } from './basis.js';
export { bases } from './basis-names.js';
export { type BoundStudy, bindStudy } from './bind.js';
export { inspectConstants, readTags, type TaggedConstant, tagConstants } from './bind-constants.js';
export type { BoundSettings, Settings } from './bind-levers.js';
export type { Bound, BoundHistory, BoundMeasures } from './bind-measures.js';
export { type Dependants, dependantsOf } from './dependants.js';
export { studyErrors } from './errors.js';
export { viewOfFacts } from './facts-view.js';
export { viewOfModel } from './model-view.js';
export { elementsOf, splitReference } from './names.js';
export { type Overrides, overrideStudy } from './override.js';
export {
  historyCase,
  type ProgramNeeds,
  pathKnown,
  pathUnknown,
  planBacktest,
  planRun,
  programNeeds,
  type RunPlan,
} from './plan.js';
export type { EstimateFact, FactsView, FactValue, ModelConstant, ModelView, PriorValue } from './ports.js';
export { type Provenance, readTag, type TagKind, tagKinds } from './provenance.js';
export { type Piece, readTokens, type Token } from './question-tokens.js';
export { readStudy } from './read-study.js';
export type { StudyFile } from './refuse.js';
export { type EstimateValue, resolveEstimate } from './resolve-estimate.js';
export { classifierOf, resolveKey } from './resolve-key.js';
export {
  type Study,
  type StudyCase,
  type StudyLever,
  type StudyPolicy,
  type StudyVariant,
  studySchema,
} from './schema.js';
export type { StudyHistory, StudyMetric, StudySeries } from './schema-metrics.js';
export { questionSchema, type StudyQuestion } from './schema-questions.js';
export { type SyncedNumber, syncConstants } from './sync.js';
export type { UncertainColumn } from './uncertain-column.js';

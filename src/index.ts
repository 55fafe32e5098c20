/**
 * What a program that imports the package gets: the floors from the facts to the dossier.
 * The command line is `steelyard`; worker threads and files are in the modules that end in `.node`.
 */
export * from './analysis/index.js';
export { type Complaint, type Place, printPlace, SteelyardError } from './base/error.js';
export {
  type Admission,
  type Answer,
  admit,
  answerBatch,
  type Classifier,
  diffOf,
  type HeadroomTable,
  headroomOf,
  makeClassifier,
  type Request,
  readBatch,
  type Span,
  type Survival,
  statusSpans,
  survivalOf,
} from './controls/index.js';
export * from './engine/index.js';
export { threadPool } from './engine/pool.node.js';
export * from './facts/index.js';
export { readFacts } from './facts/read.node.js';
export { writeDossier, writeDossierMarkdown } from './report/index.js';
export * from './results/index.js';
export {
  type Design,
  type Distribution,
  distributionOf,
  makeDesign,
  makeSample,
  type Sample,
  type SampleRecipe,
  type Stream,
  sampleRows,
  stream,
} from './sample/index.js';
export { checkModel, type Model, parseModel } from './sd/index.js';
export * from './study/index.js';

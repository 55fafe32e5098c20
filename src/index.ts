/**
 * What a program that imports the package gets: the floors from the facts to the dossier.
 * The command line is `steelyard`; worker threads and files are in the modules that end in `.node`. All of `browser.ts` is here but
 * its pool, so that the same program runs in both.
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
// Names that the modelling language and the sampler have too: those of the facts are meant.
export type { Cell, Finding, Prior } from './facts/index.js';
export * from './facts/index.js';
export { readFacts } from './facts/read.node.js';
export { writeDossier, writeDossierMarkdown } from './report/index.js';
export * from './results/index.js';
export * from './sample/index.js';
export * from './sd/index.js';
export * from './study/index.js';

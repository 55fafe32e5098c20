export { regularisedBeta } from './beta-function.js';
export { composition } from './composition.js';
export { correlate, type Group } from './copula.js';
export {
  columnOfRows,
  type Design,
  type DesignMethod,
  type DesignSpec,
  designMethods,
  makeDesign,
} from './design.js';
export type { Distribution, Prior } from './distribution.js';
export { sampleErrors } from './errors.js';
export { alternativeOf, distributionOf, exploratory } from './from-prior.js';
export { normalCdf, normalLogDensity, normalQuantile } from './normal.js';
export { mostRows, type SampleRecipe, sampleRows } from './rows.js';
export { makeSample, type Sample, type SampleSpec } from './sample.js';
export { SOBOL_DIMENSIONS, SOBOL_POINTS } from './sobol.js';
export { type Stream, stream } from './stream.js';

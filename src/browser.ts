/**
 * What a page gets that imports `steelyard/browser`: models, samples and the engine, with workers. No bundler is needed:
 * every import behind this file is a file beside it.
 */
export { type Complaint, type Place, printPlace, SteelyardError } from './base/error.js';
export * from './engine/index.js';
export { workerPool } from './engine/pool.browser.js';
export * from './sample/index.js';
export * from './sd/index.js';

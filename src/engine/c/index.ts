export { type BatchOptions, compileToCBatch } from './batch.js';
export { compileToC } from './compile.js';

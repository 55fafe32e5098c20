/**
 * The part of this folder that needs no reader of YAML and no schema: for code that also runs in commands which must
 * answer at once. The whole folder stands in index.ts.
 */
export { chipId, foldName } from './aliases.js';
export { gateStates, sectors } from './china-lists.js';
export { daysBetween, decimalDate, lastDay } from './dates.js';
export { foldPlace } from './fold-place.js';

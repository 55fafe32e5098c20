import type { Answer, Refused } from '../../controls/light.js';

/** Writes one document for one answer as for many; what is infinite has no form in JSON, and becomes null. */
export const documentOf = (results: readonly (Answer | Refused)[]): string =>
  `${JSON.stringify({ schema: 'steelyard.classify/1', results }, null, 1)}\n`;

import type { Answer, HeadroomTable, Refused } from '../../controls/light.js';

/**
 * Writes one document for one answer as for many; what is infinite has no form in JSON, and becomes null.
 *
 * @param headroom distances of one item from the thresholds, where they were asked for
 */
export const documentOf = (results: readonly (Answer | Refused)[], headroom?: HeadroomTable): string =>
  `${JSON.stringify({ schema: 'steelyard.classify/1', results, ...(headroom && { headroom }) }, null, 1)}\n`;

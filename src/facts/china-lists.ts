/** The buyers that a Chinese measure can bind. */
export const sectors = [
  'military',
  'government_and_soe',
  'critical_infrastructure',
  'state_funded_dc',
  'commercial_cloud',
  'research',
] as const;

/** How strict a gate is, from open to shut. */
export const gateStates = [
  'no_gate',
  'favours_domestic',
  'watched',
  'case_by_case',
  'discouraged',
  'paused',
  'blocked',
] as const;

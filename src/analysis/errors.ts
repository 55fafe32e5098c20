/** What each code of this folder means; the table in docs/errors.md is printed from here. */
export const analysisErrors = {
  AN001: 'the runs of a policy and case are missing or have the wrong length',
  AN002: 'a metric, policy, case or lens is named that the input does not list',
  AN003: 'there are no futures to weigh',
} as const;

export type AnalysisErrorCode = keyof typeof analysisErrors;

/** What each code of this folder means; the table in docs/errors.md is printed from here. */
export const resultsErrors = {
  RE001: 'the disk is full',
  RE002: 'a results folder cannot be written',
  RE003: 'another process is writing the same results folder',
  RE004: 'a results folder has no manifest: the run was not finished, or the folder is not one of results',
  RE005: 'a manifest cannot be read, or is of a kind that this version does not know',
  RE006: 'a results file is missing, or is not what was written',
  RE007: 'a policy, case, metric, series or column is not in the results',
  RE008: 'the table of futures does not fit the job',
  RE009: 'a results file could not be written or read',
} as const;

export type ResultsErrorCode = keyof typeof resultsErrors;

/** What each code of this folder means; the table in docs/errors.md is printed from here. */
export const engineErrors = {
  EN020: 'a metric or recorded series names a series that the program does not record',
  EN021: 'a metric has a window or time that the run does not cover',
  EN022: 'a metric lacks what its statistic needs',
  EN023: 'the parts of an ensemble do not fit together',
  EN024: 'two parts of an ensemble have the same name',
  EN025: 'a worker thread stopped before its runs were done',
} as const;

export type EngineErrorCode = keyof typeof engineErrors;

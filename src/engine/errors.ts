/** What each code of this folder means; the table in docs/errors.md is printed from here. */
export const engineErrors = {
  EN001: 'an input is not a constant of the model',
  EN002: 'a series is not a variable of the model',
  EN003: 'an input is computed, or sets the clock',
  EN004: 'a data variable that a run needs has no values',
  EN005: 'a run is larger than the engine takes',
  EN020: 'a metric or recorded series names a series that the program does not record',
  EN021: 'a metric has a window or time that the run does not cover',
  EN022: 'a metric lacks what its statistic needs',
  EN023: 'the parts of an ensemble do not fit together',
  EN024: 'two parts of an ensemble have the same name',
  EN025: 'a worker thread stopped before its runs were done',
  EN026: 'a page forbids to compile code',
  EN027: 'an ensemble cannot be cut or summed up as is asked',
  EN028: 'an ensemble has more numbers a run than can be summed up',
  EN040: 'two models that are compared have no variable in common',
  EN041: 'two models that are compared have no saved time in common',
  EN030: 'a model has something that the kernel of lanes does not hold',
  EN031: 'a model has something that its C does not hold',
} as const;

export type EngineErrorCode = keyof typeof engineErrors;

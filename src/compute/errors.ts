/** The errors of this folder; docs/errors.md is generated from them. */
export const computeErrors = {
  CM001: 'there is no workload of that name',
  CM002: 'there is no chip of that name',
  CM003: 'a workload has no such setting',
  CM004: 'the value of a setting, or of a key of a workload, cannot be used',
  CM005: 'nothing on record says what the chip costs',
  CM006: 'nothing on record says what electricity costs there',
  CM007: 'the work has no end, so that no deadline can be met',
  CM008: 'the work does not fit into the memory of so many chips',
  CM009: 'the chip cannot do this work, or the estimator has no model of it',
  CM010: 'a batch of rows, or the file of a workload, is not of its form',
  CM011: 'a batch of rows, or the file of a workload, is not valid YAML or JSON',
  CM012: 'there is no such country',
  CM013: 'the work already runs on the software of that chip',
  CM014: 'what was told has no bearing on work of that kind',
} as const;

/** A code of this folder. */
export type ComputeErrorCode = keyof typeof computeErrors;

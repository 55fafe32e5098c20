/** The errors of this folder; docs/errors.md is generated from them. */
export const controlsErrors = {
  CO001: 'a condition in the rules cannot be read',
  CO002: 'a condition names an input, a term or a group that does not exist',
  CO003: 'a term of the rules rests on itself',
  CO010: 'a request names a chip that is not in the catalogue and gives no parameters',
  CO011: 'a request names a place that does not exist',
  CO012: 'a request has a value that its input does not take',
  CO013: 'a request has a parameter that does not exist',
  CO014: 'a request has no day, or one that is no day',
  CO015: 'an interval has its ends the wrong way round',
  CO016: 'a batch is not a list of cases',
  CO017: 'a request leaves so much open that its answers are too many to list',
  CO018: 'there is no such kind of buyer',
  CO019: 'a batch, or the file of a chip, is not valid YAML or JSON',
  CO030: 'a key of legal status is not a chip of the catalogue and a day',
  CO031: 'the rules give no legal status that counts as open or shut',
  CO999: 'our mistake in one case of a batch; the others are answered',
} as const;

/** A code of this folder. */
export type ControlsErrorCode = keyof typeof controlsErrors;

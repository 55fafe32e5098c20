import type { Place } from '../../base/error.js';
import { SteelyardError } from '../../base/error.js';

/** Says what the C of a model cannot hold. */
export const notInC = (what: string, place: Place): SteelyardError =>
  new SteelyardError({
    code: 'EN031',
    found: `the C of a model has no ${what}`,
    place,
    remedy: 'run the model with `steelyard simulate`, or write it with stocks and supported functions',
  });

import type { Complaint, Place } from '../../base/error.js';
import type { SdCode } from '../errors.js';

/** Something about a model that its writer should look at; it does not keep the model from being read. */
export interface Finding {
  readonly complaint: Complaint;
  /** The complaint as one line. */
  readonly text: string;
}

/** Adds one complaint to a list. */
export type Report = (complaint: Omit<Complaint, 'code' | 'place'> & { code: SdCode; place: Place }) => void;

import type { Place } from '../base/error.js';
import type { SourceRecord } from './schema/sources.js';

/** One value of the data with everything that stands behind it. */
export interface Evidence {
  /** The key path in full, with aliases resolved. */
  readonly key: string;
  /** A number, or text; a date is a decimal year, and `date` holds it as written. */
  readonly value: number | string;
  readonly low?: number;
  readonly high?: number;
  readonly unit: string;
  readonly title: string;
  /** The documents, in the order in which the row cites them; empty for a judgement that cites none. */
  readonly sources: readonly SourceRecord[];
  /** Words such as `estimate`, `unverified`, `judgement`, `grade:press_report`, `level:S`. */
  readonly flags: readonly string[];
  readonly date?: string;
  readonly note?: string;
  /** The distribution of a prior: its family; `low` and `high` are then the 5th and 95th percentile. */
  readonly distribution?: string;
  /** Why the value is what it is, where the row says so. */
  readonly why?: string;
  /** Keys of the values that this one follows from. */
  readonly derivedFrom?: readonly string[];
  /** Worked out when it is read, since finding a place needs the full parser of the file. */
  readonly place: Place;
}

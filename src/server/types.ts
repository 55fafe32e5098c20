import type { EstimateResult, Estimator } from '../compute/index.js';
import type { Admission, Answer, Classifier, Refused } from '../controls/index.js';
import type { WorkQuestion } from './estimate-ask.js';

/** What the server puts on the wire; whoever starts it hands it in, so that its bytes are those of the command line. */
export interface Desk {
  readonly classifier: Classifier;
  /** Version of the package. */
  readonly version: string;
  /** JSON Schema of each document, by verb. */
  readonly schemas: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Prints the document `steelyard.classify/1`. */
  readonly printDocument: (results: readonly (Answer | Refused)[]) => string;
  /** Prints the document `steelyard.admit/1`. */
  readonly printAdmission: (admission: Admission) => string;
  readonly estimator: Estimator;
  /** Prints the document `steelyard.estimate/1` of rows. */
  readonly printRows: (results: readonly EstimateResult[]) => string;
  /**
   * Answers one question about a named workload with the document `steelyard.estimate/1`.
   *
   * @throws SteelyardError CM001 to CM012
   */
  readonly printEstimate: (question: WorkQuestion) => string;
  /** Seconds on a clock that only runs forward: measures work, and no answer depends on it. */
  readonly now: () => number;
  /** Is told of a mistake of ours, of which the asker learns no more than that it is one. */
  readonly onMistake?: (error: unknown) => void;
}

/** How much one request may ask. */
export interface Limits {
  /** Bytes of a body. */
  readonly bodyLimit: number;
  /** Cases in a body. */
  readonly mostCases: number;
  /** Seconds that the server works at the cases of one body. */
  readonly mostWork: number;
}

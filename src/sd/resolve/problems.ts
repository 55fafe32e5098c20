import { type Complaint, SteelyardError } from '../../base/error.js';

/** Collects complaints, so that one reading shows all of them. */
export class Problems {
  readonly list: SteelyardError[] = [];

  add(complaint: Complaint): void {
    this.list.push(new SteelyardError(complaint));
  }

  /** Runs a step; a complaint thrown in it is kept, and undefined comes back. */
  attempt<T>(step: () => T): T | undefined {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof SteelyardError)) throw error;
      this.list.push(error);
      return undefined;
    }
  }
}

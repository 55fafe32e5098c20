import { type Complaint, SteelyardError } from '../../base/error.js';

/** Nobody reads more: a text with so many faults is no model. */
const mostProblems = 1000;

/** Collects complaints, the first thousand, so that one reading shows all of them. */
export class Problems {
  readonly list: SteelyardError[] = [];

  add(complaint: Complaint): void {
    this.keep(new SteelyardError(complaint));
  }

  /** Runs a step; a complaint thrown in it is kept, and undefined comes back. Once there are a thousand, no more is tried. */
  attempt<T>(step: () => T): T | undefined {
    if (this.list.length >= mostProblems) return undefined;
    try {
      return step();
    } catch (error) {
      if (!(error instanceof SteelyardError)) throw error;
      this.keep(error);
      return undefined;
    }
  }

  private keep(error: SteelyardError): void {
    if (this.list.length < mostProblems) this.list.push(error);
  }
}

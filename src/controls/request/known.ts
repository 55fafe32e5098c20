import { type Domain, wordsOf } from '../answer/domain.js';
import { inputOf } from '../rules/inputs.js';
import type { Rulebook } from '../rules/rulebook.js';
import type { Assumed } from '../types.js';

/** Of more words than these, a list tells nothing. */
const most = 5;

/** Collects what is known of every input, each with how it is known; what is known first stays. */
export class Known {
  readonly domains = new Map<string, Domain>();
  readonly assumed: Assumed[] = [];
  /** Inputs that were told outright or that words told. */
  readonly told = new Set<string>();

  constructor(readonly book: Rulebook) {}

  has(name: string): boolean {
    return this.domains.has(name);
  }

  /** The only word that an input may be; undefined where it is not known, or a number. */
  only(name: string): string | undefined {
    const domain = this.domains.get(name);
    return domain?.kind === 'words' && domain.values.length === 1 ? domain.values[0] : undefined;
  }

  /** Takes what somebody told; with `why` it is listed. */
  tell(name: string, value: Domain | string, why?: string): void {
    if (this.has(name)) return;
    this.settle(name, value);
    this.told.add(name);
    if (why !== undefined) this.list(name, why);
  }

  /** Takes something as given, and lists it. */
  assume(name: string, value: Domain | string, why: string): void {
    if (this.has(name)) return;
    this.settle(name, value);
    this.list(name, why);
  }

  /** Takes what needs no word: figures, what the catalogue says, and what nobody asks in such a case. */
  settle(name: string, value: Domain | string): void {
    if (!this.has(name)) this.domains.set(name, typeof value === 'string' ? wordsOf(value) : value);
  }

  private list(name: string, why: string): void {
    const domain = this.domains.get(name)!;
    const isPlace = inputOf.get(name)?.kind === 'place';
    const value =
      domain.kind === 'range'
        ? `${domain.low} to ${domain.high}`
        : domain.values.length > most
          ? 'not known'
          : domain.values.map((word) => (isPlace ? this.book.places.nameOf(word) : word)).join(' or ');
    this.assumed.push({ what: name, value, why });
  }
}

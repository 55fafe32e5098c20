import { type Place, SteelyardError } from '../../base/error.js';
import { deepest, mostOperators, tooDeep, tooLong } from './bounds.js';
import { placeAt, type Source } from './entries.js';
import type { Token } from './tokens.js';

/** Walks over tokens; the only place that moves is `at`. */
export class Cursor {
  private at = 0;
  private depth = 0;
  private operators = 0;
  constructor(
    readonly source: Source,
    private readonly tokens: readonly Token[],
  ) {}

  get token(): Token {
    return this.tokens[this.at]!;
  }
  get next(): Token {
    return this.ahead(1);
  }
  /** Looks `steps` tokens ahead; 0 is the present token. */
  ahead(steps: number): Token {
    return this.tokens[Math.min(this.at + steps, this.tokens.length - 1)]!;
  }
  get place(): Place {
    return placeAt(this.source, this.token.offset);
  }
  is(text: string): boolean {
    return this.token.kind === 'mark' && this.token.text === text;
  }
  /** Tells whether a pair of numbers `((1,2)` opens here, with signs or without. */
  pairAhead(): boolean {
    let i = this.at + 2;
    if (this.tokens[i - 1]?.text !== '(') return false;
    if (this.tokens[i]?.text === '-' || this.tokens[i]?.text === '+') i++;
    return this.tokens[i]?.kind === 'number' && this.tokens[i + 1]?.text === ',';
  }
  take(): Token {
    const token = this.token;
    if (token.kind !== 'end') this.at++;
    return token;
  }
  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }
  expect(text: string): Token {
    if (!this.is(text)) this.fail(`"${text}"`);
    return this.take();
  }
  expectName(what: string): Token {
    if (this.token.kind !== 'name') this.fail(what);
    return this.take();
  }
  /** Reads a part one level further in. Errors: SD026 when that is too deep. */
  inside<T>(read: () => T): T {
    if (this.depth >= deepest) throw tooDeep(this.place);
    this.depth++;
    const part = read();
    this.depth--;
    return part;
  }
  /** Counts one operator of the equation. Errors: SD026 when there are too many. */
  countOperator(): void {
    this.operators++;
    if (this.operators > mostOperators) throw tooLong(this.place);
  }
  fail(expected: string): never {
    const { kind, text } = this.token;
    throw new SteelyardError({
      code: 'SD001',
      found: kind === 'end' ? 'the equation ends too early' : `"${text}" cannot stand here`,
      place: this.place,
      expected,
    });
  }
}

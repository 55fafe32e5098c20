import type { Test } from '../rules/condition.js';
import { type Domain, isEmpty, type Range, rangeOf } from './domain.js';

/** What is known of every input, and how inputs hang together. */
export interface State {
  readonly domains: ReadonlyMap<string, Domain>;
  /** The text by which the chip is known, for tests of its name. */
  readonly label: string;
  /** Whether the performance density follows from performance and die area, so that they move together. */
  readonly densityFollows: boolean;
}

/**
 * Gives a state in which one input is known better, and with it the inputs that hang together with it.
 *
 * Performance density is performance over die area; `dram_plus_io` is the sum of its two parts. Undefined where no
 * value is left for some input.
 */
export function narrow(state: State, name: string, domain: Domain): State | undefined {
  if (isEmpty(domain)) return undefined;
  const domains = new Map(state.domains).set(name, domain);
  if (domain.kind === 'range' && !propagate(domains, name, state.densityFollows)) return undefined;
  return { ...state, domains };
}

type Edges = Map<string, Domain>;

function propagate(domains: Edges, name: string, densityFollows: boolean): boolean {
  if (densityFollows && ['tpp', 'pd', 'die_mm2'].includes(name))
    return propagateThrough(domains, 'tpp', 'pd', 'die_mm2', product, quotient);
  if (['dram_gbs', 'interconnect_gbs', 'dram_plus_io'].includes(name))
    return propagateThrough(domains, 'dram_plus_io', 'dram_gbs', 'interconnect_gbs', sum, difference);
  return true;
}

type Join = (a: Range, b: Range) => Range;

/**
 * Holds whole = one join other over ranges for a few rounds; points are left as they are.
 *
 * A product of rounded numbers misses a threshold by a hair, so an end moves only by more than rounding can explain,
 * and what it moves to is rounded to twelve digits.
 */
function propagateThrough(
  domains: Edges,
  whole: string,
  one: string,
  other: string,
  join: Join,
  part: Join,
): boolean {
  const of = (name: string) => domains.get(name) as Range;
  for (let round = 0; round < 4; round++) {
    let changed = false;
    const steps: [string, () => Range][] = [
      [whole, () => join(of(one), of(other))],
      [one, () => part(of(whole), of(other))],
      [other, () => part(of(whole), of(one))],
    ];
    for (const [name, bound] of steps) {
      const before = of(name);
      if (before.low === before.high) continue;
      const after = tightened(before, bound());
      if (isEmpty(after)) return false;
      if (after === before) continue;
      domains.set(name, after);
      changed = true;
    }
    if (!changed) return true;
  }
  return true;
}

const rounding = 1e-9;

/** The range with its ends moved inward where a bound is clearly inside; the same range where none is. */
function tightened(range: Range, bound: Range): Range {
  const up = bound.low > range.low + rounding * Math.abs(range.low);
  const down =
    bound.high < range.high - rounding * Math.abs(range.high === Number.POSITIVE_INFINITY ? 0 : range.high);
  if (!up && !down) return range;
  const [low, high] = [up ? exact(bound.low) : range.low, down ? exact(bound.high) : range.high];
  // Ends that pass each other by no more than rounding meet in the end that was known.
  if (low > high && low - high <= rounding * Math.abs(high)) return rangeOf(up ? range.high : range.low);
  return rangeOf(low, high, {
    low: up ? bound.lowOpen : range.lowOpen,
    high: down ? bound.highOpen : range.highOpen,
  });
}

const exact = (value: number) => Number(value.toPrecision(12));

const ends = (low: number, high: number, lowOpen: boolean, highOpen: boolean): Range =>
  rangeOf(Number.isNaN(low) ? 0 : low, Number.isNaN(high) ? Number.POSITIVE_INFINITY : high, {
    low: lowOpen,
    high: highOpen,
  });

const product: Join = (a, b) =>
  ends(a.low * b.low, a.high * b.high, a.lowOpen || b.lowOpen, a.highOpen || b.highOpen);
const quotient: Join = (a, b) =>
  ends(
    a.low / b.high,
    b.low === 0 ? Number.POSITIVE_INFINITY : a.high / b.low,
    a.lowOpen || b.highOpen,
    a.highOpen || b.lowOpen,
  );
const sum: Join = (a, b) =>
  ends(a.low + b.low, a.high + b.high, a.lowOpen || b.lowOpen, a.highOpen || b.highOpen);
const difference: Join = (a, b) =>
  ends(Math.max(0, a.low - b.high), a.high - b.low, a.lowOpen || b.highOpen, a.highOpen || b.lowOpen);

/** What a test asks about, or undefined for a test of the name or of an earlier layer. */
export function inputOfTest(test: Test): string | undefined {
  return 'input' in test ? test.input : undefined;
}

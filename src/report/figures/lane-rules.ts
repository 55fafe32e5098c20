import { testsIn } from '../../controls/answer/trace.js';
import { type Classifier, regimeOn } from '../../controls/index.js';
import type { Active, Plain } from '../../controls/rules/regime.js';

/** Bounds on performance and memory bandwidth that a clause asks for; an end that it does not ask for is open. */
export interface Bounds {
  readonly clause: string;
  readonly cite: string;
  readonly tpp: { readonly low: number; readonly high: number };
  readonly dram: { readonly low: number; readonly high: number };
}

/** What the rules of a day say about performance and memory bandwidth. */
export interface LaneRules {
  /** The lane of review case by case, with the number of certifications that it asks for. */
  readonly lane: (Bounds & { readonly certifications: number }) | undefined;
  /** Bands in which an import into the United States pays duty. */
  readonly duties: readonly Bounds[];
  /** The bandwidth of the letters, GB/s. */
  readonly letter: { readonly clause: string; readonly cite: string; readonly from: number } | undefined;
}

/**
 * Reads the lane of review, the duty bands and the line of the letters from the clauses in force on a day.
 *
 * @example
 * laneRules(makeClassifier(facts), '2026-01-20').lane.tpp.high // => 21000
 * laneRules(makeClassifier(facts), '2025-06-01').lane // => undefined
 */
export function laneRules({ book }: Classifier, date: string): LaneRules {
  const regime = regimeOn(book, date);
  const lane = regime.review.find(
    (active) => active.clause.policy === 'case_by_case' && bounds(active) !== undefined,
  );
  const names = new Set(book.rules.certifications.map(({ id }) => id));
  return {
    lane: lane && {
      ...bounds(lane)!,
      certifications: inputsOf(lane.condition).filter((name) => names.has(name)).length,
    },
    duties: regime.special
      .filter(({ clause }) => clause.license_required === 'tariff_25')
      .flatMap((active) => bounds(active) ?? []),
    letter: regime.requirement.flatMap(({ clause, condition }) => {
      const test = numbersIn(condition).find(({ input }) => input === 'dram_gbs');
      return clause.reason === 'is_informed_letter' && test
        ? [{ clause: clause.clause, cite: clause.cite, from: test.value }]
        : [];
    })[0],
  };
}

const numbersIn = (condition: Plain) => testsIn(condition).filter((test) => test.kind === 'number');
const inputsOf = (condition: Plain) =>
  testsIn(condition).flatMap((test) => ('input' in test ? [test.input] : []));

/** Bounds on both figures; undefined for a clause that does not ask about both. */
function bounds({ clause, condition }: Active<{ clause: string; cite: string }>): Bounds | undefined {
  const range = (input: string) => {
    const tests = numbersIn(condition).filter((test) => test.input === input);
    if (tests.length === 0) return undefined;
    const lows = tests.filter(({ op }) => op.startsWith('>')).map(({ value }) => value);
    const highs = tests.filter(({ op }) => op.startsWith('<')).map(({ value }) => value);
    return { low: Math.max(0, ...lows), high: Math.min(Number.POSITIVE_INFINITY, ...highs) };
  };
  const [tpp, dram] = [range('tpp'), range('dram_gbs')];
  return tpp && dram && { clause: clause.clause, cite: clause.cite, tpp, dram };
}

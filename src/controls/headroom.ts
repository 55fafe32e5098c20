import { isEmpty, printNumber, type Range, split } from './answer/domain.js';
import { truthFrom, truthOfTest } from './answer/kleene.js';
import { testsIn } from './answer/trace.js';
import type { Classifier } from './classify.js';
import { type Derivation, derivationOf, type Published, spread } from './published.js';
import { type Situation, situationOf } from './request/situation.js';
import type { Test } from './rules/condition.js';
import { type Plain, type Regime, regimeOn } from './rules/regime.js';
import type { Request } from './types.js';

/** How far one figure of a chip is from one threshold in force. */
export interface Headroom {
  /** What is measured, such as `tpp`. */
  readonly input: string;
  readonly unit: string;
  /** The test as it stands in the rules, and the clauses that ask it. */
  readonly test: string;
  readonly threshold: number;
  readonly clauses: readonly string[];
  /** The figure, as an interval; ends are equal where it is known. */
  readonly low: number;
  readonly high: number;
  readonly side: 'holds' | 'fails' | 'depends';
  /** Distance from the threshold as a share of it: negative below, positive above; at both ends of the interval. */
  readonly margin: { readonly low: number; readonly high: number };
  /** The same figure with each published number half a unit of its last digit either way. */
  readonly rounded: { readonly low: number; readonly high: number };
  /** Whether the rounding of published numbers, or what is not known, is enough to change the side. */
  readonly nearLine: boolean;
  /** Near the line: the published numbers behind the figure, each with the range that its last digit leaves. */
  readonly decides: readonly {
    readonly measurement: string;
    readonly is: string;
    readonly range: string;
    /** Whether that range alone takes the figure across the line. */
    readonly enough: boolean;
  }[];
}

/** Distances of one chip from every threshold that counts for a movement on a day. */
export interface HeadroomTable {
  readonly date: string;
  readonly chip: string;
  readonly rows: readonly Headroom[];
  /** The words that belong to every such table. */
  readonly warning: string;
}

const measured = [
  'tpp',
  'perf_2022',
  'pd',
  'dram_gbs',
  'interconnect_gbs',
  'dram_plus_io',
  'mem_bw_density',
] as const;
const units: Readonly<Record<string, string>> = {
  tpp: 'TPP',
  perf_2022: 'bit x TOPS',
  pd: 'TPP/mm2',
  dram_gbs: 'GB/s',
  interconnect_gbs: 'GB/s',
  dram_plus_io: 'GB/s',
  mem_bw_density: 'GB/s/mm2',
};

/**
 * Tells how far each figure of a chip is from each threshold in force, and which measurement decides a near case.
 *
 * It compares what is; it searches for no design under a line.
 *
 * @example
 * const table = headroomOf(makeClassifier(facts), { chip: 'a30', destination: 'China', date: '2024-01-01' })
 * table.rows.find(({ test }) => test === 'pd >= 3.2').nearLine // => true
 */
export function headroomOf(classifier: Classifier, request: Request): HeadroomTable {
  const { book, facts } = classifier;
  const situation = situationOf(request, facts, book);
  const regime = regimeOn(book, situation.date);
  const { chip } = situation.resolved;
  const rows = thresholdsOf(regime, situation).map(({ test, clauses }): Headroom => {
    const range = situation.state.domains.get(test.input) as Range;
    const known = range.low === range.high ? range.low : undefined;
    const from =
      known === undefined ? undefined : derivationOf(test.input, known, chip, request.params ?? {}, facts);
    const rounded = from ? spread(from, () => true) : { low: range.low, high: range.high };
    const crosses = ({ low, high }: { low: number; high: number }) => low < test.value && high > test.value;
    const side = sideOf(range, test);
    const nearLine = side === 'depends' || crosses(rounded) || known === test.value;
    return {
      input: test.input,
      unit: units[test.input] ?? '',
      test: test.text,
      threshold: test.value,
      clauses,
      low: range.low,
      high: range.high,
      side,
      margin: { low: range.low / test.value - 1, high: range.high / test.value - 1 },
      rounded,
      nearLine,
      decides: nearLine && from ? from.from.map((one) => decider(one, from, crosses)) : [],
    };
  });
  return { date: situation.date, chip: chip?.name ?? request.chip ?? 'a part without a name', rows, warning };
}

const warning =
  'Headroom is not eligibility: distance from a number decides neither what an item is designed for, nor who may receive it, nor what must be certified.';

type NumberTest = Extract<Test, { kind: 'number' }>;

/** The thresholds in force on a chip's figures, each once, with the clauses that ask it and hang on figures here. */
function thresholdsOf(regime: Regime, { state }: Situation): { test: NumberTest; clauses: string[] }[] {
  const found = new Map<string, { test: NumberTest; clauses: string[] }>();
  const lists = [regime.special, regime.classification, regime.requirement, regime.review];
  for (const list of lists) {
    for (const { clause, condition } of list) {
      if (!hangsOnFigures(condition, state, regime)) continue;
      for (const test of testsIn(condition)) {
        if (!isMeasured(test)) continue;
        const row = found.get(test.text) ?? { test, clauses: [] };
        if (!row.clauses.includes(clause.clause)) row.clauses.push(clause.clause);
        found.set(test.text, row);
      }
    }
  }
  const order = (name: string) => (measured as readonly string[]).indexOf(name);
  return [...found.values()].sort(
    (a, b) => order(a.test.input) - order(b.test.input) || a.test.value - b.test.value,
  );
}

const isMeasured = (test: Test): test is NumberTest =>
  test.kind === 'number' && measured.some((name) => name === test.input);

/** Whether place, party, purpose and the like leave a clause to the figures, and to what follows from figures. */
function hangsOnFigures(condition: Plain, state: Situation['state'], { membersOf }: Regime): boolean {
  const view = { state, found: { entry: undefined, reasons: new Set<string>() }, members: membersOf };
  const truth = truthFrom(condition, (test) =>
    isMeasured(test) || test.kind === 'entry' || test.kind === 'caught' ? undefined : truthOfTest(test, view),
  );
  return truth === undefined;
}

function sideOf(range: Range, test: NumberTest): Headroom['side'] {
  const [yes, no] = split(range, test, () => new Set());
  return isEmpty(no) ? 'holds' : isEmpty(yes) ? 'fails' : 'depends';
}

/** One published number behind a near figure, and whether its last digit alone takes the figure across the line. */
function decider(
  one: Published,
  from: Derivation,
  crosses: (range: { low: number; high: number }) => boolean,
): Headroom['decides'][number] {
  const { measurement, value, half } = one;
  return {
    measurement,
    is: printNumber(value),
    range: `${printNumber(value - half)} to ${printNumber(value + half)}`,
    enough: crosses(spread(from, (other) => other === one)),
  };
}

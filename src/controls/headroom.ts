import type { Chip } from '../facts/index.js';
import { isEmpty, printNumber, type Range, split } from './answer/domain.js';
import { testsIn } from './answer/trace.js';
import type { Classifier } from './classify.js';
import { situationOf } from './request/situation.js';
import type { Test } from './rules/condition.js';
import { type Regime, regimeOn } from './rules/regime.js';
import type { Params, Request } from './types.js';

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
  /** What each measurement would have to be for the figure to stand on the line. */
  readonly decides: readonly {
    readonly measurement: string;
    readonly is: string;
    readonly onTheLine: string;
  }[];
}

/** Distances of one chip from every threshold in force on a day. */
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
  const rows = thresholdsOf(regime).map(({ test, clauses }): Headroom => {
    const range = situation.state.domains.get(test.input) as Range;
    const rounded = roundedRange(test.input, range, chip, request.params ?? {}, classifier);
    const margin = { low: range.low / test.value - 1, high: range.high / test.value - 1 };
    const side = sideOf(range, test);
    return {
      input: test.input,
      unit: units[test.input] ?? '',
      test: test.text,
      threshold: test.value,
      clauses,
      low: range.low,
      high: range.high,
      side,
      margin,
      rounded,
      nearLine: side === 'depends' || (rounded.low < test.value && rounded.high > test.value),
      decides: decidersOf(test, range, chip, request.params ?? {}, classifier),
    };
  });
  return { date: situation.date, chip: chip?.name ?? request.chip ?? 'a part without a name', rows, warning };
}

const warning =
  'Headroom is not eligibility: distance from a number decides neither what an item is designed for, nor who may receive it, nor what must be certified.';

type NumberTest = Extract<Test, { kind: 'number' }>;

/** The thresholds on a chip's figures in force, each once, with the clauses that ask it. */
function thresholdsOf(regime: Regime): { test: NumberTest; clauses: string[] }[] {
  const found = new Map<string, { test: NumberTest; clauses: string[] }>();
  const lists = [regime.special, regime.classification, regime.requirement, regime.review];
  for (const list of lists) {
    for (const { clause, condition } of list) {
      for (const test of testsIn(condition)) {
        if (test.kind !== 'number' || !measured.some((name) => name === test.input)) continue;
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

function sideOf(range: Range, test: NumberTest): Headroom['side'] {
  const [yes, no] = split(range, test, () => new Set());
  return isEmpty(no) ? 'holds' : isEmpty(yes) ? 'fails' : 'depends';
}

/** Half a unit of the last digit that is written. */
function halfDigit(value: number): number {
  const decimals = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  return 0.5 * 10 ** -decimals;
}

interface Published {
  /** Dense TOPS of the format that governs, with its bit length; absent where only TPP is given. */
  readonly format?: { readonly name: string; readonly tops: number; readonly bits: number };
  readonly tpp?: number;
  readonly die?: number;
  readonly pd?: number;
}

function publishedOf(chip: Chip | undefined, params: Params, { facts }: Classifier): Published {
  const die = typeof params.die_mm2 === 'number' ? params.die_mm2 : chip?.compute_die_area_mm2?.value;
  const area = die === undefined ? {} : { die };
  if (typeof params.pd === 'number')
    return { ...area, pd: params.pd, ...(typeof params.tpp === 'number' && { tpp: params.tpp }) };
  if (typeof params.tpp === 'number') return { ...area, tpp: params.tpp };
  const products = Object.entries(chip?.dense_tops ?? {}).flatMap(([name, cell]) => {
    const bits = facts.formats?.formats[name as keyof NonNullable<typeof facts.formats>['formats']]?.bits;
    return typeof bits === 'number' ? [{ name, tops: cell.value, bits }] : [];
  });
  const format = products.sort((a, b) => b.tops * b.bits - a.tops * a.bits)[0];
  return { ...area, ...(format && { format }) };
}

function roundedRange(
  input: string,
  range: Range,
  chip: Chip | undefined,
  params: Params,
  classifier: Classifier,
): { low: number; high: number } {
  const spread = (value: number, half: number) => ({ low: value - half, high: value + half });
  const published = publishedOf(chip, params, classifier);
  const performance = published.format
    ? {
        low: (published.format.tops - halfDigit(published.format.tops)) * published.format.bits,
        high: (published.format.tops + halfDigit(published.format.tops)) * published.format.bits,
      }
    : published.tpp === undefined
      ? undefined
      : spread(published.tpp, halfDigit(published.tpp));
  if (range.low !== range.high) return { low: range.low, high: range.high };
  if (input === 'tpp' || input === 'perf_2022') return performance ?? spread(range.low, halfDigit(range.low));
  if (input === 'pd') {
    if (published.pd !== undefined) return spread(published.pd, halfDigit(published.pd));
    if (!performance || published.die === undefined) return { low: range.low, high: range.high };
    const half = halfDigit(published.die);
    return { low: performance.low / (published.die + half), high: performance.high / (published.die - half) };
  }
  return spread(range.low, halfDigit(range.low));
}

/** What each published number would have to be for the figure to stand on the line. */
function decidersOf(
  test: NumberTest,
  range: Range,
  chip: Chip | undefined,
  params: Params,
  classifier: Classifier,
): Headroom['decides'] {
  const { format, tpp, die, pd } = publishedOf(chip, params, classifier);
  const { input, value } = test;
  const rows: { measurement: string; is: string; onTheLine: string }[] = [];
  const performance = format ? format.tops * format.bits : tpp;
  const throughput = (onTheLine: number) => {
    if (format)
      rows.push({
        measurement: `dense TOPS (${format.name})`,
        is: printNumber(format.tops),
        onTheLine: short(onTheLine / format.bits),
      });
    else if (tpp !== undefined)
      rows.push({ measurement: 'TPP', is: printNumber(tpp), onTheLine: short(onTheLine) });
  };
  if (input === 'tpp' || input === 'perf_2022') throughput(value);
  else if (input === 'pd' && pd === undefined) {
    if (performance !== undefined && die !== undefined) {
      throughput(value * die);
      rows.push({
        measurement: 'applicable die area, mm2',
        is: printNumber(die),
        onTheLine: short(performance / value),
      });
    } else if (performance !== undefined) {
      rows.push({
        measurement: 'applicable die area, mm2',
        is: 'not known',
        onTheLine: short(performance / value),
      });
    }
  } else if (range.low === range.high) {
    rows.push({ measurement: input, is: printNumber(range.low), onTheLine: short(value) });
  }
  return rows;
}

/** A number on the line is worked out, not published: seven digits are enough. */
const short = (value: number) => String(Number(value.toPrecision(7)));

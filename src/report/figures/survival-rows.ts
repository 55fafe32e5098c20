import { chinaSpans, firstFirm } from '../../controls/china-history.js';
import { type Classifier, type Survival, survivalOf } from '../../controls/index.js';
import { dayAfter } from '../../controls/rules/rulebook.js';
import { shortChipName } from './chip-points.js';
import { decimalYear } from './measure.js';

/** A US act as a line across the drawing. */
export interface ActLine {
  readonly day: string;
  readonly title: string;
}

/** What an act is called; the records of `facts.measures.us` will do. */
export interface ActName {
  readonly title: string;
  readonly effective?: string | undefined;
}

export type SurvivalState = 'ended' | 'open' | 'cannot_tell';

/** One export variant: how long it stayed outside the rules checked, and when China's gate closed. */
export interface SurvivalRow {
  readonly chip: string;
  readonly name: string;
  readonly state: SurvivalState;
  readonly launched: string;
  /** Decimal years. */
  readonly launch: { readonly low: number; readonly high: number };
  readonly end: number;
  /** Last day outside the rules checked; `null` while it still is. */
  readonly openTo: string | null;
  readonly months: { readonly low: number; readonly high: number } | null;
  readonly endedBy: Survival['endedBy'];
  /** First day from the launch on on which China's gate kept commercial clouds from an ordinary order. */
  readonly china: { readonly from: string; readonly state: string } | null;
}

/**
 * Lists the export variants in order of launch, each with its time outside the rules checked and China's gate.
 *
 * @param until the day to which what is still open is counted
 *
 * @example
 * survivalRows(makeClassifier(facts), '2026-09-25').filter(({ state }) => state === 'open').map(({ name }) => name)
 * // => ['L2', 'L20', 'RTX 4090 D', 'RTX 5090 D V2']
 */
export function survivalRows(classifier: Classifier, until: string): SurvivalRow[] {
  return survivalOf(classifier, until)
    .filter(({ launch }) => !(launch.low > decimalYear(until)))
    .map((row): SurvivalRow => {
      const { chip, launched, launch, openTo, told, months, endedBy } = row;
      const request = { chip, destination: 'CN', date: until };
      const spans = chinaSpans(classifier, request, firstDay(launched)).commercial_cloud ?? [];
      const china = firstFirm(spans, firstDay(launched));
      return {
        chip,
        name: shortChipName(classifier.facts.chips.get(chip)!),
        state: openTo !== null ? 'ended' : told ? 'open' : 'cannot_tell',
        launched,
        launch,
        end: decimalYear(openTo ?? until),
        openTo,
        months,
        endedBy,
        china: china && china.from <= until ? china : null,
      };
    });
}

/** The first day that a month, quarter or year can mean. */
function firstDay(date: string): string {
  const [, year, quarter, month = '01', day = '01'] =
    /^(\d{4})(?:-Q(\d)|-(\d{2})(?:-(\d{2}))?)?$/.exec(date) ?? [];
  if (quarter) return `${year}-${String(Number(quarter) * 3 - 2).padStart(2, '0')}-01`;
  return `${year}-${month}-${day}`;
}

/**
 * Lists the days on which a variant was caught, with the act that took effect on each.
 *
 * Where no act of that day is handed in, the clause that decides is named.
 */
export function endingActs(rows: readonly SurvivalRow[], acts: readonly ActName[]): ActLine[] {
  const days = [...new Set(rows.flatMap(({ openTo }) => (openTo === null ? [] : [dayAfter(openTo)])))].sort();
  return days.map((day) => {
    const act = acts.find(({ effective }) => effective === day)?.title;
    const clause = rows.find(({ openTo }) => openTo !== null && dayAfter(openTo) === day)?.endedBy?.clause;
    return { day, title: act ?? clause ?? '' };
  });
}

/**
 * Prints months as people do: a whole number, or two where the launch is not known to the month.
 *
 * @example
 * printMonths({ low: 2.2, high: 2.2 }) // => '2'
 * printMonths({ low: 0, high: 10.5 }) // => '0–11'
 */
export function printMonths({ low, high }: { readonly low: number; readonly high: number }): string {
  const [a, b] = [Math.round(low), Math.round(high)];
  return a === b ? String(a) : `${a}–${b}`;
}

/**
 * Gives the median of the months that variants lasted, each by the middle of its two ends; undefined of none.
 *
 * @example
 * medianMonths([{ months: { low: 2, high: 4 } }, { months: { low: 9, high: 9 } }]) // => 6
 */
export function medianMonths(rows: readonly Pick<SurvivalRow, 'months'>[]): number | undefined {
  const middles = rows
    .flatMap(({ months }) => (months ? [(months.low + months.high) / 2] : []))
    .sort((a, b) => a - b);
  const half = middles.length / 2;
  if (middles.length === 0) return undefined;
  return middles.length % 2 === 1 ? middles[Math.floor(half)]! : (middles[half - 1]! + middles[half]!) / 2;
}

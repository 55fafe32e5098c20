import type { Chip } from '../facts/index.js';
import { decimalDate } from '../facts/light.js';
import type { Outcome } from './answer/evaluate.js';
import { explore, leavesOf } from './answer/explore.js';
import { chinaGate } from './china.js';
import type { Classifier } from './classify.js';
import { situationOf } from './request/situation.js';
import { regimeOn } from './rules/regime.js';
import { dayBefore } from './rules/rulebook.js';
import type { LicenseRequired, Request } from './types.js';

/** What the rules say of one request over a stretch of days in which the answer is the same. */
export interface Span {
  /** First day; the first span begins on the day that was asked from. */
  readonly from: string;
  /** Last day; `null` while nothing later is known. */
  readonly to: string | null;
  readonly eccn: string;
  readonly license_required: LicenseRequired;
  readonly reason: string;
  readonly review_policy: string | null;
  /** Clauses that decide it, by id and by name. */
  readonly clauses: readonly { readonly id: string; readonly clause: string; readonly cite: string }[];
}

/** First day that the rules tell apart from earlier ones, by the first letters of August 2022. */
const dayZero = '2022-01-01';

/**
 * Follows one request through all changes of law: stretches of days with the same answer.
 *
 * @param request the request; its own day is not read
 * @param from first day; default 2022-01-01
 *
 * @example
 * const spans = statusSpans(makeClassifier(facts), { chip: 'a800', destination: 'China', date: '2022-01-01' })
 * spans.find((span) => span.license_required === true).from // => '2023-10-23'
 */
export function statusSpans(classifier: Classifier, request: Request, from = dayZero): Span[] {
  const { book } = classifier;
  const days = [from, ...book.changeDays.filter((day) => day > from)];
  const spans: Span[] = [];
  for (const day of days) {
    const now = statusOn(classifier, { ...request, date: day });
    const last = spans.at(-1);
    if (last && sameStatus(last, now)) continue;
    if (last) spans[spans.length - 1] = { ...last, to: dayBefore(day) };
    spans.push({ from: day, to: null, ...now });
  }
  return spans;
}

/** The answer of one day, without its story. */
export type Status = Omit<Span, 'from' | 'to'>;

/** Works out the status of a request on its day; what cannot be told is said as such. */
export function statusOn({ book, facts }: Classifier, request: Request): Status {
  const { state, date } = situationOf(request, facts, book);
  const leaves = leavesOf(explore(regimeOn(book, date), book.rules.reasons, state));
  const one = <K extends keyof Outcome>(key: K, otherwise: Outcome[K]): Outcome[K] =>
    leaves.every(({ outcome }) => outcome[key] === leaves[0]!.outcome[key])
      ? leaves[0]!.outcome[key]
      : otherwise;
  const decide = ({ looked }: (typeof leaves)[number]) =>
    looked
      .filter(({ layer, holds }) => holds && layer !== 'classification')
      .map(({ active }) => active.clause);
  // Where answers part, only what decides in every one of them is told.
  const held = decide(leaves[0]!).filter(({ id }) =>
    leaves.every((leaf) => decide(leaf).some((clause) => clause.id === id)),
  );
  return {
    eccn: one('eccn', 'cannot_tell'),
    license_required: one('license_required', 'cannot_tell'),
    reason: one('reason', 'depends'),
    review_policy: one('review_policy', 'cannot_tell'),
    clauses: held.map(({ id, clause, cite }) => ({ id, clause, cite })),
  };
}

const sameStatus = (a: Status, b: Status) =>
  a.eccn === b.eccn &&
  a.license_required === b.license_required &&
  a.reason === b.reason &&
  a.review_policy === b.review_policy;

/** How long one export variant could be sold without a licence, as far as the rules checked go. */
export interface Survival {
  readonly chip: string;
  readonly name: string;
  /** First sale as the catalogue dates it, and its earliest and latest day as a decimal year. */
  readonly launched: string;
  readonly launch: { readonly low: number; readonly high: number };
  /** Last day on which it was not caught; `null` while it still is not. */
  readonly openTo: string | null;
  /** Whether the published figures are enough to tell. */
  readonly told: boolean;
  /** Months from launch to that day, or to the day that is asked for; `null` where the launch is not known. */
  readonly months: { readonly low: number; readonly high: number } | null;
  /** What ended it. */
  readonly endedBy: { readonly id: string; readonly clause: string; readonly cite: string } | null;
  /** First day on which China's own gate was more than watchful for commercial clouds. */
  readonly chinaFrom: string | null;
  readonly chinaState: string | null;
  readonly spans: readonly Span[];
}

/**
 * Tells of every export variant of the catalogue how long an export from the United States to China stayed outside
 * the rules checked.
 *
 * @param until the day to which a chip that is still open is counted
 *
 * @example
 * survivalOf(makeClassifier(facts), '2026-10-10').find(({ chip }) => chip === 'nv-h20-96').openTo // => '2025-04-08'
 */
export function survivalOf(classifier: Classifier, until: string): Survival[] {
  return [...classifier.facts.chips.values()]
    .filter(({ designed_for_export, country }) => designed_for_export && country !== 'CN')
    .filter(({ general_availability }) => general_availability !== undefined)
    .map((chip) => survivalOfChip(classifier, chip, until))
    .sort((a, b) => a.launch.low - b.launch.low || (a.chip < b.chip ? -1 : 1));
}

function survivalOfChip(classifier: Classifier, chip: Chip, until: string): Survival {
  const launched = /^\d{4}(-Q[1-4]|-\d{2}(-\d{2})?)?(?![\d-]*\d)/.exec(
    chip.general_availability ?? chip.announced ?? '',
  )?.[0];
  const launch = launched ? periodOf(launched) : { low: Number.NaN, high: Number.NaN };
  const request: Request = { chip: chip.id, destination: 'CN', buyer: 'commercial_cloud', date: until };
  const spans = statusSpans(classifier, request).filter(({ from }) => from <= until);
  const live = spans.filter(({ to }) => to === null || !launched || decimalDate(to).value >= launch.low);
  const caught = live.find(
    ({ license_required }) => license_required !== false && license_required !== 'cannot_tell',
  );
  const openTo = caught ? dayBefore(caught.from) : null;
  const end = decimalDate(openTo ?? until).value;
  const [first] = caught?.clauses ?? [];
  const china = chinaStart(classifier, request, launched, until);
  return {
    chip: chip.id,
    name: chip.name,
    launched: launched ?? '',
    launch,
    openTo,
    told: live.every(({ license_required }) => license_required !== 'cannot_tell'),
    months: launched
      ? { low: Math.max(0, (end - launch.high) * 12), high: Math.max(0, (end - launch.low) * 12) }
      : null,
    endedBy: first ?? null,
    ...china,
    spans,
  };
}

function periodOf(date: string): { low: number; high: number } {
  const { low, high } = decimalDate(date);
  return { low, high };
}

/** The first day that a date can mean; dates of different precision then compare as text. */
function firstDay(date: string): string {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(date);
  return quarter ? `${quarter[1]}-${String(3 * Number(quarter[2]) - 2).padStart(2, '0')}` : date;
}

/** States of China's gate that keep a buyer from an ordinary order. */
const firm = new Set(['case_by_case', 'discouraged', 'paused', 'blocked']);

function chinaStart(
  { book, facts }: Classifier,
  request: Request,
  launched: string | undefined,
  until: string,
) {
  for (const day of book.changeDays.filter((one) => one <= until && one >= firstDay(launched ?? ''))) {
    const { state } = situationOf({ ...request, date: day }, facts, book);
    const gate = chinaGate(book, facts.cn!, day, state);
    if (firm.has(gate.state)) return { chinaFrom: day, chinaState: gate.state };
  }
  return { chinaFrom: null, chinaState: null };
}

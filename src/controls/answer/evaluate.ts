import type { Test } from '../rules/condition.js';
import type { Active, Regime } from '../rules/regime.js';
import type { LicenseRequired } from '../types.js';
import { type Found, openTest, truthOf, type View } from './kleene.js';
import type { State } from './state.js';

/** What the layers give where everything that they ask about is decided. */
export interface Outcome {
  readonly eccn: string;
  readonly entry: string;
  /** Where an item outside 3A090 falls instead; null where nowhere. */
  readonly residual: string | null;
  readonly text: LicenseRequired;
  readonly practice: LicenseRequired;
  readonly license_required: LicenseRequired;
  readonly reason: string;
  readonly review_policy: string | null;
}

/** Which clauses were looked at and how they came out; enough to tell the whole story again. */
export interface Looked {
  readonly layer: 'special' | 'classification' | 'requirement' | 'review';
  readonly active: Active<LayerClause>;
  readonly holds: boolean;
  /** What earlier layers had found when it was looked at. */
  readonly found: Found;
}

type LayerClause =
  | Regime['special'][number]['clause']
  | Regime['classification'][number]['clause']
  | Regime['requirement'][number]['clause']
  | Regime['review'][number]['clause'];

/** A pass through the layers: an outcome, or the test that has to be decided first. */
export type Pass =
  | { readonly done: true; readonly outcome: Outcome; readonly looked: readonly Looked[] }
  | { readonly done: false; readonly test: Test };

class Open {
  constructor(readonly test: Test) {}
}

const nothing: ReadonlySet<string> = new Set();

/**
 * Runs all layers of a regime over what is known: special, classification, requirement, review.
 *
 * Stops at the first test that is open and that the result hangs on.
 */
export function evaluate(regime: Regime, reasons: readonly string[], state: State): Pass {
  const looked: Looked[] = [];
  const members = regime.membersOf;
  const ask = (layer: Looked['layer'], active: Active<LayerClause>, found: Found): boolean => {
    const view: View = { state, found, members };
    const truth = truthOf(active.condition, view);
    if (truth === undefined) throw new Open(openTest(active.condition, view)!);
    looked.push({ layer, active, holds: truth, found });
    return truth;
  };
  /** The first clause of a list without a story that holds. */
  const first = <T>(list: readonly Active<T>[], found: Found): T | undefined =>
    list.find(({ condition }) => {
      const view: View = { state, found, members };
      const truth = truthOf(condition, view);
      if (truth === undefined) throw new Open(openTest(condition, view)!);
      return truth;
    })?.clause;
  try {
    const start: Found = { entry: undefined, reasons: nothing };
    const special = regime.special.find((active) => ask('special', active, start))?.clause;
    const entry =
      special?.eccn === undefined
        ? regime.classification.find((active) => ask('classification', active, start))?.clause
        : undefined;
    const eccn = special?.eccn ?? fillIn(entry!.eccn, state);
    const found: Found = { entry: entry?.entry ?? 'none', reasons: nothing };
    if (special) return { done: true, looked, outcome: outcomeOfSpecial(special, eccn, found.entry!) };
    const residual = found.entry === 'none' ? first(regime.residual, found)?.eccn : undefined;
    const held = regime.requirement
      .filter((active) => ask('requirement', active, found))
      .map(({ clause }) => clause);
    const caught: Found = { ...found, reasons: new Set(held.map(({ reason }) => reason)) };
    const text = held.some(({ reading }) => reading !== 'practice');
    const practice = practiceOf(held);
    const fallback = held.length > 0 ? undefined : first(regime.fallback, caught);
    const license_required = (fallback?.license_required as LicenseRequired) ?? together(text, practice);
    const reason =
      reasons.find((name) => caught.reasons.has(name)) ??
      fallback?.reason ??
      first(regime.notRequired, caught)?.reason ??
      'not_caught';
    const review =
      license_required === true || license_required === 'contested'
        ? regime.review.find((active) => ask('review', active, caught))?.clause
        : undefined;
    const outcome: Outcome = {
      eccn,
      entry: found.entry!,
      residual: residual ?? null,
      text: fallback ? license_required : text,
      practice: fallback ? license_required : practice,
      license_required,
      reason,
      review_policy: review?.policy ?? null,
    };
    return { done: true, looked, outcome };
  } catch (open) {
    if (open instanceof Open) return { done: false, test: open.test };
    throw open;
  }
}

function practiceOf(held: readonly Regime['requirement'][number]['clause'][]): boolean | 'contested' {
  const done = held.filter(({ reading }) => reading !== 'text');
  if (done.some(({ practice }) => practice !== 'contested')) return true;
  return done.length > 0 ? 'contested' : false;
}

/** Text and practice in one word. A letter binds although the CFR is silent, so practice alone is enough. */
function together(text: boolean, practice: boolean | 'contested'): LicenseRequired {
  if (practice === 'contested') return 'contested';
  return practice ? true : text ? 'text_yes_practice_no' : false;
}

function outcomeOfSpecial(
  { license_required, reason }: Regime['special'][number]['clause'],
  eccn: string,
  entry: string,
): Outcome {
  const value = license_required as LicenseRequired;
  const unenforced = value === 'text_yes_practice_no';
  return {
    eccn,
    entry,
    residual: null,
    text: unenforced ? true : value,
    practice: unenforced ? false : value,
    license_required: value,
    reason,
    review_policy: null,
  };
}

/** `{base_eccn}.z` with the word that stands for the input. */
function fillIn(eccn: string, state: State): string {
  return eccn.replace(/\{(\w+)\}/g, (_, name: string) => {
    const domain = state.domains.get(name);
    return domain?.kind === 'words' ? (domain.values[0] ?? '?') : '?';
  });
}

import type { Test } from '../rules/condition.js';
import type { Active, Plain, Regime } from '../rules/regime.js';
import type { LicenseRequired } from '../types.js';
import { type Found, openTest, type Truth, truthOf, type View } from './kleene.js';
import type { State } from './state.js';

/** What the layers give where everything that they ask about is decided. */
export interface Outcome {
  readonly eccn: string;
  readonly entry: string;
  readonly text: boolean;
  readonly practice: boolean | 'contested';
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
  try {
    const start: Found = { entry: undefined, reasons: nothing };
    const special = regime.special.find((active) => ask('special', active, start))?.clause;
    const entry =
      special?.eccn === undefined
        ? regime.classification.find((active) => ask('classification', active, start))?.clause
        : undefined;
    const eccn = special?.eccn ?? fillIn(entry!.eccn, state);
    if (special)
      return { done: true, looked, outcome: outcomeOfSpecial(special, eccn, entry?.entry ?? 'none') };
    const classified: Found = { entry: entry!.entry, reasons: nothing };
    const held = regime.requirement
      .filter((active) => ask('requirement', active, classified))
      .map(({ clause }) => clause);
    const found: Found = { entry: entry!.entry, reasons: new Set(held.map(({ reason }) => reason)) };
    const text = held.some(({ reading }) => reading !== 'practice');
    const done = held.filter(({ reading }) => reading !== 'text');
    const practice = done.some(({ practice }) => practice !== 'contested')
      ? true
      : done.length > 0
        ? ('contested' as const)
        : false;
    const license_required = together(text, practice);
    const reason =
      reasons.find((name) => found.reasons.has(name)) ?? whyNot(regime, { state, found, members });
    const review =
      license_required === true || license_required === 'contested'
        ? regime.review.find((active) => ask('review', active, found))?.clause
        : undefined;
    return {
      done: true,
      looked,
      outcome: {
        eccn,
        entry: entry!.entry,
        text,
        practice,
        license_required,
        reason,
        review_policy: review?.policy ?? null,
      },
    };
  } catch (open) {
    if (open instanceof Open) return { done: false, test: open.test };
    throw open;
  }
}

/** Text and practice in one word. A letter binds although the CFR is silent, so practice alone is enough. */
function together(text: boolean, practice: boolean | 'contested'): LicenseRequired {
  if (practice === 'contested') return 'contested';
  return practice ? true : text ? 'text_yes_practice_no' : false;
}

function outcomeOfSpecial(
  special: Regime['special'][number]['clause'],
  eccn: string,
  entry: string,
): Outcome {
  const value = special.license_required as LicenseRequired;
  const required = value === true;
  return {
    eccn,
    entry,
    text: required,
    practice: required,
    license_required: value,
    reason: special.reason,
    review_policy: null,
  };
}

function whyNot(regime: Regime, view: View): string {
  const holds = ({ condition }: { condition: Plain }): Truth => truthOf(condition, view);
  return regime.notRequired.find((active) => holds(active))?.clause.reason ?? 'not_caught';
}

/** `{base_eccn}.z` with the word that stands for the input. */
function fillIn(eccn: string, state: State): string {
  return eccn.replace(/\{(\w+)\}/g, (_, name: string) => {
    const domain = state.domains.get(name);
    return domain?.kind === 'words' ? (domain.values[0] ?? '?') : '?';
  });
}

import type { Facts } from '../facts/index.js';
import { wordsOf } from './answer/domain.js';
import { exceptionLines, viewOf } from './answer/exceptions.js';
import { explore, type Leaf, leavesOf, partings, type Tree } from './answer/explore.js';
import { truthOf } from './answer/kleene.js';
import { mergedTrace } from './answer/merge.js';
import { narrow } from './answer/state.js';
import { checklistOf } from './checklist.js';
import { chinaGate } from './china.js';
import { type Situation, situationOf } from './request/situation.js';
import { type Regime, regimeOn } from './rules/regime.js';
import { type Rulebook, readRulebook } from './rules/rulebook.js';
import type { Answer, Assumed, Depends, LicenseRequired, Request, TraceLine } from './types.js';

/** What a classifier needs of the data. */
export type ControlsFacts = Pick<
  Facts,
  'usRules' | 'words' | 'places' | 'sources' | 'placeOf' | 'cn' | 'chips' | 'systems' | 'aliases' | 'formats'
>;

/** The rules with the catalogue: answers requests. */
export interface Classifier {
  readonly book: Rulebook;
  readonly facts: ControlsFacts;
  classify(request: Request): Answer;
}

/**
 * Reads the rules once and gives what classifies by them.
 *
 * @throws SteelyardError CO001 to CO003 at the line of the data
 *
 * @example
 * makeClassifier(facts).classify({ chip: 'h100', destination: 'China', date: '2022-12-01' }).eccn // => '3A090'
 */
export function makeClassifier(facts: ControlsFacts): Classifier {
  const book = readRulebook(facts);
  return { book, facts, classify: (request) => classifyWith(book, facts, request) };
}

function classifyWith(book: Rulebook, facts: ControlsFacts, request: Request): Answer {
  const situation = situationOf(request, facts, book);
  const regime = regimeOn(book, situation.date);
  const tree = explore(regime, book.rules.reasons, situation.state);
  const leaves = leavesOf(tree);
  const answer = answerOf(tree, leaves, situation, regime, book);
  const statement = statementFor(answer, leaves, situation, regime, book);
  const china = chinaGate(book, facts.cn!, situation.date, situation.state);
  const trace = mergedTrace(leaves, regime, book);
  const exceptions = exceptionLines(regime, book, leaves);
  const notes = [
    ...(statement?.notes ?? []),
    ...notesOf(leaves, regime),
    ...otherParent(answer, leaves, situation, regime, book),
    ...situation.quantities.notes,
  ];
  return {
    id: situation.id,
    chip: situation.resolved.chip?.name ?? request.chip ?? 'a part without a name',
    ...answer,
    ...statement?.answer,
    exception: shortOf(exceptions, book),
    exceptions,
    china_gate: china,
    checklist: checklistOf(book, regime, situation, leaves),
    quantities: figuresOf(situation),
    trace,
    notes,
    assumed: usedAssumptions(situation, trace),
    rules_not_checked: regime.notChecked,
    versions: versionsOf(trace, book),
    rules_since: book.lawDays.findLast((day) => day <= situation.date) ?? null,
    date: situation.date,
    as_of: book.rules.looked_through,
    sources: sourcesOf(trace, situation, book),
    disclaimer: book.rules.disclaimer,
  };
}

type Core = Pick<
  Answer,
  | 'eccn'
  | 'residual'
  | 'license_required'
  | 'reason'
  | 'review_policy'
  | 'text'
  | 'practice'
  | 'depends'
  | 'unknown'
>;

function answerOf(
  tree: Tree,
  leaves: readonly Leaf[],
  { state }: Situation,
  regime: Regime,
  book: Rulebook,
): Core {
  const fields: Record<string, (leaf: Leaf) => string> = {
    eccn: ({ outcome }) => outcome.eccn,
    license_required: ({ outcome }) => String(outcome.license_required),
    review_policy: ({ outcome }) => String(outcome.review_policy),
  };
  const depends: Depends[] = Object.entries(fields).flatMap(([field, read]) => {
    const values = [...new Set(leaves.map(read))];
    if (values.length === 1) return [];
    return [
      { field, values, parts: partings(tree, read).map(({ test, input }) => ({ input, at: test.text })) },
    ];
  });
  const one = <T>(read: (leaf: Leaf) => T, otherwise: T): T => {
    const values = [...new Set(leaves.map(read))];
    return values.length === 1 ? values[0]! : otherwise;
  };
  const text = one<boolean | 'cannot_tell'>(({ outcome }) => outcome.text, 'cannot_tell');
  const practice = one<LicenseRequired>(({ outcome }) => outcome.practice, 'cannot_tell');
  const asked = new Set(depends.flatMap(({ parts }) => parts.map(({ input }) => input)));
  const first = leaves[0]!;
  return {
    eccn: one(({ outcome }) => outcome.eccn, 'cannot_tell'),
    residual: one((leaf) => residualOf(leaf, regime), null),
    license_required: one<LicenseRequired>(({ outcome }) => outcome.license_required, 'cannot_tell'),
    reason: one(({ outcome }) => outcome.reason, 'depends'),
    review_policy: one<string | null>(({ outcome }) => outcome.review_policy, 'cannot_tell'),
    text: { license_required: text, note: readingNote(first, 'text', regime, book) },
    practice: { license_required: practice, note: readingNote(first, 'practice', regime, book) },
    depends,
    unknown: [...asked].filter((input) => {
      const domain = state.domains.get(input)!;
      return domain.kind === 'words' || domain.high === Number.POSITIVE_INFINITY;
    }),
  };
}

function residualOf(leaf: Leaf, regime: Regime): string | null {
  if (leaf.outcome.entry !== 'none') return null;
  return (
    regime.residual.find(({ condition }) => truthOf(condition, viewOf(leaf, regime)) === true)?.clause.eccn ??
    null
  );
}

function readingNote(
  { outcome, looked }: Leaf,
  reading: 'text' | 'practice',
  regime: Regime,
  book: Rulebook,
): string {
  const held = looked.filter(
    ({ layer, holds, active }) =>
      layer === 'requirement' &&
      holds &&
      'reading' in active.clause &&
      ['both', reading].includes(active.clause.reading),
  );
  if (held.length > 0) {
    const disputed = reading === 'practice' && outcome.practice === 'contested' ? 'disputed: ' : '';
    return `${disputed}${held.map(({ active }) => active.clause.clause).join('; ')}`;
  }
  const special = looked.find(({ layer, holds }) => layer === 'special' && holds);
  if (special) return special.active.clause.clause;
  const why = regime.notRequired.find(({ clause }) => clause.reason === outcome.reason)?.clause.says;
  const nothing = book.rules.reasons.includes(outcome.reason) ? undefined : why;
  return `not caught by the rules checked${nothing ? `: ${nothing}` : ''}`;
}

/** What a maker or an official said of the part, where arithmetic cannot tell. */
function statementFor(
  core: Core,
  leaves: readonly Leaf[],
  { state }: Situation,
  regime: Regime,
  book: Rulebook,
) {
  if (core.eccn !== 'cannot_tell' && core.license_required !== 'cannot_tell') return undefined;
  const found = regime.statements.find(
    ({ clause, condition }) =>
      clause.chips.some((name) => isStated(state.label, name)) &&
      leaves.some((leaf) => truthOf(condition, viewOf(leaf, regime)) === true),
  )?.clause;
  if (found === undefined) return undefined;
  const source = book.source(found.source[0]!);
  const answer: Partial<Answer> = {
    ...(core.eccn === 'cannot_tell' && found.eccn !== undefined && { eccn: found.eccn }),
    ...(core.license_required === 'cannot_tell' && {
      license_required: found.license_required,
      reason: 'published_statement',
      review_policy: core.review_policy === 'cannot_tell' ? null : core.review_policy,
    }),
  };
  const notes = [
    `Stated, not worked out: parameters were never published. ${found.by}: ${found.says} (${source.title}, level ${found.level}).`,
  ];
  return { answer, notes };
}

const isStated = (label: string, name: string) =>
  new RegExp(`(?<![a-z0-9])${name}(?![a-z0-9])`, 'i').test(label);

function notesOf(leaves: readonly Leaf[], regime: Regime): string[] {
  return regime.notes
    .filter(({ condition }) => leaves.some((leaf) => truthOf(condition, viewOf(leaf, regime)) === true))
    .map(({ clause }) => (clause.cite === undefined ? clause.says : `${clause.says} (${clause.cite})`));
}

/** What another parent would change, where nobody told of the parent. */
function otherParent(
  core: Core,
  now: readonly Leaf[],
  situation: Situation,
  regime: Regime,
  book: Rulebook,
): string[] {
  if (situation.told.has('parent') || situation.told.has('hq')) return [];
  const { parent } = Object.fromEntries(situation.state.domains);
  if (parent?.kind === 'words' && parent.values.includes('CN')) return [];
  const state = narrow(situation.state, 'parent', wordsOf('CN'));
  const leaves = state ? leavesOf(explore(regime, book.rules.reasons, state)) : [];
  const required = [...new Set(leaves.map(({ outcome }) => outcome.license_required))];
  const policy = [...new Set(leaves.map(({ outcome }) => outcome.review_policy))];
  // Policies that are as open as without a parent are no news.
  const before = new Set(now.map(({ outcome }) => outcome.review_policy));
  const samePolicy = policy.length === before.size && policy.every((one) => before.has(one));
  if (required.length !== 1 || (required[0] === core.license_required && samePolicy)) return [];
  const review = policy.length === 1 && policy[0] ? `, review ${policy[0].replaceAll('_', ' ')}` : '';
  return [
    `The ultimate parent was not told. With a parent in China, or elsewhere in D:5 or Macau: licence required ${printRequired(required[0]!)}${review}.`,
  ];
}

/** Says a value of `license_required` in words; never a bare no. */
export function printRequired(value: LicenseRequired): string {
  if (value === true) return 'yes';
  if (value === false) return 'not caught by the rules checked';
  return value.replaceAll('_', ' ');
}

function shortOf(exceptions: Answer['exceptions'], book: Rulebook): string | null {
  const open = exceptions.find(({ available }) => available === true);
  return book.rules.exceptions.find(({ id }) => id === open?.id)?.short ?? null;
}

function figuresOf({ quantities }: Situation): Answer['quantities'] {
  const { tpp, perf_2022, die_mm2, pd, dram_gbs, interconnect_gbs, mem_bw_density } = quantities;
  return [tpp, perf_2022, die_mm2, pd, dram_gbs, interconnect_gbs, mem_bw_density].filter(
    (figure) => figure !== undefined,
  );
}

/** Of what was taken as given, what some clause asked about. */
function usedAssumptions({ assumed }: Situation, trace: readonly TraceLine[]): Assumed[] {
  const asked = new Set(
    trace.flatMap(({ tests }) => tests.map(({ test }) => /^(?:not )?(\w+)/.exec(test)?.[1])),
  );
  return assumed.filter(({ what, why }) => asked.has(what) || why.startsWith('read from'));
}

function versionsOf(trace: readonly TraceLine[], book: Rulebook): Answer['versions'] {
  const { special, classification, requirement, review } = book.rules;
  const clauses = [...special, ...classification, ...requirement, ...review];
  return trace
    .filter(({ holds }) => holds === true)
    .map(({ rule, cite }) => ({
      id: rule,
      citation: cite,
      from: clauses.find(({ id }) => id === rule)?.from ?? 'always',
    }));
}

function sourcesOf(
  trace: readonly TraceLine[],
  { quantities }: Situation,
  book: Rulebook,
): Answer['sources'] {
  const { special, classification, requirement, review } = book.rules;
  const clauses = [...special, ...classification, ...requirement, ...review];
  const held = trace
    .filter(({ holds }) => holds !== false)
    .flatMap(({ rule }) => clauses.find(({ id }) => id === rule)?.source ?? []);
  const { notes, planar, ...figures } = quantities;
  const keys = new Set([...held, ...Object.values(figures).flatMap(({ sources }) => sources)]);
  return [...keys].map((key) => book.source(key));
}

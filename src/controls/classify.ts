import type { Facts } from '../facts/index.js';
import { coreOf } from './answer/core.js';
import { exceptionLines } from './answer/exceptions.js';
import { explore, leavesOf } from './answer/explore.js';
import { mergedTrace } from './answer/merge.js';
import { notesOf, otherParent, printRequired } from './answer/notes.js';
import { statementFor } from './answer/statement.js';
import { checklistOf } from './checklist.js';
import { chinaGate } from './china.js';
import { type Situation, situationOf } from './request/situation.js';
import { regimeOn } from './rules/regime.js';
import { type Rulebook, readRulebook } from './rules/rulebook.js';
import type { Answer, Assumed, Request, TraceLine } from './types.js';

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
  const worked = coreOf(tree, leaves, situation, regime, book);
  const statement = statementFor(worked, leaves, situation, regime, book);
  const core = { ...worked, ...statement?.answer };
  const china = chinaGate(book, facts.cn!, situation.date, situation.state);
  const trace = mergedTrace(leaves, regime, book);
  const exceptions = exceptionLines(regime, book, leaves);
  const notes = [
    ...situation.remarks,
    ...(statement?.notes ?? []),
    ...notesOf(leaves, regime),
    ...otherParent(worked, leaves, situation, regime, book),
    ...situation.quantities.notes,
  ];
  return {
    id: situation.id,
    chip: situation.resolved.chip?.name ?? request.chip ?? 'a part without a name',
    ...core,
    says: printRequired(core.license_required),
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

import { SteelyardError } from '../base/error.js';
import type { CnControls } from '../facts/index.js';
import { gateStates, sectors } from '../facts/light.js';
import { type Domain, wordsOf } from './answer/domain.js';
import { openTest, truthOf, type View } from './answer/kleene.js';
import { narrow, type State } from './answer/state.js';
import type { Condition } from './rules/condition.js';
import type { Plain } from './rules/regime.js';
import type { Rulebook } from './rules/rulebook.js';
import type { ChinaGate, ChinaInstrument } from './types.js';

type Clause = NonNullable<CnControls['gate']>[number];
type ClauseInForce = { readonly clause: Clause; readonly condition: Plain };

/** What the clauses of a day come to for one kind of buyer. */
interface Standing {
  readonly state: string;
  readonly held: readonly Clause[];
  /** The clauses as strict as the state. */
  readonly deciding: readonly Clause[];
  /** Tests that are open and that the state hangs on. */
  readonly open: readonly string[];
}

const practice = "Most of China's gate is reported practice, not law.";
const foreignOnly = 'The gate is for foreign chips.';
const weakestFirst = ['analyst', 'reported', 'official'];

/**
 * Tells what stands at China's gate: the clauses of `cn.gate` that hold on a day, and the strictest of their states.
 *
 * Where nobody told the buyer, the state is the one that all kinds of buyers share, or `depends_on_buyer`. A state is
 * `not_applicable` outside China and for chips designed there, and `cannot_tell` where something else that decides is
 * not known. `confidence` is that of the weakest clause that decides, or `none`.
 *
 * @param date an ISO day
 * @throws SteelyardError CO002 for a clause that uses a term of the rules
 *
 * @example
 * const { book } = makeClassifier(facts);
 * const request = { chip: 'h200', destination: 'China', buyer: 'commercial_cloud', date: '2026-09-15' };
 * chinaGate(book, facts.cn, request.date, situationOf(request, facts, book).state).state // => 'case_by_case'
 */
export function chinaGate(book: Rulebook, cn: CnControls, date: string, state: State): ChinaGate {
  const told = buyersOf(state);
  const buyer = told.length === 1 ? told[0]! : null;
  const without = (value: string, ...notes: string[]): ChinaGate => ({
    state: value,
    buyer,
    instruments: [],
    confidence: 'none',
    note: [...notes, practice].join(' '),
    byBuyer: Object.fromEntries(sectors.map((sector) => [sector, value])),
  });
  const place = placeOf(state);
  if (place === 'elsewhere') return without('not_applicable', 'The item does not go to China.');
  if (only(state.domains.get('origin')) === 'CN') return without('not_applicable', foreignOnly);
  if (place === undefined) return without('cannot_tell', 'Whether the item goes to China was not told.');
  if (place === 'MO') return without('no_gate', 'No Chinese act on record names Macau.');

  const clauses = inForce(book, cn, date);
  const here = only(state.domains.get('site')) === undefined ? narrow(state, 'site', wordsOf(place))! : state;
  const standings = new Map(
    sectors.map((sector) => [
      sector as string,
      standingOf(clauses, book, date, narrow(here, 'buyer', wordsOf(sector))!),
    ]),
  );
  const asked = told.map((sector) => standings.get(sector)!);
  const states = new Set(asked.map((standing) => standing.state));
  const held = new Set(asked.flatMap((standing) => standing.held));
  return {
    state: states.size === 1 ? asked[0]!.state : 'depends_on_buyer',
    buyer,
    instruments: clauses
      .filter(({ clause }) => held.has(clause))
      .map(({ clause }) => printInstrument(clause, book)),
    confidence: weakest(asked.flatMap((standing) => standing.deciding)),
    note: [...notesOf(asked, place, cn, date), practice].join(' '),
    byBuyer: Object.fromEntries([...standings].map(([sector, standing]) => [sector, standing.state])),
  };
}

/** The kinds of buyers that it may be: one where it was told, all of them where nothing was. */
function buyersOf(state: State): readonly string[] {
  const domain = state.domains.get('buyer');
  const possible = domain?.kind === 'words' ? sectors.filter((sector) => domain.values.includes(sector)) : [];
  return possible.length > 0 ? possible : sectors;
}

function only(domain: Domain | undefined): string | undefined {
  return domain?.kind === 'words' && domain.values.length === 1 ? domain.values[0] : undefined;
}

const inChina = (id: string | undefined): id is string => id === 'CN' || id === 'HK' || id === 'MO';

/** Where the item will stand: a place behind the gate, `elsewhere`, or undefined where it may be either. */
function placeOf(state: State): string | undefined {
  const [site, destination] = [only(state.domains.get('site')), only(state.domains.get('destination'))];
  if (inChina(site)) return site;
  if (inChina(destination)) return destination;
  if (destination !== undefined) return 'elsewhere';
  const possible = state.domains.get('destination');
  return possible?.kind === 'words' && possible.values.some(inChina) ? undefined : 'elsewhere';
}

function inForce(book: Rulebook, cn: CnControls, date: string): readonly ClauseInForce[] {
  return (cn.gate ?? [])
    .filter(({ from, to }) => (from === undefined || from <= date) && (to === undefined || date <= to))
    .map((clause) => ({
      clause,
      condition:
        clause.when === undefined ? { kind: 'always' } : plainOf(book.conditionOf(clause.when), clause.id),
    }));
}

/** Terms have dates of US law, so that none of them belongs in a Chinese clause. */
function plainOf(condition: Condition, id: string): Plain {
  if (condition.kind === 'term') {
    throw new SteelyardError({
      code: 'CO002',
      found: `the clause ${id} of the gate uses the term "${condition.name}"`,
      expected: 'inputs only',
      remedy: 'write the term out',
    });
  }
  if (condition.kind === 'not') return { kind: 'not', part: plainOf(condition.part, id) };
  if (condition.kind === 'test') return condition;
  return { kind: condition.kind, parts: condition.parts.map((part) => plainOf(part, id)) };
}

function standingOf(clauses: readonly ClauseInForce[], book: Rulebook, date: string, state: State): Standing {
  const view: View = {
    state,
    found: { entry: undefined, reasons: new Set() },
    members: (group) => book.places.membersOn(group, date),
  };
  const looked = clauses.map(({ clause, condition }) => ({
    clause,
    condition,
    truth: truthOf(condition, view),
  }));
  const held = looked.filter(({ truth }) => truth === true).map(({ clause }) => clause);
  const top = Math.max(0, ...held.map(strictness));
  // A clause that may hold matters only where it would be stricter than those that do.
  const open = looked.filter(({ clause, truth }) => truth === undefined && strictness(clause) > top);
  return {
    state: open.length > 0 ? 'cannot_tell' : gateStates[top]!,
    held,
    deciding: open.length > 0 ? [] : held.filter((clause) => strictness(clause) === top),
    open: open.map(({ condition }) => openTest(condition, view)!.text),
  };
}

const strictness = ({ state }: Clause): number => gateStates.indexOf(state);

const weakest = (clauses: readonly Clause[]): string =>
  weakestFirst.find((confidence) => clauses.some((clause) => clause.confidence === confidence)) ?? 'none';

function printInstrument(clause: Clause, book: Rulebook): ChinaInstrument {
  const { id, instrument, state, force, confidence, says, from = '', source } = clause;
  return {
    id,
    instrument,
    state,
    force,
    confidence,
    says,
    since: from,
    url: book.source(source[0] ?? '').url,
  };
}

function notesOf(asked: readonly Standing[], place: string, cn: CnControls, date: string): readonly string[] {
  const open = [...new Set(asked.flatMap((standing) => standing.open))];
  const ends = /\d{4}-\d{2}-\d{2}/.exec(cn.material_ends)?.[0];
  return [
    ...(asked.every(({ state }) => state === 'no_gate') ? ['No act on record gates this item.'] : []),
    ...(open.length > 0 ? [`It hangs on what was not told: ${open.join(', ')}.`] : []),
    ...(place === 'HK'
      ? [
          'Hong Kong is a customs territory of its own; whether acts on mainland entry reach it is not on record.',
        ]
      : []),
    ...(ends !== undefined && date > ends ? [`The material ends on about ${ends}.`] : []),
  ];
}

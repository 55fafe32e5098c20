import type { Facts } from '../../facts/index.js';
import { anyNumber, type Range, wordsOf, yesOrNo } from '../answer/domain.js';
import { narrow, type State } from '../answer/state.js';
import { type Quantities, quantitiesOf } from '../quantities.js';
import { inputOf, inputs } from '../rules/inputs.js';
import type { Rulebook } from '../rules/rulebook.js';
import type { Assumed, Params, Request } from '../types.js';
import { checkChoice } from './check.js';
import { settleFigures } from './figures.js';
import { checkRequest } from './form.js';
import { takeAsGiven, takeFromCatalogue } from './given.js';
import { holdsOn } from './holds.js';
import { Known } from './known.js';
import { withMovement } from './movement.js';
import { checkParams } from './params.js';
import { checkMovement, remarksOf } from './remarks.js';
import { type ResolvedChip, resolveChip } from './resolve-chip.js';
import { placeFor, toldOutright } from './told.js';
import { type Told, wordReader } from './words.js';

/** A request as the rules see it: what is known of every input, and what was taken as given. */
export interface Situation {
  readonly id: string;
  readonly date: string;
  readonly resolved: ResolvedChip;
  readonly quantities: Quantities;
  readonly state: State;
  readonly assumed: readonly Assumed[];
  /** Inputs that were told outright or that words told, not assumed. */
  readonly told: ReadonlySet<string>;
  /** What a reader has to know of how the request was read. */
  readonly remarks: readonly string[];
}

export type SituationFacts = Pick<Facts, 'chips' | 'systems' | 'aliases' | 'formats' | 'words'>;

/**
 * Reads a request into what is known of every input.
 *
 * What is told outright wins over words, words over the catalogue, and the catalogue over what is taken as given.
 * Whatever a request holds, it is read or refused.
 *
 * @throws SteelyardError CO011 to CO015, CO018
 */
export function situationOf(asked: Request, facts: SituationFacts, book: Rulebook): Situation {
  const request = withMovement(checkRequest(asked), book.places);
  const params = checkParams(request.params ?? {}, book);
  const resolved = resolveChip(facts, request.chip ?? 'a part without a name');
  const quantities = quantitiesOf(resolved.chip, params, facts.formats!);
  const known = new Known(book);
  for (const [name, value] of toldOutright(request, params, book, facts.chips)) known.tell(name, value);
  readWords(known, request, facts);
  checkMovement(known, request);
  settleFigures(known, quantities, params, resolved, facts.formats!);
  takeFromCatalogue(known, resolved);
  takeAsGiven(known, request);
  return {
    id: request.id ?? request.chip ?? 'request',
    date: request.date,
    resolved,
    quantities,
    state: stateOf(known, resolved.label, params),
    assumed: known.assumed,
    told: known.told,
    remarks: remarksOf(request, params, resolved, wordReader(facts.words!, book.places)),
  };
}

/** Takes what the words of the request tell; a movement that they do not tell has to be one of the register. */
function readWords(known: Known, request: Request, { words }: SituationFacts): void {
  const { book } = known;
  const read = wordReader(words!, book.places)(request);
  readParents(
    known,
    request.date,
    read.filter(({ input }) => input === 'parent'),
  );
  for (const { input, value, words: said } of read) {
    const isPlace = inputOf.get(input)?.kind === 'place';
    known.tell(input, isPlace ? placeFor(input, value, book) : value, `read from "${said}"`);
  }
  if (request.transaction !== undefined && !known.has('transaction'))
    checkChoice('transaction', request.transaction);
}

/**
 * Takes the parents that words tell. One in Macau or D:5 counts alone, as every rule has it; owners whose places were
 * not told, or who sit in several, leave it open.
 */
function readParents(known: Known, date: string, read: readonly Told[]): void {
  const { book } = known;
  const first = read[0];
  if (first === undefined || new Set(read.map(({ value }) => value)).size === 1) {
    if (first?.value !== 'open') return;
  }
  const places = read
    .filter(({ value }) => value !== 'open')
    .map(({ value }) => placeFor('parent', value, book));
  const said = read.map(({ words }) => `"${words}"`).join(' and ');
  const listed = places.find((place) =>
    holdsOn(book, 'macau_or_d5_party', date, new Map([['parent', wordsOf(place)]])),
  );
  const anywhere = wordsOf(...book.places.ids.filter((id) => book.places.countsAs(id) === id));
  if (listed !== undefined) known.tell('parent', listed, `read from ${said}`);
  else known.tell('parent', anywhere, `read from ${said}: where an owner sits was not told`);
}

/** What is known of every input; what nobody told may be anything that the input takes. */
function stateOf(known: Known, label: string, params: Params): State {
  for (const { name, kind, choices = [] } of inputs) {
    known.settle(name, kind === 'number' ? anyNumber : kind === 'flag' ? yesOrNo : wordsOf(...choices));
  }
  const { domains } = known;
  const densityFollows = params.pd === undefined && (domains.get('pd') as Range).high > 0;
  const start: State = { domains, label, densityFollows };
  // Ties between figures hold from the start, so that what follows from two of them is known of the third. A figure
  // that is tied was worked out from the others, so only rounding can set them against each other.
  return narrow(start, 'tpp', domains.get('tpp')!) ?? start;
}

import type { Facts } from '../../facts/index.js';
import { type Domain, printDomain, rangeOf, wordsOf } from '../answer/domain.js';
import { jurisdictions, transactions } from '../rules/inputs.js';
import type { Rulebook } from '../rules/rulebook.js';
import type { Params, Request } from '../types.js';
import { checkChoice, eccnStem, isAnywhere, placeId, refuse } from './check.js';
import { holdsOn } from './holds.js';
import { parameters } from './params.js';

/**
 * Lists what a request tells in so many words: inputs by name, other than the figures of the part.
 *
 * Of the movement only the words of the register count here; others are read as words.
 *
 * @param params as they were checked
 * @param chips the catalogue, for the spelling of makers
 * @throws SteelyardError CO011, CO012, CO018; CO012 also where one thing is told twice and differently
 */
export function toldOutright(
  request: Request,
  params: Params,
  book: Rulebook,
  chips: Facts['chips'],
): ReadonlyMap<string, Domain> {
  const told = new Map<string, Domain>();
  const tell = (name: string, value: Domain | string | undefined) => {
    if (value === undefined) return;
    const domain = typeof value === 'string' ? wordsOf(value) : value;
    const before = told.get(name);
    if (before && printDomain(before) !== printDomain(domain)) {
      refuse('CO012', `${name} is told twice, as ${printDomain(before)} and as ${printDomain(domain)}`, {
        expected: 'one value',
      });
    }
    told.set(name, domain);
  };
  const place = (name: string, written: string | undefined, what: string) => {
    if (written === undefined || isAnywhere(written)) return;
    tell(name, placeFor(name, placeId(book.places, written, what), book));
  };
  place('destination', request.destination, 'destination');
  place('hq', request.end_user_hq, 'headquarters');
  place('parent', request.ultimate_parent, 'ultimate parent');
  place('site', request.site ?? request.destination, request.site === undefined ? 'destination' : 'site');
  place('origin', params.designer_hq, 'headquarters of the designer');
  place('customer', params.customer, 'customer');
  if (request.buyer !== undefined) tell('buyer', checkChoice('buyer', request.buyer));
  tell(
    'transaction',
    transactions.find((known) => known === request.transaction),
  );
  if (request.jurisdiction !== undefined) tell('jurisdiction', jurisdictionOf(request.jurisdiction));
  for (const { name, kind } of parameters) {
    if (kind === 'flag') tell(name, flag(params[name] as boolean | undefined));
  }
  tell('item', params.item?.toLowerCase());
  tell('base_eccn', params.base_eccn && eccnStem(params.base_eccn));
  tell('designer_status', params.designer_status);
  tell('purpose', params.purpose);
  tell('maker', params.maker && spelt(params.maker, chips));
  tell('packaged_in_macau_or_d5', packaging(params, request.date, book));
  for (const [id, value] of Object.entries(params.certifications ?? {})) {
    tell(id, typeof value === 'number' ? rangeOf(value) : flag(value));
  }
  return told;
}

/**
 * Gives the place that the rules see in a place: what it counts as, and itself where the item will stand, since
 * China's gate tells Hong Kong from the mainland.
 *
 * @param name the input
 * @param id the place
 *
 * @example
 * placeFor('hq', 'HK', readRulebook(facts)) // => 'CN'
 * placeFor('site', 'HK', readRulebook(facts)) // => 'HK'
 */
export function placeFor(name: string, id: string, { places }: Rulebook): string {
  return name === 'site' ? id : places.countsAs(id);
}

const flag = (value: boolean | undefined) => (value === undefined ? undefined : value ? 'yes' : 'no');

/** A maker as the catalogue writes it, and so the rules; one that it lacks stands for itself. */
function spelt(maker: string, chips: Facts['chips']): string {
  const folded = maker.toLowerCase();
  return [...chips.values()].find(({ vendor }) => vendor.toLowerCase() === folded)?.vendor ?? maker;
}

/** `us_origin` and `foreign_direct_product` say why an item is subject to the EAR. */
function jurisdictionOf(word: string): string {
  return checkChoice('jurisdiction', word, jurisdictions) === 'not_subject' ? 'not_subject' : 'subject';
}

/** Whether a place of packaging is one of those that the term means by a destination, on the day. */
function packaging({ packaged_in }: Params, date: string, book: Rulebook): string | undefined {
  if (packaged_in === undefined || isAnywhere(packaged_in)) return undefined;
  const id = book.places.countsAs(placeId(book.places, packaged_in, 'place of packaging'));
  const domains = new Map([['destination', wordsOf(id)]]);
  return flag(holdsOn(book, 'macau_or_d5_destination', date, domains));
}

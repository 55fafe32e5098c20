import { SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import type { Chip, Facts } from '../../facts/index.js';
import { anyNumber, type Domain, type Range, rangeOf, wordsOf, yesOrNo } from '../answer/domain.js';
import { narrow, type State } from '../answer/state.js';
import { type Quantities, quantitiesOf } from '../quantities.js';
import { inputs, transactions } from '../rules/inputs.js';
import type { Rulebook } from '../rules/rulebook.js';
import type { Assumed, Params, Quantity, Request } from '../types.js';
import { checkChoice, checkDay, placeId, refuse } from './check.js';
import { rangeOfFigure, readQuantity } from './ranges.js';
import { type ResolvedChip, resolveChip } from './resolve-chip.js';
import { wordReader } from './words.js';

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
}

export type SituationFacts = Pick<Facts, 'chips' | 'systems' | 'aliases' | 'formats' | 'words'>;

const paramNames = new Set([
  'tpp',
  'tpp_below',
  'pd',
  'die_mm2',
  'dram_gbs',
  'interconnect_gbs',
  'mem_bw_density',
  'tops',
  'datacenter',
  'item',
  'base_eccn',
  'hbm',
  'node_nm',
  'non_planar',
  'transistors_bn',
  'designer_hq',
  'designer_status',
  'packaged_by',
  'packaged_in',
  'certifications',
  'note_ports',
  'maker',
  'purpose',
  'customer',
  'told',
]);

/**
 * Reads a request into what is known of every input.
 *
 * What is told outright wins over words, words over the catalogue, and the catalogue over what is taken as given.
 *
 * @throws SteelyardError CO010 to CO015, CO018
 */
export function situationOf(request: Request, facts: SituationFacts, book: Rulebook): Situation {
  const date = checkDay(request.date);
  const params = checkParams(request.params ?? {});
  const resolved = resolveChip(facts, request.chip ?? 'a part without a name');
  const { chip } = resolved;
  const { places } = book;
  const builder = new Builder(book);
  const told = wordReader(facts.words!, places)(request);
  const outright = outrightOf(request, params, book);
  for (const [name, value] of outright) builder.tell(name, value);
  for (const { input, value, words } of told) {
    if (!builder.has(input)) builder.tell(input, value, `read from "${words}"`);
  }
  if (request.transaction !== undefined && !builder.has('transaction'))
    checkChoice('transaction', request.transaction);
  const quantities = quantitiesOf(chip, withBelow(params), facts.formats!);
  builder.numbers(quantities, params, chip);
  builder.fromCatalogue(resolved);
  builder.takeAsGiven(request);
  return {
    id: request.id ?? request.chip ?? 'request',
    date,
    resolved,
    quantities,
    state: builder.state(resolved.label, params),
    assumed: builder.assumed,
    told: builder.told,
  };
}

/** Collects what is known of every input, each with how it is known. */
class Builder {
  readonly domains = new Map<string, Domain>();
  readonly assumed: Assumed[] = [];
  readonly told = new Set<string>();

  constructor(readonly book: Rulebook) {}

  has(name: string): boolean {
    return this.domains.has(name);
  }

  tell(name: string, value: Domain | string, why?: string): void {
    this.domains.set(name, typeof value === 'string' ? wordsOf(value) : value);
    this.told.add(name);
    if (why !== undefined) this.note(name, why);
  }

  assume(name: string, value: Domain | string, why: string): void {
    if (this.domains.has(name)) return;
    this.domains.set(name, typeof value === 'string' ? wordsOf(value) : value);
    this.note(name, why);
  }

  note(name: string, why: string): void {
    const domain = this.domains.get(name)!;
    const value = domain.kind === 'words' ? domain.values.join(' or ') : `${domain.low} to ${domain.high}`;
    this.assumed.push({ what: name, value: this.placeName(name, value), why });
  }

  placeName(name: string, value: string): string {
    return inputs.find((input) => input.name === name)?.kind === 'place'
      ? this.book.places.nameOf(value)
      : value;
  }

  numbers(quantities: Quantities, params: Params, chip: Chip | undefined): void {
    const { tpp, pd, die_mm2, perf_2022, dram_gbs, interconnect_gbs, mem_bw_density } = quantities;
    const set = (name: string, range: Range) => this.domains.set(name, range);
    set('tpp', rangeOfFigure(tpp));
    set('perf_2022', rangeOfFigure(perf_2022 ?? tpp));
    set('die_mm2', rangeOfFigure(die_mm2));
    // Planar dies have no applicable area: the limbs on density are not met, which the answer says.
    set('pd', quantities.planar === true && params.pd === undefined ? rangeOf(0) : rangeOfFigure(pd));
    set('dram_gbs', rangeOfFigure(dram_gbs));
    set('interconnect_gbs', rangeOfFigure(interconnect_gbs));
    set('mem_bw_density', rangeOfFigure(mem_bw_density));
    const [dram, io] = [this.domains.get('dram_gbs') as Range, this.domains.get('interconnect_gbs') as Range];
    set(
      'dram_plus_io',
      rangeOf(dram.low + io.low, dram.high + io.high, { high: dram.highOpen || io.highOpen }),
    );
    const rates = Object.values(chip?.dense_tops ?? {}).map(({ value }) => value);
    const top = this.domains.get('tpp') as Range;
    // Bit lengths run from 4 to 64, which bounds the throughput where only its product is known.
    set(
      'tops',
      rates.length > 0 && params.tpp === undefined
        ? rangeOf(Math.max(...rates))
        : rangeOf(top.low / 64, top.high / 4, { high: top.highOpen }),
    );
    const number = (name: string, value: Quantity | undefined) =>
      set(name, value === undefined ? anyNumber : readQuantity(name, value));
    number('node_nm', params.node_nm);
    number('transistors_bn', params.transistors_bn);
    this.domains.set(
      'off_package_dram',
      wordsOf(dram_gbs?.flags.includes('off_package_dram') ? 'yes' : 'no'),
    );
  }

  fromCatalogue({ chip, isSystem, maker }: ResolvedChip): void {
    if (isSystem) this.assume('item', 'computer', 'a system of the catalogue');
    const known = (name: string, value: string) => {
      if (!this.domains.has(name)) this.domains.set(name, wordsOf(value));
    };
    if (maker) {
      known('maker', maker.name);
      known('origin', maker.country);
    }
    if (chip === undefined) return;
    known('datacenter', chip.marketed_for_datacenter ? 'yes' : 'no');
    if (chip.memory?.type !== undefined) known('hbm', /HBM/.test(chip.memory.type) ? 'yes' : 'no');
    if (chip.non_planar !== undefined) known('non_planar', chip.non_planar ? 'yes' : 'no');
    if (chip.designed_for_export) {
      this.assume('us_availability', 'no', 'the catalogue has it as made for export');
    } else if (chip.country === 'US' && isOnSale(chip)) {
      this.assume('us_availability', 'yes', `on sale since ${chip.general_availability}, by the catalogue`);
    }
  }

  takeAsGiven(request: Request): void {
    const { places } = this.book;
    const density = this.domains.get('mem_bw_density')!;
    const memoryOnly = density !== anyNumber && this.domains.get('tpp') === anyNumber;
    this.assume(
      'item',
      memoryOnly ? 'hbm' : 'ic',
      memoryOnly ? 'only a memory density is given' : 'a chip, unless told otherwise',
    );
    this.assume('transaction', 'export_from_us', 'not told');
    const fab = has(this.domains.get('transaction'), 'fab_export');
    // What only fabs are asked is settled without a word in every other case.
    if (!fab)
      for (const [name, value] of fabOnly) if (!this.has(name)) this.domains.set(name, wordsOf(value));
    this.assume('maker', fab ? 'other' : 'NVIDIA', 'not told: taken as a maker that received the letters');
    this.assume('origin', 'US', 'not told: taken as not designed by a firm of Macau or D:5');
    if (has(this.domains.get('origin'), 'CN'))
      this.assume(
        'jurisdiction',
        'presumed',
        'designed in China: whether it is subject to the EAR has to be asked first; taken as made with US technology (734.9(h))',
      );
    this.assume('jurisdiction', 'subject', 'not told: US origin, or made with US technology (734.9(h))');
    this.assume('base_eccn', 'none', 'not told: no other entry');
    this.assume('purpose', 'deployment', 'not told');
    this.assume('destination', wordsOf(...places.ids.filter((id) => places.countsAs(id) === id)), 'not told');
    const destination = this.domains.get('destination')!;
    const single = destination.kind === 'words' && destination.values.length === 1;
    // The party is taken to be at home where the goods go; the answer also says what another parent would change.
    const home = single ? destination : wordsOf('US');
    const parent = this.domains.get('parent');
    this.assume('hq', home, single ? 'not told: taken as headquartered at the destination' : 'not told');
    this.assume('parent', parent ?? this.domains.get('hq')!, 'not told: taken as the end user itself');
    this.assume('customer', 'US', 'not told');
    const site = request.site ?? request.destination;
    if (!this.domains.has('site')) {
      const at = site === undefined || isAnywhere(site) ? undefined : placeId(places, site, 'site');
      this.domains.set('site', at === undefined ? wordsOf(...places.ids) : wordsOf(at));
    }
    for (const name of ['approved_party', 'distributor', 'veu_listed']) this.assume(name, 'no', 'not told');
    this.assume('designer_status', 'none', 'not told');
    if (request.certifications === 'met') {
      for (const { id } of this.book.rules.certifications) {
        if (id === 'volume_ratio') this.assume(id, rangeOf(0.5), 'taken as met, as asked: at its limit');
        else this.assume(id, 'yes', 'taken as met, as asked');
      }
    }
  }

  state(label: string, params: Params): State {
    for (const { name, kind, choices } of inputs) {
      if (this.domains.has(name)) continue;
      if (kind === 'number') this.domains.set(name, anyNumber);
      else if (kind === 'flag') this.domains.set(name, yesOrNo);
      else this.domains.set(name, wordsOf(...(choices ?? [])));
    }
    const densityFollows = params.pd === undefined && (this.domains.get('pd') as Range).high > 0;
    const start: State = { domains: this.domains, label, densityFollows };
    // Ties between figures hold from the start, so that what follows from two of them is known of the third.
    return narrow(start, 'tpp', this.domains.get('tpp')!) ?? start;
  }
}

const fabOnly = [
  ['packaged_in_macau_or_d5', 'no'],
  ['packager', 'other'],
  ['designer_status', 'none'],
  ['designer_reports', 'no'],
] as const;

const has = (domain: Domain | undefined, value: string) =>
  domain?.kind === 'words' && domain.values.includes(value);
const isAnywhere = (text: string) => /^any\b/i.test(text.trim());

/** On sale in the United States before the rule of January 2026 was published, as the catalogue dates it. */
function isOnSale({ general_availability }: Chip): boolean {
  const year = /^(\d{4})/.exec(general_availability ?? '')?.[1];
  return year !== undefined && Number(year) < 2026;
}

function withBelow(params: Params): Params {
  return params.tpp_below !== undefined && params.tpp === undefined
    ? { ...params, tpp: { low: 0, high: params.tpp_below, highOpen: true } }
    : params;
}

function checkParams(params: Params): Params {
  for (const name of Object.keys(params)) {
    if (paramNames.has(name) || inputs.some((input) => input.name === name && input.kind === 'flag'))
      continue;
    refuse('CO013', `there is no parameter "${name}"`, {
      expected: `one of ${[...paramNames].slice(0, 8).join(', ')} and so on`,
      nearest: nearestName(name, paramNames),
    });
  }
  for (const name of [
    'tpp',
    'pd',
    'die_mm2',
    'dram_gbs',
    'interconnect_gbs',
    'mem_bw_density',
    'node_nm',
    'transistors_bn',
  ] as const) {
    const value = params[name];
    if (value !== undefined) readQuantity(name, value);
  }
  for (const [format, value] of Object.entries(params.tops ?? {})) {
    if (typeof value === 'object' && 'value' in value) readQuantity(`tops.${format}`, value.value);
    else readQuantity(`tops.${format}`, value);
  }
  return params;
}

/** What a request tells in so many words: inputs by name. */
function outrightOf(request: Request, params: Params, { places }: Rulebook): Map<string, Domain | string> {
  const told = new Map<string, Domain | string>();
  const flag = (name: string, value: unknown) => {
    if (value === undefined) return;
    if (typeof value !== 'boolean') {
      refuse('CO012', `${name} cannot be ${JSON.stringify(value)}`, { expected: 'true or false' });
    }
    told.set(name, value ? 'yes' : 'no');
  };
  const place = (name: string, value: string | undefined, what: string) => {
    if (value === undefined || isAnywhere(value)) return;
    told.set(name, places.countsAs(placeId(places, value, what)));
  };
  const choice = (name: string, value: unknown) => {
    if (typeof value === 'string') told.set(name, checkChoice(name, value));
  };
  place('destination', request.destination, 'destination');
  place('hq', request.end_user_hq, 'headquarters');
  place('parent', request.ultimate_parent, 'ultimate parent');
  place('origin', params.designer_hq, 'headquarters of the designer');
  choice('buyer', request.buyer);
  if (transactions.some((known) => known === request.transaction)) choice('transaction', request.transaction);
  if (request.jurisdiction !== undefined) {
    told.set('jurisdiction', /^not/.test(request.jurisdiction) ? 'not_subject' : 'subject');
  }
  for (const name of ['datacenter', 'hbm', 'non_planar'] as const) flag(name, params[name]);
  for (const { name, kind } of inputs) if (kind === 'flag' && !told.has(name)) flag(name, params[name]);
  if (params.item !== undefined) told.set('item', checkChoice('item', String(params.item).toLowerCase()));
  if (params.base_eccn !== undefined) told.set('base_eccn', String(params.base_eccn).toUpperCase());
  choice('designer_status', params.designer_status);
  choice('purpose', params.purpose);
  if (typeof params.maker === 'string') told.set('maker', params.maker);
  if (params.packaged_in !== undefined) {
    const at = places.countsAs(placeId(places, params.packaged_in, 'place of packaging'));
    told.set(
      'packaged_in_macau_or_d5',
      at === 'MO' || places.membersOn('D:5', request.date).has(at) ? 'yes' : 'no',
    );
  }
  for (const [name, value] of Object.entries(params.certifications ?? {})) {
    if (typeof value === 'number') told.set(name, readQuantity(name, value));
    else flag(name, value);
    if (!inputs.some((input) => input.name === name)) {
      throw new SteelyardError({
        code: 'CO013',
        found: `there is no certification "${name}"`,
        expected: 'the id of a certification of the lane',
      });
    }
  }
  return told;
}

import type { Chip } from '../../facts/index.js';
import { lastDay } from '../../facts/light.js';
import { anyNumber, type Range, rangeOf, split, wordsOf } from '../answer/domain.js';
import { testsIn } from '../answer/trace.js';
import { type Regime, regimeOn } from '../rules/regime.js';
import type { Rulebook } from '../rules/rulebook.js';
import type { Request } from '../types.js';
import { holdsOn } from './holds.js';
import type { Known } from './known.js';
import { isNumber } from './params.js';
import type { ResolvedChip } from './resolve-chip.js';

/** Takes what the catalogue says of the chip, its maker and its sale. */
export function takeFromCatalogue(known: Known, { chip, isSystem, maker }: ResolvedChip): void {
  if (isSystem) known.assume('item', 'computer', 'a system of the catalogue');
  if (maker) {
    known.settle('maker', maker.name);
    known.settle('origin', maker.country);
  }
  if (chip === undefined) return;
  const { memory, non_planar, marketed_for_datacenter } = chip;
  known.settle('datacenter', marketed_for_datacenter ? 'yes' : 'no');
  if (memory?.type !== undefined) known.settle('hbm', /HBM/.test(memory.type) ? 'yes' : 'no');
  if (non_planar !== undefined) known.settle('non_planar', non_planar ? 'yes' : 'no');
  for (const { id, on_sale_before } of known.book.rules.certifications) {
    if (on_sale_before === undefined) continue;
    if (chip.designed_for_export) known.assume(id, 'no', 'the catalogue has it as made for export');
    else if (chip.country === 'US' && isOnSaleBefore(chip, on_sale_before))
      known.assume(id, 'yes', `on sale since ${chip.general_availability}, by the catalogue`);
  }
}

/** Whether the last day that the catalogue's date of sale can mean lies before a day; what was only planned does not. */
function isOnSaleBefore({ general_availability = '' }: Chip, day: string): boolean {
  if (/planned|announced/.test(general_availability)) return false;
  // Of two years the later one counts: `2022-2023`.
  const written = /^(?:\d{4}-(?=\d{4}))?(\d{4}(?:-Q[1-4]|-\d{2}(?:-\d{2})?)?)(?!\d)/.exec(
    general_availability,
  )?.[1];
  return written !== undefined && lastDay(written) < day;
}

/**
 * Takes as given what nobody told: the lines of the data in their order, and what follows from the request itself.
 *
 * @throws SteelyardError where the data's own words cannot be read
 */
export function takeAsGiven(known: Known, request: Request): void {
  const { book, domains } = known;
  const { places, rules } = book;
  const density = domains.get('mem_bw_density');
  if (density !== anyNumber && domains.get('tpp') === anyNumber)
    known.assume('item', 'hbm', 'only a memory density is given');
  known.assume('destination', wordsOf(...places.ids.filter((id) => places.countsAs(id) === id)), 'not told');
  // The party is taken to be at home where the goods go; the answer also says what another parent would change.
  const destination = known.only('destination');
  if (destination !== undefined)
    known.assume('hq', destination, 'not told: taken as headquartered at the destination');
  takeParent(known);
  for (const { input, value, why, when, quiet } of rules.given) {
    if (known.has(input) || (when && !holdsOn(book, when, request.date, domains))) continue;
    if (quiet) known.settle(input, value);
    else known.assume(input, value, why);
  }
  takeParent(known);
  known.settle('site', wordsOf(...places.ids));
  if (request.certifications === 'met') takeAsCertified(known, regimeOn(book, request.date), book);
}

function takeParent(known: Known): void {
  const hq = known.domains.get('hq');
  if (hq) known.assume('parent', hq, 'not told: taken as the end user itself');
}

/** Certifications that nobody told of count as met: yes, or a number at the limit that the rules of the day ask for. */
function takeAsCertified(known: Known, regime: Regime, { rules }: Rulebook): void {
  for (const { id } of rules.certifications) {
    if (!isNumber(id)) known.assume(id, 'yes', 'taken as met, as asked');
    else {
      const limit = limitOf(id, regime);
      if (limit) known.assume(id, limit, 'taken as met, as asked: at its limit');
    }
  }
}

/** The number that only just meets the test of an input in review; all that meet it where its limit itself does not. */
function limitOf(input: string, { review }: Regime): Range | undefined {
  const test = review
    .flatMap(({ condition }) => testsIn(condition))
    .find((one) => one.kind === 'number' && one.input === input);
  if (test?.kind !== 'number') return undefined;
  if (test.op === '<=' || test.op === '>=') return rangeOf(test.value);
  return split(anyNumber, test, () => new Set())[0] as Range;
}

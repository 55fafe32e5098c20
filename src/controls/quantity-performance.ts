import type { Chip, Formats } from '../facts/index.js';
import { cellFlags, exact, type Found, given, type Range, rangeOf, say } from './quantity-range.js';
import type { Params } from './types.js';

type Format = keyof Formats['formats'];

/**
 * Finds the total processing performance: the greatest product of bit length and dense TOPS over the formats.
 *
 * @param notes takes what could not be counted
 * @returns undefined where no TOPS are known
 *
 * @example
 * performanceOf(facts.chips.get('aws-trainium1'), {}, facts.formats, []).range // => { low: 3610, high: 6080 }
 */
export function performanceOf(
  chip: Chip | undefined,
  params: Params,
  form: Formats,
  notes: string[],
): Found | undefined {
  if (params.tpp !== undefined) return given(params.tpp);
  if (params.tpp_below !== undefined) return given({ high: params.tpp_below, highOpen: true });
  const products = (Object.keys(form.formats) as Format[]).flatMap(
    (format) => productOf(format, chip, params, form) ?? [],
  );
  const strange = Object.keys(params.tops ?? {}).filter((name) => !Object.hasOwn(form.formats, name));
  for (const name of strange) notes.push(`no bit length is known for the format ${name}, which may govern`);
  if (products.length === 0) return undefined;
  const [least, most] = [greatest(products, 'low'), greatest(products, 'high')];
  const governing = [...new Set([least, most])];
  const unsettled = governing.filter(({ settled }) => !settled).map(({ format }) => format);
  return {
    range: {
      low: least.range.low,
      high: strange.length > 0 ? Number.POSITIVE_INFINITY : most.range.high,
      ...(least.range.lowOpen && { lowOpen: true }),
      ...(strange.length === 0 && most.range.highOpen && { highOpen: true }),
    },
    words: [
      least.words,
      ...(most === least ? [] : [`at most ${most.words}`]),
      ...unsettled.map((format) => `the bit length of ${format} is not settled`),
      ...strange.map((name) => `${name} is left out`),
    ].join('; '),
    sources: governing.flatMap(({ sources }) => sources),
    flags: [
      ...governing.flatMap(({ flags }) => flags),
      ...(unsettled.length > 0 ? ['bit_length_not_settled'] : []),
      ...(strange.length > 0 ? ['format_not_known'] : []),
    ],
  };
}

/** What one format gives. */
interface Product {
  readonly format: Format;
  readonly range: Range;
  readonly words: string;
  readonly settled: boolean;
  readonly sources: readonly string[];
  readonly flags: readonly string[];
}

function productOf(
  format: Format,
  chip: Chip | undefined,
  params: Params,
  form: Formats,
): Product | undefined {
  const { bits: written, source } = form.formats[format];
  const bits = rangeOf(written);
  const product = (tops: Range, sparse: boolean) => {
    const share = sparse ? 0.5 : 1;
    const low = exact(tops.low * share * bits.low);
    const range = { ...tops, low, high: exact(tops.high * share * bits.high) };
    const unit = sparse ? 'sparse TOPS / 2' : 'TOPS';
    const words = `${say(tops)} ${unit} x ${say(bits)} bits (${format}) = ${say(range)}`;
    return { format, range, words, settled: bits.low === bits.high };
  };
  const told = params.tops?.[format];
  if (told !== undefined) {
    const sparse = typeof told === 'object' && 'value' in told && told.sparse;
    const tops = typeof told === 'object' && 'value' in told ? told.value : told;
    return {
      ...product(rangeOf(tops), sparse),
      sources: source,
      flags: sparse ? ['sparsity_halved'] : [],
    };
  }
  const cell = chip?.dense_tops?.[format];
  return (
    cell && {
      ...product(rangeOf(cell.value), false),
      sources: [...cell.source, ...source],
      flags: cellFlags(cell),
    }
  );
}

/** The product that is greatest at one end; of equal ones the tightest end, then one without a flag. */
function greatest(products: readonly Product[], end: 'low' | 'high'): Product {
  const top = Math.max(...products.map(({ range }) => range[end]));
  const equal = products.filter(({ range }) => range[end] === top);
  const tight = equal.filter(({ range }) => (end === 'low' ? range.lowOpen : !range.highOpen));
  const pool = tight.length > 0 ? tight : equal;
  return pool.find(({ flags, settled }) => flags.length === 0 && settled) ?? pool[0]!;
}

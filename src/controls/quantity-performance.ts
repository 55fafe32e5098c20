import type { Chip, Formats } from '../facts/index.js';
import { type Range, rangeOf } from './answer/domain.js';
import { between, cellFlags, computed, type Found, given, rangeOfQuantity, say } from './quantity-range.js';
import type { Params } from './types.js';

type Format = keyof Formats['formats'];

/**
 * Finds the total processing performance: the greatest product of bit length and dense TOPS over the formats.
 *
 * @param notes takes what could not be counted
 * @returns undefined where no TOPS are known
 *
 * @example
 * performanceOf(facts.chips.get('aws-trainium1'), {}, facts.formats, []).range // => rangeOf(3610, 6080)
 */
export function performanceOf(
  chip: Chip | undefined,
  params: Params,
  form: Formats,
  notes: string[],
): Found | undefined {
  if (params.tpp !== undefined) return given(params.tpp);
  if (params.tpp_below !== undefined) return given({ high: params.tpp_below, highOpen: true });
  const strange = Object.keys(params.tops ?? {}).filter((name) => !Object.hasOwn(form.formats, name));
  for (const name of strange) notes.push(`no bit length is known for the format ${name}, which may govern`);
  const governing = governingOf(chip, params, form);
  if (governing === undefined) return undefined;
  const { least, most } = governing;
  const both = [...new Set([least, most])];
  const unsettled = both.filter(({ settled }) => !settled).map(({ format }) => format);
  return {
    range: between(least.range.low, strange.length > 0 ? Number.POSITIVE_INFINITY : most.range.high, {
      low: least.range.lowOpen,
      high: most.range.highOpen,
    }),
    words: [
      least.words,
      ...(most === least ? [] : [`at most ${most.words}`]),
      ...unsettled.map((format) => `the bit length of ${format} is not settled`),
      ...strange.map((name) => `${name} is left out`),
    ].join('; '),
    sources: both.flatMap(({ sources }) => sources),
    flags: [
      ...both.flatMap(({ flags }) => flags),
      ...(unsettled.length > 0 ? ['bit_length_not_settled'] : []),
      ...(strange.length > 0 ? ['format_not_known'] : []),
    ],
  };
}

/**
 * Finds the highest dense throughput over the formats, TOPS, whatever their bit lengths; what is told of a format wins
 * over the catalogue. Where performance is given by itself, bit lengths bound the throughput that it can mean.
 *
 * @param performance total processing performance as it is given or was worked out
 *
 * @example
 * throughputOf(facts.chips.get('nv-h20-96'), {}, facts.formats, rangeOf(2368)) // => rangeOf(296)
 * throughputOf(undefined, { tpp: 1280 }, facts.formats, rangeOf(1280)) // => rangeOf(20, 320)
 */
export function throughputOf(
  chip: Chip | undefined,
  params: Params,
  form: Formats,
  performance: Range,
): Range {
  // A bound on performance alone leaves the catalogue's throughput standing.
  const direct = params.tpp !== undefined;
  const told = Object.values(params.tops ?? {}).map((tops) => denseOf(tops).tops);
  const listed = Object.entries(chip?.dense_tops ?? {})
    .filter(([format]) => !direct && !Object.hasOwn(params.tops ?? {}, format))
    .map(([, { value }]) => rangeOf(value));
  const rates = [...told, ...listed];
  if (direct || rates.length === 0) {
    const bits = Object.values(form.formats).flatMap(({ bits }) => {
      const { low, high } = rangeOfQuantity(bits);
      return [low, high];
    });
    const { low, high, lowOpen, highOpen } = performance;
    const bound = between(low / Math.max(...bits), high / Math.min(...bits), {
      low: lowOpen,
      high: highOpen,
    });
    return highest([bound, ...told]);
  }
  return highest(rates);
}

/** The range of the greatest of some numbers that lie in ranges. */
function highest(ranges: readonly Range[]): Range {
  const low = Math.max(...ranges.map((range) => range.low));
  const high = Math.max(...ranges.map((range) => range.high));
  return between(low, high, {
    low: ranges.some((range) => range.low === low && range.lowOpen),
    high: ranges.every((range) => range.high < high || range.highOpen),
  });
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

/** The products that are greatest at either end. */
function governingOf(
  chip: Chip | undefined,
  params: Params,
  form: Formats,
): { readonly least: Product; readonly most: Product } | undefined {
  const products = (Object.keys(form.formats) as Format[]).flatMap(
    (format) => productOf(format, chip, params, form) ?? [],
  );
  return products.length === 0
    ? undefined
    : { least: greatest(products, 'low'), most: greatest(products, 'high') };
}

function productOf(
  format: Format,
  chip: Chip | undefined,
  params: Params,
  form: Formats,
): Product | undefined {
  const { bits: written, source } = form.formats[format];
  const bits = rangeOfQuantity(written);
  const product = (tops: Range, sparse: boolean) => {
    const share = sparse ? 0.5 : 1;
    const open = { low: tops.lowOpen, high: tops.highOpen };
    const range = computed(tops.low * share * bits.low, tops.high * share * bits.high, open);
    const unit = sparse ? 'sparse TOPS / 2' : 'TOPS';
    const words = `${say(tops)} ${unit} x ${say(bits)} bits (${format}) = ${say(range)}`;
    return { format, range, words, settled: bits.low === bits.high };
  };
  const told = params.tops?.[format];
  if (told !== undefined) {
    const { written, sparse } = denseOf(told);
    return { ...product(written, sparse), sources: source, flags: sparse ? ['sparsity_halved'] : [] };
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

/** TOPS as they are told: as written, and dense. */
function denseOf(told: NonNullable<Params['tops']>[string]): {
  readonly written: Range;
  readonly tops: Range;
  readonly sparse: boolean;
} {
  if (typeof told !== 'object' || !('value' in told)) {
    const tops = rangeOfQuantity(told);
    return { written: tops, tops, sparse: false };
  }
  const written = rangeOf(told.value);
  const sparse = told.sparse === true;
  return { written, tops: sparse ? computed(told.value / 2, told.value / 2) : written, sparse };
}

/** The product that is greatest at one end; of equal ones the tightest end, then one without a flag. */
function greatest(products: readonly Product[], end: 'low' | 'high'): Product {
  const top = Math.max(...products.map(({ range }) => range[end]));
  const equal = products.filter(({ range }) => range[end] === top);
  const tight = equal.filter(({ range }) => (end === 'low' ? range.lowOpen : !range.highOpen));
  const pool = tight.length > 0 ? tight : equal;
  return pool.find(({ flags, settled }) => flags.length === 0 && settled) ?? pool[0]!;
}

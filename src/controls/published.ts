import type { Chip } from '../facts/index.js';
import type { ControlsFacts } from './classify.js';
import type { Params } from './types.js';

/** One number as somebody published or gave it, with half a unit of its last digit. */
export interface Published {
  readonly measurement: string;
  readonly value: number;
  readonly half: number;
}

/** The published numbers from which a figure follows, and how. */
export interface Derivation {
  readonly from: readonly Published[];
  figure(values: readonly number[]): number;
}

/**
 * Finds the published numbers behind a figure of a chip: throughput and area behind performance and density, the
 * figure itself behind all others; undefined where they are not known to a digit.
 *
 * @param input `tpp`, `perf_2022`, `pd`, or a bandwidth
 * @param known the figure itself, where it is one number
 */
export function derivationOf(
  input: string,
  known: number | undefined,
  chip: Chip | undefined,
  params: Params,
  facts: Pick<ControlsFacts, 'formats'>,
): Derivation | undefined {
  const performance = performanceOf(chip, params, facts);
  if (input === 'tpp' || input === 'perf_2022') return performance;
  if (input === 'pd' && typeof params.pd !== 'number') {
    const area = typeof params.die_mm2 === 'number' ? params.die_mm2 : chip?.compute_die_area_mm2?.value;
    if (performance === undefined || area === undefined) return undefined;
    const from = [...performance.from, published('applicable die area, mm2', area)];
    return { from, figure: (values) => performance.figure(values) / values.at(-1)! };
  }
  return known === undefined ? undefined : itself(input, known);
}

/** The values that a figure takes when some of its published numbers move by half a digit either way. */
export function spread(
  { from, figure }: Derivation,
  moved: (one: Published) => boolean,
): { low: number; high: number } {
  let ways: number[][] = [[]];
  for (const one of from) {
    const steps = moved(one) ? [one.value - one.half, one.value, one.value + one.half] : [one.value];
    ways = ways.flatMap((way) => steps.map((value) => [...way, value]));
  }
  const values = ways.map(figure);
  return { low: Math.min(...values), high: Math.max(...values) };
}

const published = (measurement: string, value: number, share = 1): Published => ({
  measurement,
  value: value * share,
  half: halfDigit(value) * share,
});

const itself = (measurement: string, value: number): Derivation => ({
  from: [published(measurement, value)],
  figure: ([only]) => only!,
});

/** Half a unit of the last digit that is written. */
function halfDigit(value: number): number {
  const decimals = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  return 0.5 * 10 ** -decimals;
}

/** The format whose product of throughput and bits governs, as given or as the catalogue has it. */
function performanceOf(
  chip: Chip | undefined,
  params: Params,
  { formats }: Pick<ControlsFacts, 'formats'>,
): Derivation | undefined {
  if (typeof params.tpp === 'number') return itself('TPP', params.tpp);
  if (params.tpp !== undefined) return undefined;
  const rates = new Map<string, Published>();
  for (const [name, { value }] of Object.entries(chip?.dense_tops ?? {}))
    rates.set(name, published(`dense TOPS (${name})`, value));
  for (const [name, given] of Object.entries(params.tops ?? {})) {
    if (typeof given === 'number') rates.set(name, published(`dense TOPS (${name})`, given));
    else if ('value' in given)
      rates.set(name, published(`dense TOPS (${name})`, given.value, given.sparse ? 0.5 : 1));
  }
  const bitsOf = (name: string) =>
    (formats?.formats as Record<string, { bits: unknown }> | undefined)?.[name]?.bits;
  const [best] = [...rates]
    .flatMap(([name, rate]) => {
      const bits = bitsOf(name);
      return typeof bits === 'number' ? [{ rate, bits }] : [];
    })
    .sort((a, b) => b.rate.value * b.bits - a.rate.value * a.bits);
  return best && { from: [best.rate], figure: ([tops]) => tops! * best.bits };
}

import { formatNumber } from '../../base/format.js';

/**
 * Takes the value below which a share of the numbers lies (nearest rank); NaN of none.
 *
 * @example
 * quantileOf([3, 1, 2], 0.5) // => 2
 */
export function quantileOf(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round(q * (sorted.length - 1))] ?? Number.NaN;
}

/** No scale can be divided that is shorter: what its marks rest on would lie beyond the range of doubles. */
const shortest = 1e-290;

/** Spans all finite numbers with a little room at both ends; a single number gets room too, none gives 0 to 1. */
export function spanOf(values: readonly number[], room = 0.03): [number, number] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [0, 1];
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  const pad = [(high - low) * room, Math.abs(high) * 0.1].find((size) => size > shortest) ?? 1;
  return [low - pad, high + pad];
}

/** A linear scale between numbers and pixels, both ways. */
export function pixelScale([low, high]: readonly [number, number], [from, to]: readonly [number, number]) {
  const pixels = (to - from) / (high - low);
  return {
    pixel: (value: number) => from + (value - low) * pixels,
    value: (pixel: number) => low + (pixel - from) / pixels,
  };
}

/** Estimates the width of a text in pixels: charts are drawn where no font can be measured. */
export const textWidth = (text: string, perLetter = 6.6): number => text.length * perLetter;

const scaled = /^(thousand|million|billion|k|M|bn|tn)\b/;

const steps = [
  { from: 1e12, name: 'tn' },
  { from: 1e9, name: 'bn' },
  { from: 1e6, name: 'M' },
  { from: 1e3, name: 'k' },
] as const;

/**
 * Chooses how an axis prints: ticks as short numbers, and the unit with its power of a thousand once, in the name.
 *
 * @example
 * unitScale([0, 3e9], 'USD').name // => 'bn USD'
 * unitScale([0, 3e9], 'USD').format(1e9) // => '1'
 * unitScale([0, 1], 'share').format(0.5) // => '50%'
 */
export function unitScale(domain: readonly [number, number], unit: string) {
  const top = Math.max(Math.abs(domain[0]), Math.abs(domain[1]));
  // A unit that counts in thousands already must not be scaled again: "k thousand chips" reads as nothing.
  if (scaled.test(unit)) return { name: unit, factor: 1, format: (v: number) => formatNumber(v) };
  if (unit === 'share' || unit === 'fraction')
    return { name: 'share', factor: 1, format: (v: number) => `${Math.round(v * 1000) / 10}%` };
  if (unit === 'calendar year')
    return { name: unit, factor: 1, format: (v: number) => String(Math.round(v * 10) / 10) };
  const step = steps.find((s) => top >= s.from * (s.from === 1e3 ? 10 : 1));
  const factor = step?.from ?? 1;
  return {
    name: step ? `${step.name} ${unit}` : unit,
    factor,
    format: (v: number) => formatNumber(v / factor),
  };
}

/**
 * Rounds up to a number that reads well at the end of an axis, such as 1, 1.2, 1.6, 2, 3, 4, 5, 6, 8 or 10 times a power
 * of ten.
 *
 * @example
 * niceCeiling(4.3) // => 5
 */
export function niceCeiling(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10].find((s) => s * power >= value * 0.999) ?? 10;
  return step * power;
}

/**
 * Writes a date as a decimal year, by month and day of a year of 365.25 days; a quarter or half counts from its
 * start, and anything else is NaN.
 *
 * @example
 * decimalYear('2026-07') // => 2026.5
 * decimalYear('2025-Q2') // => 2025.25
 */
export function decimalYear(date: string): number {
  const [, year, part, month = '1', day = '1'] =
    /^(\d{4})(?:-(?:([QH]\d)|(\d\d)(?:-(\d\d))?))?$/.exec(date) ?? [];
  if (year === undefined) return Number.NaN;
  if (part) return Number(year) + (Number(part[1]) - 1) / (part[0] === 'Q' ? 4 : 2);
  return Number(year) + (Number(month) - 1) / 12 + (Number(day) - 1) / 365.25;
}

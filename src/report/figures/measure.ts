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

/** Spans all finite numbers with a little room at both ends; a single number gets room too, none gives 0 to 1. */
export function spanOf(values: readonly number[], room = 0.03): [number, number] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [0, 1];
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  const pad = (high - low) * room || Math.abs(high) * 0.1 || 1;
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

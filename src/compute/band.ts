/** A value with the ends of its 80 % interval, or of its published range. */
export interface Band {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A band without width. */
export const exactly = (value: number): Band => ({ value, low: value, high: value });

/**
 * Multiplies independent bands: the distances of each end, as logarithms, add up as squares.
 *
 * @example
 * timesBands({ value: 2, low: 1, high: 4 }, exactly(3)) // => { value: 6, low: 3, high: 12 }
 */
export function timesBands(...bands: readonly Band[]): Band {
  const value = bands.reduce((product, band) => product * band.value, 1);
  const side = (end: 'low' | 'high') =>
    Math.sqrt(bands.reduce((sum, band) => sum + Math.log(band[end] / band.value) ** 2, 0));
  return {
    value,
    low: rounded(value * Math.exp(-side('low'))),
    high: rounded(value * Math.exp(side('high'))),
  };
}

/**
 * Divides a number by a band: its ends change places.
 *
 * @example
 * overBand(12, { value: 4, low: 3, high: 6 }) // => { value: 3, low: 2, high: 4 }
 */
export function overBand(number: number, { value, low, high }: Band): Band {
  return { value: number / value, low: number / high, high: number / low };
}

/**
 * Multiplies a band by a number.
 *
 * @example
 * scaleBand({ value: 2, low: 1, high: 4 }, 10) // => { value: 20, low: 10, high: 40 }
 */
export function scaleBand({ value, low, high }: Band, by: number): Band {
  return { value: value * by, low: low * by, high: high * by };
}

/**
 * Adds independent bands: each end moves the logarithm of the sum by its part of the sum.
 *
 * @example
 * addBands(exactly(1), exactly(2)) // => { value: 3, low: 3, high: 3 }
 */
export function addBands(...bands: readonly Band[]): Band {
  const value = bands.reduce((sum, band) => sum + band.value, 0);
  const side = (end: 'low' | 'high') =>
    Math.sqrt(
      bands.reduce((sum, band) => sum + ((band.value / value) * Math.log(band[end] / band.value)) ** 2, 0),
    );
  return {
    value,
    low: rounded(value * Math.exp(-side('low'))),
    high: rounded(value * Math.exp(side('high'))),
  };
}

/** Takes the last bits off, which logarithms there and back leave behind. */
const rounded = (value: number) => Number(value.toPrecision(12));

/** Stands wherever a value is not defined, so that a gap is never read as zero. */
export const missing = '—';

const scales = [
  { from: 1e12, name: 'tn' },
  { from: 1e9, name: 'bn' },
  { from: 1e6, name: 'M' },
] as const;

/**
 * Prints a number for reading: significant digits (three by default), thousands separators, and M, bn or tn
 * from a million up. Trailing zeros are dropped; beyond a thousand tn, or below a millionth, the power of
 * ten is shown. A value that is not finite prints as a dash.
 *
 * @example
 * formatNumber(12345.6) // => '12,300'
 * formatNumber(0.04567) // => '0.0457'
 * formatNumber(2_340_000) // => '2.34 M'
 * formatNumber(-1.5e9) // => '-1.5 bn'
 * formatNumber(3e-9) // => '3e-9'
 * formatNumber(Number.NaN) // => '—'
 */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return missing;
  if (value === 0) return '0';
  const size = Math.abs(roundTo(value, digits));
  if (size >= 1e15 || size < 1e-6)
    return value
      .toExponential(digits - 1)
      .replace(/\.?0+e\+?/, 'e')
      .replace('e+', 'e');
  const scale = scales.find((candidate) => size >= candidate.from);
  if (scale) return `${formatPlain(value / scale.from, digits)} ${scale.name}`;
  return formatPlain(value, digits);
}

/**
 * Prints a share between 0 and 1 as a percentage without decimals; a share that is not quite none or all
 * says so.
 *
 * @example
 * formatPercent(0.424) // => '42%'
 * formatPercent(0.004) // => '<1%'
 * formatPercent(0.997) // => '>99%'
 * formatPercent(1) // => '100%'
 */
export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return missing;
  if (share > 0 && share < 0.005) return '<1%';
  if (share > 0.995 && share < 1) return '>99%';
  return `${Math.round(share * 100)}%`;
}

/** Units that print in a way of their own; every other unit follows the number after a space. */
const printers: Readonly<Record<string, (value: number, digits: number) => string>> = {
  '': formatNumber,
  '1': formatNumber,
  dmnl: formatNumber,
  dimensionless: formatNumber,
  '%': (value, digits) => suffix(formatNumber(value, digits), '%'),
  share: formatPercent,
  fraction: formatPercent,
  USD: (value, digits) => prefix(formatNumber(value, digits), '$'),
  'calendar year': formatYear,
};

/**
 * Prints a number with its unit: shares as percentages, dollars with their sign, calendar years without
 * separators, and any other unit after a space.
 *
 * @example
 * formatQuantity(0.25, 'share') // => '25%'
 * formatQuantity(31_000, 'USD') // => '$31,000'
 * formatQuantity(2029.25, 'calendar year') // => '2029.3'
 * formatQuantity(1.5, 'H100e') // => '1.5 H100e'
 */
export function formatQuantity(value: number, unit: string, digits = 3): string {
  const printer = printers[unit];
  if (printer) return printer(value, digits);
  return suffix(formatNumber(value, digits), ` ${unit}`);
}

/**
 * Prints a decimal year with one digit after the point.
 *
 * @example
 * formatYear(2030) // => '2030.0'
 */
export function formatYear(value: number): string {
  return Number.isFinite(value) ? value.toFixed(1) : missing;
}

/**
 * Prints a middle value with its band, as `12 [9–15]`; a unit that follows the number stands once, at the end.
 *
 * @example
 * formatBand(12, 9, 15) // => '12 [9–15]'
 * formatBand(0.12, 0.09, 0.15, 'share') // => '12% [9%–15%]'
 * formatBand(1.5, 1, 2, 'H100e') // => '1.5 [1–2] H100e'
 * formatBand(Number.NaN, Number.NaN, Number.NaN) // => '—'
 */
export function formatBand(middle: number, low: number, high: number, unit = '', digits = 3): string {
  if (![middle, low, high].some(Number.isFinite)) return missing;
  const own = printers[unit];
  const print = (value: number) => (own ? own(value, digits) : formatNumber(value, digits));
  const separator = low < 0 || high < 0 ? ' to ' : '–';
  return `${print(middle)} [${print(low)}${separator}${print(high)}]${own ? '' : ` ${unit}`}`;
}

/**
 * Prints a span of time in seconds as a person says it.
 *
 * @example
 * formatSeconds(0.42) // => '0.4 s'
 * formatSeconds(42.4) // => '42 s'
 * formatSeconds(75) // => '1 min 15 s'
 */
export function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return missing;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/**
 * Prints a count with its noun, with thousands separators and no rounding.
 *
 * @example
 * formatCount(1, 'future') // => '1 future'
 * formatCount(12_345, 'run') // => '12,345 runs'
 * formatCount(2, 'country', 'countries') // => '2 countries'
 */
export function formatCount(count: number, noun: string, plural = `${noun}s`): string {
  return `${separated(String(count))} ${count === 1 ? noun : plural}`;
}

function formatPlain(value: number, digits: number): string {
  const rounded = roundTo(value, digits);
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(rounded))));
  const [whole = '', part = ''] = rounded.toFixed(Math.min(decimals, 20)).split('.');
  const kept = part.replace(/0+$/, '');
  return separated(whole) + (kept && `.${kept}`);
}

const roundTo = (value: number, digits: number) => Number(value.toPrecision(digits));
const separated = (whole: string) => whole.replace(/\B(?=(\d{3})+$)/g, ',');
const suffix = (text: string, tail: string) => (text === missing ? text : text + tail);
const prefix = (text: string, head: string) =>
  text === missing ? text : text.replace(/^-?/, (sign) => sign + head);

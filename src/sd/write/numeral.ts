/**
 * Writes a number so that both text formats read it back; what is larger than any double is written as such a number.
 *
 * @example
 * numeral(Infinity) // => '1e999'
 * Number(numeral(-Infinity)) // => -Infinity
 */
export function numeral(value: number): string {
  if (Number.isFinite(value) || Number.isNaN(value)) return String(value);
  return value > 0 ? '1e999' : '-1e999';
}

/**
 * Divides a unit by that of time, as text; nothing comes of a unit that is not known.
 *
 * @example
 * unitsOfRate('kg', 'Year') // => 'kg/Year'
 * unitsOfRate('kg/Year', 'Year') // => '(kg/Year)/Year'
 * unitsOfRate('Dmnl', 'Year') // => '1/Year'
 */
export function unitsOfRate(units: string, time: string): string {
  if (units === '' || time === '') return '';
  if (/^(dmnl|1|dimensionless|unitless)$/i.test(units.trim())) return `1/${time}`;
  return /[*/]/.test(units) ? `(${units})/${time}` : `${units}/${time}`;
}

import { SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';

/**
 * Finds the column of a series in a run's record.
 *
 * @param who what asks for it, in words for the error
 * @throws SteelyardError EN020
 *
 * @example
 * seriesIndex('stock', ['flow', 'stock'], 'metric m') // => 1
 */
export function seriesIndex(name: string, series: readonly string[], who: string): number {
  const index = series.indexOf(name);
  if (index !== -1) return index;
  const nearest = nearestName(name, series);
  throw new SteelyardError({
    code: 'EN020',
    found: `${who} reads the series "${name}", which the program does not record`,
    ...(nearest === undefined ? {} : { nearest }),
  });
}

import type { Places } from '../places.js';
import type { Request } from '../types.js';
import { placeId, refuse } from './check.js';

/**
 * Reads the movement from the country that the item leaves, where only that was told: anything but the United States
 * makes it a reexport.
 *
 * @throws SteelyardError CO011 for a place that does not exist, CO012 where the two contradict each other
 *
 * @example
 * withMovement({ chip: 'h200', route: 'Taiwan', date: '2026-01-20' }, readPlaces(facts)).transaction // => 'reexport'
 */
export function withMovement(request: Request, places: Places): Request {
  const { route, transaction } = request;
  if (route === undefined) return request;
  const from = placeId(places, route, 'country that the item leaves');
  if (transaction === undefined)
    return { ...request, transaction: from === 'US' ? 'export_from_us' : 'reexport' };
  if (transaction === 'export_from_us' && from !== 'US') {
    return refuse('CO012', `an export from the United States cannot leave "${route}"`, {
      expected: 'reexport or export_from_abroad, or no country that the item leaves',
    });
  }
  return request;
}

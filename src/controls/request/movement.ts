import type { Places } from '../places.js';
import type { Request } from '../types.js';
import { placeId, refuse } from './check.js';

/**
 * Reads the movement from the country that the item leaves, where only that was told: anything but the United States
 * and its territories makes it a reexport.
 *
 * @throws SteelyardError CO011 for a place that does not exist, CO012 for what is no text and where the two contradict
 * each other
 *
 * @example
 * withMovement({ chip: 'h200', route: 'Taiwan', date: '2026-01-20' }, readPlaces(facts)).transaction // => 'reexport'
 * withMovement({ chip: 'h200', route: 'Guam', date: '2026-01-20' }, readPlaces(facts)).transaction // => 'export_from_us'
 */
export function withMovement(request: Request, places: Places): Request {
  const { route, transaction } = request;
  if (route === undefined) return request;
  if (typeof route !== 'string') {
    return refuse('CO012', 'the country that the item leaves is no text', {
      expected: 'a place by its name',
    });
  }
  const fromUs = places.countsAs(placeId(places, route, 'country that the item leaves')) === 'US';
  if (transaction === undefined) return { ...request, transaction: fromUs ? 'export_from_us' : 'reexport' };
  if (transaction === 'export_from_us' && !fromUs) {
    return refuse('CO012', `an export from the United States cannot leave "${route}"`, {
      expected: 'reexport or export_from_abroad, or no country that the item leaves',
    });
  }
  if ((transaction === 'reexport' || transaction === 'export_from_abroad') && fromUs) {
    return refuse('CO012', `a movement from abroad (${transaction}) cannot leave "${route}"`, {
      expected: 'export_from_us, or no country that the item leaves',
    });
  }
  return request;
}

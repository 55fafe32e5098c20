import { type Place, SteelyardError } from '../../base/error.js';
import type { Point } from '../syntax/ast.js';

/** Puts the points of a lookup in order of x, as the reference tool does when it runs. Errors: SD012 without points. */
export function sortPoints(points: readonly Point[], what: string, place: Place): readonly Point[] {
  if (points.length === 0) {
    throw new SteelyardError({
      code: 'SD012',
      found: `${what} has no points`,
      place,
      expected: '(x,y),(x,y),...',
    });
  }
  return [...points].sort((a, b) => a[0] - b[0]);
}

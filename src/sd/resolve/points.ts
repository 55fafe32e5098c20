import { type Place, SteelyardError } from '../../base/error.js';
import type { Point } from '../syntax/ast.js';

/** Makes sure that a lookup has points and that its x never falls. Errors: SD012. */
export function checkPoints(points: readonly Point[], what: string, place: Place): void {
  if (points.length === 0) {
    throw new SteelyardError({
      code: 'SD012',
      found: `${what} has no points`,
      place,
      expected: '(x,y),(x,y),...',
    });
  }
  for (let i = 1; i < points.length; i++) {
    if (points[i]![0] < points[i - 1]![0]) {
      throw new SteelyardError({
        code: 'SD012',
        found: `x falls from ${points[i - 1]![0]} to ${points[i]![0]} in ${what}`,
        place,
        expected: 'points with rising x',
      });
    }
  }
}

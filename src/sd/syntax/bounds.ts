import { type Place, SteelyardError } from '../../base/error.js';

/** Brackets, signs, powers and arguments inside each other; later steps recurse as deep as an expression goes. */
export const deepest = 200;
/** A sum of n terms is a tree n deep, so the number of operators is bounded as well. */
export const mostOperators = 1000;

/** Says that an expression is nested too deep (SD026). */
export const tooDeep = (place: Place) =>
  tooLarge(`an expression is nested more than ${deepest} levels deep`, `${deepest} levels`, place);

/** Says that an equation has too many operators (SD026). */
export const tooLong = (place: Place) =>
  tooLarge(`an equation has more than ${mostOperators} operators`, `${mostOperators} operators`, place);

const tooLarge = (found: string, limit: string, place: Place) =>
  new SteelyardError({
    code: 'SD026',
    found,
    place,
    expected: `at most ${limit} in one equation`,
    remedy: 'split the equation with auxiliary variables',
  });

/** Follows brackets, so that a text of millions of them is refused before all of it is read. Errors: SD026. */
export class Depth {
  private open = 0;

  see(mark: string, placeOf: () => Place): void {
    if (mark === '(') this.open++;
    else if (mark === ')') this.open--;
    if (this.open > deepest) throw tooDeep(placeOf());
  }
}

import { SteelyardError } from '../base/error.js';
import type { Method, Model } from './ir.js';

/**
 * Gives a model another method of integration. Nothing changes where none is given.
 *
 * @throws SteelyardError SD017 for rk4 where a conveyor or a queue, which moves on once a step, stands in the model
 *
 * @example
 * const model = parseModel('x= INTEG(1, 0) ~~|', 'm.mdl')
 * stepWith(model, 'rk4').method // => 'rk4'
 */
export function stepWith(model: Model, method: Method | undefined): Model {
  if (method === undefined) return model;
  const belt = model.variables.find(({ xmile }) => xmile?.tag === 'conveyor' || xmile?.tag === 'queue');
  if (belt && method !== 'euler')
    throw new SteelyardError({
      code: 'SD017',
      found: `the ${belt.xmile!.tag} "${belt.name}" moves on once a step, and cannot be run with ${method}`,
      place: belt.place,
      expected: "Euler's method",
      remedy: 'leave the method as it stands in the model',
    });
  return { ...model, method };
}

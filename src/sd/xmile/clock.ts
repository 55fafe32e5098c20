import { evaluateConstant } from '../constants.js';
import { findVariable } from '../elements.js';
import type { Model } from '../ir.js';
import type { Problems } from '../resolve/problems.js';
import type { ClockSetting } from './specs.js';

/**
 * Makes sure that a variable with the name of a setting of the clock says what the clock says: converters write such
 * variables beside `<sim_specs>`, and there can be only one of them here. Errors: SD013.
 */
export function checkClock(model: Model, clock: readonly ClockSetting[], problems: Problems): void {
  for (const { name, value, place } of clock) {
    const right = findVariable(model, name)?.equations[0]?.right;
    if (right?.kind !== 'value') continue;
    const found = problems.attempt(() => evaluateConstant(right.expr, model));
    if (found === undefined || Math.abs(found - value) <= 1e-9 * Math.max(1, Math.abs(value))) continue;
    problems.add({
      code: 'SD013',
      found: `<sim_specs> gives ${value} for ${name}, and the variable of that name is ${found}`,
      place,
      expected: 'the same in both',
      remedy: 'correct one of them, or give the variable another name',
    });
  }
}

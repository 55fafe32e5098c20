import { SteelyardError } from '../base/error.js';

/** Refuses a name that stands twice. Throws SA008. */
export function checkNames(names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new SteelyardError({
      code: 'SA008',
      found: `two columns are named "${twice}"`,
      expected: 'a different name for every parameter and draw',
    });
}

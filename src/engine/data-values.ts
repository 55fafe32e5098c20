import { SteelyardError } from '../base/error.js';
import { coveredCells, elementName } from '../sd/elements.js';
import type { Equation, Variable } from '../sd/ir.js';

/** Refuses data that an asked value rests on and that have no points. Errors: EN004. */
export function refuseEmptyData(variable: Variable, equation: Equation): void {
  const { right } = equation;
  if (right.kind !== 'data') return;
  const empty = coveredCells(variable, equation).find((_, i) => (right.series[i]?.length ?? 0) === 0);
  if (empty === undefined) return;
  throw new SteelyardError({
    code: 'EN004',
    found: `the data variable "${elementName(variable, empty)}" has no values`,
    place: equation.place,
    expected: 'values over time from a file or from another run',
    remedy: 'give it an equation, or hand in a run that holds it: steelyard simulate --data FILE',
  });
}

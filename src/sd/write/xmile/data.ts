import { SteelyardError } from '../../../base/error.js';
import type { DataRight, Equation, Expr, Variable } from '../../ir.js';
import { splitEquation, withoutExceptions } from '../../restrict.js';
import type { Point } from '../../syntax/ast.js';

/**
 * Turns the data of a variable into graphical functions of time, one for each element: the format has nothing else for
 * values over time. Errors: SD017 for data that are not read by straight lines, or have no values.
 */
export function dataAsCurves(variable: Variable): Variable {
  if (variable.equations.every(({ right }) => right.kind !== 'data')) return variable;
  const equations = variable.equations.flatMap((equation) =>
    equation.right.kind === 'data'
      ? withoutExceptions(variable, equation)
          .flatMap(splitEquation)
          .map((one) => ({ ...one, right: { kind: 'value', expr: curveOf(variable, one) } as const }))
      : [equation],
  );
  return { ...variable, kind: variable.kind === 'data' ? 'auxiliary' : variable.kind, equations };
}

function curveOf(variable: Variable, { right, place }: Equation): Expr {
  const { rule, series } = right as DataRight;
  const points: readonly Point[] = series[0] ?? [];
  if (rule !== 'interpolate' || points.length === 0) {
    throw new SteelyardError({
      code: 'SD017',
      found:
        points.length === 0
          ? `the data variable "${variable.name}" has no values`
          : `XMILE has no data that are read as those of "${variable.name}" are`,
      place,
      expected: 'data with values, and with straight lines between them',
      remedy: 'convert the model to mdl or json, which keep data as they are',
    });
  }
  // One point is the same value at all times.
  if (points.length === 1) {
    const value = points[0]![1];
    return { kind: 'number', value, text: String(value), place };
  }
  return { kind: 'with', arg: { kind: 'time', place }, points, place };
}

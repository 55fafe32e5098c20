import { cellsOf, elementName } from '../elements.js';
import type { DataRight, Equation, Model, Variable } from '../ir.js';
import { elementKey, type RunTable } from './run-table.js';

/**
 * Gives values from tables of other runs to the data variables that have no equation; of two tables with values for
 * one element the later counts. An element that no table holds stays without values.
 *
 * @example
 * const model = feedData(parseModel('x ~~|', 'm.mdl'), [readRunTable('Time\tx\n0\t5\n', 'run.tab')])
 * model.variables[0].equations[0].right.series // => [[[0, 5]]]
 */
export function feedData(model: Model, tables: readonly RunTable[]): Model {
  const variables = model.variables.map((variable) =>
    variable.equations.some(({ right }) => awaitsData(right)) ? feed(variable, tables) : variable,
  );
  return { ...model, variables };
}

/** Lists the data variables that wait for values of another run. */
export function awaitedData(model: Model): readonly Variable[] {
  return model.variables.filter(({ equations }) => equations.some(({ right }) => awaitsData(right)));
}

const awaitsData = (right: Equation['right']): right is DataRight =>
  right.kind === 'data' && right.series.length === 0 && !right.expr;

function feed(variable: Variable, tables: readonly RunTable[]): Variable {
  const equations = variable.equations.map((equation) => {
    const { right } = equation;
    if (!awaitsData(right)) return equation;
    const series = cellsOf(variable, equation.left).map((cell) => {
      const key = elementKey(elementName(variable, cell));
      return tables.findLast((table) => table.has(key))?.get(key) ?? [];
    });
    return { ...equation, right: { ...right, series } };
  });
  return { ...variable, equations };
}

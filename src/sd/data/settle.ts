import type { DataRight, Equation, Model, Variable } from '../ir.js';
import { walk } from '../ir.js';
import { splitEquation } from '../restrict.js';
import { NA } from '../syntax/expression.js';
import { DataReader } from './reader.js';

/**
 * Works out data equations: each gets a point at every time at which data that it rests on have one, and is data from
 * then on. Constants count as they stand in the model. Errors: SD014, SD054.
 *
 * Vensim reference manual, Data Equations.
 *
 * @example
 * const model = feedData(parseModel('x ~~| y:= x*2 ~~|', 'm.mdl'), [readRunTable('Time\tx\n0\t5\n', 'run.tab')])
 * settleData(model).variables[1].equations[0].right.series // => [[[0, 10]]]
 */
export function settleData(model: Model): Model {
  if (!model.variables.some(({ equations }) => equations.some(isDataEquation))) return model;
  const reader = new DataReader(model);
  const variables = model.variables.map((variable) => ({
    ...variable,
    equations: variable.equations.map((equation) => settle(variable, equation, reader)),
  }));
  return { ...model, variables };
}

/** Names the variables that data equations rest on: their values are fixed before a run. */
export function namesBehindData(model: Model): ReadonlySet<string> {
  const names = new Set<string>();
  const byName = new Map(model.variables.map((variable) => [variable.name, variable]));
  const queue = model.variables.filter(({ equations }) => equations.some(isDataEquation));
  for (let variable = queue.pop(); variable; variable = queue.pop()) {
    for (const { right } of variable.equations) {
      const expr = right.kind === 'data' || right.kind === 'value' ? right.expr : undefined;
      if (!expr) continue;
      walk(expr, (part) => {
        if (part.kind !== 'variable' || names.has(part.name)) return;
        names.add(part.name);
        queue.push(byName.get(part.name)!);
      });
    }
  }
  return names;
}

const isDataEquation = ({ right }: Equation) => right.kind === 'data' && right.expr !== undefined;

function settle(variable: Variable, equation: Equation, reader: DataReader): Equation {
  const { right } = equation;
  if (right.kind !== 'data' || !right.expr) return equation;
  const series = splitEquation(equation).map((one) => {
    const { expr } = one.right as DataRight;
    const points = reader.points(variable, expr!);
    return points.filter(([, value]) => value !== NA);
  });
  return { ...equation, right: { kind: 'data', rule: right.rule, series } };
}

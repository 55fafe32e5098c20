import { evaluateConstant, isNumeric } from '../sd/constants.js';
import { coveredCells, elementName, elementNames } from '../sd/elements.js';
import { type Equation, expressionsOf, type Model, type Variable, walk } from '../sd/ir.js';
import type { ModelConstant, ModelView } from './ports.js';

/**
 * Shows a model as studies see it: its constants element by element, the elements of every variable, its horizon,
 * and which constants a variable rests on.
 *
 * A constant is an equation whose right side is a number, a list of numbers or arithmetic on numbers alone, also
 * where other elements of its variable are computed; a lookup table is one without values. An equation without a
 * comment takes that of the next equation of its variable.
 *
 * @example
 * viewOfModel(parseModel('a= 2 ~ ~ @structure two |', 'm.mdl')).constants[0].values // => [2]
 */
export function viewOfModel(model: Model): ModelView {
  const byName = new Map(model.variables.map((variable) => [variable.name, variable]));
  const constants = model.variables.flatMap((variable) => constantsOf(variable, model));
  const firstValue = (name: string) =>
    constants.find((constant) => constant.name.toLowerCase() === name)?.values[0] ?? Number.NaN;
  return {
    file: model.file,
    constants,
    elements: new Map(model.variables.map((variable) => [variable.name, elementNames(variable)])),
    ranges: new Map(model.dimensions.map((dimension) => [dimension.name, dimension.elements])),
    units: new Map(model.variables.map((variable) => [variable.name, variable.units])),
    start: firstValue('initial time'),
    end: firstValue('final time'),
    constantsBehind: constantsBehind(byName, new Set(constants.map((constant) => constant.name))),
  };
}

function constantsOf(variable: Variable, model: Model): ModelConstant[] {
  return variable.equations.flatMap((equation, i) => {
    const elements = coveredCells(variable, equation).map((cell) => elementName(variable, cell));
    const values = numbersOf(equation, elements.length, model);
    if (!values) return [];
    const told = [equation, ...variable.equations.slice(i + 1)].find((one) => one.comment.trim() !== '');
    const comment = told?.comment ?? variable.comment;
    return [{ name: variable.name, elements, values, unit: variable.units, comment, place: equation.place }];
  });
}

/** The numbers of an equation, one an element; none for a lookup; undefined if it is computed. */
function numbersOf({ right }: Equation, count: number, model: Model): readonly number[] | undefined {
  if (right.kind === 'lookup') return [];
  if (right.kind === 'numbers') return right.values;
  if (right.kind !== 'value') return undefined;
  return isNumeric(right.expr)
    ? new Array<number>(count).fill(evaluateConstant(right.expr, model))
    : undefined;
}

function constantsBehind(
  variables: ReadonlyMap<string, Variable>,
  constants: ReadonlySet<string>,
): ModelView['constantsBehind'] {
  const direct = new Map([...variables].map(([name, variable]) => [name, namesIn(variable)]));
  return (name) => {
    const seen = new Set<string>();
    const open = [name];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(direct.get(next) ?? []));
    }
    return new Set([...seen].filter((one) => constants.has(one)));
  };
}

function namesIn({ equations }: Variable): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { right } of equations)
    for (const expr of expressionsOf(right))
      walk(expr, (part) => {
        if (part.kind === 'variable' || part.kind === 'look' || part.kind === 'series') names.add(part.name);
      });
  return names;
}

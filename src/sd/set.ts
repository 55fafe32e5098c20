import { controlNames } from './clock.js';
import { constantsOf } from './constants.js';
import { definedCells, elementName, findElements, findVariable } from './elements.js';
import type { Equation, Index, Model, Variable } from './ir.js';
import { isControl } from './lower.js';
import { foldName } from './names.js';

/**
 * Gives constants and the clock other values, as if they had been written in the model: all that rests on them follows, the
 * times of a run and the stages of delays included. A setting of the clock that the model lacks, such as SAVEPER, is added.
 *
 * @param sets values by name or element; the bare name of an array sets all its elements. What is neither a constant nor of the
 *   clock is left as it is
 * @returns the model with new equations; the one that was given does not change
 *
 * @example
 * const model = parseModel('x= 2 ~~| y= x*3 ~~| FINAL TIME= 9 ~~|', 'm.mdl')
 * printModel(setConstants(model, { x: 5, 'final time': 4 })).match(/(x|FINAL TIME)=\s*\d/g) // => ['x=\n\t5', 'FINAL TIME=\n\t4']
 */
export function setConstants(model: Model, sets: Readonly<Record<string, number>>): Model {
  const values = new Map<Variable, Map<number, number>>();
  const added: Variable[] = [];
  for (const [name, value] of Object.entries(sets)) {
    const found = findElements(model, name);
    const control = controlNames.find((one) => foldName(one) === foldName(name));
    if (control && found.length === 0) added.push(clockVariable(model, control, value));
    for (const { variable, cell } of found) {
      if (!values.has(variable)) values.set(variable, new Map());
      values.get(variable)!.set(cell, value);
    }
  }
  if (values.size + added.length === 0) return model;
  const variables = model.variables.map((variable) => {
    const own = values.get(variable);
    if (!own || (variable.kind !== 'constant' && !isControl(variable.name))) return variable;
    return withValues(variable, own, model);
  });
  return { ...model, variables: [...variables, ...added] };
}

function withValues(variable: Variable, sets: ReadonlyMap<number, number>, model: Model): Variable {
  const known = constantsOf({ ...model, variables: [variable] });
  const before = new Map(known.map(({ element, value }) => [element, value]));
  const equations = definedCells(variable).map((cell) =>
    numberEquation(variable, cell, sets.get(cell) ?? before.get(elementName(variable, cell))!),
  );
  return { ...variable, kind: 'constant', equations };
}

function numberEquation(variable: Variable, cell: number, value: number): Equation {
  const { place, comment } = variable.equations[0] ?? variable;
  const left: Index[] = [];
  let rest = cell;
  for (const { elements } of [...variable.axes].reverse()) {
    const position = rest % elements.length;
    left.unshift({ kind: 'at', text: elements[position]!, position });
    rest = (rest - position) / elements.length;
  }
  const expr = { kind: 'number', value, text: String(value), place } as const;
  return { place, comment, left, loops: [], except: [], right: { kind: 'value', expr } };
}

function clockVariable(model: Model, name: string, value: number): Variable {
  const near = findVariable(model, 'TIME STEP');
  const place = near?.place ?? { file: model.file, line: 1, column: 1 };
  const bare = { name, kind: 'constant', axes: [], equations: [], comment: '', group: '' } as const;
  const made = { ...bare, units: near?.units ?? '', unitsPlace: place, place, supplementary: true };
  return { ...made, equations: [numberEquation(made, 0, value)] };
}

import { partElement } from '../base/element.js';
import type { Axis, Equation, Index, Model, Variable } from './ir.js';
import { foldName } from './names.js';

/**
 * Lists the elements of a variable that have an equation as `Name[a,b]`, last subscript fastest; a scalar has only
 * its name.
 *
 * @example
 * elementNames(parseModel('R: a, b ~~| x[R]= 1,2 ~~|', 'm.mdl').variables[0]) // => ['x[a]', 'x[b]']
 */
export function elementNames(variable: Variable): string[] {
  return definedCells(variable).map((cell) => elementName(variable, cell));
}

/** Lists the numbers of the elements that an equation defines, rising. */
export function definedCells(variable: Variable): readonly number[] {
  let cells = defined.get(variable);
  if (!cells) {
    const found = new Set(variable.equations.flatMap((equation) => coveredCells(variable, equation)));
    cells = [...found].sort((a, b) => a - b);
    defined.set(variable, cells);
  }
  return cells;
}

// Neither variables nor axes ever change, so what is known of them is found once and goes with them.
const defined = new WeakMap<Variable, readonly number[]>();
const positions = new WeakMap<Axis, ReadonlyMap<string, number>>();

function positionsOf(axis: Axis): ReadonlyMap<string, number> {
  let map = positions.get(axis);
  if (!map) {
    map = new Map(axis.elements.map((element, i) => [foldName(element), i]));
    positions.set(axis, map);
  }
  return map;
}

/** Counts the places of a variable, those without an equation included. */
export function sizeOf(variable: Variable): number {
  return variable.axes.reduce((size, axis) => size * axis.elements.length, 1);
}

/**
 * Names one element by its number, last subscript fastest.
 *
 * @example
 * elementName(parseModel('R: a, b ~~| x[R]= 1,2 ~~|', 'm.mdl').variables[0], 1) // => 'x[b]'
 */
export function elementName(variable: Variable, cell: number): string {
  if (variable.axes.length === 0) return variable.name;
  const names: string[] = [];
  let rest = cell;
  for (const axis of [...variable.axes].reverse()) {
    names.unshift(axis.elements[rest % axis.elements.length]!);
    rest = Math.floor(rest / axis.elements.length);
  }
  return `${variable.name}[${names.join(',')}]`;
}

/** Lists the element numbers that indices reach when their loops run independently. */
export function cellsOf(variable: Variable, indices: readonly Index[]): number[] {
  let cells = [0];
  indices.forEach((index, k) => {
    const size = variable.axes[k]!.elements.length;
    if (index.kind === 'at') {
      for (let i = 0; i < cells.length; i++) cells[i] = cells[i]! * size + index.position;
      return;
    }
    const next: number[] = [];
    for (const cell of cells) for (const position of index.positions) next.push(cell * size + position);
    cells = next;
  });
  return cells;
}

/** Lists the element numbers that an equation defines, exceptions left out. */
export function coveredCells(variable: Variable, equation: Equation): number[] {
  const cells = cellsOf(variable, equation.left);
  if (equation.except.length === 0) return cells;
  const excepted = new Set(equation.except.flatMap((indices) => cellsOf(variable, indices)));
  return cells.filter((cell) => !excepted.has(cell));
}

// Models never change, so the index of one is made once and goes with it.
const indices = new WeakMap<Model, ReadonlyMap<string, Variable>>();

/**
 * Finds a variable by name; case, spaces and underscores do not count.
 *
 * @example
 * findVariable(parseModel('Wafer yield= 0.5 ~~|', 'm.mdl'), 'wafer_Yield').name // => 'Wafer yield'
 */
export function findVariable(model: Model, name: string): Variable | undefined {
  let index = indices.get(model);
  if (!index) {
    index = new Map(model.variables.map((v) => [foldName(v.name), v]));
    indices.set(model, index);
  }
  return index.get(foldName(name));
}

function isDefined(variable: Variable, cell: number): boolean {
  const cells = definedCells(variable);
  if (cells.length === sizeOf(variable)) return true;
  let [low, high] = [0, cells.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cells[middle]! < cell) low = middle + 1;
    else high = middle;
  }
  return cells[low] === cell;
}

/** A variable and the number of one of its elements. */
export interface ElementRef {
  readonly variable: Variable;
  readonly cell: number;
}

/**
 * Finds the elements that a text names: `Name[a,b]` one, and the bare name of an array all of them.
 * Comes back empty when there is no such variable or element.
 *
 * @example
 * findElements(parseModel('R: a, b ~~| x[R]= 1,2 ~~|', 'm.mdl'), 'X[b]').map(({ cell }) => cell) // => [1]
 */
export function findElements(model: Model, text: string): ElementRef[] {
  const bare = findVariable(model, text);
  if (bare) return definedCells(bare).map((cell) => ({ variable: bare, cell }));
  const found = partElement(text);
  const variable = found ? findVariable(model, found[0]) : undefined;
  if (!found || !variable) return [];
  // A name in quotes may hold a comma.
  const wanted = (found[1].match(/(?:"[^"]*"|[^,"])+/g) ?? []).map((name) => foldName(name.trim()));
  if (wanted.length !== variable.axes.length) return [];
  let cells = [0];
  variable.axes.forEach((axis, k) => {
    const own = positionsOf(axis);
    const range = own.has(wanted[k]!)
      ? undefined
      : model.dimensions.find((d) => foldName(d.name) === wanted[k]);
    const names = range ? range.elements.map(foldName) : [wanted[k]!];
    const found = names.flatMap((name) => own.get(name) ?? []).sort((a, b) => a - b);
    cells = cells.flatMap((cell) => found.map((p) => cell * axis.elements.length + p));
  });
  return cells.filter((cell) => isDefined(variable, cell)).map((cell) => ({ variable, cell }));
}

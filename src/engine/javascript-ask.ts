import { SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import { constantsOf } from '../sd/constants.js';
import { namesBehindData } from '../sd/data/settle.js';
import { type ElementRef, elementName, elementNames, findElements } from '../sd/elements.js';
import type { Model } from '../sd/ir.js';
import { isControl } from '../sd/lower.js';
import { foldName } from '../sd/names.js';

/** The elements that a program is asked to take in and to record; `time` stands for the clock. */
export interface Ask {
  readonly inputs: readonly ElementRef[];
  readonly series: readonly (ElementRef | 'time')[];
}

/** Finds the elements behind input and series names. Errors: EN001 to EN003. */
export function resolveAsk(
  model: Model,
  spec: { inputs: readonly string[]; series: readonly string[] },
): Ask {
  const behindData = namesBehindData(model);
  const constants = new Set(spec.inputs.length > 0 ? constantsOf(model).map((one) => one.element) : []);
  return {
    inputs: spec.inputs.map((name) => findInput(model, name, constants, behindData)),
    series: spec.series.map((name) =>
      foldName(name) === 'time' ? 'time' : findOne(model, name, 'EN002', 'series', () => seriesNames(model)),
    ),
  };
}

function findInput(
  model: Model,
  name: string,
  constants: ReadonlySet<string>,
  behindData: ReadonlySet<string>,
): ElementRef {
  const found = findOne(model, name, 'EN001', 'input', () => [...constants]);
  const { variable, cell } = found;
  const constant = constants.has(elementName(variable, cell));
  const fixed = isControl(variable.name) || behindData.has(variable.name);
  if (constant && !fixed) return found;
  const reason = !constant
    ? 'it is computed'
    : isControl(variable.name)
      ? 'the clock is fixed when the model is compiled'
      : 'a data equation rests on it, and is worked out before the run';
  throw new SteelyardError({
    code: 'EN003',
    found: `"${name}" cannot be set: ${reason}`,
    place: variable.place,
    expected: 'a constant',
  });
}

function findOne(
  model: Model,
  name: string,
  code: string,
  what: string,
  candidates: () => readonly string[],
): ElementRef {
  const found = findElements(model, name);
  if (found.length === 1 && found[0]!.variable.kind !== 'lookup') return found[0]!;
  const nearest = found.length ? undefined : nearestName(name, candidates());
  throw new SteelyardError({
    code,
    found:
      found.length > 1
        ? `the ${what} "${name}" names ${found.length} elements`
        : `there is no ${what} "${name}"`,
    place: { file: model.file, line: 1, column: 1 },
    ...(found.length > 1 && { expected: `one element, such as "${elementNames(found[0]!.variable)[0]}"` }),
    ...(nearest && { nearest }),
  });
}

const seriesNames = (model: Model) =>
  model.variables.flatMap((v) => (v.kind === 'lookup' ? [] : elementNames(v)));

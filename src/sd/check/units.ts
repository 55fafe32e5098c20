import {
  NUMBER,
  parseUnit,
  printUnit,
  sameUnit,
  timesUnit,
  type Unit,
  type UnitAliases,
} from '../../base/units.js';
import type { Equation, Expr, Model, Right, Variable } from '../ir.js';
import { foldName } from '../names.js';
import type { Report } from './finding.js';
import { UnitReader } from './unit-of.js';

/** The units that variables declare, by name; a variable without a unit, or with one that cannot be read, has none. */
export type DeclaredUnits = ReadonlyMap<string, Unit | undefined>;

/**
 * Checks that units agree in every equation. Reports units that cannot be read (SD021), that are missing (SD024), and
 * each disagreement with the unit found and the unit expected (SD022).
 *
 * A number in an equation has no unit, but 0 goes with any; a variable without a unit goes with anything.
 */
export function checkUnits(model: Model, report: Report, aliases: UnitAliases = []): void {
  const declared = new Map(model.variables.map((v) => [v.name, declaredUnit(v, report, aliases)]));
  const time = timeUnit(model, declared);
  const reader = new UnitReader(declared, time, report);
  for (const variable of model.variables) {
    for (const equation of variable.equations)
      checkEquation(variable, equation, declared, reader, time, report);
  }
}

/**
 * Makes the function that finds the unit of an expression as text, spelled as the model spells it; empty where it follows from
 * no declared unit, or where units do not agree.
 */
export function unitTexts(model: Model): (expr: Expr) => string {
  const declared = new Map(
    model.variables.map((v) => [v.name, declaredUnit(v, () => {}, model.unitAliases)]),
  );
  let clash = false;
  const reader = new UnitReader(declared, timeUnit(model, declared), () => {
    clash = true;
  });
  const spelled = model.variables.filter(({ name }) => declared.get(name));
  return (expr) => {
    clash = false;
    const unit = reader.of(expr);
    if (unit === 'any' || clash) return '';
    return spelled.find(({ name }) => sameUnit(declared.get(name)!, unit))?.units ?? printUnit(unit);
  };
}

function declaredUnit(variable: Variable, report: Report, aliases: UnitAliases): Unit | undefined {
  if (variable.macro !== undefined) return undefined;
  if (variable.units === '') {
    // What is written out for a variable has the unit of that one, which is told of there.
    if (variable.partOf !== undefined) return undefined;
    report({
      code: 'SD024',
      found: `"${variable.name}" has no unit`,
      place: variable.place,
      remedy: 'write it after the first ~ of an .mdl file or as <units> in XMILE, Dmnl for a pure number',
    });
    return undefined;
  }
  const unit = parseUnit(variable.units, aliases);
  if (!unit) {
    report({
      code: 'SD021',
      found: `the unit "${variable.units}" of "${variable.name}" cannot be read`,
      place: variable.unitsPlace,
      expected: 'names joined by * and /, such as kg/Year or USD/(kg*Year)',
    });
  }
  return unit;
}

// Time has the unit of the clock.
function timeUnit(model: Model, declared: DeclaredUnits): Unit | undefined {
  const clock = ['time step', 'final time', 'initial time'];
  const variable = model.variables.find((v) => clock.includes(foldName(v.name)) && declared.get(v.name));
  return variable && declared.get(variable.name);
}

function checkEquation(
  variable: Variable,
  equation: Equation,
  declared: DeclaredUnits,
  reader: UnitReader,
  time: Unit | undefined,
  report: Report,
): void {
  const expected = declared.get(variable.name);
  for (const { expr, unit, what } of sidesOf(equation.right, expected, time)) {
    const found = reader.of(expr);
    if (found === 'any' || !unit || sameUnit(found, unit)) continue;
    report({
      code: 'SD022',
      found: `${what} of "${variable.partOf ?? variable.name}" has the unit ${printUnit(found)}`,
      place: equation.place,
      expected: printUnit(unit),
    });
  }
}

function sidesOf(right: Right, unit: Unit | undefined, time: Unit | undefined) {
  switch (right.kind) {
    case 'value':
    case 'initial':
      return [{ expr: right.expr, unit, what: 'the equation' }];
    case 'stock': {
      const rate = unit && time && timesUnit(unit, time, -1);
      return [
        { expr: right.rate, unit: rate, what: 'the flow' },
        { expr: right.initial, unit, what: 'the initial value' },
      ];
    }
    case 'delay':
      return [
        { expr: right.input, unit, what: 'the input' },
        { expr: right.time, unit: time, what: 'the delay time' },
        { expr: right.initial, unit, what: 'the initial value' },
      ];
    case 'active':
      return [
        { expr: right.expr, unit, what: 'the equation' },
        { expr: right.initial, unit, what: 'the initial value' },
      ];
    case 'sample':
      return [
        { expr: right.condition, unit: NUMBER, what: 'the condition' },
        { expr: right.input, unit, what: 'the input' },
        { expr: right.initial, unit, what: 'the initial value' },
      ];
    default:
      return [];
  }
}

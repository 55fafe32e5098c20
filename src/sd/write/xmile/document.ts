import { clockOf, controlNames, controlValue } from '../../clock.js';
import { findVariable } from '../../elements.js';
import { type NamedFlows, nameFlows } from '../../flows.js';
import { expressionsOf, type Model, walk } from '../../ir.js';
import { isControl } from '../../lower.js';
import { foldName } from '../../names.js';
import type { Scope } from './expression.js';
import { xmileNames } from './names.js';
import { prepareXmile } from './prepare.js';
import { writeStock, writeVariable } from './variables.js';
import { writeView } from './view.js';
import { printXml, type Xml, xml } from './xml.js';

/**
 * Prints a model as XMILE 1.0 (OASIS, 2015), for Stella, Simlin and Vensim: its clock, ranges, variables with units and
 * documentation, and a view in which everything has its place.
 *
 * A stock's rate becomes inflows and outflows where it is a sum of variables, and one flow `net flow of STOCK` where it is
 * not. What the format lacks is written out (`prepareXmile`), and what it does not hold is left out: groups, mappings
 * between ranges, and the clock's own comments. Errors: SD013 and SD020 when the model has no clock.
 *
 * @example
 * const clock = 'INITIAL TIME= 0 ~~| FINAL TIME= 9 ~~| TIME STEP= 1 ~~|'
 * printXmile(parseModel(`x= INTEG(-x/2, 8) ~~| ${clock}`, 'm.mdl')).match(/<eqn>.*<.eqn>/g)
 * // => ['<eqn>8</eqn>', '<eqn>-x / 2</eqn>']
 */
export function printXmile(model: Model): string {
  const ready = prepareXmile(model);
  const scope = scopeOf(ready);
  const stocks = nameFlows(ready);
  const shown = withoutClock(ready);
  const document = xml(
    'xmile',
    {
      version: '1.0',
      xmlns: 'http://docs.oasis-open.org/xmile/ns/XMILE/v1.0',
      'xmlns:isee': 'http://iseesystems.com/XMILE',
    },
    writeHeader(ready),
    writeSpecs(ready, scope),
    writeUnits(ready),
    writeDimensions(ready, scope),
    xml('model', {}, writeVariables(shown, stocks, scope), writeView(shown, stocks, scope)),
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n${printXml(document)}\n`;
}

const clockWords = { 'INITIAL TIME': 'STARTTIME', 'FINAL TIME': 'STOPTIME', 'TIME STEP': 'DT' } as const;

function scopeOf(model: Model): Scope {
  const clock = Object.entries(clockWords).flatMap(([name, word]) => {
    const variable = findVariable(model, name);
    return [...new Set([name, ...(variable ? [variable.name] : [])])].map((one) => [one, word] as const);
  });
  return {
    names: xmileNames(model),
    variables: new Map(model.variables.map((v) => [v.name, v])),
    clock: new Map(clock),
    timeUnits: controlNames.map((name) => findVariable(model, name)?.units ?? '').find(Boolean) ?? '',
    loops: new Map(),
  };
}

function writeHeader(model: Model): Xml {
  const most = Math.max(0, ...model.variables.map((v) => v.axes.length));
  const name = model.file.replace(/^.*[\\/]/, '').replace(/\.\w+$/, '');
  return xml(
    'header',
    {},
    xml(
      'options',
      { namespace: 'std' },
      ...(most > 0 ? [xml('uses_arrays', { maximum_dimensions: most })] : []),
    ),
    xml('vendor', {}, 'Steelyard'),
    xml('product', { version: '1', lang: 'en' }, 'Steelyard'),
    xml('name', {}, name),
  );
}

function writeSpecs(model: Model, { timeUnits }: Scope): Xml {
  const { initialTime, timeStep } = clockOf(model);
  const every = findVariable(model, 'SAVEPER') && controlValue(model, 'SAVEPER');
  return xml(
    'sim_specs',
    {
      method: 'method' in model && model.method === 'rk4' ? 'RK4' : 'Euler',
      time_units: timeUnits || undefined,
      // The standard has no step of saving; Stella and others read it under this name.
      'isee:save_interval': every === timeStep ? undefined : every,
    },
    xml('start', {}, String(initialTime)),
    xml('stop', {}, String(controlValue(model, 'FINAL TIME'))),
    xml('dt', {}, String(timeStep)),
  );
}

function writeUnits({ unitAliases }: Model): Xml | undefined {
  if (unitAliases.length === 0) return undefined;
  const units = unitAliases.map(([first, ...rest]) =>
    xml('unit', { name: first! }, ...rest.map((alias) => xml('alias', {}, alias))),
  );
  return xml('model_units', {}, ...units);
}

function writeDimensions({ dimensions }: Model, { names }: Scope): Xml | undefined {
  if (dimensions.length === 0) return undefined;
  const list = dimensions.map(({ name, elements }) =>
    xml(
      'dim',
      { name: names.title(name) },
      ...elements.map((one) => xml('elem', { name: names.title(one) })),
    ),
  );
  return xml('dimensions', {}, ...list);
}

function writeVariables(model: Model, stocks: readonly NamedFlows[], scope: Scope): Xml {
  const byStock = new Map(stocks.map((one) => [one.stock.name, one]));
  const flows = new Set(stocks.flatMap(({ inflows, outflows }) => [...inflows, ...outflows]));
  return xml(
    'variables',
    {},
    ...model.variables.flatMap((variable) => {
      const stock = byStock.get(variable.name);
      return stock
        ? writeStock(stock, stock.netName, scope)
        : [writeVariable(variable, flows.has(variable.name) ? 'flow' : 'aux', scope)];
    }),
  );
}

/** Leaves out the variables that are no variables of the file: the clock is in `sim_specs`, but for a SAVEPER in use. */
function withoutClock(model: Model): Model {
  const used = new Set<string>();
  for (const variable of model.variables) {
    for (const { right } of variable.equations)
      for (const expr of expressionsOf(right))
        walk(expr, (part) => {
          if (part.kind === 'variable') used.add(foldName(part.name));
        });
  }
  const kept = (name: string) => !isControl(name) || (foldName(name) === 'saveper' && used.has('saveper'));
  return {
    ...model,
    variables: model.variables.filter(({ name, partOf }) => partOf === undefined && kept(name)),
  };
}

import { constantsOf } from '../constants.js';
import { elementNames } from '../elements.js';
import { nameFlows } from '../flows.js';
import { cycleThrough } from '../graph.js';
import { expressionsOf, type Model, type Variable, walk } from '../ir.js';
import { lowerModel } from '../lower.js';
import { shownVariables, stageName } from '../shown.js';
import { printExpr } from '../write/mdl.js';
import { longestChain } from './chain.js';
import { influenceOf } from './influence.js';
import { countLoops, type LoopCount } from './loops.js';

/** A stock, what fills and empties it, and the shortest way around from it to itself. */
export interface DescribedStock {
  readonly name: string;
  readonly units: string;
  readonly elements: number;
  readonly inflows: readonly string[];
  readonly outflows: readonly string[];
  /** The rate as an equation, where it is no sum of flows; of an array, that of its first equation. */
  readonly rate: string | undefined;
  /** The shortest feedback loop through it, from the stock on; undefined where there is none. */
  readonly loop: readonly string[] | undefined;
}

/** What a model is made of. */
export interface Description {
  readonly counts: Readonly<
    Record<
      | 'variables'
      | 'elements'
      | 'ranges'
      | 'stocks'
      | 'flows'
      | 'auxiliaries'
      | 'constants'
      | 'lookups'
      | 'data',
      number
    >
  >;
  readonly stocks: readonly DescribedStock[];
  readonly constants: readonly {
    readonly name: string;
    readonly units: string;
    readonly values: readonly number[];
  }[];
  readonly lookups: readonly { readonly name: string; readonly units: string; readonly points: number }[];
  readonly loops: LoopCount;
  /** Stocks and stages of delays that a change must pass between the two that lie farthest apart. */
  readonly longestChain: readonly string[];
}

/** Beyond this many, loops are not counted on. */
export const mostLoops = 10_000;

/**
 * Describes a model: what it counts, its stocks with their flows, constants, lookups and feedback loops, and the longest chain
 * of delays. The clock's variables are left out, and so is what the reader wrote out for a variable. Loops are counted from variable to variable, up to 10,000.
 *
 * @example
 * const { counts, loops } = describeModel(parseModel('x= INTEG(-x/t, 8) ~~| t= 2 ~~|', 'm.mdl'))
 * [counts.stocks, counts.constants, loops.count] // => [1, 1, 1]
 */
export function describeModel(model: Model): Description {
  const shown = shownVariables(model);
  const stocks = nameFlows(model).filter(({ stock }) => stock.partOf === undefined);
  const flows = new Set(stocks.flatMap(({ inflows, outflows }) => [...inflows, ...outflows]));
  const lookups = shown.filter(({ kind }) => kind === 'lookup');
  const constants = shown.filter(({ kind }) => kind === 'constant');
  const { names, restsOn } = influenceOf(model);
  const numberOf = new Map(names.map((name, i) => [name, i]));
  const isStock = new Set(stocks.map(({ stock }) => stock.name));
  const values = valuesByName(model);
  const elements = (list: readonly Variable[]) =>
    list.reduce((sum, variable) => sum + elementNames(variable).length, 0);
  return {
    counts: {
      variables: shown.length,
      elements: elements(shown),
      ranges: model.dimensions.length,
      stocks: stocks.length,
      flows: flows.size + stocks.filter(({ net }) => net).length,
      auxiliaries: shown.filter(
        ({ name, kind }) =>
          !flows.has(name) &&
          kind !== 'constant' &&
          kind !== 'lookup' &&
          kind !== 'data' &&
          !isStock.has(name),
      ).length,
      constants: constants.filter(({ name }) => !flows.has(name)).length,
      lookups: lookups.length,
      data: shown.filter(({ kind }) => kind === 'data').length,
    },
    stocks: stocks.map(({ stock, inflows, outflows, net }) => {
      const right = stock.equations[0]!.right;
      const circle = cycleThrough(numberOf.get(stock.name)!, restsOn);
      return {
        name: stock.name,
        units: stock.units,
        elements: elementNames(stock).length,
        inflows,
        outflows,
        rate: net && right.kind === 'stock' ? printExpr(right.rate) : undefined,
        // What rests on what, read from the stock on in the way of cause and effect.
        loop: circle && [circle[0]!, ...circle.slice(1).reverse()].map((node) => names[node]!),
      };
    }),
    constants: constants.map(({ name, units }) => ({ name, units, values: values.get(name) ?? [] })),
    lookups: lookups.map(({ name, units, equations }) => ({
      name,
      units,
      points: Math.max(...equations.map(({ right }) => (right.kind === 'lookup' ? right.points.length : 0))),
    })),
    loops: countLoops(restsOn, mostLoops),
    longestChain: chainOf(model),
  };
}

/** The conveyor that a flow leaves, if it leaves one. */
function beltBehind(model: Model, flow: Variable): string | undefined {
  const parts = new Map(model.variables.map((v) => [v.name, v.partOf]));
  let found: string | undefined;
  for (const expr of flow.equations.flatMap(({ right }) => expressionsOf(right)))
    walk(expr, (part) => {
      if (part.kind === 'variable') found ??= parts.get(part.name);
    });
  return found;
}

function valuesByName(model: Model): Map<string, number[]> {
  const values = new Map<string, number[]>();
  for (const { variable, value } of constantsOf(model)) {
    const list = values.get(variable.name);
    if (list) list.push(value);
    else values.set(variable.name, [value]);
  }
  return values;
}

/** Stages of smooths and delays count like stocks, so the chain is sought where they are stocks. */
function chainOf(model: Model): string[] {
  const lowered = lowerModel(model);
  const { names, restsOn } = influenceOf(lowered);
  const leadsTo: number[][] = names.map(() => []);
  restsOn.forEach((list, node) => {
    for (const before of list) leadsTo[before]!.push(node);
  });
  const stocks = lowered.variables.flatMap(({ equations }, i) =>
    equations.some(({ right }) => right.kind === 'stock' || right.kind === 'delay') ? [i] : [],
  );
  // What was written out for one variable is told once, under that variable's name.
  const byName = new Map(model.variables.map((v) => [v.name.replaceAll('"', ''), v]));
  const told = longestChain(leadsTo, new Set(stocks)).map((node) => {
    const name = names[node]!;
    const owner = byName.get(/^"(.*): DELAY MATERIAL \d+"$/s.exec(name)?.[1] ?? name.replaceAll('"', ''));
    const belt = owner && (owner.partOf ?? (owner.name === name ? undefined : beltBehind(model, owner)));
    return belt ?? stageName(name);
  });
  return told.filter((name, i) => i === 0 || name !== told[i - 1]);
}

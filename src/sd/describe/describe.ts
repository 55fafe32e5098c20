import { constantsOf } from '../constants.js';
import { elementNames } from '../elements.js';
import { nameFlows } from '../flows.js';
import { cycleThrough } from '../graph.js';
import type { Model, Variable } from '../ir.js';
import { isControl, lowerModel } from '../lower.js';
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
 * of delays. The clock's variables are left out. Loops are counted from variable to variable, up to 10,000.
 *
 * @example
 * const { counts, loops } = describeModel(parseModel('x= INTEG(-x/t, 8) ~~| t= 2 ~~|', 'm.mdl'))
 * [counts.stocks, counts.constants, loops.count] // => [1, 1, 1]
 */
export function describeModel(model: Model): Description {
  const shown = model.variables.filter(({ name }) => !isControl(name));
  const stocks = nameFlows(model);
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
  return longestChain(leadsTo, new Set(stocks)).map((node) => names[node]!);
}

import type { Equation, Expr, Index, Model, Variable } from './ir.js';
import { foldName } from './names.js';

/** What fills and empties a stock. */
export interface StockFlows {
  readonly stock: Variable;
  /** Names of the variables that fill it, as they stand in the rate. */
  readonly inflows: readonly string[];
  readonly outflows: readonly string[];
  /** The rate is no sum of variables of which each could be a flow: all of it is one flow that goes both ways. */
  readonly net: boolean;
}

/**
 * Lists the stocks of a model with their flows. A variable is a flow of a stock where the rate adds or takes it away, and
 * nothing else; it leads from one stock at most, and into one. A stock whose rate is 0 has no flows.
 *
 * @example
 * const model = parseModel('born= 3 ~~| died= 1 ~~| people= INTEG(born-died, 9) ~~|', 'm.mdl')
 * flowsOf(model).map(({ inflows, outflows }) => [inflows, outflows]) // => [[['born'], ['died']]]
 */
export function flowsOf(model: Model): StockFlows[] {
  const variables = new Map(model.variables.map((v) => [v.name, v]));
  const taken = { in: new Set<string>(), out: new Set<string>() };
  return model.variables.filter(isStock).map((stock) => {
    const terms = termsOf(stock, variables);
    const inflows = terms?.filter(({ sign }) => sign > 0).map(({ name }) => name) ?? [];
    const outflows = terms?.filter(({ sign }) => sign < 0).map(({ name }) => name) ?? [];
    const free =
      inflows.every((name) => !taken.in.has(name)) && outflows.every((name) => !taken.out.has(name));
    if (!terms || !free) return { stock, inflows: [], outflows: [], net: true };
    for (const name of inflows) taken.in.add(name);
    for (const name of outflows) taken.out.add(name);
    return { stock, inflows, outflows, net: false };
  });
}

/** A stock with its flows, and the name of the one flow that is all of its rate. */
export interface NamedFlows extends StockFlows {
  readonly netName: string | undefined;
}

/**
 * Lists stocks with their flows as `flowsOf` does, and gives the flow that is all of a stock's rate a name that no variable has.
 *
 * @example
 * nameFlows(parseModel('x= INTEG(-x/2, 8) ~~|', 'm.mdl')).map(({ netName }) => netName) // => ['net flow of x']
 */
export function nameFlows(model: Model): NamedFlows[] {
  const taken = new Set(model.variables.map((v) => foldName(v.name)));
  return flowsOf(model).map((flows) => {
    if (!flows.net) return { ...flows, netName: undefined };
    const bare = flows.stock.name.replaceAll('"', '');
    let netName = `net flow of ${bare}`;
    for (let n = 2; taken.has(foldName(netName)); n++) netName = `net flow ${n} of ${bare}`;
    taken.add(foldName(netName));
    return { ...flows, netName };
  });
}

/** Tells whether every equation of a variable is a stock's. */
export const isStock = (variable: Variable): boolean =>
  variable.equations.every(({ right }) => right.kind === 'stock');

interface Term {
  readonly sign: 1 | -1;
  readonly name: string;
}

/** The terms of a stock's rate, if each is a variable over the same elements that may be a flow, and stands once. */
function termsOf(stock: Variable, variables: ReadonlyMap<string, Variable>): readonly Term[] | undefined {
  const [first, ...rest] = stock.equations.map((equation) => termsOfEquation(stock, equation, variables));
  const keys = first?.map(({ sign, name }) => `${sign} ${name}`);
  if (!first || !keys || new Set(first.map(({ name }) => name)).size < first.length) return undefined;
  const same = rest.every(
    (terms) =>
      terms?.length === first.length && terms.every(({ sign, name }, i) => `${sign} ${name}` === keys[i]),
  );
  return same ? first : undefined;
}

function termsOfEquation(
  stock: Variable,
  equation: Equation,
  variables: ReadonlyMap<string, Variable>,
): Term[] | undefined {
  if (equation.right.kind !== 'stock') return undefined;
  const terms: Term[] = [];
  const gather = (expr: Expr, sign: 1 | -1): boolean => {
    if (expr.kind === 'number') return expr.value === 0;
    if (expr.kind === 'unary') return expr.op === '-' && gather(expr.arg, sign === 1 ? -1 : 1);
    if (expr.kind === 'binary') {
      if (expr.op !== '+' && expr.op !== '-') return false;
      return gather(expr.left, sign) && gather(expr.right, expr.op === '+' ? sign : sign === 1 ? -1 : 1);
    }
    if (expr.kind !== 'variable') return false;
    const variable = variables.get(expr.name);
    if (!variable || !mayFlow(variable) || !sameElements(variable, expr.indices, stock, equation))
      return false;
    terms.push({ sign, name: variable.name });
    return true;
  };
  return gather(equation.right.rate, 1) ? terms : undefined;
}

const mayFlow = ({ kind }: Variable) => kind === 'auxiliary' || kind === 'constant' || kind === 'delay';

/** Tells whether a reference meets the elements that the equation defines, one by one. */
function sameElements(
  variable: Variable,
  indices: readonly Index[],
  stock: Variable,
  { left }: Equation,
): boolean {
  if (variable.axes.length !== stock.axes.length) return false;
  return indices.every((index, k) => {
    const [axis, own, at] = [variable.axes[k]!, stock.axes[k]!, left[k]!];
    if (axis.name !== own.name || axis.elements.length !== own.elements.length) return false;
    if (index.kind === 'at') return at.kind === 'at' && at.position === index.position;
    return (
      at.kind === 'each' && at.loop === index.loop && index.positions.every((p, i) => p === at.positions[i])
    );
  });
}

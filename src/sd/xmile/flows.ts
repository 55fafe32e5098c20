import { foldName } from '../names.js';
import type { SyntaxExpr } from '../syntax/ast.js';
import type { Book, Part } from './book.js';
import { childOf, childrenOf, contentOf, placeOf, textOf, type XmlElement } from './document.js';
import { parseEquation } from './expression.js';
import { Make } from './make.js';
import { readName } from './names.js';
import { referTo } from './subscripts.js';
import type { Where } from './where.js';

/** Notes for every flow which stocks it leaves and enters; one that is not there is told of with the stock's equation. */
export function noteFlows(stock: Part, book: Book): void {
  for (const [tag, ends] of [
    ['outflow', book.drained],
    ['inflow', book.filled],
  ] as const) {
    for (const element of childrenOf(stock.element, tag)) {
      const flow = book.find(readName(textOf(element)), stock.scope);
      if (!flow) continue;
      const key = foldName(flow.name);
      ends.set(key, [...(ends.get(key) ?? []), stock]);
    }
  }
}

/** Writes what a stock gains at a time: its inflows less its outflows. */
export function rateOf(where: Where): SyntaxExpr {
  const { self: stock, book } = where;
  const make = new Make(stock.place);
  const inflows = inflowValues(where);
  const outflows = flowsOf(stock, 'outflow', book).map(({ flow, element }) => ({
    flow,
    value: referTo(flow, undefined, placeOf(element, book.source), where),
  }));
  const taken: SyntaxExpr[] = [];
  for (const { flow, value } of outflows) {
    // A flow that leaves several stocks has no one limit: each of them gives what it has.
    const shared = stock.nonNegative && stocksLeftBy(flow, book).length > 1;
    taken.push(shared ? make.call('MIN', value, leftIn(stock, taken, where, make)) : value);
  }
  const gain = inflows.length > 0 ? inflows.reduce((sum, flow) => make.op('+', sum, flow)) : undefined;
  const [first, ...rest] = taken;
  if (!first) return gain ?? make.number(0);
  const start: SyntaxExpr = gain ? make.op('-', gain, first) : make.negative(first);
  return rest.reduce((sum, flow) => make.op('-', sum, flow), start);
}

/** Writes what each inflow of a stock brings, in the stock's own units. */
export function inflowValues(where: Where): SyntaxExpr[] {
  const { self: stock, book } = where;
  const make = new Make(stock.place);
  return flowsOf(stock, 'inflow', book).map(({ flow, element }) => {
    const value = multiplied(flow, referTo(flow, undefined, placeOf(element, book.source), where), where);
    const shared = stock.nonNegative && !flow.nonNegative && stocksEnteredBy(flow, book).length > 1;
    return shared ? make.call('MAX', value, make.negative(leftIn(stock, [], where, make))) : value;
  });
}

/**
 * Keeps a flow that is marked so from being negative, and a flow out of a stock that is marked so from taking more than
 * the stock holds: what is left after the outflows that stand before it. A flow into such a stock that runs backwards
 * takes no more than the stock holds either. XMILE 1.0, sections 3.6.2, 4.2 and 4.8.4, where the example of a filter has
 * MAX for what must be MIN.
 */
export function limitedFlow(value: SyntaxExpr, where: Where): SyntaxExpr {
  const { self: flow, book } = where;
  const make = new Make(flow.place);
  const positive = notBelow(value, where, make);
  const stocks = stocksLeftBy(flow, book);
  const stock = stocks[0];
  if (stocks.length !== 1 || !stock?.nonNegative) return positive;
  const before: SyntaxExpr[] = [];
  for (const { flow: other, element } of flowsOf(stock, 'outflow', book)) {
    if (foldName(other.name) === foldName(flow.name)) break;
    before.push(referTo(other, undefined, placeOf(element, book.source), where));
  }
  return make.call('MIN', positive, leftIn(stock, before, where, make));
}

function notBelow(value: SyntaxExpr, where: Where, make: Make): SyntaxExpr {
  const { self: flow, book } = where;
  // A number that is written down stands for itself, in whatever unit the flow has.
  if (flow.nonNegative && value.kind === 'number') return value;
  if (flow.nonNegative) return make.call('MAX', value, make.number(0));
  const [stock, ...more] = stocksEnteredBy(flow, book);
  if (!stock?.nonNegative || more.length > 0) return value;
  return make.call('MAX', value, make.negative(leftIn(stock, [], where, make)));
}

const stocksEnteredBy = (flow: Part, book: Book) => book.filled.get(foldName(flow.name)) ?? [];
const stocksLeftBy = (flow: Part, book: Book) => book.drained.get(foldName(flow.name)) ?? [];

// The most that can still flow out in one step.
function leftIn(stock: Part, taken: readonly SyntaxExpr[], where: Where, make: Make): SyntaxExpr {
  const held = make.op('/', referTo(stock, undefined, make.place, where), make.step);
  const left = taken.reduce((rest, flow) => make.op('-', rest, flow), held);
  return make.call('MAX', left, make.number(0));
}

// A flow may count in other units where it arrives: XMILE 1.0, section 4.3.
function multiplied(flow: Part, value: SyntaxExpr, where: Where): SyntaxExpr {
  const multiplier = childOf(flow.element, 'multiplier');
  if (!multiplier || textOf(multiplier) === '') return value;
  const { source } = where.book;
  const factor = where.read(parseEquation(contentOf(multiplier, source), source), { ...where, self: flow });
  return new Make(value.place).op('*', value, factor);
}

/** Lists the flows at one end of a stock, with the elements that name them. Errors: SD005. */
export function flowsOf(
  stock: Part,
  tag: 'inflow' | 'outflow',
  book: Book,
): { flow: Part; element: XmlElement }[] {
  return childrenOf(stock.element, tag).map((element) => ({
    flow: book.need(readName(textOf(element)), stock.scope, placeOf(element, book.source)),
    element,
  }));
}

import { foldName } from '../names.js';
import type { SyntaxExpr } from '../syntax/ast.js';
import { Belt } from './belt.js';
import type { Part } from './book.js';
import { placeOf } from './document.js';
import { driverOf, isBelt, isQueue } from './drivers.js';
import { flowsOf } from './flows.js';
import { Make } from './make.js';
import { statement } from './statement.js';
import { referTo } from './subscripts.js';
import type { Where } from './where.js';

/**
 * Writes a flow out of a conveyor or a queue, which has no equation of its own. XMILE 1.0, sections 3.7.2, 3.7.3, 4.2.1
 * and 4.3.
 *
 * What enters a conveyor leaves it after the transit time of that moment, in whole steps, less what leaks on the way; what
 * is on it at first is what a steady inflow would have left there. A leak takes its fraction of what entered, evenly
 * over its zone, or with `exponential_leak` that fraction of what is there in each unit of time. A queue gives all that it
 * holds, as far as what lies behind takes it, its outflows in their order.
 *
 * Errors: SD017 for what is not supported, SD041 for a conveyor without a transit time.
 */
export function drivenFlow(where: Where): SyntaxExpr {
  const { self: flow, book } = where;
  const stock = driverOf(flow, book)!;
  if (isQueue(stock)) return outOfQueue(stock, where);
  return new Belt(stock, where).gives(flow);
}

/** What a conveyor takes of a flow into it at most: its inflow limit, and the room that it has. */
export function takenAtMost(value: SyntaxExpr, where: Where): SyntaxExpr {
  const { self: flow, book } = where;
  const belts = (book.filled.get(foldName(flow.name)) ?? []).filter(isBelt);
  const make = new Make(flow.place);
  const all = belts.map((stock) => new Belt(stock, where).limits(flow));
  if (all.every((limits) => limits.length === 0)) return value;
  const asked = driverOf(flow, book) || where.fixed.size > 0 ? value : beforeLimits(value, where);
  return all.reduce((least, limits) => {
    const flowing = least.kind === 'number' ? least : make.call('MAX', least, make.number(0));
    return limits.reduce(
      (most, limit) => make.call('MIN', most, make.call('MAX', limit, make.number(0))),
      flowing,
    );
  }, asked);
}

/** Gives what would flow without limits a variable of its own, which a text that is written again finds there. */
function beforeLimits(value: SyntaxExpr, where: Where): SyntaxExpr {
  const { self: flow, book, loops } = where;
  const part: Part = { ...flow, name: `${flow.name}: before limits` };
  book.once(part.name, () => {
    const made = statement(part, loops, value, book);
    return made.kind === 'equation'
      ? { ...made, notes: { ...made.notes, comment: '', supplementary: true, partOf: flow.name } }
      : made;
  });
  return referTo(part, undefined, flow.place, where);
}

function outOfQueue(queue: Part, where: Where): SyntaxExpr {
  const { self: flow, book } = where;
  const make = new Make(flow.place);
  const held = make.op('/', referTo(queue, undefined, make.place, where), make.step);
  const before: SyntaxExpr[] = [];
  for (const { flow: other, element } of flowsOf(queue, 'outflow', book)) {
    if (foldName(other.name) === foldName(flow.name)) break;
    before.push(referTo(other, undefined, placeOf(element, book.source), where));
  }
  const left = before.reduce((rest, taken) => make.op('-', rest, taken), held);
  return takenAtMost(before.length > 0 ? make.call('MAX', left, make.number(0)) : left, where);
}

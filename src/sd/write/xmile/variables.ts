import type { Place } from '../../../base/error.js';
import type { StockFlows } from '../../flows.js';
import type { Expr, Variable } from '../../ir.js';
import type { Point } from '../../syntax/ast.js';
import { numeral } from '../numeral.js';
import { isDriven, writeTag, zoneOf } from './belts.js';
import { noForm, type Scope, writeXmileExpr } from './expression.js';
import { gapsOf, type Slot, slotsOf, subscriptOf } from './slots.js';
import { unitsOfRate } from './units.js';
import { type Xml, xml } from './xml.js';

/** What stands in the equation of one element, or of all. */
interface Content {
  /** A lookup by element has none: it would be a variable with these values. */
  readonly eqn?: string;
  /** The equation at the start, where it is another one. */
  readonly init?: string;
  readonly points?: readonly Point[];
}

/** Writes a variable that is no stock: an aux, or a flow where a stock takes it for one. */
export function writeVariable(variable: Variable, tag: 'aux' | 'flow', scope: Scope): Xml {
  const slots = slotsOf(variable, scope);
  if (isDriven(variable)) return describe(variable, tag, slots, () => ({}), scope, tagsOf(variable, scope));
  return describe(variable, tag, slots, writeContent, scope);
}

function tagsOf(variable: Variable, scope: Scope): Xml[] {
  const byName = new Map([...scope.variables].map(([name, one]) => [name.replaceAll('"', ''), one]));
  const written = writeTag(variable, byName.keys(), (name) => {
    const part = byName.get(name);
    if (!part) return undefined;
    const [slot, ...more] = slotsOf(part, scope);
    if (more.length === 0 && slot?.cell === undefined) return writeContent(slot!).eqn;
    throw noForm(`${name}, which is another one for each element`, part.place);
  });
  return written ? [written] : [];
}

/** Writes a stock, and the flow that is its whole rate where it has one of its own; `net` is the name of that flow. */
export function writeStock(
  { stock, inflows, outflows }: StockFlows,
  net: string | undefined,
  scope: Scope,
): Xml[] {
  const slots = slotsOf(stock, scope);
  const { names } = scope;
  const flows = [
    ...(net === undefined ? inflows : [net]).map((name) => xml('inflow', {}, names.word(name))),
    ...outflows.map((name) => xml('outflow', {}, names.word(name))),
    ...tagsOf(stock, scope),
  ];
  if (net !== undefined && stock.xmile)
    throw noForm(`the ${stock.xmile.tag} "${stock.name}", whose rate is no sum of flows`, stock.place);
  const written = describe(
    stock,
    'stock',
    slots,
    ({ equation, scope: own }) => {
      const { right } = equation;
      return { eqn: right.kind === 'stock' ? writeXmileExpr(right.initial, own) : '0' };
    },
    scope,
    flows,
  );
  if (net === undefined) return [written];
  const flow = { ...stock, name: net, units: unitsOfRate(stock.units, scope.timeUnits), comment: '' };
  const { range: _, ...bare } = flow;
  const rate = describe(
    { ...bare, equations: stock.equations.map((e) => ({ ...e, comment: '' })) },
    'flow',
    slots,
    ({ equation, scope: own }) => {
      const { right } = equation;
      return { eqn: right.kind === 'stock' ? writeXmileExpr(right.rate, own) : '0' };
    },
    scope,
  );
  return [written, rate];
}

function writeContent({ equation, scope }: Slot): Content {
  const { right } = equation;
  const text = (expr: Expr) => writeXmileExpr(expr, scope);
  switch (right.kind) {
    case 'value':
      return { eqn: text(right.expr), ...(right.expr.kind === 'with' && { points: right.expr.points }) };
    case 'numbers':
      return { eqn: numeral(right.values[0]!) };
    case 'lookup':
      return equation.left.length > 0 ? { points: right.points } : { eqn: '0', points: right.points };
    case 'initial':
      return { eqn: `INIT(${text(right.expr)})` };
    case 'active':
      return { eqn: text(right.expr), init: text(right.initial) };
    case 'delay':
      if ('style' in right && right.style !== undefined)
        throw noForm('a delay whose time changes', equation.place);
      return { eqn: `DELAY(${text(right.input)}, ${text(right.time)}, ${text(right.initial)})` };
    case 'sample':
      return {
        eqn: `IF ${text(right.condition)} THEN (${text(right.input)}) ELSE PREVIOUS(SELF, ${text(right.initial)})`,
      };
    default:
      throw noForm(`an equation of the kind "${right.kind}"`, equation.place);
  }
}

function describe(
  variable: Variable,
  tag: string,
  slots: readonly Slot[],
  write: (slot: Slot) => Content,
  scope: Scope,
  flows: readonly Xml[] = [],
): Xml {
  const { names } = scope;
  const gaps = gapsOf(variable, slots);
  const filler: Content = variable.kind === 'lookup' ? { points: [[0, 0]] } : { eqn: '0' };
  const contents = slots.map((slot) => ({ cell: slot.cell, content: write(slot) }));
  const doc = [
    ...new Set([variable.comment, ...variable.equations.map(({ comment }) => comment)]),
    gaps.length > 0 && `Elements without an equation are 0 here: nothing uses them.`,
  ].filter(Boolean);
  const axes = variable.axes.map(({ name }) => xml('dim', { name: names.title(name) }));
  const [low, high] = (variable.range ?? '')
    .split(',')
    .map((end) => (end.trim() === '' ? Number.NaN : Number(end)));
  const bounds = Number.isFinite(low) && Number.isFinite(high);
  return xml(
    tag,
    { name: names.title(variable.name), ...zoneOf(variable) },
    doc.length > 0 ? xml('doc', {}, doc.join('\n')) : undefined,
    axes.length > 0 ? xml('dimensions', {}, ...axes) : undefined,
    ...(isUniform(contents, gaps)
      ? writeEquation(contents[0]!.content, variable.place)
      : [...contents, ...gaps.map((cell) => ({ cell, content: filler }))]
          .sort((a, b) => a.cell! - b.cell!)
          .map(({ cell, content }) =>
            xml(
              'element',
              { subscript: subscriptOf(variable, cell!, names.title) },
              ...writeEquation(content, variable.place),
            ),
          )),
    ...flows,
    variable.units === '' ? undefined : xml('units', {}, variable.units),
    bounds ? xml('range', { min: low, max: high }) : undefined,
  );
}

// Where all elements say the same without a subscript, one equation says it for all.
function isUniform(
  contents: readonly { cell: number | undefined; content: Content }[],
  gaps: readonly number[],
) {
  const [first] = contents;
  if (!first || gaps.length > 0) return false;
  const text = JSON.stringify(first.content);
  return contents.every(({ content }) => JSON.stringify(content) === text);
}

function writeEquation({ eqn, init, points }: Content, place: Place): Xml[] {
  return [
    ...(eqn === undefined ? [] : [xml('eqn', {}, eqn)]),
    ...(init === undefined ? [] : [xml('init_eqn', {}, init)]),
    ...(points === undefined ? [] : [writePoints(points, place)]),
  ];
}

function writePoints(points: readonly Point[], place: Place): Xml {
  if (!points.every((point) => point.every(Number.isFinite)))
    throw noForm('a point that is no finite number', place);
  const ys = points.map(([, y]) => y);
  const [low, high] = ys.reduce(([a, b], y) => [Math.min(a, y), Math.max(b, y)], [Infinity, -Infinity]);
  return xml(
    'gf',
    {},
    xml('yscale', { min: low, max: high }),
    xml('xpts', {}, points.map(([x]) => x).join(',')),
    xml('ypts', {}, ys.join(',')),
  );
}

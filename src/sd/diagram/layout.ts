import type { NamedFlows } from '../flows.js';
import { type Expr, expressionsOf, type Model, type Variable, walk } from '../ir.js';
import { shownVariables } from '../shown.js';
import { type Backbone, type Channel, layBackbone } from './backbone.js';
import type { Segment } from './geometry.js';
import { labelLines } from './labels.js';
import { scatter } from './scatter.js';
import type { Box, Diagram, DiagramNode, Link, Spot } from './types.js';

const pitch = { x: 138, y: 68 };
const room = { width: 128, height: 56 };
const margin = 30;
/** Beyond this many, auxiliaries stand in rows below the stocks: the search for better places would take long. */
const mostScattered = 45;
/** The same holds where so many stocks and flows stand around them. */
const mostAround = 200;

/**
 * Lays a model out as a stock-and-flow diagram: stocks and flows along their chains, auxiliaries where arrows are short and
 * cross little. The clock's variables are left out. The same model gives the same diagram.
 *
 * @param whole false leaves all but stocks and flows out
 * @example
 * const model = parseModel('born= 3 ~~| people= INTEG(born, 9) ~~|', 'm.mdl')
 * layOutModel(model, nameFlows(model), true).nodes.map(({ name, kind }) => [name, kind])
 * // => [['people', 'stock'], ['born', 'flow']]
 */
export function layOutModel(model: Model, all: readonly NamedFlows[], whole: boolean): Diagram {
  const stocks = all.filter(({ stock }) => stock.partOf === undefined);
  const channels = channelsOf(stocks);
  const flows = new Set(channels.map(({ name }) => name));
  const names = stocks.map(({ stock }) => stock.name);
  const shown = shownVariables(model);
  const inBackbone = new Set([...names, ...flows]);
  const rest = whole ? shown.filter(({ name }) => !inBackbone.has(name)) : [];
  const loose = rest.length > 0;
  const backbone = layBackbone(names, channels, loose ? 2.4 * pitch.y : 44, loose ? 1100 : 1500);
  const parts = new Map(model.variables.filter((v) => v.partOf !== undefined).map((v) => [v.name, v]));
  const links = linksOf(shown, stocks, new Set([...inBackbone, ...rest.map(({ name }) => name)]), parts);
  const places = placeRest(rest, links, backbone);
  const nodes: DiagramNode[] = [
    ...[...backbone.stocks].map(([name, box]) => ({
      ...box,
      name,
      kind: 'stock' as const,
      lines: labelLines(name, 13),
    })),
    ...[...backbone.valves].map(([name, spot]) => ({
      ...spot,
      width: 24,
      height: 24,
      name,
      kind: 'flow' as const,
      lines: labelLines(name, 18),
    })),
    ...rest.map((variable) => auxiliaryNode(variable, places.get(variable.name)!)),
  ];
  return shift(nodes, backbone, links);
}

function channelsOf(stocks: readonly NamedFlows[]): Channel[] {
  const into = new Map<string, string>();
  const outOf = new Map<string, string>();
  const order: string[] = [];
  for (const { stock, inflows, outflows, netName } of stocks) {
    for (const name of inflows) into.set(name, stock.name);
    for (const name of outflows) outOf.set(name, stock.name);
    if (netName !== undefined) into.set(netName, stock.name);
    order.push(...inflows, ...(netName === undefined ? [] : [netName]), ...outflows);
  }
  const net = new Set(stocks.map(({ netName }) => netName));
  return [...new Set(order)].map((name) => ({
    name,
    from: outOf.get(name),
    to: into.get(name),
    bothWays: net.has(name),
  }));
}

/** Lists arrows: from what an equation names to what it defines; a stock is reached by its flows, and by its first value. */
function linksOf(
  variables: readonly Variable[],
  stocks: readonly NamedFlows[],
  shown: ReadonlySet<string>,
  parts: ReadonlyMap<string, Variable>,
): Link[] {
  const byStock = new Map(stocks.map((one) => [one.stock.name, one]));
  const links = new Map<string, Link>();
  // What the reader wrote out for a variable is passed through, to what a modeller knows.
  const add = (exprs: readonly Expr[], to: string, initial: boolean, passed = new Set<string>()) => {
    for (const expr of exprs) {
      walk(expr, (part) => {
        if (part.kind !== 'variable' && part.kind !== 'look' && part.kind !== 'series') return;
        if (part.name === to || passed.has(part.name)) return;
        const behind = parts.get(part.name);
        if (behind) {
          passed.add(part.name);
          for (const { right } of behind.equations) add(expressionsOf(right), to, initial, passed);
          return;
        }
        const key = JSON.stringify([part.name, to]);
        if (shown.has(part.name) && shown.has(to) && !links.has(key))
          links.set(key, { from: part.name, to, initial });
      });
    }
  };
  for (const variable of variables) {
    const stock = byStock.get(variable.name);
    for (const { right } of variable.equations) {
      if (!stock || right.kind !== 'stock') add(expressionsOf(right), variable.name, false);
      else {
        if (stock.netName !== undefined) add([right.rate], stock.netName, false);
        add([right.initial], variable.name, true);
      }
    }
  }
  return [...links.values()];
}

function placeRest(
  rest: readonly Variable[],
  links: readonly Link[],
  backbone: Backbone,
): ReadonlyMap<string, Spot> {
  const names = rest.map(({ name }) => name);
  const around = backbone.stocks.size + backbone.valves.size;
  if (names.length === 0 || names.length > mostScattered || around > mostAround)
    return inRows(names, backbone);
  const fixed = new Map<string, Spot>([...backbone.stocks, ...backbone.valves]);
  const blocked: Box[] = [
    ...backbone.stocks.values(),
    ...[...backbone.valves.values()].map(({ x, y }) => ({ x, y: y + 20, width: 118, height: 78 })),
    ...backbone.pipes.flatMap(({ points, from, to }) => [
      ...(from === undefined ? [cloudBox(points[0]!)] : []),
      ...(to === undefined ? [cloudBox(points.at(-1)!)] : []),
    ]),
    ...backbone.pipes.flatMap(({ points }) =>
      segments(points).map(([a, b]) => ({
        x: (a.x + b.x) / 2,
        y: (a.y + b.y) / 2,
        width: Math.abs(a.x - b.x) + 12,
        height: Math.abs(a.y - b.y) + 12,
      })),
    ),
  ];
  const walls = backbone.pipes.flatMap(({ points }) => segments(points));
  for (let ring = 1; ; ring++) {
    const slots = latticeAround(backbone, ring, names.length);
    const free = slots.filter((slot) => !blocked.some((box) => near(slot, box)));
    if (free.length < names.length * 2 + 2) continue;
    return scatter({ fixed, blocked, walls, loose: names, links, slots, size: room });
  }
}

const near = (slot: Spot, box: Box) =>
  Math.abs(slot.x - box.x) < (room.width + box.width) / 2 &&
  Math.abs(slot.y - box.y) < (room.height + box.height) / 2;

const cloudBox = ({ x, y }: Spot): Box => ({ x, y, width: 44, height: 36 });

const segments = (points: readonly Spot[]): Segment[] => points.slice(1).map((to, i) => [points[i]!, to]);

function latticeAround({ width, height }: Backbone, ring: number, count: number): Spot[] {
  const around = Math.max(ring, Math.min(3, Math.ceil(count / 8)));
  const columns = Math.ceil(width / pitch.x) + (width > 0 ? 2 : 1) * Math.min(ring, 2);
  const rows = Math.ceil(height / pitch.y) + 2 * around;
  const [left, top] = [width / 2 - ((columns - 1) * pitch.x) / 2, height / 2 - ((rows - 1) * pitch.y) / 2];
  // Every other row is half a step aside, so that arrows pass between names.
  return Array.from({ length: rows * columns }, (_, i) => {
    const row = Math.floor(i / columns);
    return { x: left + ((i % columns) + (row % 2) / 2 - 0.25) * pitch.x, y: top + row * pitch.y };
  });
}

function inRows(names: readonly string[], { width, height }: Backbone): Map<string, Spot> {
  const columns = Math.max(8, Math.floor(width / pitch.x));
  return new Map(
    names.map((name, i) => [
      name,
      { x: ((i % columns) + 0.5) * pitch.x, y: height + (Math.floor(i / columns) + 1.5) * pitch.y },
    ]),
  );
}

function auxiliaryNode({ name, kind }: Variable, { x, y }: Spot): DiagramNode {
  const lines = labelLines(name, 17);
  const longest = Math.max(...lines.map((line) => [...line].length));
  const shape = kind === 'constant' || kind === 'lookup' ? kind : 'auxiliary';
  return { name, kind: shape, x, y, width: longest * 6.6 + 10, height: lines.length * 14 + 6, lines };
}

/** Moves everything so that the drawing begins at its margin. */
function shift(nodes: readonly DiagramNode[], backbone: Backbone, links: readonly Link[]): Diagram {
  const left = Math.min(0, ...nodes.map(({ x, width }) => x - width / 2));
  const top = Math.min(0, ...nodes.map(({ y, height }) => y - height / 2));
  const right = Math.max(backbone.width, ...nodes.map(({ x, width }) => x + width / 2));
  const bottom = Math.max(backbone.height, ...nodes.map(({ y, height }) => y + height / 2));
  const move = <T extends Spot>(spot: T): T => ({
    ...spot,
    x: Math.round(spot.x - left + margin),
    y: Math.round(spot.y - top + margin),
  });
  return {
    nodes: nodes.map(move),
    pipes: backbone.pipes.map((pipe) => ({ ...pipe, points: pipe.points.map(move) })),
    links,
    width: Math.round(right - left + 2 * margin),
    height: Math.round(bottom - top + 2 * margin),
  };
}

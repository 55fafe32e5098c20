import type { Box, Pipe, Spot } from './types.js';

/** A flow before it has a place. */
export interface Channel {
  readonly name: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly bothWays: boolean;
}

/** Stocks and flows in their places, from the corner at 0, 0. */
export interface Backbone {
  readonly stocks: ReadonlyMap<string, Box>;
  /** The middle of each valve. */
  readonly valves: ReadonlyMap<string, Spot>;
  readonly pipes: readonly Pipe[];
  readonly width: number;
  readonly height: number;
}

export const stockWidth = 116;
const columnPitch = 310;
const portPitch = 66;
const cloudReach = 150;
const rowGap = 56;
const turnDepth = 58;

/**
 * Puts stocks and flows in their places: stocks that flows join stand in columns along the flow, each chain on its own,
 * chains in rows of at most `width`; what flows back turns below its chain, and what leaps over a column above it.
 */
export function layBackbone(
  stocks: readonly string[],
  channels: readonly Channel[],
  gap: number,
  width: number,
): Backbone {
  const chains = chainsOf(stocks, channels).map((chain) => layChain(chain, channels));
  const placed = { stocks: new Map<string, Box>(), valves: new Map<string, Spot>(), pipes: [] as Pipe[] };
  let [x, y, rowHeight, widest] = [0, 0, 0, 0];
  for (const chain of chains) {
    if (x > 0 && x + chain.width > width) [x, y, rowHeight] = [0, y + rowHeight + gap, 0];
    const move = <T extends Spot>(spot: T): T => ({ ...spot, x: spot.x + x, y: spot.y + y });
    for (const [name, box] of chain.stocks) placed.stocks.set(name, move(box));
    for (const [name, spot] of chain.valves) placed.valves.set(name, move(spot));
    placed.pipes.push(...chain.pipes.map((pipe) => ({ ...pipe, points: pipe.points.map(move) })));
    widest = Math.max(widest, x + chain.width);
    rowHeight = Math.max(rowHeight, chain.height);
    x += chain.width + gap;
  }
  return { ...placed, width: widest, height: y + rowHeight };
}

/** Groups stocks that flows join, each group in the order of the model. */
function chainsOf(stocks: readonly string[], channels: readonly Channel[]): string[][] {
  const group = new Map(stocks.map((name) => [name, name]));
  const root = (name: string): string => (group.get(name) === name ? name : root(group.get(name)!));
  for (const { from, to } of channels) {
    if (from === undefined || to === undefined) continue;
    const [a, b] = [root(from), root(to)];
    if (a !== b) group.set(b, a);
  }
  const chains = new Map<string, string[]>();
  for (const name of stocks) chains.set(root(name), [...(chains.get(root(name)) ?? []), name]);
  return [...chains.values()];
}

function layChain(names: readonly string[], channels: readonly Channel[]): Backbone {
  const own = channels.filter(
    ({ from, to }) => names.includes((from ?? to)!) || names.includes((to ?? from)!),
  );
  const column = columnsOf(names, own);
  const span = ({ from, to }: Channel) =>
    from === undefined || to === undefined ? 1 : column.get(to)! - column.get(from)!;
  const straight = own.filter((one) => span(one) === 1);
  const ports = (name: string) => ({
    left: straight.filter(({ to }) => to === name),
    right: straight.filter(({ from }) => from === name),
  });
  const stocks = placeStocks(names, column, (name) => {
    const { left, right } = ports(name);
    return Math.max(54, (Math.max(left.length, right.length) - 1) * portPitch + 44);
  });
  const portY = (name: string, list: readonly Channel[], one: Channel) =>
    stocks.get(name)!.y + (list.indexOf(one) - (list.length - 1) / 2) * portPitch;

  const valves = new Map<string, Spot>();
  const pipes: Pipe[] = [];
  const boxes = [...stocks.values()];
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height / 2));
  const top = Math.min(...boxes.map(({ y, height }) => y - height / 2));
  let [above, below] = [0, 0];
  for (const channel of own) {
    const { name, from, to, bothWays } = channel;
    let points: Spot[];
    if (span(channel) === 1) {
      const end =
        to === undefined
          ? undefined
          : { x: stocks.get(to)!.x - stockWidth / 2, y: portY(to, ports(to).left, channel) };
      const start =
        from === undefined
          ? undefined
          : { x: stocks.get(from)!.x + stockWidth / 2, y: portY(from, ports(from).right, channel) };
      const head = start ?? { x: end!.x - cloudReach, y: end!.y };
      const tail = end ?? { x: start!.x + cloudReach, y: start!.y };
      const bend = head.x + (tail.x - head.x) * 0.72;
      points =
        Math.abs(head.y - tail.y) < 4
          ? [head, tail]
          : [head, { x: bend, y: head.y }, { x: bend, y: tail.y }, tail];
      valves.set(name, {
        x: head.x + (points.length === 2 ? (tail.x - head.x) / 2 : (bend - head.x) * 0.55),
        y: head.y,
      });
    } else {
      const over = span(channel) > 1;
      const [a, b] = [stocks.get(from!)!, stocks.get(to!)!];
      const turn = over ? top - turnDepth * ++above : bottom + turnDepth * ++below;
      const side = (box: Box) => box.y + ((over ? -1 : 1) * box.height) / 2;
      const shift = (n: number) => ((n - 1) % 4) * 16 - 24;
      const [xa, xb] = [a.x + shift(over ? above : below), b.x + shift(over ? above : below)];
      points = [
        { x: xa, y: side(a) },
        { x: xa, y: turn },
        { x: xb, y: turn },
        { x: xb, y: side(b) },
      ];
      valves.set(name, { x: (xa + xb) / 2, y: turn });
    }
    pipes.push({ flow: name, from, to, bothWays, points });
  }
  return fromCorner({ stocks, valves, pipes });
}

/** Columns along the flow: each stock stands one behind the last of those that flow into it. */
function columnsOf(names: readonly string[], channels: readonly Channel[]): Map<string, number> {
  const after = forwardOnly(names, channels);
  const column = new Map(names.map((name) => [name, 0]));
  // Without circles, as many rounds as there are stocks settle every column.
  for (let round = 0; round < names.length; round++) {
    for (const [from, list] of after)
      for (const to of list) column.set(to, Math.max(column.get(to)!, column.get(from)! + 1));
  }
  return column;
}

/** Which stocks each stock flows into; a flow that closes a circle, seen from the first stock on, is left out. */
function forwardOnly(names: readonly string[], channels: readonly Channel[]): Map<string, string[]> {
  const after = new Map<string, string[]>(names.map((name) => [name, []]));
  const state = new Map<string, 'open' | 'done'>();
  const follow = (name: string) => {
    state.set(name, 'open');
    for (const { from, to } of channels) {
      if (from !== name || to === undefined || state.get(to) === 'open') continue;
      after.get(name)!.push(to);
      if (state.get(to) === undefined) follow(to);
    }
    state.set(name, 'done');
  };
  for (const name of names) if (state.get(name) === undefined) follow(name);
  return after;
}

function placeStocks(
  names: readonly string[],
  column: ReadonlyMap<string, number>,
  heightOf: (name: string) => number,
): Map<string, Box> {
  const stocks = new Map<string, Box>();
  for (let c = 0; c <= Math.max(...column.values()); c++) {
    const members = names.filter((name) => column.get(name) === c);
    const heights = members.map(heightOf);
    let y = -(heights.reduce((sum, height) => sum + height, 0) + rowGap * (members.length - 1)) / 2;
    members.forEach((name, i) => {
      const height = heights[i]!;
      stocks.set(name, { x: c * columnPitch, y: y + height / 2, width: stockWidth, height });
      y += height + rowGap;
    });
  }
  return stocks;
}

function fromCorner({ stocks, valves, pipes }: Omit<Backbone, 'width' | 'height'>): Backbone {
  const corners = [
    ...[...stocks.values()].flatMap(({ x, y, width, height }) => [
      { x: x - width / 2, y: y - height / 2 },
      { x: x + width / 2, y: y + height / 2 },
    ]),
    ...pipes.flatMap(({ points }) =>
      points.flatMap(({ x, y }) => [
        { x: x - 22, y: y - 22 },
        { x: x + 22, y: y + 22 },
      ]),
    ),
    // The name of a flow stands below its valve.
    ...[...valves.values()].map(({ x, y }) => ({ x, y: y + 58 })),
  ];
  const left = Math.min(...corners.map(({ x }) => x));
  const top = Math.min(...corners.map(({ y }) => y));
  const move = <T extends Spot>(spot: T): T => ({ ...spot, x: spot.x - left, y: spot.y - top });
  return {
    stocks: new Map([...stocks].map(([name, box]) => [name, move(box)])),
    valves: new Map([...valves].map(([name, spot]) => [name, move(spot)])),
    pipes: pipes.map((pipe) => ({ ...pipe, points: pipe.points.map(move) })),
    width: Math.max(...corners.map(({ x }) => x)) - left,
    height: Math.max(...corners.map(({ y }) => y)) - top,
  };
}

import type { Box, Diagram, DiagramNode, Pipe, Spot } from '../../sd/diagram/types.js';
import { escapeHtml } from '../html.js';
import { palette } from '../theme.js';
import { arrowBetween } from './arrow.js';

const { text, muted, line, series } = palette.light;
const sans =
  "'Source Sans 3', 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif";
const headHeight = 58;
/** Arrows times what stands around them; beyond, arrows go their shortest way: to seek a free one would take long. */
const mostSought = 200_000;

/**
 * Draws a stock-and-flow diagram as an SVG file that stands on its own: stocks as boxes, flows as pipes with valves, clouds
 * where a pipe is open, other variables as text, and arrows of influence, dashed where only a first value rests on them.
 *
 * @returns the text of the file; the same diagram gives the same bytes
 * @example
 * const diagram = { nodes: [], pipes: [], links: [], width: 300, height: 200 }
 * drawDiagram(diagram, 'small', 'nothing in it').startsWith('<svg') // => true
 */
export function drawDiagram(diagram: Diagram, title: string, subtitle: string): string {
  const nodes = new Map(diagram.nodes.map((node) => [node.name, node]));
  const width = Math.max(diagram.width, 460);
  const height = diagram.height + headHeight;
  const obstacles = diagram.links.length * diagram.nodes.length > mostSought ? [] : diagram.nodes;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(`${title}. ${subtitle}`)}" font-family="${sans}" fill="${text}">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<text x="24" y="32" font-size="18" font-weight="650">${escapeHtml(title)}</text>`,
    `<text x="24" y="52" font-size="12.5" fill="${muted}">${escapeHtml(subtitle)}</text>`,
    `<g transform="translate(${Math.round((width - diagram.width) / 2)} ${headHeight})">`,
    ...diagram.pipes.map(drawPipe),
    ...diagram.links.map(({ from, to, initial }) =>
      drawLink(nodes.get(from)!, nodes.get(to)!, initial, diagram, obstacles),
    ),
    ...diagram.nodes.map(drawNode),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

const round = (value: number) => Math.round(value * 10) / 10 || 0;
const at = ({ x, y }: Spot) => `${round(x)} ${round(y)}`;

/** Where an arrow begins or ends: at a stock's box, at the text, or at a valve, from below with the name under it. */
function edgeOf(node: DiagramNode, other: Spot): Box {
  if (node.kind !== 'flow') return node;
  if (other.y > node.y + 44 && Math.abs(other.x - node.x) < 2.5 * (other.y - node.y)) return roomOf(node);
  return { x: node.x, y: node.y, width: 22, height: 26 };
}

/** The room that an arrow should keep clear of: a valve's is that of its name. */
function roomOf(node: DiagramNode): Box {
  if (node.kind !== 'flow') return node;
  const longest = Math.max(...node.lines.map((one) => [...one].length));
  const height = 26 + node.lines.length * 14;
  return { x: node.x, y: node.y - 13 + height / 2, width: longest * 6.4, height };
}

function drawLink(
  from: DiagramNode,
  to: DiagramNode,
  initial: boolean,
  { width, height }: Diagram,
  obstacles: readonly DiagramNode[],
): string {
  const others = obstacles.filter((node) => node !== from && node !== to).map(roomOf);
  const { start, bend, end } = arrowBetween(edgeOf(from, to), edgeOf(to, from), others, { width, height });
  const [dx, dy] = [end.x - bend.x, end.y - bend.y];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const side = (s: number) => ({ x: end.x - 8 * ux - 3.6 * s * uy, y: end.y - 8 * uy + 3.6 * s * ux });
  const colour = initial ? muted : line;
  const dash = initial ? ' stroke-dasharray="4 3"' : '';
  return [
    `<path d="M${at(start)} Q${at(bend)} ${at({ x: end.x - 6 * ux, y: end.y - 6 * uy })}" fill="none" stroke="${colour}" stroke-width="1.2"${dash}/>`,
    `<path d="M${at(end)} L${at(side(1))} L${at(side(-1))} Z" fill="${colour}"/>`,
  ].join('');
}

function drawPipe({ points, from, to, bothWays }: Pipe): string {
  const [last, before] = [points.at(-1)!, points.at(-2)!];
  const [first, second] = [points[0]!, points[1]!];
  const body = shorten(points, bothWays && from !== undefined ? 11 : 0, 11);
  const d = body.map((point, i) => `${i === 0 ? 'M' : 'L'}${at(point)}`).join(' ');
  const pipe = (width: number, colour: string) =>
    `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round"/>`;
  return [
    pipe(7, text),
    pipe(4.4, '#ffffff'),
    head(before, last),
    // A flow that goes both ways has a second, open head at its far end.
    ...(bothWays ? [head(second, first)] : []),
    ...(from === undefined ? [cloud(moved(first, second, -18))] : []),
    ...(to === undefined ? [cloud(moved(last, before, -18))] : []),
  ].join('');
}

/** Moves a place towards another by a distance. */
function moved(from: Spot, to: Spot, by: number): Spot {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: from.x + ((to.x - from.x) / length) * by, y: from.y + ((to.y - from.y) / length) * by };
}

function shorten(points: readonly Spot[], start: number, end: number): Spot[] {
  return points.map((point, i) => {
    if (i === 0) return moved(point, points[1]!, start);
    return i === points.length - 1 ? moved(point, points[i - 1]!, end) : point;
  });
}

function head(before: Spot, tip: Spot): string {
  const base = moved(tip, before, 12);
  const [dx, dy] = [(tip.y - base.y) / 12, (base.x - tip.x) / 12];
  const side = (s: number) => ({ x: base.x + 7 * s * dx, y: base.y + 7 * s * dy });
  return `<path d="M${at(tip)} L${at(side(1))} L${at(side(-1))} Z" fill="#ffffff" stroke="${text}" stroke-width="1.3" stroke-linejoin="round"/>`;
}

function cloud({ x, y }: Spot): string {
  const bumps = [
    [-9, 2, 8],
    [-1, -5, 9],
    [9, -1, 8],
    [3, 5, 8],
  ] as const;
  const ring = (more: number, colour: string) =>
    bumps
      .map(
        ([dx, dy, r]) =>
          `<circle cx="${round(x + dx)}" cy="${round(y + dy)}" r="${r + more}" fill="${colour}"/>`,
      )
      .join('');
  return `${ring(1.2, muted)}${ring(0, '#ffffff')}`;
}

function drawNode(node: DiagramNode): string {
  const { kind, x, y, width, height, lines } = node;
  if (kind === 'stock') {
    const box = `<rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${width}" height="${round(height)}" rx="3" fill="#eef4f9" stroke="${text}" stroke-width="1.5"/>`;
    return box + words(lines, x, y, 'font-size="13" font-weight="600"');
  }
  if (kind === 'flow') {
    const valve = `<path d="M${round(x - 9)} ${round(y - 9)} L${round(x + 9)} ${round(y - 9)} L${round(x - 9)} ${round(y + 9)} L${round(x + 9)} ${round(y + 9)} Z" fill="${series[2]}" stroke="${text}" stroke-width="1.2" stroke-linejoin="round"/>`;
    return valve + words(lines, x, y + 18 + lines.length * 7, `font-size="12" ${halo}`);
  }
  const look = kind === 'constant' ? `fill="${muted}"` : kind === 'lookup' ? `fill="${series[4]}"` : '';
  const mark = kind === 'lookup' ? lookupMark(x, y - height / 2 - 4) : '';
  return mark + words(lines, x, y, `font-size="12" ${look} ${halo}`);
}

// Text keeps a white edge where an arrow runs under it.
const halo = 'stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"';

const lookupMark = (x: number, y: number) =>
  `<path d="M${round(x - 9)} ${round(y - 7)} V${round(y + 3)} H${round(x + 9)} M${round(x - 8)} ${round(y + 1)} Q${round(x)} ${round(y)} ${round(x + 8)} ${round(y - 7)}" fill="none" stroke="${series[4]}" stroke-width="1.1"/>`;

function words(lines: readonly string[], x: number, y: number, style: string): string {
  const top = y - ((lines.length - 1) * 14) / 2 + 4;
  const spans = lines.map(
    (one, i) => `<tspan x="${round(x)}" y="${round(top + i * 14)}">${escapeHtml(one)}</tspan>`,
  );
  return `<text text-anchor="middle" ${style}>${spans.join('')}</text>`;
}

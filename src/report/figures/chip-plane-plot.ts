import * as Plot from '@observablehq/plot';
import { formatNumber } from '../../base/format.js';
import { ink, seriesColour } from '../theme.js';
import { type ChipPoint, type Family, fullName, jointName } from './chip-points.js';
import { pixelScale, textWidth } from './measure.js';
import { type Box, placeLabels } from './place-labels.js';

/** One side of the plane: its name with the unit, and the numbers that fall inside. */
export interface PlaneAxis {
  readonly title: string;
  readonly log: boolean;
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/** A rectangle filled as one; ends may lie outside the frame. */
export interface PlaneArea {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
  readonly fill: string;
  readonly strength: number;
}

/** A threshold: a line across the frame, named at its end. */
export interface PlaneLine {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly label: string;
  readonly dashed?: boolean;
}

/** Words inside the frame, lines parted by newlines, with the corner of theirs that stands at the point. */
export interface PlaneWords {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** What stands on a narrow drawing instead; without it quiet words are left out there. */
  readonly short?: string;
  readonly corner: 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';
  readonly quiet?: boolean;
}

/** Everything that is drawn on a plane of chips. */
export interface PlaneDrawing {
  readonly x: PlaneAxis;
  readonly y: PlaneAxis;
  readonly areas: readonly PlaneArea[];
  readonly edges: readonly Pick<PlaneArea, 'x1' | 'x2' | 'y1' | 'y2'>[];
  readonly lines: readonly PlaneLine[];
  readonly words: readonly PlaneWords[];
  readonly points: readonly ChipPoint[];
}

export interface PlaneSize {
  readonly width: number;
  readonly height: number;
  /** Most names on it. */
  readonly names: number;
}

/** A family by form as well as by colour. */
export const families: Readonly<Record<Family, { words: string; symbol: Plot.SymbolType; colour: string }>> =
  {
    us: { words: 'US design', symbol: 'circle', colour: ink.text },
    export: { words: 'variant made for export', symbol: 'diamond2', colour: seriesColour(1) },
    cn: { words: 'Chinese design', symbol: 'square2', colour: seriesColour(3) },
  };
const order: readonly Family[] = ['us', 'cn', 'export'];

/** Lays out the marks of a plane: areas, thresholds, chips with their names, and the key. */
export function plotChipPlane(drawing: PlaneDrawing, size: PlaneSize): Plot.PlotOptions {
  const wide = size.width > 600;
  const margin = { top: wide ? 62 : 92, right: wide ? 58 : 34, bottom: 44, left: wide ? 50 : 38 };
  const toX = scaleOf(drawing.x, [margin.left, size.width - margin.right]);
  const toY = scaleOf(drawing.y, [size.height - margin.bottom, margin.top]);
  const frame: Box = {
    left: margin.left,
    right: size.width - margin.right,
    top: margin.top,
    bottom: size.height - margin.bottom,
  };
  const spots = drawing.points.map((point) => spotOf(point, toX.pixel, toY.pixel, frame));
  const words = drawing.words
    .filter(({ quiet, short }) => wide || !quiet || short !== undefined)
    .map((one) =>
      wordsAt(wide ? one : { ...one, text: one.short ?? one.text }, toX.pixel, toY.pixel, frame, wide),
    );
  const lines = drawing.lines.map((line) => ({
    ...line,
    px: (line.axis === 'x' ? toX : toY).pixel(line.at),
  }));
  const names = namesOf(
    spots,
    words.map(({ box }) => box),
    frame,
    size.names,
    wide,
  );
  const flat = { x: 'x', y: 'y' } as const;
  const visible = (line: { axis: string; px: number }) =>
    line.axis === 'x'
      ? line.px > frame.left && line.px < frame.right
      : line.px > frame.top && line.px < frame.bottom;
  const px = (value: number, scale: typeof toX, ends: readonly [number, number]) =>
    clamp(scale.pixel(value), ends);
  const across: readonly [number, number] = [frame.left, frame.right];
  const upright: readonly [number, number] = [frame.top, frame.bottom];
  const boxOf = (area: Pick<PlaneArea, 'x1' | 'x2' | 'y1' | 'y2'>) => ({
    x1: px(area.x1, toX, across),
    x2: px(area.x2, toX, across),
    y1: px(area.y1, toY, upright),
    y2: px(area.y2, toY, upright),
  });
  // A band that would be thinner than it can be seen is drawn three pixels high.
  const visibleBox = (area: PlaneArea) => {
    const box = boxOf(area);
    const grow = Math.max(0, 3 - (box.y1 - box.y2)) / 2;
    return { ...box, y1: box.y1 + grow, y2: box.y2 - grow };
  };
  return {
    width: size.width,
    height: size.height,
    margin: 0,
    // Everything is laid out in pixels: names must be placed before they are drawn.
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    marks: [
      drawing.areas.map((area) =>
        Plot.rect([visibleBox(area)], {
          x1: 'x1',
          x2: 'x2',
          y1: 'y1',
          y2: 'y2',
          fill: area.fill,
          fillOpacity: area.strength,
          shapeRendering: 'crispEdges',
        }),
      ),
      ...axisMarks(drawing, toX.pixel, toY.pixel, frame),
      Plot.link(
        drawing.edges.map(boxOf).filter((edge) => edge.x1 !== edge.x2 || edge.y1 !== edge.y2),
        { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', stroke: ink.stop, strokeWidth: 1.3 },
      ),
      ...lineMarks(lines.filter(visible), frame, wide),
      [true, false].map((quiet) =>
        Plot.text(
          words.filter((one) => (one.quiet ?? false) === quiet),
          {
            ...flat,
            text: 'text',
            textAnchor: 'start',
            lineAnchor: 'top',
            fontSize: (wide ? 13 : 11) - (quiet ? 1 : 0),
            fontWeight: quiet ? 400 : 650,
            fill: ink.muted,
          },
        ),
      ),
      order.map((family) =>
        familyMarks(
          spots.filter((spot) => spot.family === family),
          family,
          wide,
        ),
      ),
      Plot.link(
        names.filter(({ leader }) => leader),
        { x1: 'px', y1: 'py', x2: 'endX', y2: 'endY', stroke: ink.muted, strokeWidth: 0.7 },
      ),
      Plot.text(names, {
        ...flat,
        text: 'text',
        textAnchor: 'start',
        fontSize: wide ? 11.5 : 10.5,
        fill: 'colour',
        stroke: ink.paper,
        strokeWidth: 3,
        strokeOpacity: 0.85,
      }),
      ...keyMarks(frame, wide),
    ],
  };
}

interface Spot extends ChipPoint {
  readonly px: number;
  readonly py: number;
  /** Ends in pixels where the figure is known within bounds only. */
  readonly bars: readonly { x1: number; x2: number; y1: number; y2: number }[];
}

function scaleOf({ log, domain }: PlaneAxis, range: readonly [number, number]) {
  const turn = (value: number) =>
    log ? Math.log10(Math.max(value, Number.MIN_VALUE)) : Math.min(value, Number.MAX_SAFE_INTEGER);
  const linear = pixelScale([turn(domain[0]), turn(domain[1])], range);
  return { pixel: (value: number) => linear.pixel(turn(value)) };
}

const clamp = (value: number, [low, high]: readonly [number, number]) => Math.min(Math.max(value, low), high);

function spotOf(
  point: ChipPoint,
  toX: (value: number) => number,
  toY: (value: number) => number,
  frame: Box,
): Spot {
  const at = (value: number) => clamp(toX(value), [frame.left, frame.right]);
  const up = (value: number) => clamp(toY(value), [frame.top, frame.bottom]);
  const [x1, x2, y1, y2] = [at(point.x.low), at(point.x.high), up(point.y.low), up(point.y.high)];
  const [px, py] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const bars = [
    ...(x2 - x1 > 2 ? [{ x1, x2, y1: py, y2: py }] : []),
    ...(y1 - y2 > 2 ? [{ x1: px, x2: px, y1, y2 }] : []),
  ];
  return { ...point, px, py, bars };
}

function wordsAt(
  { x, y, text, corner, quiet }: PlaneWords,
  toX: (value: number) => number,
  toY: (value: number) => number,
  frame: Box,
  wide: boolean,
) {
  const rows = text.split('\n');
  const width = Math.max(...rows.map((row) => textWidth(row, (wide ? 7.4 : 6.2) * (quiet ? 1 : 1.16))));
  const height = rows.length * (wide ? 15 : 13);
  const pad = 7;
  const left = clamp(toX(x), [frame.left, frame.right]) + (corner.endsWith('left') ? pad : -pad - width);
  const top = clamp(toY(y), [frame.top, frame.bottom]) + (corner.startsWith('top') ? pad : -pad - height);
  return { x: left, y: top, text, quiet, box: { left, right: left + width, top, bottom: top + height } };
}

/** Names for spots, best known first; a name that would lie on another or on a chip is left out. */
function namesOf(spots: readonly Spot[], words: readonly Box[], frame: Box, most: number, wide: boolean) {
  const groups: Spot[][] = [];
  for (const spot of [...spots].sort((a, b) => a.rank - b.rank)) {
    const near = groups.find(([first]) => Math.hypot(first!.px - spot.px, first!.py - spot.py) < 3);
    if (near) near.push(spot);
    else groups.push([spot]);
  }
  const letter = wide ? 7 : 6.4;
  const joint = groups.map((group) => jointName(group.map(({ name }) => name)));
  const chosen = groups.slice(0, most).map((group, i) => {
    // Two spots of one name are told apart by what the short name leaves out.
    const twice = joint.filter((other) => other === joint[i]).length > 1;
    const text = twice ? fullName(group.map(({ name }) => name)) : joint[i]!;
    const first = group[0]!;
    const mixed = group.some(({ family }) => family !== first.family);
    const colour = mixed ? ink.text : families[first.family].colour;
    return { x: first.px, y: first.py, width: textWidth(text, letter), text, colour };
  });
  const chips = spots.map(({ px, py }) => ({ left: px - 5, right: px + 5, top: py - 5, bottom: py + 5 }));
  const bars = spots.flatMap((spot) =>
    spot.bars.map((bar) => ({
      left: Math.min(bar.x1, bar.x2) - 1,
      right: Math.max(bar.x1, bar.x2) + 1,
      top: Math.min(bar.y1, bar.y2) - 1,
      bottom: Math.max(bar.y1, bar.y2) + 1,
    })),
  );
  const inner = {
    left: frame.left + 3,
    right: frame.right - 3,
    top: frame.top + 6,
    bottom: frame.bottom - 3,
  };
  const taken: Box[] = [...words, ...chips, ...bars];
  return chosen.flatMap((wish) => {
    const [place] = placeLabels([wish], inner, taken);
    const { x, y, leader } = place!;
    const box = { left: x, right: x + wish.width, top: y - 7, bottom: y + 7 };
    const clear =
      taken.every((other) => !overlaps(box, other)) && box.left >= inner.left && box.right <= inner.right;
    if (!clear) return [];
    taken.push({ ...box, left: box.left - 4, right: box.right + 4 });
    const endX = clamp(wish.x, [x, x + wish.width]);
    return [
      {
        text: wish.text,
        x,
        y,
        leader,
        colour: wish.colour,
        px: wish.x,
        py: wish.y,
        endX,
        endY: y + (wish.y > y ? 7 : -7),
      },
    ];
  });
}

const overlaps = (a: Box, b: Box) =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;

function familyMarks(spots: readonly Spot[], family: Family, wide: boolean): Plot.Markish[] {
  const { symbol, colour } = families[family];
  const dots = spots.filter(({ bars }) => bars.length === 0);
  const options = { x: 'px', y: 'py', symbol, r: wide ? 4 : 3, stroke: colour, strokeWidth: 1.4 } as const;
  return [
    Plot.link(
      spots.flatMap(({ bars }) => bars),
      {
        x1: 'x1',
        x2: 'x2',
        y1: 'y1',
        y2: 'y2',
        stroke: colour,
        strokeWidth: 2,
        strokeOpacity: 0.55,
        strokeLinecap: 'round',
      },
    ),
    Plot.dot(
      dots.filter(({ datacenter }) => datacenter),
      { ...options, fill: colour, fillOpacity: 0.8 },
    ),
    Plot.dot(
      dots.filter(({ datacenter }) => !datacenter),
      { ...options, fill: ink.paper },
    ),
  ];
}

function axisMarks(
  { x, y }: PlaneDrawing,
  toX: (value: number) => number,
  toY: (value: number) => number,
  frame: Box,
): Plot.Markish[] {
  const xs = spaced(x.ticks, toX, 44);
  const ys = spaced(y.ticks, toY, 24);
  return [
    Plot.ruleX(xs, { x: 'at', y1: frame.top, y2: frame.bottom, stroke: ink.rule, strokeOpacity: 0.8 }),
    Plot.ruleY(ys, { y: 'at', x1: frame.left, x2: frame.right, stroke: ink.rule, strokeOpacity: 0.8 }),
    Plot.text(xs, { x: 'at', y: frame.bottom + 13, text: 'text', fill: ink.muted }),
    Plot.text(ys, { x: frame.left - 7, y: 'at', text: 'text', textAnchor: 'end', fill: ink.muted }),
    Plot.text([`${x.title} →`], { x: frame.right, y: frame.bottom + 32, textAnchor: 'end', fill: ink.text }),
    Plot.text([`↑ ${y.title}`], { x: 2, y: 8, textAnchor: 'start', fill: ink.text }),
  ];
}

/** Ticks that leave room for their numbers; powers of ten come first. */
function spaced(ticks: readonly number[], toPixel: (value: number) => number, room: number) {
  const isPower = (value: number) => Number.isInteger(Math.log10(value));
  const kept: { at: number; text: string }[] = [];
  for (const value of [...ticks.filter(isPower), ...ticks.filter((value) => !isPower(value))]) {
    const at = toPixel(value);
    if (kept.every((other) => Math.abs(other.at - at) >= room))
      kept.push({ at, text: formatNumber(value, 6) });
  }
  return kept.sort((a, b) => a.at - b.at);
}

/** Thresholds, with their numbers on the upper and the right edge; those too near each other stand in two rows. */
function lineMarks(
  lines: readonly (PlaneLine & { px: number })[],
  frame: Box,
  wide: boolean,
): Plot.Markish[] {
  const letter = wide ? 7.6 : 6.6;
  const ends: number[] = [];
  const upright = lines
    .filter(({ axis }) => axis === 'x')
    .sort((a, b) => a.px - b.px)
    .map((line) => {
      const half = textWidth(line.label, letter) / 2;
      const centre = clamp(line.px, [half + 2, frame.right + (wide ? 56 : 32) - half]);
      const free = ends.findIndex((end) => centre - half > end + 6);
      const row = free >= 0 ? free : ends.length;
      ends[row] = centre + half;
      return { ...line, centre, textY: frame.top - 8 - row * 14, lineTop: frame.top - 2 - row * 14 };
    });
  const level = lines.filter(({ axis }) => axis === 'y');
  const style = (dashed: boolean) => ({
    stroke: ink.text,
    strokeWidth: 1,
    strokeOpacity: dashed ? 0.7 : 0.35,
    ...(dashed && { strokeDasharray: '5,4' }),
  });
  return [
    ...[true, false].flatMap((dashed) => [
      Plot.ruleX(
        upright.filter((line) => (line.dashed ?? false) === dashed),
        { x: 'px', y1: 'lineTop', y2: frame.bottom, ...style(dashed) },
      ),
      Plot.ruleY(
        level.filter((line) => (line.dashed ?? false) === dashed),
        { y: 'px', x1: frame.left, x2: frame.right, ...style(dashed) },
      ),
    ]),
    Plot.text(upright, {
      x: 'centre',
      y: 'textY',
      text: 'label',
      fontWeight: 600,
      fontSize: wide ? 11.5 : 10,
      fill: ink.text,
    }),
    Plot.text(level, {
      x: frame.right + 5,
      y: 'px',
      text: 'label',
      textAnchor: 'start',
      fontWeight: 600,
      fontSize: wide ? 11.5 : 10,
      fill: ink.text,
    }),
  ];
}

/** What the signs mean, in one row above a wide drawing and in two above a narrow one. */
function keyMarks(frame: Box, wide: boolean): Plot.Markish[] {
  const letter = wide ? 6.8 : 6.2;
  let [x, y] = [8, 26];
  const items = [
    ...(['us', 'export', 'cn'] as const).map((family) => ({ ...families[family], hollow: false })),
    { words: 'not for datacentres', symbol: 'circle' as const, colour: ink.muted, hollow: true },
  ].map((item) => {
    const width = textWidth(item.words, letter) + 30;
    if (!wide && x + width > frame.right + 30) [x, y] = [8, y + 17];
    const at = { ...item, x, y };
    x += width;
    return at;
  });
  return [
    items.map((item) =>
      Plot.dot([item], {
        x: 'x',
        y: 'y',
        symbol: item.symbol,
        r: 4,
        stroke: item.colour,
        strokeWidth: 1.4,
        fill: item.hollow ? ink.paper : item.colour,
      }),
    ),
    Plot.text(items, {
      x: (item: { x: number }) => item.x + 9,
      y: 'y',
      text: 'words',
      textAnchor: 'start',
      fontSize: wide ? 11.5 : 10.5,
      fill: ink.muted,
    }),
  ];
}

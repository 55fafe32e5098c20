import { formatCount, formatNumber } from '../../base/format.js';
import type { Classifier } from '../../controls/index.js';
import type { Figure } from '../blocks.js';
import { ink } from '../theme.js';
import { type PlaneDrawing, type PlaneSize, type PlaneWords, planeSizes } from './chip-plane.js';
import { plotChipPlane } from './chip-plane-plot.js';
import { type ChipPoint, chipPoints, type PlaneInput, printEnds } from './chip-points.js';
import { logDomain, logTicks } from './log-axis.js';
import { classOf, type Placed, type PlaneCell, type PlaneRegions, planeRegions } from './plane-regions.js';
import { figureToSvg } from './svg.js';

const titles: Readonly<Record<PlaneInput, string>> = {
  tpp: 'Total processing performance (TPP)',
  perf_2022: 'Bit length × TOPS',
  pd: 'Performance density, TPP/mm²',
  interconnect_gbs: 'Bidirectional interconnect, GB/s',
  dram_gbs: 'DRAM bandwidth, GB/s',
};

/**
 * Draws what the classification of a day makes of chips: regions of the rules in force over two figures, and every
 * chip of the catalogue whose figures are known.
 *
 * The figures are performance and performance density, or performance and interconnect under the rule of 2022. Before
 * the first rule the figure says that there was none. Regions are worked out from the rules, cell by cell.
 *
 * @param date ISO day
 * @throws SteelyardError CO014
 */
export function planeFigure(classifier: Classifier, date: string, document: Document): Figure {
  const regions = planeRegions(classifier, date);
  // Days before the first rule are shown on the plane of the first rule, without regions.
  const axes = regions ?? { x: 'perf_2022' as const, y: 'interconnect_gbs' as const };
  const { points, missing } = chipPoints(classifier, axes.x, axes.y);
  const placed = points.map((point) => ({
    ...point,
    placed: regions && classOf(classifier, date, axes, point.x, point.y, point.datacenter),
  }));
  const title = titleOf(placed, regions, date);
  const description = `${formatCount(points.length, 'chip')} on a plane of ${titles[axes.x]} and ${titles[axes.y]}.`;
  const drawing = drawingOf(points, axes.x, axes.y, regions);
  const draw = (size: PlaneSize) =>
    figureToSvg(document, plotChipPlane(drawing, size), { title, description });
  return {
    id: 'figure-plane',
    title,
    caption: captionOf(regions, missing),
    description,
    source: `Source: rules in force on ${date} (data/controls/us-rules.yaml, looked through to ${classifier.book.rules.looked_through}); chips: data/accelerators.`,
    drawing: { kind: 'pair', wide: draw(planeSizes.wide), narrow: draw(planeSizes.narrow) },
    data: {
      columns: [
        'chip',
        'family',
        'for datacentres',
        ...endColumns(axes.x),
        ...endColumns(axes.y),
        'class',
        'clause',
      ],
      rows: placed.map(({ id, family, datacenter, x, y, placed: found }) => [
        id,
        family,
        datacenter ? 'yes' : 'no',
        x.low,
        x.high,
        y.low,
        y.high,
        regions ? (found?.eccn ?? 'cannot_tell') : 'no rule',
        found?.clause ?? '',
      ]),
    },
    table: {
      id: 'table-plane',
      title: 'Chips with both figures, by class',
      narrow: 'scroll',
      columns: [
        { title: 'Chip', align: 'left' },
        { title: titles[axes.x], align: 'right' },
        { title: titles[axes.y], align: 'right' },
        { title: 'Class on the day', align: 'left' },
      ],
      rows: placed
        .toSorted((a, b) => b.x.high - a.x.high || (a.name < b.name ? -1 : 1))
        .map(({ name, x, y, placed: found }) => ({
          cells: [
            name,
            printEnds(x),
            printEnds(y),
            regions ? (found ? className(found) : 'cannot tell') : 'no rule',
          ],
        })),
    },
  };
}

const endColumns = (input: PlaneInput) => [`${titles[input]} at least`, `${titles[input]} at most`];

const isOutside = ({ entry }: Placed) => entry === 'none';
const className = (placed: Placed) => (isOutside(placed) ? 'outside' : placed.eccn);

interface PlacedPoint extends ChipPoint {
  readonly placed: Placed | undefined;
}

function titleOf(points: readonly PlacedPoint[], regions: PlaneRegions | undefined, date: string): string {
  if (regions === undefined) {
    return `On ${date} there was no entry for advanced computing chips: none of ${formatCount(points.length, 'chip')} with known figures was classified`;
  }
  const counts = new Map<string, number>();
  for (const { placed } of points) {
    const name = placed ? className(placed) : '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const caught = [...counts.keys()].filter((name) => name !== '' && name !== 'outside').sort();
  const parts = [
    ...caught.map((name) => `${counts.get(name)} in ${name}`),
    `${counts.get('outside') ?? 0} outside`,
    ...(counts.has('') ? [`${counts.get('')} too uncertain to tell`] : []),
  ];
  return `On ${date}, of ${formatCount(points.length, 'chip')} with known figures: ${parts.join(', ')}`;
}

function captionOf(regions: PlaneRegions | undefined, missing: number): string {
  const lacking = `${formatCount(missing, 'chip')} of the catalogue lack one of the figures and are not drawn.`;
  const scales = 'Both axes are logarithmic.';
  if (regions === undefined) return `${scales} No region: no rule was in force. ${lacking}`;
  const exempt = exemption(regions);
  return [
    'Shaded: what the classification in force catches, worked out from its clauses for a part meant for datacentres; lines: its thresholds.',
    exempt ? `${exempt.clause}: ${exemptWords(exempt)}.` : '',
    `Thin bars: figures known only within bounds. ${scales} A chip far below the thresholds stands at the edge. ${lacking}`,
    'Chips of Chinese design stand where their figures put them; whether they are subject to the EAR is asked first.',
    'The ECCN is only the first step: a company letter, the destination and the parties decide on a licence.',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Where a part that is not for datacentres is outside although another would be caught; up to which performance. */
function exemption({ cells }: PlaneRegions): { clause: string; below: number } | undefined {
  const exempt = cells.filter(({ datacentre, other }) => !isOutside(datacentre) && isOutside(other));
  if (exempt.length === 0) return undefined;
  return { clause: exempt[0]!.other.clause, below: Math.max(...exempt.map(({ x2 }) => x2)) };
}

const exemptWords = ({ below }: { below: number }) =>
  `a part that is not designed or marketed for datacentres is outside below ${formatNumber(below, 6)}`;

function drawingOf(
  points: readonly ChipPoint[],
  x: PlaneInput,
  y: PlaneInput,
  regions: PlaneRegions | undefined,
): PlaneDrawing {
  const xs = logDomain(
    points.flatMap((point) => [point.x.low, point.x.high]),
    regions?.xCuts ?? [],
  );
  const ys = logDomain(
    points.flatMap((point) => [point.y.low, point.y.high]),
    regions?.yCuts ?? [],
  );
  const cells = regions?.cells ?? [];
  const caught = cells.filter(({ datacentre }) => !isOutside(datacentre));
  const line = (axis: 'x' | 'y') => (at: number) => ({ axis, at, label: formatNumber(at, 6) });
  return {
    x: { title: titles[x], log: true, domain: xs, ticks: logTicks(xs) },
    y: { title: titles[y], log: true, domain: ys, ticks: logTicks(ys) },
    areas: caught.map((cell) => ({
      ...cell,
      fill: ink.stop,
      strength: cell.datacentre.entry === 'b' ? 0.1 : 0.2,
    })),
    edges: edgesOf(cells),
    lines: [...(regions?.xCuts ?? []).map(line('x')), ...(regions?.yCuts ?? []).map(line('y'))],
    words: regions ? wordsOf(regions, xs, ys) : [],
    points,
  };
}

/** Sides between neighbouring cells of another class. */
function edgesOf(cells: readonly PlaneCell[]): PlaneDrawing['edges'] {
  return cells.flatMap((cell) =>
    cells.flatMap((next) => {
      if (cell.datacentre.eccn === next.datacentre.eccn) return [];
      if (cell.x2 === next.x1 && cell.y1 === next.y1)
        return [{ x1: cell.x2, x2: cell.x2, y1: cell.y1, y2: cell.y2 }];
      if (cell.y2 === next.y1 && cell.x1 === next.x1)
        return [{ x1: cell.x1, x2: cell.x2, y1: cell.y2, y2: cell.y2 }];
      return [];
    }),
  );
}

/** Names the regions at their roomiest corners. */
function wordsOf(
  regions: PlaneRegions,
  xs: readonly [number, number],
  ys: readonly [number, number],
): PlaneWords[] {
  const { cells } = regions;
  const names = [...new Set(cells.map(({ datacentre }) => datacentre.eccn))];
  const named = names.map((eccn): PlaneWords => {
    const own = cells.filter(({ datacentre }) => datacentre.eccn === eccn);
    if (isOutside(own[0]!.datacentre)) {
      return { x: xs[0], y: ys[0], text: 'outside', corner: 'bottom-left' };
    }
    // The outermost cell has the most room: of those, the one farthest up.
    const right = Math.max(...own.map(({ x2 }) => x2));
    const top = own.filter(({ x2 }) => x2 === right).reduce((a, b) => (b.y2 > a.y2 ? b : a));
    const open = top.x2 === Number.POSITIVE_INFINITY;
    return open
      ? { x: xs[1], y: Math.min(top.y2, ys[1]), text: own[0]!.datacentre.eccn, corner: 'top-right' }
      : { x: top.x1, y: Math.min(top.y2, ys[1]), text: own[0]!.datacentre.eccn, corner: 'top-left' };
  });
  const exempt = exemption(regions);
  if (!exempt) return named;
  const note = `${exempt.clause}: not for datacentres\nand below ${formatNumber(exempt.below, 6)} is outside`;
  return [...named, { x: exempt.below, y: ys[1], text: note, corner: 'top-right', quiet: true }];
}

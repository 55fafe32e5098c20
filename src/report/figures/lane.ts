import { formatCount, formatNumber } from '../../base/format.js';
import { type Classifier, statusOn } from '../../controls/index.js';
import { situationOf } from '../../controls/request/situation.js';
import type { Request } from '../../controls/types.js';
import type { Figure } from '../blocks.js';
import { ink } from '../theme.js';
import { type PlaneDrawing, type PlaneSize, planeSizes } from './chip-plane.js';
import { plotChipPlane } from './chip-plane-plot.js';
import { type ChipPoint, chipPoints, printEnds } from './chip-points.js';
import { type LaneRules, laneRules } from './lane-rules.js';
import { logDomain, logTicks } from './log-axis.js';
import { figureToSvg } from './svg.js';

/**
 * Draws memory bandwidth against performance with the lane of review of January 2026, the two duty bands and the
 * bandwidth of the letters of 2025, as far as they are in force on a day, and the chips of the catalogue.
 *
 * All bounds are read from the clauses. A chip in the lane has no licence yet.
 *
 * @param date ISO day
 */
export function laneFigure(classifier: Classifier, date: string, document: Document): Figure {
  const rules = laneRules(classifier, date);
  const { points, missing } = chipPoints(classifier, 'dram_gbs', 'tpp');
  const rows = points.map((point) => ({ ...point, ...standing(classifier, point, rules, date) }));
  const title = titleOf(rows, rules, date);
  const description = `${formatCount(points.length, 'chip')} by DRAM bandwidth and total processing performance.`;
  const drawing = drawingOf(points, rules, beyondWords(classifier, rules, date));
  const draw = (size: PlaneSize) =>
    figureToSvg(document, plotChipPlane(drawing, size), { title, description });
  return {
    id: 'figure-lane',
    title,
    caption: captionOf(rules, missing),
    description,
    source: `Source: rules in force on ${date} (data/controls/us-rules.yaml, looked through to ${classifier.book.rules.looked_through}); chips: data/accelerators.`,
    drawing: { kind: 'pair', wide: draw(planeSizes.wide), narrow: draw(planeSizes.narrow) },
    data: {
      columns: [
        'chip',
        'family',
        'DRAM GB/s at least',
        'DRAM GB/s at most',
        'TPP at least',
        'TPP at most',
        'standing',
      ],
      rows: rows.map(({ id, family, x, y, words }) => [id, family, x.low, x.high, y.low, y.high, words]),
    },
    table: {
      id: 'table-lane',
      title: 'Chips with both figures, and where they stand',
      narrow: 'scroll',
      columns: [
        { title: 'Chip', align: 'left' },
        { title: 'DRAM bandwidth, GB/s', align: 'right' },
        { title: 'TPP', align: 'right' },
        { title: 'Where it stands', align: 'left' },
      ],
      rows: rows
        .toSorted((a, b) => b.y.high - a.y.high || (a.name < b.name ? -1 : 1))
        .map(({ name, x, y, words }) => ({ cells: [name, printEnds(x), printEnds(y), words] })),
    },
  };
}

interface Standing {
  /** Within the bounds of the lane, of the entry to which it applies, and not made for export only. */
  readonly inLane: boolean;
  readonly words: string;
}

function standing(
  classifier: Classifier,
  point: ChipPoint,
  { lane, duties }: LaneRules,
  date: string,
): Standing {
  const inside = ({ tpp, dram }: { tpp: Span; dram: Span }) =>
    point.y.high < tpp.high && point.y.low > tpp.low && point.x.high < dram.high && point.x.low > dram.low;
  const duty = duties.find(inside);
  const within =
    lane !== undefined && inside({ tpp: { ...lane.tpp, low: -1 }, dram: { ...lane.dram, low: -1 } });
  const request = { chip: point.id, destination: 'CN', date };
  const { eccn } = statusOn(classifier, request);
  const isA = eccn.endsWith('.a');
  const elsewhere = soldAbroadOnly(classifier, request);
  const place =
    lane === undefined
      ? 'no lane on this day'
      : within
        ? isA
          ? elsewhere
            ? 'within the numbers, but made for export: the lane is for products sold in the United States'
            : 'within the bounds of the lane'
          : `within the numbers, but the lane is for paragraph a (${eccn.replaceAll('_', ' ')})`
        : 'beyond the bounds of the lane';
  const words = [place, ...(duty ? [`duty ${duty.clause}`] : [])].join('; ');
  return { inLane: within && isA && !elsewhere, words };
}

/** Whether the certification of sale in the United States fails for certain. */
function soldAbroadOnly({ facts, book }: Classifier, request: Request): boolean {
  const domain = situationOf(request, facts, book).state.domains.get('us_availability');
  return domain?.kind === 'words' && !domain.values.includes('yes');
}

interface Span {
  readonly low: number;
  readonly high: number;
}

function titleOf(rows: readonly (ChipPoint & Standing)[], { lane }: LaneRules, date: string): string {
  if (lane === undefined)
    return `On ${date} there was no lane: no review case by case by performance and bandwidth`;
  const own = rows.filter(({ family }) => family !== 'cn');
  const found = own.filter(({ inLane }) => inLane);
  const dearest = found.reduce((a, b) => (b.y.high > a.y.high ? b : a), found[0]!);
  const top = found.length > 0 ? `, the ${dearest.name} the fastest of them` : '';
  return `${found.length} of ${own.length} chips of US design with known figures stand within the numbers of the lane on ${date}${top}`;
}

function captionOf({ lane, duties, letter }: LaneRules, missing: number): string {
  return [
    lane
      ? `A point in the lane is not a licence: ${numberWord(lane.certifications)} certifications have to be shown, and the review is case by case. The lane reaches items of paragraph a only (${lane.cite}).`
      : 'The lane of review case by case begins on 2026-01-15.',
    duties.length > 0
      ? `Darker: ${duties.length === 2 ? 'two bands' : formatCount(duties.length, 'band')} in which an import into the United States pays 25% duty.`
      : '',
    letter ? `Dashed: memory bandwidth from which the letters of 2025 reach parts outside 3A090.` : '',
    `Both axes are logarithmic. Thin bars: figures known only within bounds. ${formatCount(missing, 'chip')} lack one of the figures.`,
  ]
    .filter(Boolean)
    .join(' ');
}

const words = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const numberWord = (count: number) => words[count] ?? String(count);

/** What the review says of a datacentre part beyond the bounds. */
function beyondWords(classifier: Classifier, { lane }: LaneRules, date: string): string {
  if (lane === undefined) return '';
  const params = {
    item: 'ic',
    datacenter: true,
    tpp: lane.tpp.high * 2,
    pd: 100,
    dram_gbs: lane.dram.high * 2,
  };
  const { review_policy } = statusOn(classifier, { params, destination: 'CN', date });
  return `beyond: ${review_policy?.replaceAll('_', ' ') ?? 'no policy stated'}`;
}

function drawingOf(
  points: readonly ChipPoint[],
  { lane, duties, letter }: LaneRules,
  beyond: string,
): PlaneDrawing {
  const ends = (side: 'x' | 'y') => points.flatMap((point) => [point[side].low, point[side].high]);
  const xs = logDomain(ends('x'), lane ? [lane.dram.high] : []);
  const ys = logDomain(ends('y'), lane ? [lane.tpp.high] : []);
  return {
    x: { title: 'Total DRAM bandwidth, GB/s', log: true, domain: xs, ticks: logTicks(xs) },
    y: { title: 'Total processing performance (TPP)', log: true, domain: ys, ticks: logTicks(ys) },
    areas: [
      ...(lane
        ? [{ x1: 0, x2: lane.dram.high, y1: 0, y2: lane.tpp.high, fill: ink.line, strength: 0.12 }]
        : []),
      ...duties.map(({ tpp, dram }) => ({
        x1: dram.low,
        x2: dram.high,
        y1: tpp.low,
        y2: tpp.high,
        fill: ink.stop,
        strength: 0.38,
      })),
    ],
    edges: [],
    lines: [
      ...(lane
        ? [
            { axis: 'x' as const, at: lane.dram.high, label: formatNumber(lane.dram.high, 6) },
            { axis: 'y' as const, at: lane.tpp.high, label: formatNumber(lane.tpp.high, 6) },
          ]
        : []),
      ...(letter
        ? [
            {
              axis: 'x' as const,
              at: letter.from,
              label: `letters: ${formatNumber(letter.from, 6)}`,
              dashed: true,
            },
          ]
        : []),
    ],
    words: [
      ...(lane
        ? [
            {
              x: xs[0],
              y: lane.tpp.high,
              text: `the lane: review case by case,\nwith ${numberWord(lane.certifications)} certifications`,
              short: 'the lane',
              corner: 'top-left' as const,
            },
            { x: xs[0], y: ys[1], text: beyond, corner: 'top-left' as const, quiet: true },
          ]
        : []),
      ...duties.map(({ tpp, dram, clause }) => ({
        x: lane?.dram.high ?? dram.high,
        y: tpp.low,
        text: `25% duty: ${clause}`,
        corner: 'top-left' as const,
        quiet: true,
      })),
    ],
    points,
  };
}

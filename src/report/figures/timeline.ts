import * as Plot from '@observablehq/plot';
import { formatCount, formatNumber } from '../../base/format.js';
import type { Figure } from '../blocks.js';
import { anchor } from '../html.js';
import { ink } from '../theme.js';
import type { ChipRow, DossierEvidence, TimelineRow } from '../types.js';
import { decimalYear, textWidth } from './measure.js';
import { figureToSvg } from './svg.js';

const actors = { us: 'Washington', cn: 'Beijing', firm: 'Firms' } as const;
const directions = {
  tighten: { words: 'less access', symbol: 'triangle2', rotate: 180, colour: ink.tighten },
  loosen: { words: 'more access', symbol: 'triangle2', rotate: 0, colour: ink.loosen },
  neutral: { words: 'neither', symbol: 'circle', rotate: 0, colour: ink.muted },
} as const;
type Way = keyof typeof directions;

/** Draws every measure by who took it and which way it went, over the chips that it touched. */
export function timelineFigure(evidence: DossierEvidence, asOf: string, document: Document): Figure {
  const rows = evidence.timeline.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const count = (actor: TimelineRow['actor'], way: Way) =>
    rows.filter((r) => r.actor === actor && r.direction === way).length;
  const title =
    rows.length === 0
      ? 'No measures were handed in'
      : `Of ${formatCount(rows.length, 'entry', 'entries')}, Washington tightened with ${count('us', 'tighten')} and loosened with ${count('us', 'loosen')}; Beijing with ${count('cn', 'tighten')} and ${count('cn', 'loosen')}`;
  const chips = touchedChips(evidence);
  const description = `${rows.length} dated entries in three lanes above ${chips.length} chips.`;
  return {
    id: 'figure-timeline',
    source: 'Source: the dated entries themselves; each names its own.',
    title,
    caption:
      'Triangle down: less access for China; up: more; ring: neither. Chips stand with their total processing performance; the small upright line is the first shipment, the bar the time in which the rules on record let it be sold to China, marks on it the entries that touch it.',
    description,
    drawing: {
      kind: 'scroll',
      svg: figureToSvg(document, plotTimeline(rows, chips, asOf), { title, description }),
    },
    data: {
      columns: ['date', 'actor', 'direction', 'title', 'chips', 'source'],
      rows: rows.map((r) => [
        r.date,
        r.actor,
        r.direction,
        r.title,
        r.chips.join(' '),
        r.source.url ?? r.source.title,
      ]),
    },
    table: timelineTable(rows, evidence),
  };
}

/** Chips with a known span of sale, or touched by a measure; foreign ones first, then by first shipment. */
function touchedChips(evidence: DossierEvidence): ChipRow[] {
  const touched = new Set(evidence.timeline.flatMap((row) => row.chips));
  return evidence.chips
    .filter((chip) => chip.legal.length > 0 || touched.has(chip.id))
    .toSorted(
      (a, b) =>
        Number(!isForeign(a)) - Number(!isForeign(b)) ||
        (a.firstShipped ?? '9').localeCompare(b.firstShipped ?? '9') ||
        a.id.localeCompare(b.id),
    )
    .slice(0, 30);
}

const isForeign = (chip: ChipRow) => chip.chipClass.startsWith('foreign');

function plotTimeline(
  rows: readonly TimelineRow[],
  chips: readonly ChipRow[],
  asOf: string,
): Plot.PlotOptions {
  const today = decimalYear(asOf);
  const points = rows.map((r) => ({
    t: decimalYear(r.date),
    lane: actors[r.actor] as string,
    way: r.direction,
    chips: r.chips,
  }));
  const first = Math.max(
    2018,
    Math.floor(Math.min(today - 4, ...points.map((p) => p.t).filter(Number.isFinite))),
  );
  const lanes = [...Object.values(actors), ...chips.map((c) => c.id)];
  const names = new Map(
    chips.map((c) => [c.id, c.tpp === null ? c.name : `${c.name} · ${formatNumber(c.tpp, 6)}`]),
  );
  const onChips = points.flatMap((p) => p.chips.filter((c) => names.has(c)).map((lane) => ({ ...p, lane })));
  const spans = chips.flatMap((c) =>
    c.legal.map((span) => ({
      lane: c.id,
      from: Math.max(first, decimalYear(span.from)),
      to: span.to === null ? today : decimalYear(span.to),
    })),
  );
  const shipped = chips.flatMap((c) => {
    const t = c.firstShipped === null ? Number.NaN : decimalYear(c.firstShipped);
    return t >= first ? [{ lane: c.id, t }] : [];
  });
  const years = Array.from({ length: Math.ceil(today) - first + 1 }, (_, i) => first + i);
  const marks = (all: readonly { t: number; lane: string; way: Way }[], r: number) =>
    (Object.keys(directions) as Way[]).map((way) => {
      const { symbol, rotate, colour } = directions[way];
      const hollow = way !== 'tighten';
      return Plot.dot(
        all.filter((p) => p.way === way && p.t >= first),
        {
          x: 't',
          y: 'lane',
          symbol,
          rotate,
          r,
          fill: hollow ? ink.paper : colour,
          stroke: colour,
          strokeWidth: 1.4,
          fillOpacity: hollow ? 1 : 0.85,
        },
      );
    });
  const step = 25;
  return {
    width: 1060,
    height: lanes.length * step + 44,
    marginLeft: Math.min(260, Math.max(90, ...[...names.values()].map((n) => textWidth(n, 6.7) + 14))),
    marginRight: 20,
    marginTop: 26,
    marginBottom: 18,
    x: { domain: [first, Math.ceil(today)], label: null },
    y: { type: 'point', domain: lanes, padding: 0.5, label: null },
    marks: [
      Plot.ruleX(years, { stroke: ink.rule }),
      Plot.axisX(years.slice(0, -1), {
        anchor: 'top',
        tickSize: 0,
        tickFormat: (y: number) => String(y),
        fill: ink.muted,
        label: null,
        textAnchor: 'start',
      }),
      Plot.axisY({
        tickSize: 0,
        fill: ink.text,
        fontSize: 12,
        tickFormat: (lane: string) => names.get(lane) ?? lane,
        label: null,
      }),
      Plot.ruleX([today], { stroke: ink.muted }),
      Plot.link(spans, {
        x1: 'from',
        x2: 'to',
        y1: 'lane',
        y2: 'lane',
        stroke: ink.line,
        strokeWidth: 9,
        strokeOpacity: 0.28,
      }),
      Plot.vector(shipped, {
        x: 't',
        y: 'lane',
        length: 14,
        anchor: 'middle',
        shape: upright,
        stroke: ink.text,
        strokeWidth: 2,
      }),
      ...marks(points, 4.5),
      ...marks(onChips, 3.2),
    ],
  };
}

/** A plain line: the mark of a first shipment. */
const upright: Plot.VectorShapeImplementation = {
  draw(context, length) {
    context.moveTo(0, 0);
    context.lineTo(0, -length);
  },
};

/** A row is the target of links to its key, unless the evidence table has a row of that key. */
function timelineTable(rows: readonly TimelineRow[], { chips, evidence }: DossierEvidence) {
  const known = new Set(evidence.map((row) => row.key));
  const names = new Map(chips.map((c) => [c.id, c.name]));
  const signs: Readonly<Record<Way, string>> = { tighten: '▼', loosen: '△', neutral: '○' };
  return {
    id: 'table-timeline',
    title: 'Measures and moves, in order',
    narrow: 'stack' as const,
    columns: [
      { title: 'Date', align: 'left' as const },
      { title: 'What', align: 'left' as const },
      { title: 'By', align: 'left' as const },
      { title: 'Way', align: 'left' as const },
      { title: 'Chips', align: 'left' as const },
      { title: 'Source', align: 'left' as const },
    ],
    rows: rows.map((r) => ({
      ...(!known.has(r.key) && { id: anchor(`evidence:${r.key}`) }),
      cells: [
        known.has(r.key) ? { text: { to: `evidence:${r.key}`, label: r.date } } : r.date,
        { text: r.title },
        actors[r.actor],
        `${signs[r.direction]} ${directions[r.direction].words}`,
        r.chips.map((id) => names.get(id) ?? id).join(', ') || '—',
        {
          text:
            r.source.url && /^https?:/.test(r.source.url)
              ? { to: r.source.url, label: r.source.title }
              : r.source.title,
          sub: [r.source.kind, r.source.date].filter(Boolean).join(', '),
        },
      ],
    })),
  };
}

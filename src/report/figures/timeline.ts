import { formatCount } from '../../base/format.js';
import type { Figure } from '../blocks.js';
import { anchor } from '../html.js';
import type { ChipRow, DossierEvidence, TimelineRow } from '../types.js';
import { decimalYear } from './measure.js';
import { figureToSvg } from './svg.js';
import { actors, directions, firstYear, plotTimeline, type Way } from './timeline-plot.js';

/** Draws every measure by who took it and which way it went, over the chips that it touched. */
export function timelineFigure(evidence: DossierEvidence, asOf: string, document: Document): Figure {
  const rows = evidence.timeline.toSorted((a, b) => compare(a.date, b.date));
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
    caption: timelineCaption(rows, chips, asOf),
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

function timelineCaption(rows: readonly TimelineRow[], chips: readonly ChipRow[], asOf: string): string {
  const first = firstYear(rows, asOf);
  const earlier = rows.filter((r) => decimalYear(r.date) < first).length;
  return [
    'Triangle down: less access for China; up: more; ring: neither.',
    'Chips stand with their total processing performance and the entries that touch them; a small upright line is the first shipment.',
    chips.some((c) => c.legal.length > 0)
      ? 'Bars: the time from launch in which an export to China was not caught by the rules checked.'
      : '',
    earlier > 0 ? `${formatCount(earlier, 'entry', 'entries')} before ${first}: in the table only.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Chips with a known span of sale, or touched by a measure; foreign ones first, then by first shipment. */
function touchedChips(evidence: DossierEvidence): ChipRow[] {
  const touched = new Set(evidence.timeline.flatMap((row) => row.chips));
  return evidence.chips
    .filter((chip) => chip.legal.length > 0 || touched.has(chip.id))
    .toSorted(
      (a, b) =>
        Number(!isForeign(a)) - Number(!isForeign(b)) ||
        compare(a.firstShipped ?? '9', b.firstShipped ?? '9') ||
        compare(a.id, b.id),
    )
    .slice(0, 30);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const isForeign = (chip: ChipRow) => chip.chipClass.startsWith('foreign');

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

import { controlRequest, statusSpans } from '../../controls/index.js';
import { type Chip, daysBetween, type Event, type Facts } from '../../facts/index.js';
import type { ChipRow, Source, TimelineRow } from '../../report/index.js';
import { classifierOf } from '../../study/index.js';

/**
 * Lists every dated event of the data as the dossier draws it, with the chips that its title names.
 */
export function timelineRows(facts: Facts): TimelineRow[] {
  const names = chipNames(facts);
  return [...facts.events.values()]
    .map((event) => ({
      key: `event:${event.id}`,
      date: event.precision === 'day' ? event.date : event.date.slice(0, 7),
      actor: actorOf(event),
      direction: event.direction,
      title: event.title,
      chips: chipsNamed(`${event.title} ${event.size ?? ''}`, names),
      source: sourceOf(event, facts),
    }))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/** Lists the chips that the timeline names, with the spans in which an export to China was not caught by the rules checked. */
export function chipRows(facts: Facts, timeline: readonly TimelineRow[]): ChipRow[] {
  const named = new Set(timeline.flatMap((row) => row.chips));
  return [...facts.chips.values()]
    .filter(({ id }) => named.has(id))
    .map((chip) => ({
      id: chip.id,
      name: chip.name,
      vendor: chip.vendor,
      chipClass: classOf(chip),
      tpp: chip.derived?.tpp_check ?? null,
      firstShipped: isoMonth(chip.general_availability),
      legal: spansUncaught(chip, facts),
    }));
}

/** Spans from a chip's launch on; a chip of China's own, or one without a launch on record, has none. */
function spansUncaught(chip: Chip, facts: Facts): ChipRow['legal'] {
  const launch = firstDay(chip.general_availability);
  if (chip.country === 'CN' || launch === undefined) return [];
  const request = controlRequest({ chip: chip.id, date: launch });
  const bars: { from: string; to: string | null }[] = [];
  for (const { from, to, license_required } of statusSpans(classifierOf(facts), request, launch)) {
    if (license_required !== false) continue;
    const last = bars.at(-1);
    // Neighbours differ in the reason only, so they are one bar.
    if (last?.to && daysBetween(last.to, from) <= 1) last.to = to;
    else bars.push({ from, to });
  }
  return bars;
}

/** First day of a day, month, quarter, half-year or year, as the catalogue dates a launch. */
function firstDay(text: string | undefined): string | undefined {
  const found = /^(\d{4})(?:-Q([1-4])|-H([12])|-(\d{2})(?:-(\d{2}))?)?/.exec(text ?? '');
  if (!found) return undefined;
  const [, year, quarter, half, month, day = '01'] = found;
  const first = quarter ? Number(quarter) * 3 - 2 : half ? Number(half) * 6 - 5 : Number(month ?? 1);
  return `${year}-${String(first).padStart(2, '0')}-${day}`;
}

function actorOf({ axis }: Event): TimelineRow['actor'] {
  if (axis === 'firm') return 'firm';
  return axis.startsWith('us_') ? 'us' : 'cn';
}

function classOf({ country, designed_for_export, vendor }: Chip): string {
  if (country === 'CN') return `domestic, ${vendor}`;
  return designed_for_export ? 'foreign, made for export' : 'foreign';
}

/** What people call a chip, longest first, so that `H200` is not read as `H20`. */
function chipNames(facts: Facts): { name: RegExp; chip: string }[] {
  return [...facts.aliases]
    .sort(([a], [b]) => b.length - a.length)
    .map(([alias, chip]) => ({
      name: new RegExp(`(?<![a-z0-9])${alias.split('').map(escaped).join('[ -]?')}(?![a-z0-9])`, 'gi'),
      chip,
    }));
}

function chipsNamed(text: string, names: readonly { name: RegExp; chip: string }[]): string[] {
  const found = new Set<string>();
  let rest = text;
  for (const { name, chip } of names) {
    const without = rest.replace(name, '');
    if (without !== rest) found.add(chip);
    rest = without;
  }
  return [...found].sort();
}

function sourceOf(event: Event, facts: Facts): Source {
  const record = facts.sources.get(event.source[0] ?? '');
  return {
    title: record?.title ?? 'no source on record',
    url: record?.url ?? null,
    kind: event.grade.replaceAll('_', ' '),
    date: record?.date ?? null,
  };
}

const escaped = (letter: string) => letter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const isoMonth = (text: string | undefined) => /^\d{4}-\d{2}(-\d{2})?$/.exec(text ?? '')?.[0] ?? null;

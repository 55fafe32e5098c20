import { formatCount, formatNumber, formatQuantity, missing } from '../../base/format.js';
import type { Block, Section, Table, TableRow } from '../blocks.js';
import { anchor } from '../html.js';
import { formatRange, type Lookup } from '../lookup.js';
import { capital, joinText, type Text } from '../text.js';
import type { DossierEvidence, EvidenceRow } from '../types.js';

/** Every number with its range, its sources and what rests on it; before that, what the metrics mean. */
export function evidenceSection(lookup: Lookup, evidence: DossierEvidence): Section {
  return {
    id: 'evidence',
    title: 'Evidence',
    blocks: [
      { kind: 'table', table: metricsTable(lookup, evidence) },
      { kind: 'table', table: evidenceTable(evidence.evidence) },
    ],
  };
}

function metricsTable(lookup: Lookup, { evidence }: DossierEvidence): Table {
  const keys = new Set(evidence.map((row) => row.key));
  const caseTitle = (id: string) => lookup.weigh.cases.find((c) => c.id === id)?.title ?? id;
  return {
    id: 'table-metrics',
    title: 'What the metrics mean',
    narrow: 'stack',
    columns: ['Metric', 'Meaning', 'Threshold', 'Case'].map((title) => ({ title, align: 'left' as const })),
    rows: lookup.weigh.lenses.flatMap((lens): TableRow[] => [
      { heading: true, cells: [lens.title] },
      ...lookup.weigh.metrics
        .filter((metric) => metric.lens === lens.id)
        .map((metric) => ({
          id: anchor(`metric:${metric.id}`),
          cells: [
            { text: metric.title, sub: `${metric.unit}; ${metric.direction} is better` },
            metric.explained,
            metric.threshold
              ? {
                  text: `${metric.threshold.kind === 'at_least' ? 'at least' : 'at most'} ${formatQuantity(metric.threshold.value, metric.unit)}`,
                  sub: [`${metric.threshold.why} `, sourceText(metric.threshold.source, keys)],
                }
              : missing,
            caseTitle(metric.case),
          ],
        })),
    ]),
  };
}

function sourceText(source: string, keys: ReadonlySet<string>): Text {
  if (keys.has(source)) return { to: `evidence:${source}`, label: source };
  return /^https?:\/\//.test(source) ? { to: source, label: new URL(source).hostname } : source;
}

function evidenceTable(rows: readonly EvidenceRow[]): Table {
  const flagged = rows.filter((row) => row.flags.some((flag) => careful.test(flag))).length;
  const groups = [...new Set(rows.map((row) => row.group))];
  return {
    id: 'table-evidence',
    title: `What the result rests on: ${formatCount(rows.length, 'value')}, ${flagged} of them with a flag that asks for care`,
    note: 'Care is asked for where a value is an estimate, our judgement, weakly founded, recalled, or from a source that was not opened. Ranges of priors hold 90% of the belief; those of facts are the published spread.',
    narrow: 'stack',
    filter: true,
    columns: [
      { title: 'What', align: 'left' },
      { title: 'Value and range', align: 'right' },
      { title: 'Sources', align: 'left' },
      { title: 'Flags and use', align: 'left' },
    ],
    rows: groups.flatMap((group) => [
      { heading: true, cells: [group] },
      ...rows.filter((row) => row.group === group).map(evidenceRow),
    ]),
  };
}

const evidenceRow = (row: EvidenceRow): TableRow => ({
  id: anchor(`evidence:${row.key}`),
  cells: [
    { text: row.title, sub: row.note ? `${row.key} · ${row.note}` : row.key },
    {
      text: valueText(row),
      ...(typeof row.value === 'number' &&
        row.low !== null &&
        row.high !== null && { sub: formatRange(row.low, row.high, row.unit) }),
    },
    { text: row.sources.length === 0 ? 'none' : joinText(row.sources.map(oneSource), '; ') },
    {
      text:
        row.flags.length === 0
          ? ''
          : row.flags.map((flag) => flag.replace(':', ': ').replaceAll('_', ' ')).join(', '),
      ...(row.dependants.length > 0 && { sub: `used by ${usedBy(row.dependants)}` }),
    },
  ],
});

/** Flags that weaken a value; the others tell what kind of source it has. */
const careful = /estimate|judgement|weak|recall|unverified|not.read|no.source/;

/** Names what uses a number; metrics are counted where they are many, because most numbers reach most of them. */
function usedBy(dependants: readonly string[]): string {
  const metrics = dependants.filter((name) => name.startsWith('metric '));
  if (metrics.length <= 3) return dependants.join(', ');
  const others = dependants.filter((name) => !name.startsWith('metric '));
  return [...others, formatCount(metrics.length, 'metric')].join(', ');
}

function valueText({ value, unit }: EvidenceRow): string {
  if (value === null) return missing;
  if (typeof value === 'string') return value;
  // A calendar year or a plain count must not be rounded to three digits.
  return unit === '' && Number.isInteger(value) ? formatNumber(value, 7) : formatQuantity(value, unit);
}

function oneSource({ title, url, kind, date }: EvidenceRow['sources'][number]): Text {
  const about = ` (${[kind, date].filter(Boolean).join(', ')})`;
  return url && /^https?:\/\//.test(url) ? [{ to: url, label: title }, about] : `${title}${about}`;
}

/** What the model holds, what it takes as given, and what it leaves out. */
export function boundarySection({ boundary, simplifications }: DossierEvidence): Section {
  const left = (title: string) => ({ title, align: 'left' as const });
  const blocks: Block[] = [
    {
      kind: 'table',
      table: {
        id: 'table-boundary',
        title: 'Inside the boundary, given from outside, left out',
        narrow: 'stack',
        columns: [left('What'), left('Place'), left('Why')],
        rows: (['endogenous', 'exogenous', 'left out'] as const).flatMap((place) =>
          boundary
            .filter((row) => row.place === place)
            .map((row) => ({ cells: [row.what, row.place, row.why] })),
        ),
      },
    },
    {
      kind: 'table',
      table: {
        id: 'table-simplifications',
        title: 'What is simplified',
        narrow: 'stack',
        columns: [left('In the model'), left('Instead of'), left('What it does to the result')],
        rows: simplifications.map((row) => ({ cells: [row.what, row.insteadOf, row.effect] })),
      },
    },
  ];
  return { id: 'boundary', title: 'The boundary of the model', blocks };
}

/** Makes links of the addresses in a sentence. */
const withAddresses = (text: string): Text =>
  text
    .split(/(https?:\/\/[^\s,;]+[^\s,;.])/)
    .map((part, i) => (i % 2 === 1 ? { to: part, label: part.replace(/^https?:\/\//, '') } : part));

/** How to get the very run behind these numbers. */
export function repeatSection({ weigh }: Lookup, { commands, credits }: DossierEvidence): Section {
  const facts: readonly (readonly [string, string])[] = [
    ['Run', weigh.run.key],
    ['Study', `${weigh.study.id}, ${weigh.study.hash}`],
    ['Model', `${weigh.model.path}, ${weigh.model.hash}`],
    ['Data', `prior set ${weigh.data.priors}, ${weigh.data.hash}`],
    [
      'Design',
      `${weigh.run.method}, ${formatNumber(weigh.run.futures, 9)} futures, ${weigh.run.weighting}, seed ${weigh.run.seed}; ${formatNumber(weigh.run.runs, 9)} runs`,
    ],
    ['Results', weigh.run.folder],
    ['Program', `steelyard ${weigh.version}`],
  ];
  return {
    id: 'repeat',
    title: 'Repeat it',
    blocks: [
      ...commands.flatMap(({ command, does }): Block[] => [
        { kind: 'paragraph', text: capital(does) },
        { kind: 'code', text: command },
      ]),
      {
        kind: 'table',
        table: {
          id: 'table-run',
          title: 'The stored run that every drawing above comes from',
          narrow: 'stack',
          columns: [
            { title: 'What', align: 'left' },
            { title: 'Which', align: 'left' },
          ],
          rows: facts.map(([what, which]) => ({ cells: [what, which] })),
        },
      },
      ...(credits.length > 0
        ? [{ kind: 'list' as const, tone: 'credits' as const, items: credits.map(withAddresses) }]
        : []),
    ],
  };
}

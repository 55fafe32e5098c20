import { formatCount } from '../../base/format.js';
import { printTable } from '../../base/table.js';
import { wrapText } from '../../base/text.js';
import { printMonths, type SurvivalRow, survivalFinding } from '../../report/index.js';
import { plain } from '../classify/layout.js';
import type { Paint } from '../io.js';
import type { Act } from './acts.js';
import { buyerWords, caution, grades } from './words.js';

/** How a text is shown. */
export interface Look {
  readonly width: number;
  readonly paint: Paint;
}

/** What the timeline of all acts shows. */
export interface Overview {
  readonly acts: readonly Act[];
  /** Chips that were looked at for each act. */
  readonly looked: number;
  readonly place: string;
  readonly from: string | undefined;
  readonly until: string;
  readonly lookedThrough: string;
  readonly survival: readonly SurvivalRow[];
}

/** Prints the acts of both governments in order, and how long each export variant stayed outside the rules. */
export function printOverview(view: Overview, look: Look): string {
  const { acts, place, until, lookedThrough } = view;
  const { paint, width } = look;
  const first = view.from ?? acts[0]?.day ?? until;
  const head = `Controls on AI accelerators by both governments, ${first} to ${until}`;
  const count = `${formatCount(acts.filter(({ government }) => government === 'us').length, 'act')} of the United States, ${acts.filter(({ government }) => government === 'cn').length} of China. Counted beside US acts: of ${formatCount(view.looked, 'chip')} not of Chinese design, those whose answer changed on that day for an export from the United States to ${place}; classed anew: another entry, with the same licence and review. The law was looked through to ${lookedThrough}.`;
  return [
    ...wrapText(head, width).map(paint.bold),
    ...wrapText(count, width),
    '',
    ...(acts.length === 0 ? ['No act on record between these days.'] : printActs(acts, look)),
    '',
    ...printSurvival(view.survival, until, look),
    '',
    ...[caution, grades, lateWords(until, lookedThrough)]
      .filter(Boolean)
      .flatMap((text) => wrapText(text, width)),
    '',
    ...wrapText(
      '`steelyard timeline h20` follows one chip; `--svg FILE` draws the table above; `steelyard diff DAY DAY` tells what changed.',
      width,
    ).map(paint.dim),
    '',
  ].join('\n');
}

/** Said where the end lies past what was looked through. */
export const lateWords = (until: string, lookedThrough: string): string =>
  until > lookedThrough
    ? `${until} lies after ${lookedThrough}, the day to which the law was looked through: later changes are not known here.`
    : '';

function printActs(acts: readonly Act[], { width, paint }: Look): string[] {
  if (width < 80) return acts.flatMap((act) => printStacked(act, width, paint));
  const rows = acts.map((act) => [
    act.day,
    actor(act),
    act.title,
    effectWords(act),
    `${act.basis} (${act.grade})`,
  ]);
  const columns = [
    { title: 'day', shrink: false },
    { title: 'by', shrink: false },
    { title: 'what', maxWidth: 38 },
    { title: 'what it did', maxWidth: 27 },
    { title: 'basis', maxWidth: 20 },
  ];
  return [printTable({ columns, rows, width })];
}

/** Where a table would be too narrow to read, an act is a few lines. */
function printStacked(act: Act, width: number, paint: Paint): string[] {
  const lines = (text: string) => wrapText(text, width - 2).map((line) => `  ${line}`);
  const effect = effectWords(act);
  return [
    `${paint.bold(act.day)}  ${actor(act)}`,
    ...lines(act.title),
    ...(effect ? lines(`> ${effect}`) : []),
    ...lines(`${act.basis} (${act.grade})`).map(paint.dim),
  ];
}

const actor = ({ government }: Act) => (government === 'us' ? 'US' : 'China');

/** What an act did, in a few words. */
export function effectWords({ government, effects, binds, day, in_force, kind }: Act): string {
  if (government === 'cn') {
    const groups = new Map<string, string[]>();
    for (const [buyer, what] of Object.entries(binds))
      groups.set(what, [...(groups.get(what) ?? []), buyerWords(buyer)]);
    const text = [...groups].map(([what, buyers]) => `${buyers.join(', ')}: ${what}`).join('; ');
    return text || 'binds no buyer';
  }
  if (!in_force) return 'not in force';
  if (kind === 'tariff') return 'a duty, no export rule';
  if (effects.length === 0) return 'no answer changed';
  return effects
    .map((effect) => {
      const parts = [
        ...(effect.tighter > 0 ? [`${effect.tighter} tighter`] : []),
        ...(effect.looser > 0 ? [`${effect.looser} looser`] : []),
        ...(effect.other > 0 ? [`${effect.other} otherwise`] : []),
        ...(effect.classed > 0 ? [`${effect.classed} classed anew`] : []),
      ];
      return `${parts.join(', ')}${effect.day === day ? '' : ` on ${effect.day}`}`;
    })
    .join('; ');
}

/** Prints how long each export variant stayed outside the rules checked. */
export function printSurvival(rows: readonly SurvivalRow[], until: string, { width, paint }: Look): string[] {
  if (rows.length === 0) return [`No variant made for export had been launched by ${until}.`];
  const columns = [
    { title: 'made for export', shrink: false },
    ...(width < 80 ? [] : [{ title: 'launched', shrink: false }]),
    { title: width < 80 ? 'outside to' : 'outside the rules to', shrink: false },
    { title: 'months', align: 'right' as const },
    ...(width < 80 ? [] : [{ title: 'ended by' }]),
    { title: width < 80 ? "China's gate" : "China's gate, cloud firms" },
  ];
  const cells = rows.map((row) => [
    row.name,
    ...(width < 80 ? [] : [row.launched]),
    row.openTo ?? (row.state === 'open' ? 'still outside' : 'cannot tell'),
    row.months && row.state !== 'cannot_tell' ? printMonths(row.months) : '',
    ...(width < 80 ? [] : [row.endedBy?.clause ?? '']),
    row.china ? `${row.china.from} ${plain(row.china.state)}` : '',
  ]);
  return [
    ...wrapText(survivalFinding(rows), width).map(paint.bold),
    '',
    printTable({ columns, rows: cells, width }),
    '',
    ...wrapText(
      'Months run from launch to the last day outside the rules checked; two numbers where the launch is known to the month, quarter or year only.',
      width,
    ),
  ];
}

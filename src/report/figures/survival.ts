import { formatCount } from '../../base/format.js';
import type { Classifier } from '../../controls/index.js';
import type { Figure } from '../blocks.js';
import { joinWords } from '../text.js';
import { plotSurvival, type SurvivalSize } from './survival-plot.js';
import {
  type ActName,
  endingActs,
  medianMonths,
  printMonths,
  type SurvivalRow,
  survivalRows,
} from './survival-rows.js';
import { figureToSvg } from './svg.js';

/**
 * Draws how long each variant made for export stayed outside the US rules checked on the way to China, and where
 * China's own gate closed.
 *
 * @param until ISO day to which what is still open is counted
 * @param acts what the acts are called, such as `facts.measures.us`; without them the clauses are named
 */
export function survivalFigure(
  classifier: Classifier,
  until: string,
  document: Document,
  acts: readonly ActName[] = [],
): Figure {
  const rows = survivalRows(classifier, until);
  const lines = endingActs(rows, acts);
  const title = survivalFinding(rows);
  const description = rows.map((row) => `${row.name}: ${stateOf(row)}`).join('; ');
  const draw = (size: SurvivalSize) =>
    figureToSvg(document, plotSurvival(rows, lines, until, size), { title, description });
  return {
    id: 'figure-survival',
    title,
    caption: captionOf(rows, until),
    description,
    source: `Source: data/controls (us-rules.yaml looked through to ${classifier.book.rules.looked_through}, cn.yaml) and data/accelerators; an export from the United States to China, end user not listed.`,
    drawing: { kind: 'pair', wide: draw({ width: 1180, step: 27 }), narrow: draw({ width: 358, step: 22 }) },
    data: {
      columns: [
        'chip',
        'launched',
        'last day outside the rules checked',
        'months at least',
        'months at most',
        'ended by',
        'China gate closes',
        'China state',
      ],
      rows: rows.map(({ chip, launched, openTo, state, months, endedBy, china }) => [
        chip,
        launched,
        openTo ?? state,
        months?.low ?? Number.NaN,
        months?.high ?? Number.NaN,
        endedBy?.clause ?? '',
        china?.from ?? '',
        china?.state ?? '',
      ]),
    },
    table: {
      id: 'table-survival',
      title: 'Variants made for export: time outside the rules checked',
      narrow: 'stack',
      columns: [
        { title: 'Variant', align: 'left' },
        { title: 'Launched', align: 'left' },
        { title: 'Last day outside the rules checked', align: 'left' },
        { title: 'Months', align: 'right' },
        { title: 'Ended by', align: 'left' },
        { title: "China's gate closes to cloud firms", align: 'left' },
      ],
      rows: rows.map((row) => ({
        cells: [
          row.name,
          row.launched,
          row.openTo ?? (row.state === 'open' ? 'still outside' : 'cannot tell'),
          row.months && row.state !== 'cannot_tell' ? printMonths(row.months) : '—',
          row.endedBy ? { text: row.endedBy.clause, sub: row.endedBy.cite } : '—',
          row.china ? { text: row.china.from, sub: row.china.state.replaceAll('_', ' ') } : '—',
        ],
      })),
    },
  };
}

/** Says how many variants are still outside the rules checked, and how long the others lasted. */
export function survivalFinding(rows: readonly SurvivalRow[]): string {
  const of = (state: SurvivalRow['state']) => rows.filter((row) => row.state === state);
  const [open, ended, unknown] = [of('open'), of('ended'), of('cannot_tell')];
  if (rows.length === 0) return 'No variant made for export had been launched by then';
  const is = open.length === 1 ? 'is' : 'are';
  const median = medianMonths(ended);
  const lasted =
    median === undefined
      ? 'none has been caught'
      : `the median of the ${ended.length} that were caught lasted ${formatCount(Math.round(median), 'month')}`;
  const told = unknown.length > 0 ? `, and ${unknown.length} cannot be told` : '';
  return `Of ${formatCount(rows.length, 'variant')} made for export, ${open.length} ${is} still outside the rules checked; ${lasted}${told}`;
}

function stateOf({ state, openTo, months }: SurvivalRow): string {
  if (state === 'cannot_tell') return 'cannot be told';
  const long = months ? `, ${printMonths(months)} months` : '';
  return openTo === null ? `still outside${long}` : `to ${openTo}${long}`;
}

function captionOf(rows: readonly SurvivalRow[], until: string): string {
  const unknown = rows.filter(({ state }) => state === 'cannot_tell').map(({ name }) => name);
  return [
    `Bars run from launch to the last day on which an export from the United States to China was not caught by the rules checked, counted to ${until}; an arrow: still so. Numbers are months.`,
    'Lighter starts: the launch is known to the month, quarter or year only.',
    "Upright marks: China's own gate turned firm for commercial clouds; most of that is reported practice, not law.",
    unknown.length > 0 ? `Dotted: published figures of ${joinWords(unknown)} are not enough to tell.` : '',
    'Not caught is not the same as allowed: end users, end uses and other lists are not looked at.',
  ]
    .filter(Boolean)
    .join(' ');
}

import { formatCount, formatNumber } from '../../base/format.js';
import { wrapText } from '../../base/text.js';
import { type Estimator, type FleetAnswer, restsWords, takenOf } from '../../compute/index.js';
import { field, point, type Shown, section } from '../classify/layout.js';
import type { Asked } from './ask.js';
import type { Estimated } from './find.js';
import type { EstimateOptions } from './options.js';
import { printAgainst } from './print-against.js';
import { printFleet } from './print-fleet.js';
import { printPrices } from './print-prices.js';
import { printProspects } from './print-prospects.js';
import { printResult } from './print-result.js';
import { printTimes } from './print-times.js';
import { layoutWords, serviceWords } from './words.js';

/**
 * Prints an estimate for a reader at a terminal: the answer first, then where the time goes and what it rests on.
 */
export function printEstimate(
  estimated: Estimated,
  asked: Asked,
  options: EstimateOptions,
  estimator: Estimator,
  shown: Shown,
): string {
  const { answer, alternatives } = estimated;
  const { paint, width, brief } = shown;
  const head = [
    ...wrapText(headlineOf(answer), width).map((line) => paint.bold(line)),
    '',
    ...field('told', toldWords(asked.question), shown),
    ...printFleet(estimated, shown),
    ...printResult(answer, options, estimator, shown),
    ...section('Beside other chips', printAgainst(answer, alternatives, shown), shown),
    ...printProspects(estimated, shown),
  ];
  const last = ['', ...wrapText(promise, width).map((line) => paint.dim(line))];
  if (brief) return [...head, ...last].join('\n');
  return [
    ...head,
    ...section('Where the time goes', printTimes(answer, shown), shown),
    ...section('Layout', printLayout(answer, shown), shown),
    ...section('Taken, because it was not given', printTaken(answer, asked, options, shown), shown),
    ...section('What it rests on', printRests(answer, alternatives, estimator, shown), shown),
    ...section('Prices', printPrices(answer, alternatives, shown), shown),
    ...last,
  ].join('\n');
}

const promise =
  'Estimate, 80 % interval: where nothing else is said, each range in brackets holds the truth in four cases of five. Ranges of prices are from the lowest to the highest on record.';

function headlineOf({ question, chip }: FleetAnswer): string {
  return `${question.workload.title} on ${question.count.toLocaleString('en-US')} ${chip.name}`;
}

/** What was told of the work, where it is not as the workload says. */
function toldWords({ config, precision, date, job }: Asked['question']): string[] {
  const parts = [
    ...(precision === undefined ? [] : [precision.toUpperCase()]),
    ...(date === undefined ? [] : [`software of ${date}`]),
    ...(job === undefined ? [] : [`${formatNumber(job)} in all`]),
    ...Object.entries(config ?? {}).map(([key, value]) => `${key} ${String(value)}`),
  ];
  return parts.length === 0 ? [] : [parts.join(', ')];
}

function printLayout({ layout, searched, service, question }: FleetAnswer, shown: Shown): string[] {
  if (service !== undefined) return serviceWords(service).flatMap((text) => point(text, shown));
  if (layout === undefined) return [];
  const { tensor, pipeline, context, data } = layout;
  const idle = question.count - tensor * pipeline * context * data;
  const rest = idle > 0 ? `, ${formatCount(idle, 'chip')} idle` : '';
  const how = searched ? ', found by search as no published layout fits these chips' : '';
  return point(`${layoutWords(layout)}${rest}${how}`, shown, '');
}

function printTaken(
  { estimate, question }: FleetAnswer,
  { counted }: Asked,
  { deadline, budget, date }: EstimateOptions,
  shown: Shown,
): string[] {
  const own = [
    ...(counted || deadline !== undefined || budget !== undefined ? [] : ['chips: 8, one server']),
    ...(date !== undefined || question.date !== undefined ? [] : ['software: of 2026']),
  ];
  const taken = takenOf(estimate.taken).map(
    ({ what, value, why }) =>
      `${what}: ${typeof value === 'number' ? formatNumber(value, 4) : String(value)} (${why})`,
  );
  return [...own, ...taken].flatMap((text) => point(text, shown));
}

function printRests(
  answer: FleetAnswer,
  alternatives: Estimated['alternatives'],
  { calibration }: Estimator,
  shown: Shown,
): string[] {
  const others = alternatives.flatMap(({ same }) => ('why' in same ? [] : [same]));
  const lines = [answer, ...others].map(({ rests, chip }) => restsWords(rests, chip.name));
  const scatter = calibration.residual(answer.row.kind);
  const { mostChips } = answer.rests;
  return [
    ...lines,
    ...(answer.question.count > mostChips
      ? [
          `no measured row of this kind has more than ${formatCount(mostChips, 'chip')}: beyond, the model alone speaks`,
        ]
      : []),
    `rows of this kind lie within ${formatNumber(100 * (Math.exp(scatter) - 1), 2)}% of what rows of other sources predict, in two cases of three`,
    `${answer.question.workload.id}: ${answer.question.workload.about}`,
    ...(answer.question.workload.source.length > 0
      ? [
          `sources of the workload: ${answer.question.workload.source.join(', ')}; \`steelyard evidence\` shows each`,
        ]
      : []),
  ].flatMap((text) => point(text, shown));
}

/** Says a number of chips. */
export const chipsWords = (count: number): string => formatCount(count, 'chip');

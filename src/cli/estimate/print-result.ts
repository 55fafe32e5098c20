import { formatNumber, formatPercent } from '../../base/format.js';
import {
  type CostAnswer,
  type Estimator,
  type FleetAnswer,
  scalarOf,
  yearsOfUse,
} from '../../compute/index.js';
import { field, type Shown } from '../classify/layout.js';
import type { EstimateOptions } from './options.js';
import { bandWords, dayAfter, energyWords, hoursWords, powerWords } from './words.js';

/** Prints throughput, time, energy, power and cost, each with its range. */
export function printResult(
  answer: FleetAnswer,
  options: EstimateOptions,
  estimator: Estimator,
  shown: Shown,
): string[] {
  const { job, energy, power, overhead, costs, unpriced, utilisation } = answer;
  const million = `a million ${answer.work.what}`;
  const bold = shown.paint.bold;
  return [
    ...field('throughput', throughput(answer), shown, bold),
    ...(job
      ? field('time to finish', [hoursWords(job.hours), ...timeNotes(answer, estimator)], shown, bold)
      : []),
    ...(job && options.start
      ? field('time to market', [endWords(options.start, job.hours)], shown, bold)
      : []),
    ...(utilisation
      ? field('utilisation', [`${bandWords(utilisation, '%', 2)} of the ${peakName(answer)} peak`], shown)
      : []),
    ...field(
      'energy',
      [
        job && energy.ofJob ? energyWords(energy.ofJob) : `${energyWords(energy.perDay)} a day`,
        ...(energy.perMillion && !job ? [`${bandWords(energy.perMillion, 'kWh')} for ${million}`] : []),
        overhead.rows.length === 0 && options.pue === undefined
          ? 'of the servers alone'
          : `of the site: overhead (PUE) ${bandWords(overhead)}`,
      ],
      shown,
    ),
    ...field('mean power', [`${powerWords(power)} of the servers`], shown),
    ...costs.flatMap((cost) =>
      field(cost.way === 'buy' ? 'cost, bought' : 'cost, rented', costWords(cost, answer, estimator), shown),
    ),
    ...unpriced.flatMap((way) =>
      field(
        way === 'buy' ? 'cost, bought' : 'cost, rented',
        [`no ${way === 'buy' ? 'price' : 'rent'} of it is on record`],
        shown,
      ),
    ),
    ...(options.basis ? field('in one number', [basisWords(answer, options.basis, estimator)], shown) : []),
  ];
}

/** The format of the products, which is another than asked where the chip lacks that. */
const peakName = ({ question, ready }: FleetAnswer): string =>
  (ready.format ?? question.precision ?? question.workload.precision).toUpperCase();

function throughput({ estimate, rate, row, work, question }: FleetAnswer): string[] {
  if (!work.adds) return [bandWords(estimate, row.unit)];
  const each = rate.value / question.count;
  return [
    `${bandWords(rate, `${work.what} a second`)}`,
    ...(question.count > 1 ? [`${formatNumber(each)} ${work.what} a second and chip`] : []),
  ];
}

function timeNotes({ job, work }: FleetAnswer, { facts }: Estimator): string[] {
  if (job === undefined) return [];
  const years = yearsOfUse(facts);
  const lost =
    job.goodput < 1 ? `; ${formatPercent(1 - job.goodput)} of the time is lost to failures and restarts` : '';
  return [
    `for ${formatNumber(job.value)} ${job.unit || work.what}${lost}`,
    ...(job.hours.value > years * 8766
      ? [
          `longer than the ${years} years over which chips are written off: the cost counts them more than once`,
        ]
      : []),
  ];
}

const endWords = (start: string, { value, low, high }: { value: number; low: number; high: number }) =>
  `${dayAfter(start, value)} [${dayAfter(start, low)} to ${dayAfter(start, high)}], if it starts on ${start}`;

function costWords(cost: CostAnswer, { job, work }: FleetAnswer, estimator: Estimator): string[] {
  const { ofJob, perMillion, perHour, outlay, electricity, chips, way, without } = cost;
  const main =
    job && ofJob
      ? bandWords(ofJob, 'USD')
      : perMillion
        ? `${bandWords(perMillion, 'USD')} for a million ${work.what}`
        : `${bandWords(perHour, 'USD')} an hour`;
  const years = `over ${yearsOfUse(estimator.facts)} years`;
  const parts =
    way === 'buy'
      ? [
          `${bandWords(outlay!, 'USD')} to pay at once, spread ${years}`,
          electricity
            ? `an hour: chips ${bandWords(chips, 'USD')}, electricity ${bandWords(electricity, 'USD')}`
            : '--country CN adds electricity',
        ]
      : [
          ofJob || perMillion
            ? `${bandWords(perHour, 'USD')} an hour, power and housing in it`
            : 'power and housing in it',
        ];
  return [main, ...parts, `without ${without}`];
}

function basisWords(
  { question }: FleetAnswer,
  basis: NonNullable<EstimateOptions['basis']>,
  estimator: Estimator,
): string {
  const each = scalarOf(question.chip, basis, estimator);
  if (each === undefined) return `no ${basis} of this chip is known`;
  const names = {
    'bf16-h100e': 'H100-equivalents of dense BF16 peak',
    '8bit-h100e': 'H100-equivalents of dense 8-bit peak',
    tpp: 'of total processing performance (TPP)',
    eflops: 'EFLOP/s of dense BF16 peak',
  } as const;
  return `${formatNumber(each * question.count)} ${names[basis]}: peak, not work done`;
}

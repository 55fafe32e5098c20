import type { NamedWorkload } from '../facts/index.js';
import { type Question, rowOf, type Settled, settle } from './ask.js';
import { type Band, exactly, overBand, scaleBand } from './band.js';
import { type CostQuestion, costOfBuying, costOfRenting, costOver, type HourlyCost } from './cost.js';
import { energyOf, powerOf } from './energy-use.js';
import { type Bound, byBound, type Estimate, type Estimator, estimateReady } from './estimator.js';
import { smallestThatFits } from './fits.js';
import { machineOf } from './machine.js';
import { type Reader, readerOf } from './parameters.js';
import { overheadOf, type Quote } from './prices.js';
import { fleetFactor, type Work, workOf } from './rate.js';
import { type Rests, restsOn } from './rests.js';
import type { Row } from './row.js';
import { goodputOf, type Ready, type Service } from './training/job.js';
import type { Layout } from './training/types.js';

/** How costs are to be counted. */
export interface Terms {
  readonly ways: readonly ('buy' | 'rent')[];
  /** Id of a place such as `CN`. */
  readonly country?: string;
  /** Energy of the site over that of the servers, where it is told. */
  readonly pue?: number;
}

/** A cost by the hour, of the whole job where it has an end, and of a million units of work. */
export interface CostAnswer extends HourlyCost {
  readonly ofJob?: Band;
  readonly perMillion?: Band;
}

/** What is said of a workload on so many chips of a kind. */
export interface FleetAnswer {
  readonly question: Question;
  readonly row: Row;
  readonly ready: Ready;
  readonly chip: { readonly id: string; readonly name: string; readonly family: string };
  readonly estimate: Estimate;
  readonly work: Work;
  /** Work of the whole fleet in a second, or in the unit of the metric. */
  readonly rate: Band;
  readonly job?: Job;
  readonly power: Band;
  readonly overhead: Band & { readonly says: string; readonly rows: readonly string[] };
  /** MWh of the site in a day of work, in the job, and kWh for a million units of work. */
  readonly energy: { readonly perDay: Band; readonly ofJob?: Band; readonly perMillion?: Band };
  readonly costs: readonly CostAnswer[];
  /** Ways of paying for which no price is on record. */
  readonly unpriced: readonly ('buy' | 'rent')[];
  /** Share of the time by what binds it. */
  readonly shares: Readonly<Record<Bound, number>>;
  /** Model FLOP over the peak of the number format, in percent; of training only. */
  readonly utilisation?: Band;
  readonly layout: Layout | undefined;
  readonly service: Service | undefined;
  readonly searched: boolean;
  readonly rests: Rests;
}

/** A job with an end. */
export interface Job {
  readonly value: number;
  readonly unit: string;
  /** Hours until it is done. */
  readonly hours: Band;
  /** Share of the time in which work goes on, failures and restarts taken off. */
  readonly goodput: number;
}

/** Why there is no answer. */
export interface NoAnswer {
  readonly question: Question;
  readonly why: string;
  /** The layout is what cannot be. */
  readonly layout?: true;
  /** Bytes over what one chip holds, where memory is the reason, and how many chips would do. */
  readonly overBytes?: number;
  readonly chipsThatFit?: number;
}

/**
 * Answers a question in full, or says why it cannot be answered.
 *
 * @example
 * const asked = { workload: workloadNamed('hpl', facts), chip: 'h20', count: 8 }
 * 'why' in answerOf(asked, makeEstimator(facts), { ways: ['buy'] }) // => true
 */
export function answerOf(question: Question, estimator: Estimator, terms: Terms): FleetAnswer | NoAnswer {
  const row = rowOf(question);
  const settled = settle(row, estimator);
  if ('why' in settled) {
    const fit = settled.reason === 'layout' ? smallestThatFits(question, estimator) : undefined;
    return {
      question,
      why: settled.why,
      ...(settled.reason === 'layout' && { layout: true }),
      ...(fit !== undefined && { chipsThatFit: fit }),
    };
  }
  if (settled.overBytes > 0) {
    const fit = smallestThatFits(question, estimator);
    return {
      question,
      why: 'it does not fit into memory',
      overBytes: settled.overBytes,
      ...(fit !== undefined && { chipsThatFit: fit }),
    };
  }
  const estimate = estimateReady(settled.ready, row, estimator);
  if ('why' in estimate) return { question, why: estimate.why };
  return fleetAnswer(question, settled, estimate, estimator, terms);
}

function fleetAnswer(
  question: Question,
  settled: Settled,
  estimate: Estimate,
  estimator: Estimator,
  terms: Terms,
): FleetAnswer {
  const { facts } = estimator;
  const { row, ready } = settled;
  const machine = machineOf(row.chip, facts)!;
  const rate = scaleBand(estimate, fleetFactor(row));
  const work = workOf(row.metric);
  const power = powerOf(ready, row, estimator)!;
  const overhead = overheadAs(terms, facts);
  const job = jobOf(question, settled, estimator);
  const perHour = energyOf(exactly(1), power, overhead);
  const millionHours = work.adds ? overBand(1e6 / 3600, rate) : undefined;
  const asked: CostQuestion = {
    chip: row.chip,
    count: question.count,
    watts: power,
    overhead,
    country: terms.country,
  };
  const found = terms.ways.map((way) => (way === 'buy' ? costOfBuying : costOfRenting)(asked, facts));
  const costs = found.flatMap((cost) =>
    cost === undefined
      ? []
      : [
          {
            ...cost,
            ...(job && { ofJob: costOver(job.hours, cost) }),
            ...(millionHours && { perMillion: costOver(millionHours, cost) }),
          },
        ],
  );
  const sums = byBound(estimate.times);
  const all = Object.values(sums).reduce((sum, part) => sum + part, 0);
  const utilisation = utilisationOf(question, estimator);
  return {
    question,
    row,
    ready,
    chip: { id: machine.id, name: machine.name, family: machine.family },
    estimate,
    work,
    rate,
    ...(job && { job }),
    power,
    overhead,
    energy: {
      perDay: scaleBand(perHour, 24),
      ...(job && { ofJob: energyOf(job.hours, power, overhead) }),
      ...(millionHours && { perMillion: scaleBand(energyOf(millionHours, power, overhead), 1000) }),
    },
    costs,
    unpriced: terms.ways.filter((_, i) => found[i] === undefined),
    shares: Object.fromEntries(Object.entries(sums).map(([name, part]) => [name, part / all])) as Record<
      Bound,
      number
    >,
    ...(utilisation && { utilisation }),
    layout: settled.layout,
    service: settled.service,
    searched: settled.searched,
    rests: restsOn(row, machine, facts),
  };
}

function overheadAs({ pue, country }: Terms, facts: Estimator['facts']): FleetAnswer['overhead'] {
  if (pue !== undefined) return { ...exactly(pue), says: 'as told', rows: [] };
  const quote: Quote | undefined = overheadOf(country, facts);
  return quote ?? { ...exactly(1), says: 'not known; servers alone', rows: [] };
}

/** How much a whole job is: what was told goes before what the workload says. */
export const sizeOfJob = (workload: NamedWorkload, told: number | undefined): number | undefined =>
  told ?? workload.job?.value;

/** Gives the time of a whole job; long trainings lose a share of it to failures and restarts. */
export function jobOf(question: Question, settled: Settled, estimator: Estimator): Job | undefined {
  const { row, ready } = settled;
  const size = sizeOfJob(question.workload, question.job);
  const work = workOf(row.metric);
  if (size === undefined || !work.adds) return undefined;
  const long = row.kind === 'llm_training';
  const factor = fleetFactor(row);
  const at = (read: Reader) => (long ? goodputOf(read, row.count ?? question.count) : 1);
  const timed: Ready = {
    ...ready,
    parameters: [...new Set([...ready.parameters, ...(long ? ['goodput'] : [])])],
    settle: () => {},
    predict(read) {
      const said = ready.predict(read);
      return { ...said, value: size / (said.value * factor) / at(read) / 3600 };
    },
  };
  const said = estimateReady(timed, row, estimator);
  if ('why' in said) return undefined;
  const { value, low, high } = said;
  return {
    value: size,
    unit: question.workload.job?.unit ?? work.what,
    hours: { value, low, high },
    goodput: at(readerOf(estimator.space, estimator.calibration.values, ready.who)),
  };
}

function utilisationOf(question: Question, estimator: Estimator): Band | undefined {
  if (!/^llm_(training|finetuning)/.test(question.workload.kind)) return undefined;
  const row = rowOf(question, { metric: 'utilisation', unit: '%' });
  const settled = settle(row, estimator);
  if ('why' in settled) return undefined;
  const said = estimateReady(settled.ready, row, estimator);
  return 'why' in said ? undefined : { value: said.value, low: said.low, high: Math.min(100, said.high) };
}

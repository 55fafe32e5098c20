import { SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import { type Facts, foldName, type NamedWorkload } from '../facts/index.js';
import type { Estimator } from './estimator.js';
import { machineOf } from './machine.js';
import { readerOf } from './parameters.js';
import { prepare } from './prepare.js';
import type { Row } from './row.js';
import type { Ready, Service } from './training/job.js';
import { NoLayout } from './training/search.js';
import type { Layout } from './training/types.js';

/** What is asked: a workload on so many chips of a kind. */
export interface Question {
  readonly workload: NamedWorkload;
  /** Id of the chip, or another name of it. */
  readonly chip: string;
  readonly count: number;
  /** Settings that go before those of the workload. */
  readonly config?: Readonly<Record<string, number | string | boolean>>;
  readonly precision?: string;
  /** Age of the software, as a month or a year. */
  readonly date?: string;
  /** How much the whole job is, in the unit of the workload's job. */
  readonly job?: number;
}

/**
 * Finds a named workload by its id or another name.
 *
 * @throws SteelyardError CM001 with the nearest name
 *
 * @example
 * workloadNamed('Linpack', facts).id // => 'hpl'
 */
export function workloadNamed(name: string, { workloads }: Pick<Facts, 'workloads'>): NamedWorkload {
  const wanted = foldName(name);
  const all = [...workloads.values()];
  const found = all.find(({ id, also = [] }) => [id, ...also].some((one) => foldName(one) === wanted));
  if (found !== undefined) return found;
  const nearest = nearestName(
    name,
    all.flatMap(({ id, also = [] }) => [id, ...also]),
  );
  throw new SteelyardError({
    code: 'CM001',
    found: `there is no workload "${name}"`,
    expected: `one of ${[...workloads.keys()].join(', ')}`,
    ...(nearest !== undefined && { nearest }),
    remedy: 'name a workload of this list, or describe one of your own with --workload-file',
  });
}

/**
 * Checks that a chip is known by a name, and gives the name back.
 *
 * @throws SteelyardError CM002 with the nearest name
 *
 * @example
 * chipNamed('H200', facts) // => 'H200'
 */
export function chipNamed(name: string, facts: Facts): string {
  const found = machineOf(name, facts);
  if (found !== undefined) return name;
  const names = [...facts.chips.keys(), ...facts.aliases.keys(), ...facts.variants.keys()];
  const nearest = nearestName(name, names);
  throw new SteelyardError({
    code: 'CM002',
    found: `there is no chip "${name}" in the catalogue`,
    expected: 'the name or id of a chip, such as h200, h20, 910c or mi300x',
    ...(nearest !== undefined && { nearest }),
    remedy:
      'name a chip of the catalogue; `steelyard timeline CHIP` and `steelyard classify CHIP` use the same names',
  });
}

/**
 * Turns a question into a row, as the estimator takes it.
 *
 * @param metric another metric than the workload's own, with its unit
 *
 * @example
 * rowOf({ workload: workloadNamed('hpl', facts), chip: 'h100', count: 8 }).metric // => 'rmax'
 */
export function rowOf(question: Question, metric?: { readonly metric: string; readonly unit: string }): Row {
  const { workload, chip, count, config, precision, date } = question;
  return {
    id: workload.id,
    kind: workload.kind,
    model: workload.model,
    chip,
    count,
    precision: precision ?? workload.precision,
    config: { ...workload.config, ...config },
    metric: metric?.metric ?? workload.metric,
    unit: metric?.unit ?? workload.unit,
    ...(date !== undefined && { date }),
  };
}

/** A row made ready, with what was found of its layout and its memory. */
export interface Settled {
  readonly row: Row;
  readonly ready: Ready;
  /** The estimate, in the unit of the row. */
  readonly value: number;
  /** Bytes over what one chip holds; zero where it fits. */
  readonly overBytes: number;
  /** The layout that was given or found, where the work has one. */
  readonly layout: Layout | undefined;
  readonly service: Service | undefined;
  /** The layout of a published recipe did not divide the chips or did not fit, and another was searched for. */
  readonly searched: boolean;
}

/** Why a row has no answer: no layout divides the chips, or there is no model of it. */
export interface Unsettled {
  readonly why: string;
  readonly reason: 'layout' | 'model';
}

/**
 * Makes a row ready and finds its layout: that of a published recipe where it divides these chips and fits, else the
 * best that the search finds.
 *
 * @example
 * const asked = { workload: workloadNamed('gpt3', facts), chip: 'h100', count: 8 }
 * settle(rowOf(asked), makeEstimator(facts)).overBytes > 0 // => true
 */
export function settle(row: Row, { facts, space, calibration }: Estimator): Settled | Unsettled {
  const attempt = (from: Facts): Settled | Unsettled => {
    const ready = prepare(row, from);
    if ('why' in ready) return { why: ready.why, reason: 'model' };
    try {
      const read = readerOf(space, calibration.values, ready.who);
      const said = ready.predict(read);
      return {
        row,
        ready,
        value: said.value,
        overBytes: Math.max(0, said.overBytes ?? 0),
        layout: said.layout,
        service: said.service?.(),
        searched: said.searched ?? from !== facts,
      };
    } catch (error) {
      if (!(error instanceof NoLayout)) throw error;
      return { why: error.message, reason: 'layout' };
    }
  };
  const first = attempt(facts);
  if ('why' in first ? first.reason === 'model' : first.overBytes === 0) return first;
  const second = attempt({ ...facts, recipes: [] });
  if ('why' in second) return first;
  return 'why' in first || second.overBytes < first.overBytes ? second : first;
}

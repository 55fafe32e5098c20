import { type Estimator, makeEstimator } from '../../src/compute/index.js';
import { type Machine, machineOf } from '../../src/compute/machine.js';
import {
  type Membership,
  readerOf,
  type ServingValues,
  servingValues,
  type TrainingValues,
  trainingValues,
} from '../../src/compute/parameters.js';
import { readFacts } from '../../src/facts/read.node.js';

export const facts = await readFacts('data', { parts: ['accelerators', 'compute', 'measurements'] });
export const estimator: Estimator = makeEstimator(facts);

/** The calibrated parameters of a machine with ordinary software of 2024. */
export function calibratedFor(machine: Machine): {
  readonly training: TrainingValues;
  readonly serving: ServingValues;
} {
  const { family } = machine;
  const who: Membership = {
    family,
    training_stack: 'hybrid',
    serving_stack: 'generic',
    maker: family === 'ascend' || family === 'domestic' ? 'chinese' : 'foreign',
  };
  const read = readerOf(estimator.space, estimator.calibration.values, who);
  return { training: trainingValues(read, 0, machine), serving: servingValues(read, 0, machine) };
}

/** A chip of the catalogue, which must be there. */
export function known(name: string): Machine {
  const machine = machineOf(name, facts);
  if (machine === undefined) throw new Error(`no chip ${name}`);
  return machine;
}

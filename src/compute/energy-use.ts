import { type Band, scaleBand, timesBands } from './band.js';
import { energyJob } from './energy.js';
import { type Estimator, estimateReady } from './estimator.js';
import { machineOf } from './machine.js';
import type { Row } from './row.js';
import type { Ready } from './training/job.js';

/**
 * Estimates the mean power of the servers while they work, W: the chips and what belongs to them in their servers, without
 * network switches, storage and cooling.
 *
 * @param ready the work that is done meanwhile
 * @param row the same work; its count is that of the chips
 */
export function powerOf(ready: Ready, row: Row, estimator: Estimator): Band | undefined {
  const machine = machineOf(row.chip, estimator.facts);
  if (machine === undefined) return undefined;
  const asked: Row = { ...row, kind: 'energy', metric: 'system_power_mean', unit: 'W' };
  const job = energyJob(asked, ready, machine, ready.who, []);
  if ('why' in job) return undefined;
  const said = estimateReady(job, { kind: 'energy' }, estimator);
  return 'why' in said ? undefined : { value: said.value, low: said.low, high: said.high };
}

/**
 * Gives the energy of a site over a time, MWh: time by power by the overhead of the site.
 *
 * @param hours how long it takes
 * @param watts mean power of the servers
 * @param overhead energy of the site over that of the servers (PUE)
 *
 * @example
 * energyOf(exactly(10), exactly(2e6), exactly(1.5)) // => { value: 30, low: 30, high: 30 }
 */
export function energyOf(hours: Band, watts: Band, overhead: Band): Band {
  return scaleBand(timesBands(hours, watts, overhead), 1e-6);
}

import type { Machine, Taken } from './machine.js';
import type { Membership } from './parameters.js';
import { activityOf, chipPowerW, nodePowerW, powerParameters } from './power.js';
import type { Row } from './row.js';
import type { Ready } from './training/job.js';

/**
 * Makes a row of energy or power ready from the work that is done meanwhile.
 *
 * @param work the same job as a row of throughput; its metric is output tokens a second of the system where it serves
 */
export function energyJob(
  row: Row,
  work: Ready | undefined,
  machine: Machine,
  who: Membership,
  taken: Taken[],
): Ready | { readonly why: string } {
  const chips = row.count ?? 1;
  const parameters = [...new Set([...(work?.parameters ?? []), ...powerParameters])];
  const base = {
    who,
    taken,
    parameters,
    settle: (read: Parameters<Ready['settle']>[0]) => work?.settle(read),
  };
  const node = (read: Parameters<Ready['predict']>[0]) => {
    const done = work?.predict(read) ?? { times: { computeS: 1 } };
    return { times: done.times, power: nodePowerW(machine, activityOf(done), read) };
  };
  switch (row.metric) {
    case 'gpu_energy_per_output_token':
      if (work === undefined) return { why: 'no work to relate the energy to' };
      return {
        ...base,
        predict(read) {
          const done = work.predict(read);
          return {
            value: (chipPowerW(machine, activityOf(done), read) * chips) / done.value,
            times: done.times,
          };
        },
      };
    case 'gpu_power_mean':
      return {
        ...base,
        predict(read) {
          const done = work?.predict(read) ?? {
            times: /stream|bandwidth/i.test(row.model) ? { memoryS: 1 } : { computeS: 1 },
          };
          return { value: chipPowerW(machine, activityOf(done), read), times: done.times };
        },
      };
    case 'node_power_mean':
    case 'system_power_mean': {
      // "W per 8-GPU node" is for eight chips, whatever the count of the run.
      const eight = /per (\d+)-GPU node/.exec(row.unit);
      const perNode = eight === null ? chips : Number(eight[1]);
      return {
        ...base,
        predict: (read) => {
          const { times, power } = node(read);
          return { value: power * perNode, times };
        },
      };
    }
    case 'node_power_max':
      return {
        ...base,
        predict: (read) => ({
          value: nodePowerW(machine, { compute: 1, memory: 0, waiting: 0 }, read) * 8 * read('peak_power'),
          times: { computeS: 1 },
        }),
        parameters: [...parameters, 'peak_power'],
      };
    default:
      return { why: `no estimate of the metric "${row.metric}"` };
  }
}

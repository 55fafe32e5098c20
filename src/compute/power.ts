import type { Machine } from './machine.js';
import type { Reader } from './parameters.js';

/** How busy the parts of a chip are, as shares of the time. */
export interface Activity {
  readonly compute: number;
  readonly memory: number;
  readonly waiting: number;
}

/**
 * Gives the mean power of one chip, W: idle, and between idle and its limit by what it does.
 *
 * The form follows Newkirk 2025 and the mean powers of MLPerf logs: arithmetic draws the limit, memory traffic less,
 * waiting little.
 */
export function chipPowerW(machine: Machine, activity: Activity, read: Reader): number {
  const idle = read('idle_power');
  const load = Math.min(
    1,
    activity.compute * read('compute_power') +
      activity.memory * read('memory_power') +
      activity.waiting * read('waiting_power'),
  );
  return machine.tdpW * (idle + (1 - idle) * load);
}

/** Gives the power of a server by chip, W: the chip and its part of the rest. */
export function nodePowerW(machine: Machine, activity: Activity, read: Reader): number {
  return chipPowerW(machine, activity, read) + machine.hostW * read('host_power');
}

/** Tells which parts of an estimate's time are arithmetic, memory traffic and waiting, where it does not say so itself. */
export function activityOf({
  times,
  activity,
}: {
  readonly times: Readonly<Record<string, number>>;
  readonly activity?: Activity;
}): Activity {
  if (activity !== undefined) return activity;
  let compute = 0;
  let memory = 0;
  let waiting = 0;
  for (const [name, seconds] of Object.entries(times)) {
    const positive = Math.max(0, seconds);
    if (/linear|attention|arithmetic|compute|dense/.test(name)) compute += positive;
    else if (/memory|cache|gather|optimizer|weights/.test(name)) memory += positive;
    else waiting += positive;
  }
  const all = compute + memory + waiting || 1;
  return { compute: compute / all, memory: memory / all, waiting: waiting / all };
}

/** Names of the parameters of power. */
export const powerParameters = [
  'idle_power',
  'compute_power',
  'memory_power',
  'waiting_power',
  'host_power',
] as const;

import { formatBand, formatNumber } from '../../base/format.js';
import type { Band, FleetAnswer } from '../../compute/index.js';

/** Prints a value with its range, or alone where it has none. */
export function bandWords({ value, low, high }: Band, unit = '', digits = 3): string {
  if (low === value && high === value)
    return unit === 'USD'
      ? `$${formatNumber(value, digits)}`
      : `${formatNumber(value, digits)}${unit && ` ${unit}`}`;
  return formatBand(value, low, high, unit, digits).trim();
}

/**
 * Prints a span of time in the unit in which a planner counts it.
 *
 * @example
 * hoursWords({ value: 1344, low: 1008, high: 1728 }) // => '56 [42–72] days'
 * hoursWords({ value: 5, low: 4, high: 6 }) // => '5 [4–6] hours'
 * hoursWords({ value: 1, low: 1, high: 1 }) // => '1 hour'
 */
export function hoursWords({ value, low, high }: Band): string {
  const [unit, by] = spans.find(([, hours, from]) => value >= from * hours)!;
  const at = { value: value / by, low: low / by, high: high / by };
  const one = at.value === 1 && low === high;
  return bandWords(at, one ? unit.slice(0, -1) : unit, at.value >= 100 ? 3 : 2);
}

/** Units of time with their hours, and how many of them it takes to be counted in. */
const spans: readonly (readonly [string, number, number])[] = [
  ['years', 8766, 4],
  ['days', 24, 2],
  ['hours', 1, 1],
  ['minutes', 1 / 60, 0],
];

/** Prints energy in the unit in which it reads best. */
export function energyWords(band: Band): string {
  const [unit, by] =
    band.value >= 1000
      ? (['GWh', 1e-3] as const)
      : band.value >= 1
        ? (['MWh', 1] as const)
        : (['kWh', 1e3] as const);
  return bandWords({ value: band.value * by, low: band.low * by, high: band.high * by }, unit);
}

/** Prints power, given in W. */
export function powerWords(band: Band): string {
  const [unit, by] = band.value >= 1e6 ? (['MW', 1e-6] as const) : (['kW', 1e-3] as const);
  return bandWords({ value: band.value * by, low: band.low * by, high: band.high * by }, unit);
}

/**
 * Gives the day that so many hours after another begins.
 *
 * @param start as `2026-01-20`
 *
 * @example
 * dayAfter('2026-01-20', 30) // => '2026-01-21'
 */
export function dayAfter(start: string, hours: number): string {
  const end = Date.parse(`${start}T00:00:00Z`) + hours * 3_600_000;
  return end < lastDay ? new Date(end).toISOString().slice(0, 10) : 'after 2999';
}

const lastDay = Date.parse('3000-01-01T00:00:00Z');

/** Says in words how requests are served. */
export function serviceWords(service: NonNullable<FleetAnswer['service']>): string[] {
  const { replica, replicas, tensor, expert, dataAttention, batch, tokenS, firstTokenS } = service;
  const split = dataAttention
    ? `experts over ${whole(expert)}, attention of each request on one`
    : `tensor ${whole(tensor)} parallel`;
  const copy = replica === 1 ? 'one chip' : `${whole(replica)} chips (${split})`;
  return [
    `${whole(replicas)} ${replicas === 1 ? 'copy' : 'copies'} of the model, each on ${copy}, the best found or as told`,
    ...(tokenS === undefined
      ? []
      : [
          `${formatNumber(batch, 3)} sequences at a time on each, ${formatNumber(1000 * tokenS, 3)} ms from token to token, about ${formatNumber(1000 * firstTokenS, 2)} ms to the first without a queue`,
        ]),
  ];
}

const whole = (count: number): string => count.toLocaleString('en-US');

/** Says a layout in words; what is one is left out. */
export function layoutWords(layout: NonNullable<FleetAnswer['layout']>): string {
  const { tensor, pipeline, data, context, expert, virtual, microBatch, recompute } = layout;
  const sizes = [
    ['tensor', tensor],
    ['pipeline', pipeline],
    ['context', context],
    ['expert', expert],
    ['data', data],
  ] as const;
  const told = sizes.filter(([, size]) => size > 1).map(([name, size]) => `${name} ${whole(size)}`);
  return [
    told.length === 0 ? 'one chip' : `${told.join(' x ')} parallel`,
    ...(virtual > 1 ? [`${virtual} chunks a stage`] : []),
    `micro-batches of ${whole(microBatch)}`,
    recompute === 'none' ? 'nothing computed twice' : `activations computed again: ${recompute}`,
    ...(layout.fullyShardedData ? ['weights sharded'] : layout.shardedOptimizer ? ['optimizer sharded'] : []),
  ].join(', ');
}

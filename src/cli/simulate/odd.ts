import { printPlace } from '../../base/error.js';
import { formatCount, formatNumber } from '../../base/format.js';
import { firstNotFinite, type ModelRun } from '../../engine/index.js';
import { findElements, type Model } from '../../sd/index.js';
import type { ManyDone, ManyRuns } from './plan.js';

/** Tells in a line where a run first left the numbers, and what its equation read; no line where it did not. */
export function oddLines(model: Model, run: ModelRun): string[] {
  const first = firstNotFinite(model, {}, run);
  if (!first) return [];
  const { name, value, time, place, read, others } = first;
  const is = Number.isNaN(value) ? 'not a number' : 'infinite';
  const from = read.map((one) => `${one.name} ${printValue(one.value)}`).join(', ');
  const more = others > 0 ? `; ${formatCount(others, 'more variable')} took it on` : '';
  return [
    `notice: "${name}" is ${is} at ${Number(time.toPrecision(9))}, before any other variable (${printPlace(place)})${from && `, with ${from}`}${more}`,
  ];
}

const printValue = (value: number) => (Number.isFinite(value) ? formatNumber(value, 4) : String(value));

/** Tells in how many of many runs a series is no number, and from when on; of several series the one with the most. */
export function oddRunLines({ model, kept, job }: ManyRuns, { summary }: ManyDone): string[] {
  const found = kept.flatMap(({ name }, s) => {
    const missing = summary.series[s]!.map((spread) => spread.missing);
    const runs = missing.reduce((most, count) => Math.max(most, count), 0);
    return runs > 0 && !isData(model, name)
      ? [{ name, runs, t: missing.findIndex((count) => count > 0) }]
      : [];
  });
  if (found.length === 0) return [];
  const worst = found.reduce((most, one) => (one.runs > most.runs ? one : most));
  const more =
    found.length > 1 ? `, and likewise ${formatCount(found.length - 1, 'other series', 'other series')}` : '';
  const { place } = findElements(model, worst.name)[0]!.variable;
  return [
    `notice: in ${worst.runs.toLocaleString('en')} of ${formatCount(job.futures, 'run')} "${worst.name}" is no finite number, first at ${Number(job.program.times[worst.t]!.toPrecision(9))} (${printPlace(place)})${more}; what is printed leaves them out`,
  ];
}

// Data may be missing in every run alike.
const isData = (model: Model, name: string) => findElements(model, name)[0]?.variable.kind === 'data';

import type { Machine, Taken } from '../machine.js';
import type { TrainingValues } from '../parameters.js';
import type { Counts } from '../shape.js';
import type { Layout, TrainingTask } from './types.js';

/** One micro-batch of a step, as every term of its time sees it. */
export interface Step {
  readonly task: TrainingTask;
  readonly layout: Layout;
  readonly machine: Machine;
  readonly p: TrainingValues;
  readonly made: Counts;
  /** Tokens of one micro-batch on one rank of the context-parallel group. */
  readonly tokens: number;
}

/** Share of the forward pass that is done again. */
export const redone = (layout: Layout): number => (layout.recompute === 'full' ? layout.recomputeShare : 0);

/** Over how many ranks the experts of a stage are spread beside tensor parallelism: not more than there are. */
export const expertSplit = ({ expert, data, context }: Layout): number => Math.min(expert, data * context);

/** Parameters on one chip before sharding over the data-parallel group. */
export function heldParameters(task: TrainingTask, layout: Layout, made: Counts): number {
  const { mixture } = task.shape;
  const split = layout.tensor * layout.pipeline;
  if (mixture === undefined) return made.total / split;
  const experts = mixture.layers * mixture.experts * made.expert;
  return (made.total - experts) / split + experts / (split * expertSplit(layout));
}

/** Peak of the format, or of the nearest that the chip has, FLOP/s. */
export function peakOf({ peakFlopPerS }: Machine, format: 'bf16' | 'fp8' | 'int8' | 'fp4'): number {
  const { bf16 = 0, fp8, int8, fp4 } = peakFlopPerS;
  if (format === 'bf16') return bf16;
  const eight = format === 'int8' ? (int8 ?? fp8) : (fp8 ?? int8);
  return (format === 'fp4' ? (fp4 ?? eight) : eight) ?? bf16;
}

/** Says which arithmetic stands in where a chip lacks the format that is asked for. */
export function sayFormat(machine: Machine, format: 'bf16' | 'fp8' | 'int8' | 'fp4', taken: Taken[]): void {
  if (format === 'bf16' || machine.peakFlopPerS[format] !== undefined) return;
  const { fp8, int8 } = machine.peakFlopPerS;
  const instead = format === 'int8' ? fp8 && 'FP8' : fp8 ? 'FP8' : int8 && 'INT8';
  taken.push({
    what: 'arithmetic',
    value: instead ? `at the rate of ${instead}` : 'at the rate of BF16',
    why: `no ${format.toUpperCase()} rate of the chip is known`,
  });
}

/** Chooses the number format of training: 8 bits in floating point where the chip has them, else 16; codes train in no other. */
export function trainingFormat(precision: string, machine: Machine, taken: Taken[]): TrainingTask['format'] {
  const asked = /fp8|int8|fp4/i.exec(precision)?.[0].toUpperCase();
  if (asked === undefined) return 'bf16';
  const format = machine.peakFlopPerS.fp8 === undefined ? 'bf16' : 'fp8';
  if (asked.toLowerCase() !== format)
    taken.push({
      what: 'arithmetic',
      value: format.toUpperCase(),
      why: asked === 'FP8' ? 'the chip has no FP8' : `training in ${asked} is not estimated`,
    });
  return format;
}

/** Bytes of a gradient: added up in single precision, but where codes that shard the state keep 16 bits. */
export const gradientBytes = (layout: Layout): number =>
  layout.fullyShardedData || layout.shardedOptimizer ? 2 : 4;

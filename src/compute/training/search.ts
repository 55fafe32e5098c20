import type { Machine } from '../machine.js';
import type { TrainingValues } from '../parameters.js';
import { overflowBytes } from './memory.js';
import { stepTimes, totalOf } from './step-time.js';
import type { Layout, Recompute, TrainingTask } from './types.js';

/** What is given of a layout; the rest is searched for. */
export type PartialLayout = { readonly [K in keyof Layout]?: Layout[K] | undefined };

/** The best layout found, or, where none fits, the one that is least too large. */
export interface Found {
  readonly layout: Layout;
  readonly stepS: number;
  /** Bytes over what one chip holds; zero or below where it fits. */
  readonly overBytes: number;
  readonly tried: number;
}

/** There is no way to divide the work over so many chips. */
export class NoLayout extends Error {}

/** Complains of a given layout that no chips can hold to. */
function checkGiven({ shape, chips }: TrainingTask, given: PartialLayout): void {
  const { tensor = 1, pipeline = 1, context = 1, expert = 1 } = given;
  const experts = shape.mixture?.experts ?? 1;
  const ranks = tensor * pipeline * context;
  if (shape.heads % tensor !== 0)
    throw new NoLayout(`the ${shape.heads} heads cannot be divided over ${tensor} chips in tensor parallel`);
  if (pipeline > shape.layers)
    throw new NoLayout(`the ${shape.layers} layers are fewer than ${pipeline} stages of the pipeline`);
  if (expert > experts)
    throw new NoLayout(`the ${expert} ranks in expert parallel are more than there are experts (${experts})`);
  if (ranks > chips)
    throw new NoLayout(
      `one copy in tensor, pipeline and context parallel is ${ranks} chips, and ${chips} are asked for`,
    );
}

const powers = [1, 2, 4, 8, 16, 32, 64, 128];

/**
 * Finds the feasible layout with the shortest step: tensor parallelism inside the scale-up domain, pipeline depths that
 * divide the layers, micro-batches that divide the batch, and recomputation only where memory asks for it.
 *
 * @param given keys that are fixed
 */
export function bestLayout(
  task: TrainingTask,
  given: PartialLayout,
  machine: Machine,
  p: TrainingValues,
): Found {
  let best: Found | undefined;
  let least: Found | undefined;
  let tried = 0;
  checkGiven(task, given);
  for (const shape of shapesOf(task, given, machine)) {
    for (const recompute of given.recompute === undefined ? recomputes(task) : [given.recompute]) {
      const layout = { ...shape, recompute };
      tried++;
      const overBytes = overflowBytes(task, layout, machine);
      if (overBytes > 0) {
        if (least === undefined || overBytes < least.overBytes)
          least = { layout, stepS: 0, overBytes, tried };
        continue;
      }
      const stepS = totalOf(stepTimes(task, layout, machine, p));
      if (best === undefined || stepS < best.stepS) best = { layout, stepS, overBytes, tried };
      // More recomputation only adds work once it fits.
      break;
    }
  }
  if (best !== undefined) return { ...best, tried };
  if (least === undefined) throw new NoLayout('no layout divides the chips');
  return { ...least, stepS: totalOf(stepTimes(task, least.layout, machine, p)), tried };
}

const recomputes = (task: TrainingTask): readonly Recompute[] =>
  task.fusedAttention ? ['none', 'full'] : ['none', 'selective', 'full'];

function* shapesOf(task: TrainingTask, given: PartialLayout, machine: Machine): Generator<Layout> {
  const { chips, shape } = task;
  const one = <T>(value: T | undefined, otherwise: readonly T[]): readonly T[] =>
    value === undefined ? otherwise : [value];
  const tensors = one(
    given.tensor,
    powers.filter((t) => t <= machine.scaleUpChips && t <= chips && shape.heads % t === 0 && t <= 64),
  );
  const pipelines = one(given.pipeline, depths(shape.layers, chips));
  const contexts = one(given.context, task.seqLen > 16_384 ? [1, 2, 4, 8, 16] : [1]);
  const experts = one(
    given.expert,
    shape.mixture === undefined ? [1] : powers.filter((e) => e <= shape.mixture!.experts),
  );
  for (const tensor of tensors)
    for (const pipeline of pipelines)
      for (const context of contexts) {
        // Chips that are too few for one more copy stand idle.
        const data = Math.floor(chips / (tensor * pipeline * context));
        if (data < 1) continue;
        for (const expert of experts) {
          if (given.expert === undefined && expert > data * tensor * context) continue;
          for (const microBatch of one(given.microBatch, microBatches(task.globalBatch / data)))
            for (const virtual of one(given.virtual, pipeline === 1 ? [1] : chunks(shape.layers, pipeline)))
              yield {
                tensor,
                pipeline,
                context,
                data,
                expert,
                microBatch,
                virtual,
                recompute: 'none',
                recomputeShare: given.recomputeShare ?? 1,
                fullyShardedData: given.fullyShardedData ?? false,
                shardedOptimizer: given.shardedOptimizer ?? true,
                sequenceParallel: given.sequenceParallel ?? true,
              };
        }
      }
}

/** Whether layers can be dealt out so that no part is more than a tenth longer than the mean. */
const even = (layers: number, parts: number): boolean =>
  parts <= layers && Math.ceil(layers / parts) / (layers / parts) < 1.1;

/** Pipeline depths that leave no stage more than a tenth longer than the rest. */
function depths(layers: number, chips: number): number[] {
  const found: number[] = [];
  for (let depth = 1; depth <= Math.min(layers, chips, 128); depth++) {
    if (even(layers, depth)) found.push(depth);
  }
  return found;
}

/** A sequence is not divided: with more ranks than sequences the rest of the ranks stand idle. */
const microBatches = (perRank: number): number[] =>
  [1, 2, 4, 8, 16].filter((size) => size === 1 || size <= perRank);

/** Chunks a stage that leave none more than a tenth longer than the rest. */
const chunks = (layers: number, pipeline: number): number[] =>
  [1, 2, 3, 4, 5, 6, 8].filter((v) => v === 1 || even(layers, v * pipeline));

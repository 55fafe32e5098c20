import { describe, expect, it } from 'vitest';
import { counts } from '../../src/compute/shape.js';
import { stepTimes, totalOf } from '../../src/compute/training/step-time.js';
import type { Layout } from '../../src/compute/training/types.js';
import { alone, dense, machine, task, training } from './round-figures.js';

describe('the pipeline', () => {
  const staged = (pipeline: number, virtual: number, globalBatch = 32) =>
    stepTimes(
      { ...task, chips: pipeline, globalBatch },
      { ...alone, pipeline, virtual },
      machine,
      training(),
    );
  const busy = (times: ReturnType<typeof staged>) =>
    times.linearS + times.attentionS + times.memoryS + times.tensorS + times.expertS + times.pipelineS;

  it('stands idle for (p-1)/(v m) of the time that it works', () => {
    // Eight stages and 32 micro-batches: 7/32; two chunks a stage: 7/64.
    const one = staged(8, 1);
    expect(one.bubbleS / busy(one)).toBeCloseTo(7 / 32, 12);
    const two = staged(8, 2);
    expect(two.bubbleS / busy(two)).toBeCloseTo(7 / 64, 12);
    const few = staged(8, 1, 8);
    expect(few.bubbleS / busy(few)).toBeCloseTo(7 / 8, 12);
  });

  it('has no bubble with one stage, and half of one where both directions overlap', () => {
    expect(staged(1, 1).bubbleS).toBe(0);
    const both = { ...task, chips: 8, overlapped: true };
    const half = stepTimes(both, { ...alone, pipeline: 8 }, machine, training());
    expect(half.bubbleS / busy(half)).toBeCloseTo(3.5 / 32, 12);
  });

  it('hands activations on once forward and once backward for each chunk', () => {
    // 67.1 MB at 100 GB/s = 0.67 ms; forward and backward, half of it hidden: 0.67 ms; 32 micro-batches 0.0215 s.
    expect(staged(8, 1).pipelineS).toBeCloseTo((32 * 4096 * 8192 * 2) / 100e9, 9);
    expect(staged(16, 1).pipelineS, 'over the network').toBeCloseTo((32 * 4096 * 8192 * 2) / 10e9, 9);
    expect(staged(8, 2).pipelineS).toBeCloseTo(2 * staged(8, 1).pipelineS, 9);
  });
});

describe('the rest of a step', () => {
  it('does six FLOP a weight and token, eight with full recomputation, at the peak', () => {
    const { active, head } = counts(dense);
    const quick = { ...machine, memoryBytesPerS: 1e30 };
    const tokens = 32 * 4096;
    const plain = stepTimes(task, alone, quick, training());
    expect(plain.linearS).toBeCloseTo((6 * (active + head) * tokens) / 1e15, 6);
    const again = stepTimes(task, { ...alone, recompute: 'full' }, quick, training());
    expect(again.linearS).toBeCloseTo(((8 * active + 6 * head) * tokens) / 1e15, 6);
    const eight = stepTimes({ ...task, format: 'fp8' }, alone, quick, training());
    expect(eight.linearS).toBeCloseTo(((6 * active) / 2e15 + (6 * head) / 1e15) * tokens, 6);
  });

  it('reads and writes twenty bytes a parameter in the optimizer, divided where it is sharded', () => {
    const { total } = counts(dense);
    expect(stepTimes(task, alone, machine, training()).optimizerS).toBeCloseTo((20 * total) / 1e12, 9);
    const sharded: Layout = { ...alone, data: 8, shardedOptimizer: true };
    expect(stepTimes(task, sharded, machine, training()).optimizerS).toBeCloseTo((20 * total) / 8e12, 9);
  });

  it('adds up to the step', () => {
    const times = stepTimes(task, { ...alone, tensor: 8 }, machine, training({ training_overhead: 0.25 }));
    const { otherS, ...known } = times;
    const sum = Object.values(known).reduce((all, seconds) => all + seconds, 0);
    expect(otherS).toBeCloseTo(0.25 * sum, 9);
    expect(totalOf(times)).toBeCloseTo(1.25 * sum, 9);
  });
});

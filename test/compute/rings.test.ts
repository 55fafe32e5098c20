import { describe, expect, it } from 'vitest';
import type { Machine } from '../../src/compute/machine.js';
import { counts } from '../../src/compute/shape.js';
import { stepTimes } from '../../src/compute/training/step-time.js';
import type { Layout, TrainingTask } from '../../src/compute/training/types.js';
import { alone, dense, machine, task, training } from './round-figures.js';

describe('rings', () => {
  it('tensor parallelism sends four all-reduces a layer of 2 (n-1)/n of the activations', () => {
    // 4,096 tokens x 8,192 x 2 B = 67.1 MB; x 2 x 7/8 x 4 x 32 layers = 15.03 GB; at 100 GB/s 150.3 ms; 32 micro-batches 4.81 s.
    const { tensorS } = stepTimes({ ...task, chips: 8 }, { ...alone, tensor: 8 }, machine, training());
    expect(tensorS).toBeCloseTo((32 * (4096 * 8192 * 2 * 1.75 * 4 * 32)) / 100e9, 9);
    expect(tensorS).toBeCloseTo(4.81, 2);
  });

  it('full recomputation sends two all-reduces more', () => {
    const layout: Layout = { ...alone, tensor: 8 };
    const plain = stepTimes(task, layout, machine, training()).tensorS;
    const again = stepTimes(task, { ...layout, recompute: 'full' }, machine, training()).tensorS;
    expect(again / plain).toBeCloseTo(6 / 4, 12);
  });

  it('a ring of two sends half of what it gathers, and one outside the domain goes at the rate of the network', () => {
    const at = (tensor: number, more: Partial<Machine> = {}) =>
      stepTimes(task, { ...alone, tensor }, { ...machine, ...more }, training()).tensorS;
    expect(at(2) / at(8)).toBeCloseTo(0.5 / 0.875, 12);
    expect(at(16) / at(8)).toBeCloseTo((15 / 16 / (7 / 8)) * 10, 9);
    expect(at(1)).toBe(0);
  });

  it('each hop of an all-reduce costs its latency', () => {
    // 4 rounds x 32 layers x 32 micro-batches x 10 us = 41 ms.
    const layout: Layout = { ...alone, tensor: 8 };
    const plain = stepTimes(task, layout, machine, training()).tensorS;
    const slow = stepTimes(task, layout, machine, training({ hop_s: 10e-6 })).tensorS;
    expect(slow - plain).toBeCloseTo(0.04096, 9);
  });

  it('data parallelism sums gradients of 4 B twice round, over all cards of a node together', () => {
    // 12 h^2 l + 2 V h with grouped keys is counted elsewhere; here 8 B of each parameter go round 4 of 4 chips.
    const { total } = counts(dense);
    const four = { ...task, chips: 4 };
    const inside = stepTimes(four, { ...alone, data: 4 }, machine, training()).dataS;
    expect(inside).toBeCloseTo((8 * total * 0.75) / 100e9, 9);
    // 16 chips of two nodes: eight cards of 10 GB/s carry 80 GB/s.
    const across = stepTimes({ ...task, chips: 16 }, { ...alone, data: 16 }, machine, training()).dataS;
    expect(across).toBeCloseTo((8 * total * (15 / 16)) / 80e9, 9);
  });

  it('a sharded optimizer sums gradients of 2 B once round and gathers weights of 2 B', () => {
    const { total } = counts(dense);
    const layout: Layout = { ...alone, data: 4, shardedOptimizer: true };
    const { dataS } = stepTimes({ ...task, chips: 4 }, layout, machine, training());
    expect(dataS).toBeCloseTo((4 * total * 0.75) / 100e9, 9);
  });

  it('what is hidden behind the backward pass is not counted', () => {
    const at = (exposed: number) =>
      stepTimes({ ...task, chips: 4 }, { ...alone, data: 4 }, machine, training({ data_exposed: exposed }))
        .dataS;
    expect(at(0.25)).toBeCloseTo(at(1) / 4, 12);
  });

  it('experts send k copies of a token there and back, forward and backward', () => {
    const mixture = { experts: 64, chosen: 4, shared: 0, width: 4096, layers: 32 };
    const of: TrainingTask = { ...task, shape: { ...dense, gated: true, mixture } };
    // 4,096 tokens x 32 layers x 4 copies x 8,192 x 4 B x 2 passes x 7/8 over 100 GB/s, and 32 micro-batches.
    const { expertS } = stepTimes(of, { ...alone, expert: 8, data: 1 }, machine, training());
    expect(expertS).toBeCloseTo((32 * 4096 * 32 * 4 * 8192 * 4 * 2 * (7 / 8)) / 100e9, 6);
  });
});

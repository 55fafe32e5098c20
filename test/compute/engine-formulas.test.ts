import { describe, expect, it } from 'vitest';
import { engineStep } from '../../src/compute/serving/step.js';
import type { ServingLayout, ServingTask } from '../../src/compute/serving/types.js';
import { counts } from '../../src/compute/shape.js';
import { dense, machine, serving } from './round-figures.js';

describe('a step of an engine', () => {
  const job: ServingTask = {
    shape: dense,
    chips: 8,
    mode: 'decode',
    inputTokens: 1000,
    outputTokens: 1000,
    contextTokens: 1500,
    format: 'bf16',
    cacheBytes: 2,
    memoryShare: 0.9,
    concurrency: undefined,
    batchLimit: 1e9,
    tokenLimitS: undefined,
    drafts: 0,
    firstTokenLimitS: undefined,
    served: false,
  };
  const layout: ServingLayout = { replica: 8, tensor: 8, expert: 1, dataAttention: false };

  it('streams the weights once and the keys and values of every sequence', () => {
    const step = engineStep(job, layout, machine, serving(), 100, 0, 1500);
    const { active, head } = counts(dense);
    expect(step.weightsS).toBeCloseTo((2 * (active + head)) / 8 / 1e12, 12);
    // 131,072 B a token x 1,500 x 100 sequences over eight chips, one of the eight heads each: 2.46 ms.
    expect(step.cacheS).toBeCloseTo((131_072 * 1500 * 100) / 8 / 1e12, 12);
    const wide = engineStep(
      { ...job, chips: 16 },
      { ...layout, replica: 16, tensor: 16 },
      machine,
      serving(),
      100,
      0,
      1500,
    );
    expect(wide.cacheS, 'sixteen chips hold the eight heads twice').toBeCloseTo(step.cacheS, 12);
  });

  it('all-reduces twice a layer', () => {
    // 100 tokens x 8,192 x 2 B x 2 x 7/8 = 2.87 MB; 64 times at 100 GB/s: 1.84 ms; and 64 hops of 10 us.
    const step = engineStep(job, layout, machine, serving({ hop_s: 10e-6 }), 100, 0, 1500);
    expect(step.communicationS).toBeCloseTo(64 * ((100 * 8192 * 2 * 1.75) / 100e9 + 10e-6), 12);
  });

  it('touches E (1 - (1 - k/E)^B) experts', () => {
    const mixture = { experts: 64, chosen: 4, shared: 0, width: 4096, layers: 32 };
    const of: ServingTask = { ...job, shape: { ...dense, gated: true, mixture } };
    const at = (sequences: number) => engineStep(of, layout, machine, serving(), sequences, 0, 1500).weightsS;
    const { attention, expert, head } = counts(of.shape);
    const bytes = (experts: number) => (2 * (32 * (attention + experts * expert) + head)) / 8 / 1e12;
    expect(at(1), 'one token meets its own four').toBeCloseTo(bytes(4), 9);
    expect(at(10)).toBeCloseTo(bytes(64 * (1 - (60 / 64) ** 10)), 9);
    expect(at(1000), 'many meet all').toBeCloseTo(bytes(64), 9);
  });
});

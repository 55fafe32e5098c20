import fc from 'fast-check';
import type { LlmShape } from '../../src/compute/shape.js';

/** Shapes like those that are published, each dimension drawn by itself: plain, grouped, latent, dense or of experts. */
export const someShape: fc.Arbitrary<LlmShape> = fc
  .record({
    layers: fc.integer({ min: 4, max: 130 }),
    groups: fc.constantFrom(1, 2, 4, 8),
    kvHeads: fc.constantFrom(1, 2, 4, 8, 16),
    headDim: fc.constantFrom(64, 128, 256),
    wide: fc.double({ min: 2, max: 5, noNaN: true }),
    gated: fc.boolean(),
    vocab: fc.integer({ min: 32_000, max: 260_000 }),
    latent: fc.option(
      fc.record({
        queryRank: fc.constantFrom(768, 1536),
        keyRank: fc.constantFrom(256, 512),
        rope: fc.constantFrom(32, 64),
        nope: fc.constantFrom(64, 128),
        value: fc.constantFrom(64, 128),
      }),
      { nil: undefined, freq: 2 },
    ),
    experts: fc.option(
      fc.record({
        experts: fc.constantFrom(8, 16, 64, 128, 256),
        chosen: fc.constantFrom(1, 2, 4, 8),
        shared: fc.constantFrom(0, 1, 2),
        width: fc.integer({ min: 4, max: 100 }).map((n) => 128 * n),
        plain: fc.integer({ min: 0, max: 3 }),
      }),
      { nil: undefined, freq: 2 },
    ),
  })
  .map(({ layers, groups, kvHeads, headDim, wide, gated, vocab, latent, experts }) => {
    const heads = groups * kvHeads;
    const hidden = Math.max(1024, heads * headDim);
    const mixture = experts && { ...experts, layers: layers - experts.plain };
    return {
      name: 'of no name',
      layers,
      hidden,
      heads,
      kvHeads,
      headDim,
      ffn: 128 * Math.round((wide * hidden) / 128),
      gated: gated || mixture !== undefined,
      vocab,
      latent,
      mixture,
      window: undefined,
    };
  });

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateRow, type Row } from '../../src/compute/index.js';
import { spareBytes } from '../../src/compute/serving/capacity.js';
import { serve } from '../../src/compute/serving/serve.js';
import { overflowBytes, trainingMemory, usableShare } from '../../src/compute/training/memory.js';
import { matricesOf } from './naive.js';
import { chips, someLayout, someMachine, someService, someServing, someTask } from './plausible-work.js';
import { calibratedFor, estimator, known } from './setup.js';

/** What one layer keeps of one token, tensor by tensor, as Korthikanti 2022 lists it in section 4.1, in bytes. */
function keptOfLayer(hidden: number, heads: number, seq: number, tensor: number, parallel: boolean): number {
  const split = parallel ? tensor : 1;
  const inputs = [
    ['input of the first norm', 2 * hidden, split],
    ['input of the products of queries, keys and values', 2 * hidden, split],
    ['queries', 2 * hidden, tensor],
    ['keys', 2 * hidden, tensor],
    ['scores after softmax', 2 * heads * seq, tensor],
    ['mask of their dropout', heads * seq, tensor],
    ['scores after dropout', 2 * heads * seq, tensor],
    ['values', 2 * hidden, tensor],
    ['input of the projection', 2 * hidden, tensor],
    ['mask of its dropout', hidden, split],
    ['input of the second norm', 2 * hidden, split],
    ['input of the first product', 2 * hidden, split],
    ['input of the activation function', 8 * hidden, tensor],
    ['input of the second product', 8 * hidden, tensor],
    ['mask of its dropout', hidden, split],
  ] as const;
  return inputs.reduce((sum, [, bytes, over]) => sum + bytes / over, 0);
}

describe('what does not fit', () => {
  it('is over by the sum of everything that a chip holds, listed one by one', () => {
    for (const { model, chip, tensor, pipeline, parallel } of [
      { model: 'gpt3-175b', chip: 'a100', tensor: 8, pipeline: 1, parallel: false },
      { model: 'gpt3-175b', chip: 'h100', tensor: 8, pipeline: 4, parallel: true },
      { model: 'megatron-22b', chip: 'a100', tensor: 2, pipeline: 2, parallel: true },
      { model: 'mt-nlg-530b', chip: 'h200', tensor: 8, pipeline: 7, parallel: false },
    ]) {
      const entry = estimator.facts.models.get(model)!;
      const [layers, hidden, heads, vocab] = [entry.layers!, entry.hidden!, entry.heads!, entry.vocab!];
      const row: Row = {
        id: 'too large',
        kind: 'llm_training',
        model,
        chip,
        count: tensor * pipeline,
        precision: 'fp16',
        config: {
          ...{ seq_len: 2048, global_batch: 64, tp: tensor, pp: pipeline, vp: 1, micro_batch: 1 },
          ...{ recompute: 'none', sequence_parallel: parallel, zero1: false, flash: false },
        },
        metric: 'step_time',
        unit: 's',
        date: '2022-05',
      };
      const parameters = 12 * hidden ** 2 * layers + 2 * vocab * hidden;
      const state = (parameters * (2 + 4 + 12)) / tensor / pipeline;
      const kept = 2048 * layers * keptOfLayer(hidden, heads, 2048, tensor, parallel);
      const logits = (2048 * vocab * 6) / tensor / (pipeline > 1 ? 2 : 1);
      const over = state + kept + logits - usableShare * known(chip).memoryBytes;
      const said = estimateRow(row, estimator);
      if ('why' in said) throw new Error(said.why);
      expect(over).toBeGreaterThan(0);
      expect(said.overBytes / over, `${model} on ${chip}`).toBeCloseTo(1, 9);
    }
  });

  it('is over by the weights that a slow count finds, when it is served', () => {
    fc.assert(
      fc.property(
        someService.chain((task) => fc.record({ task: fc.constant(task), layout: someServing(task) })),
        fc.constantFrom(...chips),
        ({ task, layout }, chip) => {
          fc.pre(!layout.dataAttention && task.shape.window === undefined);
          const bits = { bf16: 16, fp8: 8, int8: 8, fp4: 4.48 }[task.format];
          const { vocab, hidden } = task.shape;
          let bytes = 0;
          for (const { rows, columns } of matricesOf(task.shape)) {
            const table = rows === vocab && columns === hidden;
            bytes += (rows * columns * (table ? 16 : bits)) / 8;
          }
          const machine = known(chip);
          const naive = bytes / layout.replica + 2e9 - 0.92 * machine.memoryBytes;
          expect(-spareBytes(task, layout, machine) / naive).toBeCloseTo(1, 6);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('keys and values of all sequences at a time stay beside the weights', () => {
    fc.assert(
      fc.property(someService, someMachine, (task, machine) => {
        const layout = { replica: 1, tensor: 1, expert: 1, dataAttention: false };
        const { batch, overBytes } = serve(task, layout, machine, calibratedFor(machine).serving);
        fc.pre(overBytes <= -1e9);
        const { layers, kvHeads, headDim, latent } = task.shape;
        const each = latent === undefined ? 2 * kvHeads * headDim : latent.keyRank + latent.rope;
        const token = layers * each * task.cacheBytes;
        // What is over is counted with the one sequence that is the least.
        const one = (task.inputTokens + task.outputTokens) * token;
        expect(batch * task.contextTokens * token).toBeLessThanOrEqual((one - overBytes) * (1 + 1e-9));
      }),
      { numRuns: 200 },
    );
  });

  it('is refused where not even one sequence stays beside the weights', () => {
    const ask = (isl: number) => {
      const row: Row = {
        id: 'long',
        kind: 'llm_inference',
        model: 'llama3.1-70b',
        chip: 'h100',
        count: 2,
        precision: 'fp8',
        config: { isl, osl: 100, tp: 2 },
        metric: 'output_tokens_per_s_system',
        unit: 'tok/s',
      };
      return estimateRow(row, estimator);
    };
    expect(ask(8000)).toHaveProperty('value');
    expect(ask(2_000_000)).toMatchObject({ why: expect.stringMatching(/does not fit into memory/) });
  });

  it('all chips together hold each parameter with its gradient and state at least once', () => {
    fc.assert(
      fc.property(
        someTask.chain((task) => fc.record({ task: fc.constant(task), layout: someLayout(task) })),
        someMachine,
        ({ task, layout }, machine) => {
          let parameters = 0;
          for (const { rows, columns } of matricesOf(task.shape)) parameters += rows * columns;
          const all = layout.tensor * layout.pipeline * layout.data * layout.context;
          const { weightsBytes, optimizerBytes, totalBytes } = trainingMemory(task, layout);
          const least = task.frozen ? (task.format === 'bf16' ? 2 : 1) : 16;
          expect(all * (weightsBytes + optimizerBytes)).toBeGreaterThanOrEqual(
            parameters * least * (1 - 1e-9),
          );
          expect(overflowBytes(task, layout, machine)).toBe(totalBytes - usableShare * machine.memoryBytes);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is reported above zero, and zero is said of everything that fits', () => {
    for (const count of [8, 64, 512, 4096])
      for (const chip of ['a100', 'h100', 'mi300x']) {
        const row: Row = {
          id: 'any',
          kind: 'llm_training',
          model: 'gpt3-175b',
          chip,
          count,
          precision: 'bf16',
          config: { seq_len: 2048, global_batch: 512 },
          metric: 'step_time',
          unit: 's',
        };
        const said = estimateRow(row, estimator);
        // 16 bytes a parameter over all chips: 2.8 TB, beside which activations and working space need room.
        if (count * known(chip).memoryBytes < 16 * 175e9) {
          expect('why' in said || said.overBytes > 0, `${count} ${chip}`).toBe(true);
        } else if (count >= 512) {
          expect('why' in said ? said.why : said.overBytes, `${count} ${chip}`).toBe(0);
        }
      }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { powerOf } from '../../src/compute/energy-use.js';
import { type Estimate, estimateRow, makeEstimator, prepare, type Row } from '../../src/compute/index.js';
import type { Measurement } from '../../src/facts/index.js';
import { readFacts } from '../../src/facts/read.node.js';
import { estimator, facts } from './setup.js';

const measured = [...facts.measurements.values()];
const workloads = [...facts.workloads.values()];
const anyRow = fc.constantFrom(...measured);

/** An estimator that has no published layouts, so that every layout is looked for. */
const free = makeEstimator({ ...facts, recipes: [] });

function of(row: Row, from = estimator): Estimate {
  const said = estimateRow(row, from);
  if ('why' in said) throw new Error(`${row.id}: ${said.why}`);
  return said;
}

const trainingRow = (model: string, count: number, seqLen: number, batch: number, chip: string): Row => ({
  id: `${model} on ${count} ${chip}`,
  kind: 'llm_training',
  model,
  chip,
  count,
  precision: 'bf16',
  config: { seq_len: seqLen, global_batch: batch },
  metric: 'step_time',
  unit: 's',
});

describe('more chips', () => {
  const models = [
    'llama3.1-8b',
    'llama3.1-70b',
    'llama3.1-405b',
    'gpt3-175b',
    'deepseek-v3',
    'qwen3-30b-a3b',
  ];
  const drawn = fc.record({
    model: fc.constantFrom(...models),
    chip: fc.constantFrom('h100', 'h200', 'h20', 'a100', 'mi300x', '910b', 'cam-mlu590'),
    seqLen: fc.constantFrom(2048, 4096, 8192),
    batch: fc.constantFrom(128, 512, 1024, 1536, 4096),
  });

  it('shorten a step of the same batch until communication or the bubble binds', () => {
    fc.assert(
      fc.property(drawn, ({ model, chip, seqLen, batch }) => {
        let before = Number.POSITIVE_INFINITY;
        for (let count = 8; count <= 16_384; count *= 2) {
          const said = estimateRow(trainingRow(model, count, seqLen, batch, chip), free);
          if ('why' in said || said.overBytes > 0) continue;
          if (said.value > before) {
            const where = `${model} on ${count} ${chip}, ${batch} x ${seqLen}: ${said.value} s after ${before} s`;
            expect(['communication', 'bubble'], where).toContain(said.bound);
          }
          before = said.value;
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('more chips than there is work for', () => {
  // 128 sequences on 8,192 chips: no rank has a whole sequence to itself, so that every sequence is cut into many parts.
  it('are bound by communication or the bubble, and gain little', () => {
    for (const model of ['llama3.1-8b', 'llama3.1-70b', 'gpt3-175b']) {
      const [some, many] = [2048, 16_384].map((count) =>
        of(trainingRow(model, count, 4096, 128, 'h100'), free),
      );
      expect(['communication', 'bubble'], model).toContain(many!.bound);
      expect(some!.value / many!.value, `${model} with eight times the chips`).toBeLessThan(5);
    }
  });
});

describe('energy', () => {
  it('of a token is the power of the chips over the tokens a second', () => {
    const rows = measured.filter(({ metric }) => metric === 'gpu_energy_per_output_token');
    expect(rows.length).toBeGreaterThan(3);
    for (const { value: _value, also: _also, ...row } of rows) {
      const energy = of({ ...row, unit: 'J/token' });
      const power = of({ ...row, metric: 'gpu_power_mean', unit: 'W' });
      const tokens = of({
        ...row,
        kind: 'llm_inference',
        metric: 'output_tokens_per_s_system',
        unit: 'tok/s',
      });
      expect((energy.value * tokens.value) / (power.value * (row.count ?? 1)), row.id).toBeCloseTo(1, 9);
    }
  });

  it('of a fleet is drawn between idle and full load of its servers', () => {
    for (const workload of workloads) {
      const row: Row = {
        ...trainingRow(workload.model, 64, 4096, 512, 'h100'),
        ...workload,
        chip: 'h100',
        count: 64,
      };
      const ready = prepare(row, facts);
      if ('why' in ready) continue;
      const power = powerOf(ready, row, estimator)!;
      // An H100 with its part of the server: 700 W and 270 W, and about 100 W at rest.
      expect(power.value / 64, workload.id).toBeGreaterThan(200);
      expect(power.value / 64, workload.id).toBeLessThan(1100);
      expect(power.low, workload.id).toBeLessThan(power.value);
      expect(power.high, workload.id).toBeGreaterThan(power.value);
    }
  });
});

describe('intervals', () => {
  it('contain the value, and are as far from it up as down on the scale of logarithms', () => {
    for (const row of measured) {
      const said = estimateRow(row, estimator);
      if ('why' in said) continue;
      expect(said.low, row.id).toBeLessThan(said.value);
      expect(said.high, row.id).toBeGreaterThan(said.value);
      expect(said.low * said.high, row.id).toBeCloseTo(said.value ** 2, -Math.log10(said.value ** 2) + 9);
    }
  });

  // The MLU590 stands for families without a measured row. Codes of high-performance computing it cannot run.
  const models = workloads.filter(({ kind }) => /^(llm|recsys)/.test(kind));
  it.each(models)('are wider for the MLU590 than for the H100: $id', (workload) => {
    for (const count of [64, 1024]) {
      const on = (chip: string) => of({ ...workload, chip, count });
      const [without, rich] = [on('cam-mlu590'), on('h100')];
      if (without.overBytes > 0 || rich.overBytes > 0) continue;
      expect(without.logSd, `${count} chips`).toBeGreaterThan(1.05 * rich.logSd);
    }
  });
});

describe('the same row', () => {
  it('gives the same bytes again, from an estimator made anew and after any other rows', async () => {
    const anew = makeEstimator(
      await readFacts('data', { parts: ['accelerators', 'compute', 'measurements'] }),
    );
    fc.assert(
      fc.property(anyRow, anyRow, (row, other) => {
        const first = JSON.stringify(estimateRow(row, estimator));
        estimateRow(other, estimator);
        expect(JSON.stringify(estimateRow(row, estimator))).toBe(first);
        expect(JSON.stringify(estimateRow(row, anew))).toBe(first);
      }),
      { numRuns: 150 },
    );
  });

  it('gives the same bytes whatever was measured: value and also are never looked at', () => {
    for (const row of measured) {
      const said = JSON.stringify(estimateRow(row, estimator));
      expect(JSON.stringify(estimateRow(blind(row), estimator)), row.id).toBe(said);
      const other = { ...row, value: 1e9 * row.value, also: { output_tok_s: 1 } };
      expect(JSON.stringify(estimateRow(other, estimator)), row.id).toBe(said);
    }
  });
});

/** A row that throws when what was measured is asked for; copies of it do not carry that at all. */
function blind(row: Measurement): Row {
  const hidden: readonly (string | symbol)[] = [
    'value',
    'also',
    'note',
    'quality',
    'uncertain',
    'where',
    'source',
  ];
  return new Proxy(row, {
    get(target, key) {
      if (hidden.includes(key)) throw new Error(`${String(key)} was read`);
      return Reflect.get(target, key);
    },
    ownKeys: (target) => Reflect.ownKeys(target).filter((key) => !hidden.includes(key)),
  });
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { estimateRow as rowForm } from '../../src/cli/schemas/estimate.js';
import { estimatesOf, readRows, rowsOf } from '../../src/compute/index.js';
import { root } from '../cli/run.js';
import { estimator } from './load.js';

const text = readFileSync(join(root, 'data', 'evidence', 'measurements.yaml'), 'utf8');
const { measurements } = parse(text) as { measurements: Record<string, unknown>[] };
const keys = [
  'id',
  'metric',
  'unit',
  'value',
  'low',
  'high',
  'interval',
  'bound',
  'terms',
  'assumed',
  'baseline',
];

describe('every measured row', () => {
  const results = [...estimatesOf(readRows(text, 'measurements.yaml'), estimator)];

  test('comes back once, in order', () => {
    expect(results.map(({ id }) => id)).toEqual(measurements.map(({ id }) => id));
  });

  test('has the keys of the contract and no other, and holds to the published form', () => {
    for (const result of results) {
      const told = Object.keys(result).filter((key) => key !== 'why');
      expect(told, result.id).toEqual(keys);
      expect('why' in result, result.id).toBe(result.value === null);
      expect(rowForm.safeParse(result).error?.issues, result.id).toBeUndefined();
    }
  });

  test('keeps its metric and its unit, and its value lies inside its interval', () => {
    results.forEach((result, i) => {
      expect([result.metric, result.unit]).toEqual([measurements[i]!.metric, measurements[i]!.unit]);
      if (result.value === null) return;
      expect(result.low! < result.value && result.value < result.high!, result.id).toBe(true);
      expect(
        Object.values(result.terms!).reduce((sum, part) => sum + part, 0),
        result.id,
      ).toBeGreaterThan(0);
    });
  });
});

test('what was measured is never read: other values in value, also, note and quality change nothing', () => {
  const scrambled = measurements.map((row, i) => ({
    ...row,
    value: 1 + ((i * 7919) % 1009),
    also: { mfu_pct: i, output_tok_s: -i, tokens: 'none' },
    note: `row ${i}`,
    quality: 'paper',
    uncertain: i % 2 === 0,
    source: ['nobody'],
    where: 'nowhere',
  }));
  const bare = measurements.map(({ value, also, note, quality, uncertain, source, where, ...row }) => row);
  const of = (rows: unknown[]) => [...estimatesOf(rowsOf(rows), estimator)];
  const plain = of(measurements);
  expect(of(scrambled)).toEqual(plain);
  expect(of(bare)).toEqual(plain);
});

describe('rows that cannot be estimated say why, and still count', () => {
  const good = {
    id: 'good',
    kind: 'llm_training',
    model: 'llama3.1-8b',
    chip: 'h100',
    count: 8,
    precision: 'bf16',
    config: { seq_len: 4096, global_batch: 128, colour: 'blue' },
    metric: 'tokens_per_s_per_chip',
    unit: 'tok/s',
    mood: 'fine',
  };
  const bad: Record<string, [unknown, RegExp]> = {
    'no mapping': [7, /no mapping/],
    'no kind': [{ ...good, kind: undefined }, /no kind/],
    'a kind that nobody knows': [{ ...good, kind: 'knitting' }, /knitting/],
    'a chip that nobody knows': [{ ...good, chip: 'h2000' }, /h2000/],
    'a model that nobody knows': [{ ...good, model: 'a model' }, /a model/],
    'a metric that nobody knows': [{ ...good, metric: 'joy' }, /metric/],
    'a count below one': [{ ...good, count: -8 }, /count/],
    'a config that is a list': [{ ...good, config: [1] }, /config/],
    'weights that the chips cannot hold': [
      { ...good, kind: 'llm_inference', model: 'deepseek-r1', metric: 'output_tokens_per_s_system' },
      /does not fit into memory/,
    ],
    'HPL on a chip without FP64': [
      { id: 'x', kind: 'hpc', model: 'HPL', chip: 'h20', metric: 'rmax', unit: 'TFLOP/s' },
      /not suitable/,
    ],
  };
  for (const [name, [row, why]] of Object.entries(bad)) {
    test(name, () => {
      const [before, result, after] = [...estimatesOf(rowsOf([good, row, good]), estimator)];
      expect(result!.value).toBeNull();
      expect(result!.why).toMatch(why);
      expect(before!.value).toBeGreaterThan(0);
      expect(after!.value).toBe(before!.value);
    });
  }
});

test('JSON reads as YAML does', () => {
  const rows = measurements.slice(0, 20);
  const json = readRows(JSON.stringify({ measurements: rows }), 'x.json');
  expect(json).toEqual(rowsOf(rows));
});

test('the rule of thumb is six FLOP a weight at two fifths of the peak', () => {
  const row = { ...measurements.find(({ id }) => id === 'train-megatron24-h100-1.7b')! };
  const asked = { ...row, model: 'llama3.1-70b', config: {}, metric: 'tokens_per_s_per_chip', chip: 'h100' };
  const [result] = [...estimatesOf(rowsOf([asked]), estimator)];
  // 69.5 bn weights without the embedding; 989.4 TFLOP/s.
  expect(result!.baseline! / ((0.4 * 989.4e12) / (6 * 69.5e9))).toBeCloseTo(1, 2);
});

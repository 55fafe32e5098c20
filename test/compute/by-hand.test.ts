import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeEstimator, prepare } from '../../src/compute/index.js';
import { machineOf } from '../../src/compute/machine.js';
import { readerOf, type TrainingValues, trainingValues } from '../../src/compute/parameters.js';
import { yearOf } from '../../src/compute/row.js';
import { readFacts } from '../../src/facts/read.node.js';

/** The lines of the worked example in docs/estimate.md, by their first cell. */
const page = readFileSync('docs/estimate.md', 'utf8').split('## One estimate by hand')[1]!;
const line = (name: string) => page.split('\n').find((row) => row.startsWith(`| ${name} |`))!;
const written = (name: string) => Number(/([\d.]+)\**\s*\|$/.exec(line(name).trim())![1]);

let times: Readonly<Record<string, number>>;
let value: number;
let p: TrainingValues;

beforeAll(async () => {
  const facts = await readFacts('data', { parts: ['accelerators', 'compute', 'measurements'] });
  const estimator = makeEstimator(facts);
  const row = facts.measurements.get('train-korthikanti-175b-full')!;
  const ready = prepare(row, facts);
  if ('why' in ready) throw new Error(ready.why);
  const read = readerOf(estimator.space, estimator.calibration.values, ready.who);
  p = trainingValues(read, yearOf(row.date) - 2024, machineOf(row.chip, facts)!);
  ({ times, value } = ready.predict(read));
});

const tokens = 64 * 2048;
const hidden = 12_288;
const weights = 96 * 12 * hidden ** 2;
const peak = 312e12;
const memory = 2039e9;

describe('the estimate by hand', () => {
  it('counts arithmetic as the page says', () => {
    const linear = (2 * weights * tokens * 4) / 64 / (peak * p.gemm);
    const logits = (2 * hidden * 51_200 * tokens * 3) / 64 / (peak * p.gemm);
    expect(linear).toBeCloseTo(written('arithmetic of linear layers'), 1);
    expect(logits).toBeCloseTo(written('logits'), 2);
    expect(times.linearS! - linear - logits).toBeCloseTo(
      written('operands that arithmetic does not hide'),
      1,
    );
    const attention = (96 * 4 * hidden * 2048 * tokens * 4) / 64 / (peak * p.gemm * 0.8);
    expect(attention).toBeCloseTo(times.attentionS!, 6);
    expect(attention).toBeCloseTo(written('attention'), 2);
  });

  it('counts messages, the bubble and the optimizer as the page says', () => {
    const bytes = 2 * 2048 * hidden;
    const reduce = p.tensorExposed * ((6 * 2 * (7 / 8) * bytes * 12) / (300e9 * p.link) + 72 * p.hopS) * 64;
    expect(reduce).toBeCloseTo(times.tensorS!, 6);
    expect(reduce).toBeCloseTo(written('all-reduces'), 1);
    const hop = ((2 * 3 * 0.5 * (bytes / 8)) / (25e9 * p.network)) * 64;
    expect(hop).toBeCloseTo(times.pipelineS!, 6);
    expect(hop).toBeCloseTo(written('hand-over to the next stage'), 2);
    const busy = times.linearS! + times.attentionS! + times.memoryS! + reduce + hop;
    expect(times.bubbleS!).toBeCloseTo((busy * 7) / (3 * 64), 6);
    expect(times.bubbleS!).toBeCloseTo(written('bubble'), 2);
    expect(times.optimizerS!).toBeCloseTo((20 * 175e9) / 64 / (memory * p.stream), 3);
  });

  it('adds up to the step, with the factors that the page names', () => {
    expect(value).toBeCloseTo(written('**step**'), 2);
    expect(times.memoryS!).toBeCloseTo(written('norms, residuals, softmax'), 1);
    expect(times.otherS!).toBeCloseTo(written('what the terms leave out'), 1);
    for (const [name, factor] of Object.entries({
      'arithmetic of linear layers': p.gemm,
      optimizer: p.stream,
      'all-reduces': p.link,
      'hand-over to the next stage': p.network,
      'what the terms leave out': p.overhead,
    }))
      expect(line(name), name).toContain(factor.toFixed(3));
  });
});

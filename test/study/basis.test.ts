import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { referenceChip, scalarOf } from '../../src/compute/index.js';
import { type Facts, studyParts } from '../../src/facts/index.js';
import { readFacts } from '../../src/facts/read.node.js';
import { bases, overrideStudy, readStudy, type Study, studyInBasis } from '../../src/study/index.js';

const path = 'studies/h200-china.yaml';
const file = readStudy(readFileSync(path, 'utf8'), path);
let facts: Facts;
beforeAll(async () => {
  facts = await readFacts('data', { parts: studyParts, root: 'data' });
});
const shown = (basis: Study['basis']) => studyInBasis(overrideStudy(file, { basis }), facts).study;
const metric = (study: Study, id: string) => study.metrics.find((one) => one.id === id)!;

test('every unit of compute names its basis, in each basis', () => {
  const words = {
    'bf16-h100e': /BF16 H100e/,
    '8bit-h100e': /8-bit H100e/,
    tpp: /TPP/,
    eflops: /BF16 EFLOPS/,
  };
  for (const basis of bases) {
    const study = shown(basis);
    const [before, after] = [file.study, study].map(({ metrics, series }) => [...metrics, ...series]);
    before!.forEach(({ unit }, i) => {
      if (unit.includes('H100e')) expect(after![i]!.unit).toMatch(words[basis]);
      else expect(after![i]!.unit).toBe(unit);
    });
  }
});

test('amounts and thresholds are multiplied by what an H100 has, what is told for each unit is divided', () => {
  const factor = scalarOf(referenceChip, 'tpp', { facts })! / 1000;
  const study = shown('tpp');
  expect(metric(study, 'gain-2028').scale).toBeCloseTo(factor, 9);
  expect(metric(study, 'cost-per-work').scale).toBeCloseTo(1 / factor, 9);
  expect(metric(study, 'cost-per-work').unit).toBe('M USD for a million TPP');
  expect(metric(study, 'after-stop').threshold).toMatchObject({ at_least: 0 });
  expect(metric(study, 'lag')).toEqual(metric(file.study, 'lag'));
  expect(metric(shown('eflops'), 'gain-2028').scale).toBeCloseTo(0.9894, 6);
});

test('the basis that the model counts in changes no number, and others say what one factor leaves out', () => {
  for (const { scale } of shown('bf16-h100e').metrics) expect(scale).toBeUndefined();
  expect(metric(shown('8bit-h100e'), 'gain-2028').explained).toContain('Ascend 910C');
  expect(metric(shown('eflops'), 'gain-2028').explained).toContain('one factor for every class');
});

test('checks against what happened keep the unit of what was observed', () => {
  expect(shown('tpp').history).toEqual(file.study.history);
});

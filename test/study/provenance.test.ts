import { describe, expect, test } from 'vitest';
import { readTag, splitReference } from '../../src/study/index.js';

describe('provenance tags', () => {
  test.each([
    ['@prior demand_growth', { kind: 'prior', keys: ['demand_growth'], factor: 1, text: '' }],
    ['Yearly. @prior x / 12', { kind: 'prior', keys: ['x'], factor: 1 / 12, text: 'Yearly.' }],
    ['@prior x * 1000 in dollars', { kind: 'prior', keys: ['x'], factor: 1000, text: 'in dollars' }],
    [
      '@fact chip:nv-h200-sxm.dense_tops.bf16.',
      { kind: 'fact', keys: ['chip:nv-h200-sxm.dense_tops.bf16'], factor: 1, text: '' },
    ],
    [
      '@fact history:stock@2025Q4 * 1e3',
      { kind: 'fact', keys: ['history:stock@2025Q4'], factor: 1000, text: '' },
    ],
    ['@fact a:b, c:d,\n e:f', { kind: 'fact', keys: ['a:b', 'c:d', 'e:f'], factor: 1, text: '' }],
    [
      '@control nv-h20-96@2025-03-01,\n h200@2026-01-15',
      { kind: 'control', keys: ['nv-h20-96@2025-03-01', 'h200@2026-01-15'], factor: 1, text: '' },
    ],
    [
      '@estimate nv-h20-96.training,\n nv-h20-96.decode',
      { kind: 'estimate', keys: ['nv-h20-96.training', 'nv-h20-96.decode'], factor: 1, text: '' },
    ],
    ['@draw us move', { kind: 'draw', keys: ['us move'], factor: 1, text: '' }],
    [
      '@lever admitted share; by buyer',
      { kind: 'lever', keys: ['admitted share'], factor: 1, text: 'by buyer' },
    ],
    [
      '@case stop-date: date of the stop',
      { kind: 'case', keys: ['stop-date'], factor: 1, text: 'date of the stop' },
    ],
    [
      '@variant crowding out (0 off, 1 on)',
      { kind: 'variant', keys: ['crowding out'], factor: 1, text: '(0 off, 1 on)' },
    ],
    [
      '@structure unit of time, by e@mail',
      { kind: 'structure', keys: [], factor: 1, text: 'unit of time, by e@mail' },
    ],
    ['@judgement no source found', { kind: 'judgement', keys: [], factor: 1, text: 'no source found' }],
  ])('%j', (comment, tag) => {
    expect(readTag(comment)).toEqual(tag);
  });

  test('that are missing or cannot be read say what was expected', () => {
    expect(readTag('just words')).toMatchObject({ problem: 'missing' });
    expect(readTag('@pior x')).toMatchObject({ problem: 'unreadable', nearest: 'prior' });
    expect(readTag('@prior')).toMatchObject({ problem: 'unreadable', expected: 'a key after @prior' });
    expect(readTag('@prior x * 0')).toMatchObject({
      problem: 'unreadable',
      found: 'factor "0" after @prior',
    });
  });
});

test('references split into name and subscripts', () => {
  expect(splitReference('fleet [cloud, ascend]')).toEqual({ name: 'fleet', subscripts: ['cloud', 'ascend'] });
  expect(splitReference(' stock ')).toEqual({ name: 'stock', subscripts: [] });
});

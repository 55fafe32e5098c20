import { describe, expect, test } from 'vitest';
import { viewOfModel } from '../../src/study/index.js';
import { elementsOf, model, run } from './run.js';

const constants = new Map(
  viewOfModel(model).constants.flatMap(({ elements, values }) =>
    elements.map((element, i) => [element, values[i]!] as const),
  ),
);
const phases = ['Training', 'Prefill', 'Decode', 'Recommendation', 'FP64'];

describe('effective compute by phase', () => {
  test('is the vector of the chip that stands for the class; a new chip of it does the mix of it', () => {
    const names = [
      ...phases.flatMap((phase) => [`class phase work[H200,${phase}]`, `phase mix[${phase}]`]),
      'new chip[H200]',
    ];
    const out = run({}, names);
    let sum = 0;
    for (const phase of phases) {
      const work = constants.get(`H200 work[${phase}]`)!;
      expect(out.at(`class phase work[H200,${phase}]`, 2026.5), phase).toBeCloseTo(work, 9);
      sum += out.at(`phase mix[${phase}]`, 2026.5) * work;
    }
    expect(out.at('new chip[H200]', 2026.5)).toBeCloseTo(sum, 9);
  });

  test('of a chip that is not suited for FP64 is nothing there', () => {
    const names = ['class phase work[ExportVariant,FP64]', 'class phase work[Ascend,FP64]'];
    const out = run({}, names);
    for (const name of names) expect(out.at(name, 2027)).toBe(0);
  });

  test('is hardware times software times occupancy, each apart', () => {
    const phase = 'Training';
    const names = [
      `class phase work[THead,${phase}]`,
      `phase tilt[THead,${phase}]`,
      'fleet chip[THead]',
      `software[${phase}]`,
      `maturity[${phase}]`,
      `peak against estimate[${phase}]`,
      'occupied[Cloud]',
      'occupied[StateFunded]',
    ];
    const out = run({}, names);
    const at = (name: string) => out.at(name, 2028);
    expect(at(`class phase work[THead,${phase}]`)).toBeCloseTo(
      at('fleet chip[THead]') * at(`phase tilt[THead,${phase}]`) * at(`software[${phase}]`),
      9,
    );
    expect(at(`software[${phase}]`)).toBeCloseTo(
      at(`maturity[${phase}]`) * at(`peak against estimate[${phase}]`),
      9,
    );
    expect(at('occupied[Cloud]')).toBeGreaterThan(1);
    expect(at('occupied[StateFunded]')).toBeLessThan(1);
  });

  test('a better estimate of one class moves that class and no other hardware', () => {
    const names = elementsOf('mix work');
    const [before, after] = [{}, { 'H20 work[Decode]': 1 }].map((sets) => run(sets, names));
    for (const name of names) {
      const [a, b] = [before!.at(name, 2026), after!.at(name, 2026)];
      if (name.includes('ExportVariant')) expect(b).toBeGreaterThan(a);
      else expect(b).toBe(a);
    }
  });

  test("domestic software at equal peak keeps the field's evidence on Ascend, whatever the estimate of its hardware", () => {
    const name = ['class phase work[Ascend,Training]', 'maturity[Training]'];
    const doubled = { 'Ascend work[Training]': 2 * constants.get('Ascend work[Training]')! };
    const work = (sets: Record<string, number>) => {
      const out = run({ ...sets, 'training share': 1 }, name);
      return out.at(name[0]!, 2022) / out.at(name[1]!, 2022);
    };
    expect(work(doubled)).toBeCloseTo(work({}), 6);
  });

  test('peak is counted apart from work', () => {
    const out = run({}, [
      'fleet peak[ExportVariant]',
      'class fleet[ExportVariant]',
      'fleet in EFLOPS',
      'fleet in basis[BF16]',
    ]);
    const peak = constants.get('H20 bf16')! / constants.get('H100 bf16')!;
    expect(
      out.at('fleet peak[ExportVariant]', 2026) / out.at('class fleet[ExportVariant]', 2026),
    ).toBeCloseTo(peak, 9);
    expect(out.at('fleet in EFLOPS', 2026) / out.at('fleet in basis[BF16]', 2026)).toBeCloseTo(0.9894, 6);
  });
});

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Facts, numberOf } from '../../src/facts/index.js';
import { readFacts } from '../../src/facts/read.node.js';

type Noted = number | { readonly low: number; readonly high: number };
interface Fixture {
  readonly fields: Readonly<Record<string, string>>;
  readonly noted: Readonly<Record<string, Readonly<Record<string, Noted>>>>;
  readonly differs: readonly { label: string; field: string; used: number; why: string }[];
  readonly settled: readonly { label: string; field: string; why: string }[];
}

const fixture = parse(readFileSync(new URL('peaks.yaml', import.meta.url), 'utf8')) as Fixture;
const rows = Object.entries(fixture.noted).flatMap(([label, fields]) =>
  Object.entries(fields).map(([field, noted]) => ({ label, field, noted })),
);
const differing = (label: string, field: string) =>
  fixture.differs.find((row) => row.label === label && row.field === field);

let facts: Facts;
beforeAll(async () => {
  facts = await readFacts('data', { parts: ['accelerators', 'compute'] });
});

/** What the catalogue says of a label: of its chip, or of the variant of that name. */
function catalogue(label: string, field: string): number {
  const chip = facts.measured.get(label)?.chip;
  if (chip !== undefined) return numberOf(facts, `chip:${chip}.${fixture.fields[field]}`);
  return numberOf(facts, `variant:${label}.${fixture.fields[field]!.replace('memory.', '')}`);
}

const agrees = (noted: Noted, value: number) =>
  typeof noted === 'number'
    ? Math.abs(value - noted) <= 0.002 * noted + 0.4
    : value >= noted.low && value <= noted.high;

describe('figures of the measured chips', () => {
  it.each(rows.filter(({ label, field }) => !differing(label, field)))(
    '$label $field is that of the catalogue',
    ({ label, field, noted }) => {
      const value = catalogue(label, field);
      expect(agrees(noted, value), `${JSON.stringify(noted)} noted, ${value} in the catalogue`).toBe(true);
    },
  );

  it.each([...fixture.differs])('$label $field differs for a reason, and the catalogue is used', (row) => {
    const noted = fixture.noted[row.label]![row.field]!;
    const value = catalogue(row.label, row.field);
    expect(value).toBe(row.used);
    expect(agrees(noted, value), 'no difference any more: take the row out').toBe(false);
    expect(row.why.length).toBeGreaterThan(20);
  });

  it('gives double precision only to chips that have it', () => {
    const double = (label: string) => facts.chips.get(facts.measured.get(label)!.chip!)!.dense_tops!;
    expect(double('H100-SXM').fp64_tensor!.value).toBe(66.9);
    expect(double('H200-SXM').fp64_tensor!.value).toBe(66.9);
    for (const label of ['H800-SXM', 'H20-96GB']) expect(double(label).fp64!.value, label).toBeLessThan(2);
    for (const label of ['Ascend-910B', 'Ascend-910C']) expect(double(label).fp64, label).toBeUndefined();
  });
});

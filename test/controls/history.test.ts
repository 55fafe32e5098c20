import { describe, expect, it } from 'vitest';
import { diffOf, headroomOf, statusSpans, survivalOf } from '../../src/controls/index.js';
import { dayBefore } from '../../src/controls/rules/rulebook.js';
import { classifier, facts } from './setup.js';

const spansOf = (chip: string) =>
  statusSpans(classifier, { chip, destination: 'CN', date: '2022-01-01', certifications: 'met' }).map(
    ({ from, to, eccn, license_required, review_policy }) => [
      from,
      to,
      eccn,
      license_required,
      review_policy,
    ],
  );

describe('spans of one answer', () => {
  it.each([
    [
      'h20',
      [
        ['2022-01-01', '2022-10-20', 'pre-rule', false, null],
        ['2022-10-21', '2025-04-08', 'not_3A090', false, null],
        ['2025-04-09', '2025-07-14', 'not_3A090', true, null],
        ['2025-07-15', null, 'not_3A090', true, 'case_by_case'],
      ],
    ],
    [
      'h200',
      [
        ['2022-01-01', '2022-08-25', 'pre-rule', false, null],
        ['2022-08-26', '2022-10-20', 'pre-rule', true, null],
        ['2022-10-21', '2023-11-16', '3A090', true, 'presumption_of_denial'],
        ['2023-11-17', '2026-01-14', '3A090.a', true, 'presumption_of_denial'],
        ['2026-01-15', null, '3A090.a', true, 'case_by_case'],
      ],
    ],
    [
      'rtx 4090',
      [
        ['2022-01-01', '2022-10-20', 'pre-rule', false, null],
        ['2022-10-21', '2023-11-16', 'not_3A090', false, null],
        ['2023-11-17', '2024-12-01', '3A090.a', true, 'presumption_of_denial'],
        ['2024-12-02', '2025-01-12', '3A090.a', true, 'case_by_case'],
        ['2025-01-13', '2026-01-14', '3A090.a', true, 'presumption_of_denial'],
        ['2026-01-15', null, '3A090.a', true, 'case_by_case'],
      ],
    ],
  ])('%s to China', (chip, spans) => {
    const found = spansOf(chip);
    // Reasons may change inside a stretch of the same answer; what stands here is the answer.
    const merged = found.filter(
      (span, i) => i === 0 || String(span.slice(2)) !== String(found[i - 1]!.slice(2)),
    );
    const ends = merged.map((span, i) => [
      span[0],
      merged[i + 1] ? dayBefore(String(merged[i + 1]![0])) : null,
      ...span.slice(2),
    ]);
    expect(ends).toEqual(spans);
    expect(found.at(-1)![1]).toBeNull();
    for (const [i, span] of found.entries())
      if (i > 0) expect(found[i - 1]![1]).toBe(dayBefore(String(span[0])));
  });
});

describe('how long export variants stayed outside the rules checked', () => {
  const found = new Map(survivalOf(classifier, '2026-09-25').map((one) => [one.chip, one]));
  it.each([
    ['nv-a800-sxm-80', '2023-10-22', 'lr-letters-2023'],
    ['nv-h800-sxm', '2023-10-22', 'lr-letters-2023'],
    ['nv-h20-96', '2025-04-08', 'lr-letters-2025-named'],
    ['amd-mi308x', '2025-04-08', 'lr-letters-2025-named'],
    ['nv-rtx5090d', '2025-04-08', 'lr-letters-2025'],
    ['nv-rtx4090d', null, undefined],
    ['nv-l20', null, undefined],
    ['nv-l2', null, undefined],
    ['nv-rtx5090dv2', null, undefined],
  ])('%s to %s', (chip, openTo, by) => {
    expect(found.get(chip)).toMatchObject({ openTo, told: true });
    expect(found.get(chip)!.endedBy?.id).toBe(by);
  });

  it('cannot tell of a part whose performance was never published', () => {
    expect(found.get('nv-rtxpro6000d')).toMatchObject({ told: false, openTo: null });
  });

  it('counts months from launch, as wide as the launch is known', () => {
    const { months } = found.get('nv-h800-sxm')!;
    // From the last and the first day of March 2023 to 22 October 2023.
    expect(months!.low).toBeCloseTo(6.7, 1);
    expect(months!.high).toBeCloseTo(7.7, 1);
  });
});

describe('what changed between two days', () => {
  it('nothing, where no act took effect', () => {
    expect(diffOf(classifier, facts, '2024-06-01', '2024-06-02')).toMatchObject({ changes: [], acts: [] });
  });

  it('the rule of October 2023 tightened A800, H800 and L40S to China, and names itself', () => {
    const { changes, acts } = diffOf(classifier, facts, '2023-11-16', '2023-11-17');
    expect(acts.map(({ id }) => id)).toEqual(['us-2023-10-25']);
    const china = changes.filter(({ route }) => route === 'us-cn');
    for (const chip of ['nv-a800-sxm-80', 'nv-h800-sxm', 'nv-l40s']) {
      expect(china.find((change) => change.chip === chip)).toMatchObject({
        way: 'tighter',
        because: expect.arrayContaining([expect.objectContaining({ id: 'lr-2023-a' })]),
      });
    }
    expect(china.some(({ chip }) => chip === 'nv-h20-96')).toBe(false);
  });

  it('tells the day in force from the day of compliance', () => {
    const { acts } = diffOf(classifier, facts, '2025-01-01', '2025-06-01', { chips: ['h100'] });
    expect(acts.find(({ id }) => id === 'us-2025-01-15')).toMatchObject({
      date: '2025-01-13',
      phases: { compliance: '2025-05-15' },
    });
  });
});

describe('headroom', () => {
  const row = (chip: string, date: string, test: string) =>
    headroomOf(classifier, { chip, destination: 'CN', date }).rows.find((one) => one.test === test)!;

  it('finds the measurement that decides the A30: its density is a hair over 3.2', () => {
    const found = row('a30', '2024-01-01', 'pd >= 3.2');
    expect(found).toMatchObject({ side: 'holds', nearLine: true });
    // By hand: 661 x 4 = 2644; 2644 / 826 = 3.20097; 660.5 x 4 / 826 = 3.1985 and 2644 / 826.5 = 3.1990 are below 3.2.
    expect(found.margin.low).toBeCloseTo(2644 / 826 / 3.2 - 1, 9);
    expect(found.decides).toEqual([
      { measurement: 'dense TOPS (int4)', is: '661', range: '660.5 to 661.5', enough: true },
      { measurement: 'applicable die area, mm2', is: '826', range: '825.5 to 826.5', enough: true },
    ]);
  });

  it('keeps the distance of the H20 from the lines of the letters', () => {
    expect(row('h20', '2025-06-01', 'dram_gbs >= 1400')).toMatchObject({
      side: 'holds',
      nearLine: false,
      threshold: 1400,
      low: 4000,
    });
    expect(row('h20', '2024-06-01', 'dram_gbs >= 1400')).toBeUndefined();
  });

  it('has an interval where the die area is not known, and says that it straddles the line', () => {
    expect(
      row('tpu v4', '2024-06-01', 'pd >= 5.92')?.side ??
        row('google-tpu-v4', '2024-06-01', 'pd >= 5.92').side,
    ).toBe('depends');
  });

  it('says that headroom is not eligibility', () => {
    expect(headroomOf(classifier, { chip: 'h200', destination: 'CN', date: '2026-02-01' }).warning).toMatch(
      /^Headroom is not eligibility/,
    );
  });
});

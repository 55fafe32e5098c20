import { describe, expect, it } from 'vitest';
import type { WorkedCase } from '../../src/facts/index.js';
import { classifier, facts } from './setup.js';

/** Published answers of data/controls/cases.yaml, one row each: what the source states must come out; the rest is argued. */

const fields = ['eccn', 'license_required', 'review_policy', 'exception'] as const;
type Field = (typeof fields)[number];

/**
 * Where we differ from a case in a field that its compilers worked out themselves, or in a null that says that the source states
 * none; with the reason. A row that no longer differs fails.
 */
const argued: Readonly<Record<string, Partial<Record<Field, readonly [found: string | null, why: string]>>>> =
  {
    c18: {
      review_policy: [
        'presumption_of_denial',
        '742.6(b)(10)(ii), read as text, has no limb for paragraph b before December 2024; 744.23(d)(3)(i) serves the headquarters control only',
      ],
    },
    c57: { review_policy: ['presumption_of_denial', 'as c18'] },
    c19: {
      review_policy: [
        'presumption_of_approval',
        'the source is silent; 742.6(b)(10)(ii) of 2023: Vietnam is not in D:5',
      ],
    },
    c26: {
      review_policy: [
        'case_by_case',
        'the source is silent; 744.23(d) of 2023 leaves other applications case by case, as the note of the case says',
      ],
    },
    c28: {
      review_policy: [
        'presumption_of_denial',
        'the source is silent; 742.6(b)(10)(iii)(A)(1) of January 2025',
      ],
    },
    c31: {
      review_policy: [
        'presumption_of_denial',
        'the source is silent; 742.6(b)(10)(ii) of 2025: a Chinese party',
      ],
    },
    c34: { review_policy: ['presumption_of_denial', 'as c31'] },
    c66: { review_policy: ['presumption_of_denial', 'as c31'] },
    c37: {
      review_policy: [
        'cannot_tell',
        'performance density was never published: none for a letter, denial for 3A090.b',
      ],
    },
    c60: {
      review_policy: [
        'presumption_of_approval',
        'the source is silent; 742.6(b)(10)(iii)(B) of January 2025',
      ],
    },
    c65: { review_policy: ['presumption_of_approval', 'as c60'] },
    c67: {
      review_policy: [
        'presumption_of_approval',
        'the source is silent; 742.6(b)(10)(iv)(A): the UAE is not in D:5',
      ],
    },
  };

const answerOf = (one: WorkedCase) => {
  const { expect: _, source: __, ...request } = one;
  return classifier.classify({ ...request, certifications: 'met' } as never);
};

const rows = [...facts.cases.values()].flatMap((one) => {
  const answer = answerOf(one);
  return fields.flatMap((field) => {
    if (!(field in one.expect)) return [];
    const stated = !(one.derived ?? []).includes(field) && (field === 'eccn' || one.expect[field] !== null);
    return [
      {
        id: one.id,
        chip: one.chip,
        to: one.destination,
        day: one.date,
        field,
        stated,
        wanted: one.expect[field],
        found: answer[field],
      },
    ];
  });
});

describe('what a source states', () => {
  it.each(rows.filter(({ stated }) => stated))(
    '$id $chip to $to on $day: $field is $wanted',
    ({ field, wanted, found }) => {
      expect(field === 'exception' ? String(found).slice(0, 3) : found).toEqual(
        field === 'exception' ? String(wanted).slice(0, 3) : wanted,
      );
    },
  );

  it('is 110 fields of 69 cases', () => {
    expect(facts.cases.size).toBe(69);
    expect(rows.filter(({ stated }) => stated).length).toBe(110);
  });
});

describe('what the compilers of the cases worked out, or found no source for', () => {
  it.each(rows.filter(({ stated }) => !stated))(
    '$id $chip to $to on $day: $field is $wanted, or the difference is argued',
    ({ id, field, wanted, found }) => {
      const reason = argued[id]?.[field];
      if (reason === undefined) expect(short(found)).toEqual(short(wanted));
      else {
        expect(found).toBe(reason[0]);
        expect(short(found)).not.toEqual(short(wanted));
      }
    },
  );
});

/** Exceptions are named in words; their first three letters are their name. */
const short = (value: unknown) =>
  typeof value === 'string' && /^(NAC|ACA|AIA|ACM|HBM|LPP)/.test(value) ? value.slice(0, 3) : value;

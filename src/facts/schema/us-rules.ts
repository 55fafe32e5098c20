import { z } from 'zod';
import { level, sourceKeys, text } from './common.js';

/**
 * A condition as it stands in the data: one test, the name of a term, or several of them joined.
 *
 * Tests are `tpp >= 4800`, `destination in D:5`, `item is ic`, `chip named [H20, MI308]`, `datacenter`, `not hbm`.
 */
export type WrittenCondition =
  | string
  | { readonly all: readonly WrittenCondition[] }
  | { readonly any: readonly WrittenCondition[] }
  | { readonly not: WrittenCondition };

/** The form of a condition. */
export const condition: z.ZodType<WrittenCondition> = z.lazy(() =>
  z.union([
    text,
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
  ]),
);

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day such as 2026-01-15');
const validity = { from: day.optional(), to: day.optional() };
const standing = { cite: text, level, source: sourceKeys, note: text.optional() };

/** A named condition; outside its dates it does not hold. */
const term = z.strictObject({ id: text, means: text, ...validity, when: condition, cite: text.optional() });

const clauseHead = { id: text, clause: text, ...validity, when: condition.optional(), ...standing };

/** Items that a rule of its own takes out of the ordinary path: fabs, imports, uses, services. */
const special = z.strictObject({
  ...clauseHead,
  eccn: text.optional(),
  license_required: z.union([z.boolean(), text]),
  reason: text,
});

const classification = z.strictObject({
  ...clauseHead,
  eccn: text,
  /** The short name by which later layers speak of the entry. */
  entry: z.enum(['pre', 'x2022', 'a', 'b', 'c', 'none']),
});

const requirement = z.strictObject({
  ...clauseHead,
  reading: z.enum(['both', 'text', 'practice']),
  /** Set where practice is disputed. */
  practice: z.enum(['contested']).optional(),
  reason: text,
});

const review = z.strictObject({
  ...clauseHead,
  policy: z.enum(['presumption_of_denial', 'presumption_of_approval', 'case_by_case']),
});

/** How far a state of the law lets an item through in practice: our judgement, with its reason. */
const openness = z.strictObject({
  id: text,
  value: z.number().min(0).max(1),
  reason: text,
  judgement: z.literal(true),
  source: sourceKeys,
});

const exception = z.strictObject({
  id: text,
  title: text,
  short: text,
  cite: text,
  level,
  source: sourceKeys,
  note: text.optional(),
  scopes: z.array(z.strictObject({ ...validity, when: condition, says: text, not: text })),
  conditions: z.array(z.strictObject({ ...validity, what: text, met: condition.optional(), cite: text })),
});

const certification = z.strictObject({
  id: text,
  cite: text,
  requires: text,
  means: text.optional(),
  /** A product that was on sale before this day meets it. */
  on_sale_before: day.optional(),
  /** First day of the rule that may stand against showing it. */
  conflicts_from: day.optional(),
  conflicts: text.optional(),
  level,
  source: sourceKeys,
});

/** What is taken of an input where nobody told; quiet where only a kind of movement that is not meant asks for it. */
const givenLine = z.strictObject({
  input: text,
  value: text,
  why: text,
  when: condition.optional(),
  quiet: z.literal(true).optional(),
});

const reasonWhy = z.strictObject({
  id: text,
  reason: text,
  ...validity,
  when: condition.optional(),
  says: text,
});

/** What is said instead of "not caught" where rules that are not looked at probably ask for a licence. */
const fallback = z.strictObject({ ...clauseHead, license_required: text, reason: text });

const dated = z.strictObject({
  id: text,
  ...validity,
  when: condition.optional(),
  says: text,
  cite: text.optional(),
  level,
  source: sourceKeys,
});

/** What a maker or an official said of a part whose parameters nobody published. */
const statement = z.strictObject({
  id: text,
  chips: z.array(text).min(1),
  ...validity,
  when: condition.optional(),
  eccn: text.optional(),
  license_required: z.boolean(),
  by: text,
  says: text,
  level,
  source: sourceKeys,
});

/** The form of data/controls/us-rules.yaml. */
export const usRulesFile = z.strictObject({
  looked_through: day,
  disclaimer: text,
  given: z.array(givenLine),
  terms: z.array(term),
  special: z.array(special),
  classification: z.array(classification),
  residual: z.array(classification.omit({ entry: true })),
  requirement: z.array(requirement),
  reasons: z.array(text),
  reason_words: z.array(z.strictObject({ id: text, says: text })),
  fallback: z.array(fallback),
  not_required: z.array(reasonWhy),
  review: z.array(review),
  openness: z.array(openness),
  exceptions: z.array(exception),
  certifications: z.array(certification),
  statements: z.array(statement),
  notes: z.array(dated),
  not_checked: z.array(z.strictObject({ what: text, cite: text, ...validity })),
});
/** All of data/controls/us-rules.yaml. */
export type UsRules = z.infer<typeof usRulesFile>;

import { z } from 'zod';
import { licenceStates } from '../../controls/light.js';
import { complaint } from './check.js';

const truth = z.union([z.boolean(), z.literal('depends')]);
const level = z
  .string()
  .describe(
    'how the text was read: T text read, S official document located or restated, P press or law firm, R recalled',
  );

export const licenseRequired = z
  .union([z.boolean(), z.enum(licenceStates)])
  .describe('false always means: not caught by the rules checked; cannot_tell: see depends and unknown');

const exceptionLine = z.strictObject({
  id: z.string(),
  title: z.string(),
  available: z
    .union([z.boolean(), z.literal('cannot_tell')])
    .describe('within scope, and no condition that was told fails; conditions that nobody told of may still'),
  why: z.string(),
  conditions: z.array(
    z.strictObject({ what: z.string(), state: z.enum(['met', 'unmet', 'not_told']), cite: z.string() }),
  ),
  cite: z.string(),
  url: z.string(),
  level,
});

export const chinaInstrument = z.strictObject({
  id: z.string(),
  instrument: z.string(),
  state: z.string(),
  force: z.string(),
  confidence: z.string(),
  says: z.string(),
  since: z.string(),
  url: z.string(),
});

const chinaGate = z
  .strictObject({
    state: z.string().describe('of the buyer that was told; depends_on_buyer where kinds of buyers differ'),
    buyer: z.string().nullable(),
    instruments: z.array(chinaInstrument),
    confidence: z.string(),
    note: z.string(),
    byBuyer: z.record(z.string(), z.string()).describe('the state for each kind of buyer'),
  })
  .describe("China's gate, mostly reported practice and not law");

const certification = z.strictObject({
  id: z.string(),
  requires: z.string(),
  cite: z.string(),
  level,
  state: z.enum(['met', 'unmet', 'not_told']),
  means: z.string().optional(),
  conflicts: z.string().optional().describe('where a Chinese rule may stand against showing it; no verdict'),
});

const quantity = z.strictObject({
  name: z.string(),
  unit: z.string(),
  low: z.number(),
  high: z.number().nullable().describe('null where there is no upper end, which JSON cannot write'),
  lowOpen: z.boolean().optional().describe('the end itself is left out'),
  highOpen: z.boolean().optional().describe('the end itself is left out'),
  arithmetic: z.string(),
  sources: z.array(z.string()).describe('keys of data/sources.yaml'),
  flags: z.array(z.string()),
});

const traceLine = z.strictObject({
  layer: z.enum(['special', 'classification', 'requirement', 'review', 'exception', 'china']),
  rule: z.string().describe('id of the clause in the data'),
  clause: z.string(),
  holds: truth,
  because: z.string().describe('the deciding tests in words'),
  gives: z.record(z.string(), z.string()),
  formula: z.string().describe('how the tests are joined, by their numbers'),
  tests: z.array(z.strictObject({ test: z.string(), value: z.string(), holds: truth })),
  reading: z.enum(['both', 'text', 'practice']),
  cite: z.string(),
  url: z.string(),
  level,
});

/** One answer of the rules. */
export const answerSchema = z.strictObject({
  id: z.string(),
  chip: z.string(),
  eccn: z.string().describe('cannot_tell where data are missing; see unknown'),
  residual: z.string().nullable().describe('where an item outside 3A090 falls instead'),
  license_required: licenseRequired,
  says: z.string().describe('license_required in words: false is "not caught by the rules checked"'),
  reason: z.string(),
  review_policy: z.string().nullable(),
  exception: z.string().nullable(),
  exceptions: z.array(exceptionLine),
  text: z.strictObject({ license_required: licenseRequired, note: z.string() }),
  practice: z.strictObject({ license_required: licenseRequired, note: z.string() }),
  china_gate: chinaGate,
  checklist: z
    .array(certification)
    .describe('what the lane of January 2026 has to be shown; empty where it is not asked about'),
  quantities: z.array(quantity),
  trace: z.array(traceLine),
  notes: z.array(z.string()),
  assumed: z.array(z.strictObject({ what: z.string(), value: z.string(), why: z.string() })),
  depends: z.array(
    z.strictObject({
      field: z.string(),
      values: z.array(z.string()),
      parts: z.array(z.strictObject({ input: z.string(), at: z.string() })),
    }),
  ),
  unknown: z.array(z.string()).describe('inputs that are missing and that decide'),
  rules_not_checked: z.array(z.string()),
  versions: z.array(z.strictObject({ id: z.string(), citation: z.string(), from: z.string() })),
  rules_since: z
    .string()
    .nullable()
    .describe('the day on which the US rules last changed on or before the day that was asked about'),
  date: z.string().describe('the day that was asked about'),
  as_of: z.string().describe('the day to which the law in the data was looked through'),
  sources: z.array(z.strictObject({ key: z.string(), title: z.string(), url: z.string() })),
  disclaimer: z.string(),
});

const refused = z
  .strictObject({ id: z.string(), error: complaint })
  .describe('a case of a batch that could not be read; the others are answered, and the exit code is 2');

const range = z.strictObject({ low: z.number(), high: z.number().nullable() });

const headroom = z
  .strictObject({
    date: z.string(),
    chip: z.string(),
    rows: z.array(
      z.strictObject({
        input: z.string(),
        unit: z.string(),
        test: z.string(),
        threshold: z.number(),
        clauses: z.array(z.string()),
        low: z.number(),
        high: z.number().nullable(),
        side: z.enum(['holds', 'fails', 'depends']),
        margin: range.describe('distance from the threshold as a share of it, at both ends of the figure'),
        rounded: range.describe(
          'the figure with each published number half a unit of its last digit either way',
        ),
        nearLine: z.boolean(),
        decides: z.array(
          z.strictObject({ measurement: z.string(), is: z.string(), range: z.string(), enough: z.boolean() }),
        ),
      }),
    ),
    warning: z.string(),
  })
  .describe(
    'with --headroom: how far each figure is from each threshold in force; null where there is no end',
  );

/** The shape of what `steelyard classify --json` prints. */
export const classifySchema = z
  .strictObject({
    schema: z.literal('steelyard.classify/1'),
    results: z.array(z.union([answerSchema, refused])).describe('one for each case, in order'),
    headroom: headroom.optional(),
  })
  .describe('What the rules in the data say of one item or a batch of them. Not legal advice.');

import { z } from 'zod';
import { usStates } from '../../controls/light.js';
import { answerSchema, chinaInstrument } from './classify.js';

const usState = z.enum(usStates);
const passes = ['open', 'by_decision', 'shut', 'cannot_tell'] as const;
const binds = ['us', 'china', 'both', 'neither', 'cannot_tell'] as const;

const row = z.strictObject({
  buyer: z.string(),
  passes: z.enum(passes).describe('by_decision: somebody has to decide in the single case'),
  binds: z.enum(binds).describe('the gate that decides: the stricter one'),
  china: z.string().describe('state of the gate of China for this buyer, no_gate to blocked'),
  instruments: z.array(chinaInstrument).describe('the strictest first'),
  confidence: z.string(),
  why: z.string(),
});

/** The shape of what `steelyard admit CHIP --json` prints. */
export const admitSchema = z
  .strictObject({
    schema: z.literal('steelyard.admit/1'),
    id: z.string(),
    chip: z.string(),
    date: z.string().describe('the day on which both gates are read'),
    passes: z.enum([...passes, 'depends_on_buyer']),
    binds: z.enum([...binds, 'depends_on_buyer']),
    us: z.strictObject({
      state: usState,
      may_be: z.array(usState).describe('the states that it may be, where that is not known'),
      why: z.string(),
      clauses: z.array(z.strictObject({ rule: z.string(), clause: z.string(), cite: z.string() })),
    }),
    rows: z.array(row).describe('the buyer that was told, or each kind of buyer'),
    answer: answerSchema.describe('the whole answer of the rules, as `steelyard classify` gives it'),
  })
  .describe('Whether an item passes the US gate and the gate of China on one day. Not legal advice.');

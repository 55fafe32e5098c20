import { z } from 'zod';
import { items, transactions } from '../controls/index.js';
import { precisions, sectors } from '../facts/index.js';

// Published in /openapi.json. What reads a body is the reader of batches in src/controls, which says what is wrong in
// its own words; a test holds the two against each other.

const quantity = z
  .union([
    z.number().nonnegative(),
    z.strictObject({
      low: z.number().nonnegative().optional(),
      high: z.number().nonnegative().optional(),
      lowOpen: z.boolean().optional().describe('the low end itself is left out'),
      highOpen: z.boolean().optional().describe('the high end itself is left out'),
    }),
  ])
  .describe('a number, or the interval in which it lies; an end that is left out is open');

const params = z
  .looseObject({
    tpp: quantity.optional().describe('total processing performance: TOPS times bits, dense'),
    pd: quantity.optional().describe('performance density: TPP over applicable die area'),
    die_mm2: quantity.optional().describe('applicable die area, mm2'),
    dram_gbs: quantity.optional().describe('total DRAM bandwidth, GB/s'),
    interconnect_gbs: quantity.optional().describe('bidirectional I/O other than to volatile memory, GB/s'),
    mem_bw_density: quantity.optional().describe('memory bandwidth density of a stack, GB/s per mm2'),
    tops: z
      .partialRecord(
        z.enum(precisions),
        z.union([quantity, z.strictObject({ value: z.number(), sparse: z.boolean() })]),
      )
      .optional()
      .describe('TOPS by number format'),
    datacenter: z.boolean().optional().describe('designed or marketed for data centres'),
    item: z
      .string()
      .optional()
      .describe(`${items.join(', ')}; capitals do not count`),
    base_eccn: z.string().optional(),
    certifications: z
      .record(z.string(), z.union([z.boolean(), z.number()]))
      .optional()
      .describe('certifications of the lane of January 2026, by id'),
  })
  .describe(
    'parameters of the part; they win over the catalogue. /v1/classify names the others where one is misspelt',
  );

/** One case, as a body may hold it. */
export const caseForm = z
  .looseObject({
    id: z.union([z.string(), z.number()]).optional(),
    chip: z
      .union([z.string(), z.number()])
      .optional()
      .describe('a chip of the catalogue by id or other name, or the name of a part that params describe'),
    params: params.optional(),
    destination: z.string().optional().describe('country or territory, by name or ISO code'),
    end_user: z.string().optional().describe('the end user in words'),
    end_user_hq: z.string().optional().describe('country of the headquarters of the end user; or as hq'),
    ultimate_parent: z
      .string()
      .optional()
      .describe('country of the headquarters of the ultimate parent; or as parent'),
    buyer: z.enum(sectors).optional().describe("kind of buyer, for China's gate"),
    site: z.string().optional().describe('where the item will stand, if not at the destination'),
    transaction: z
      .string()
      .optional()
      .describe(`the movement: ${transactions.join(', ')}`),
    route: z.string().optional().describe('for a reexport: the country that the item leaves'),
    jurisdiction: z.enum(['us_origin', 'foreign_direct_product', 'not_subject']).optional(),
    date: z.string().describe('the day asked about, as 2026-01-20'),
    certifications: z
      .enum(['met', 'unknown'])
      .optional()
      .describe(
        'whether certifications that nobody told of count as met; default: unknown for one case, met in a list',
      ),
  })
  .describe('One item, one movement, one day. Other keys are passed over.');

/** What a body may be: one case, or a list of them. */
export const bodyForm = z.union([
  z
    .looseObject({
      cases: z.array(caseForm).min(1),
      certifications: z.enum(['met', 'unknown']).optional(),
    })
    .describe('A list, in the form that `steelyard classify --batch` reads.'),
  caseForm,
]);

/** What every answer holds that tells of a fault. */
export const problemForm = z
  .looseObject({
    error: z.strictObject({
      code: z.string().describe('listed in docs/errors.md; stable'),
      found: z.string().describe('what is wrong'),
      expected: z.string().optional(),
      nearest: z.string().optional().describe('the closest valid name'),
      remedy: z.string().optional().describe('what to do next'),
      place: z
        .strictObject({
          file: z.string(),
          line: z.number().int().optional(),
          column: z.number().int().optional(),
        })
        .optional()
        .describe('where it stands; lines and columns count from 1'),
    }),
  })
  .describe('What is wrong with a request.');

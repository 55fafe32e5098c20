import { z } from 'zod';
import { workBodyForm } from './estimate-form.js';
import { bodyForm, caseForm, problemForm } from './request-form.js';
import type { Desk, Limits } from './types.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * Describes the server in OpenAPI 3.1, from the same schemas that the documents are held against.
 *
 * @param desk schemas and version
 * @param limits told in the description, so that a client knows them beforehand
 */
export function openApiOf({ version, schemas }: Pick<Desk, 'version' | 'schemas'>, limits: Limits): Json {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Steelyard',
      version,
      summary: 'Classifies AI accelerators under export controls, and estimates what they do for a workload.',
      description: [
        'The same answers as the command line gives with --json. Not legal advice.',
        `A body holds at most ${limits.bodyLimit} bytes and ${limits.mostCases} cases, and its cases may take the server`,
        `${limits.mostWork} s of work: a case that leaves much open takes up to half a second.`,
      ].join('\n'),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'this server' }],
    paths: {
      '/v1/classify': { post: classifyOperation },
      '/v1/admit': { post: admitOperation },
      '/v1/estimate': { post: estimateOperation },
      '/v1/schemas/{verb}': { get: schemaOperation(Object.keys(schemas)) },
      '/v1/health': { get: healthOperation },
      '/openapi.json': {
        get: {
          operationId: 'describe',
          summary: 'This description',
          responses: { 200: jsonOf('OpenAPI 3.1', { type: 'object' }) },
        },
      },
      '/': {
        get: {
          operationId: 'page',
          summary: 'A page that says what is here',
          responses: {
            200: { description: 'a page', content: { 'text/html': { schema: { type: 'string' } } } },
          },
        },
      },
    },
    components: {
      schemas: {
        Case: plain(z.toJSONSchema(caseForm, { io: 'input' })),
        Body: plain(z.toJSONSchema(bodyForm, { io: 'input' })),
        Classification: plain(schemas.classify ?? {}),
        Admission: plain(schemas.admit ?? {}),
        Work: plain(z.toJSONSchema(workBodyForm, { io: 'input' })),
        Estimates: plain(schemas.estimate ?? {}),
        Problem: plain(z.toJSONSchema(problemForm)),
      },
    },
  };
}

const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const jsonOf = (description: string, schema: Json) => ({
  description,
  content: { 'application/json': { schema } },
});

const problem = (description: string) => jsonOf(description, refTo('Problem'));

/** The dialect of a whole OpenAPI document is that of JSON Schema already; a part of it has no address of its own. */
function plain({ $schema, $id, title, ...schema }: Json): Json {
  return schema;
}

const faults = {
  400: problem('the body is not JSON; `place` says where it stops being so'),
  408: problem('the request did not come to its end in time'),
  413: problem('too many bytes, too many cases, or cases that leave too much open together'),
  415: problem('the body is not sent as application/json in UTF-8'),
  422: problem('no case can be answered; for a list, `results` holds a row for each'),
  500: problem('a mistake of ours'),
};

const classifyOperation = {
  operationId: 'classify',
  summary: 'Classify one case, or a batch',
  description: [
    'One case gives what `steelyard classify CHIP --json` prints: certifications that nobody told of are not known.',
    'A list gives what `steelyard classify --batch FILE --json` prints, one row a case, in order: certifications that',
    'nobody told of count as met, unless the case or the list says `certifications: unknown`.',
    'A case of a list that cannot be answered becomes a row with `error`, and the others stand; 422 if none has one.',
    '`license_required: false` means "not caught by the rules checked", and never that no licence is needed.',
  ].join('\n'),
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: refTo('Body'),
        examples: {
          one: {
            summary: 'one chip, one movement, one day',
            value: { chip: 'h200', destination: 'China', date: '2026-01-20' },
          },
          batch: {
            summary: 'two cases; the part of the second is described by its parameters',
            value: {
              cases: [
                { id: 'a', chip: 'h20', destination: 'CN', end_user: 'cloud provider', date: '2025-05-01' },
                {
                  id: 'b',
                  chip: 'a part of my own',
                  params: { tpp: { low: 2300, high: 2500 }, die_mm2: 800, datacenter: true },
                  destination: 'Singapore',
                  date: '2024-06-01',
                },
              ],
            },
          },
          unknown: {
            summary: 'a list whose certifications are not known, rather than met',
            value: {
              certifications: 'unknown',
              cases: [{ id: 'a', chip: 'h200', destination: 'CN', date: '2026-01-20' }],
            },
          },
        },
      },
    },
  },
  responses: {
    200: jsonOf('at least one case has an answer', refTo('Classification')),
    ...faults,
  },
};

const admitOperation = {
  operationId: 'admit',
  summary: 'Tell whether an item passes both gates into China',
  description: [
    'One case; gives what `steelyard admit CHIP --json` prints. Without a `buyer`, one row for each kind of buyer.',
    "What stands at China's gate is mostly reported practice, not law.",
  ].join('\n'),
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: refTo('Case'),
        examples: {
          told: {
            summary: 'the buyer is told',
            value: { chip: 'h200', destination: 'China', buyer: 'commercial_cloud', date: '2026-09-15' },
          },
          open: {
            summary: 'each kind of buyer',
            value: { chip: 'h20', destination: 'China', date: '2025-09-20' },
          },
        },
      },
    },
  },
  responses: { 200: jsonOf('both gates were read', refTo('Admission')), ...faults },
};

const estimateOperation = {
  operationId: 'estimate',
  summary: 'Estimate a workload on a fleet, or rows of a batch',
  description: [
    'One question gives what `steelyard estimate WORKLOAD --on CHIP --json` prints; rows give what `--batch FILE --json`',
    'prints, one each, in order. A row that cannot be estimated has `value: null` and `why`. Every range is the 80 %',
    'interval; ranges of prices are from the lowest to the highest on record.',
  ].join('\n'),
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: refTo('Work'),
        examples: {
          one: {
            summary: 'a training on 1,024 chips, and what other chips do',
            value: {
              workload: 'llama3.1-70b-pretraining',
              on: 'h200',
              count: 1024,
              against: ['h20', '910c'],
              country: 'CN',
            },
          },
          deadline: {
            summary: 'the smallest fleet that finishes in 90 days',
            value: { workload: 'llama3.1-8b-pretraining', on: 'h20', deadline_hours: 2160 },
          },
          rows: {
            summary: 'rows, as a batch holds them',
            value: {
              measurements: [
                {
                  id: 'a',
                  kind: 'llm_training',
                  model: 'llama3.1-8b',
                  chip: 'h100',
                  count: 8,
                  precision: 'bf16',
                  config: { seq_len: 8192, global_batch: 128 },
                  metric: 'tokens_per_s_per_chip',
                  unit: 'tok/s/GPU',
                },
              ],
            },
          },
        },
      },
    },
  },
  responses: { 200: jsonOf('the question or the rows were read', refTo('Estimates')), ...faults },
};

const schemaOperation = (verbs: readonly string[]) => ({
  operationId: 'schema',
  summary: "JSON Schema of a verb's document",
  parameters: [{ name: 'verb', in: 'path', required: true, schema: { type: 'string', enum: verbs } }],
  responses: {
    200: jsonOf('JSON Schema, draft 2020-12', { type: 'object' }),
    404: problem('no document of that name'),
  },
});

const healthOperation = {
  operationId: 'health',
  summary: 'Whether the server answers, and with what',
  responses: {
    200: jsonOf('it answers', {
      type: 'object',
      properties: {
        status: { const: 'ok' },
        version: { type: 'string' },
        looked_through: {
          type: 'string',
          description: 'the day to which the law in the data was looked through',
        },
      },
      required: ['status', 'version', 'looked_through'],
      additionalProperties: false,
    }),
  },
};

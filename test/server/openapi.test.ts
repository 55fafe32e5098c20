import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { addresses } from '../../src/server/app.js';
import { root } from '../cli/run.js';
import { post, start } from './setup.js';

const server = await start();
const description = await (await fetch(`${server.url}/openapi.json`)).json();

/** Compiles a schema of the description with another program than the one that made it. */
function compile(name: string): ValidateFunction {
  return new Ajv2020({ allowUnionTypes: true }).compile(description.components.schemas[name]);
}

test('it is OpenAPI 3.1', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(description));
  expect(errors).toBeUndefined();
  expect([valid, validator.version, description.openapi]).toEqual([true, '3.1', '3.1.1']);
});

test('it names every address, with its method', () => {
  const named = Object.entries(description.paths).map(([path, methods]) => [
    path.replace(/\{(\w+)\}/g, ':$1'),
    Object.keys(methods as object)
      .join()
      .toUpperCase(),
  ]);
  expect(Object.fromEntries(named)).toEqual(addresses);
});

test('ids of operations are its own, and every reference leads somewhere', () => {
  const text = JSON.stringify(description);
  const ids = [...text.matchAll(/"operationId":"(\w+)"/g)].map((match) => match[1]);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g))
    expect(description.components.schemas).toHaveProperty(name!);
});

describe('the example requests run, and the answers are of the published shape', () => {
  for (const [path, shape] of [
    ['/v1/classify', 'Classification'],
    ['/v1/admit', 'Admission'],
    ['/v1/estimate', 'Estimates'],
  ] as const) {
    const { examples, schema } = description.paths[path].post.requestBody.content['application/json'];
    for (const [name, { value }] of Object.entries(examples) as [string, { value: unknown }][]) {
      test(`${path}: ${name}`, async () => {
        const asked = compile(schema.$ref.split('/').at(-1));
        expect([asked(value), asked.errors]).toEqual([true, null]);
        const { status, text } = await post(`${server.url}${path}`, JSON.stringify(value));
        expect(status, text.slice(0, 300)).toBe(200);
        const answered = compile(shape);
        expect([answered(JSON.parse(text)), answered.errors?.slice(0, 3)]).toEqual([true, undefined]);
      });
    }
  }

  test('errors are of theirs', async () => {
    const problem = compile('Problem');
    for (const body of [
      '',
      '[]',
      '{"chip": "h200"}',
      '{"cases": [1, 2]}',
      '{"chip": "h200x", "date": "2026-01-20"}',
    ]) {
      const { text } = await post(`${server.url}/v1/classify`, body);
      expect([problem(JSON.parse(text)), problem.errors]).toEqual([true, null]);
    }
  });
});

describe('the form of a body and the reader of bodies agree', () => {
  const body = compile('Body');

  test('on every worked case', () => {
    const { cases } = parse(readFileSync(join(root, 'data', 'controls', 'cases.yaml'), 'utf8'));
    for (const one of cases) {
      const { id, chip, params, destination, end_user, transaction, date } = JSON.parse(JSON.stringify(one));
      const ask = { id, chip, params, destination, end_user, transaction, date: date.slice(0, 10) };
      expect([body({ cases: [ask] }), id, body.errors?.slice(0, 3)]).toEqual([true, id, undefined]);
    }
  });

  for (const [name, value] of Object.entries({
    'a list': [],
    'no day': { chip: 'h200' },
    'no cases': { cases: [] },
    'a place that is a number': { chip: 'h200', date: '2026-01-20', destination: 1 },
    'a buyer that does not exist': { chip: 'h200', date: '2026-01-20', buyer: 'clod' },
    'a negative number': { params: { tpp: -1 }, date: '2026-01-20' },
    'an unknown part of an interval': { params: { tpp: { lo: 1 } }, date: '2026-01-20' },
  })) {
    test(`on refusing ${name}`, async () => {
      expect(body(value)).toBe(false);
      expect((await post(`${server.url}/v1/classify`, JSON.stringify(value))).status).toBe(422);
    });
  }
});

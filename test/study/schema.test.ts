import { expect, test } from 'vitest';
import { z } from 'zod';
import { studySchema } from '../../src/study/index.js';

interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly additionalProperties?: Node | boolean;
  readonly anyOf?: readonly Node[];
}

/** Paths of all keys without a description. */
function silent(node: Node, path: string): string[] {
  const own = Object.entries(node.properties ?? {}).flatMap(([key, part]) => [
    ...(part.description === undefined ? [`${path}.${key}`] : []),
    ...silent(part, `${path}.${key}`),
  ]);
  const items = node.items ? silent(node.items, `${path}[]`) : [];
  return [...own, ...items, ...(node.anyOf ?? []).flatMap((part) => silent(part, path))];
}

test('every key of a study file says what it means', () => {
  const schema = z.toJSONSchema(studySchema, { io: 'input' }) as Node;
  expect(silent(schema, 'study')).toEqual([]);
});

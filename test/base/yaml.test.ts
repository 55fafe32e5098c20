import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeComplaint, SteelyardError } from '../../src/base/error.js';
import { inspectYaml, readYaml, type YamlCodes } from '../../src/base/yaml.js';

const codes: YamlCodes = {
  syntax: 'XX001',
  duplicate: 'XX002',
  empty: 'XX003',
  unknown: 'XX004',
  missing: 'XX005',
  type: 'XX006',
  value: 'XX007',
};
const schema = z.strictObject({
  title: z.string(),
  rows: z.array(
    z.strictObject({
      name: z.string(),
      size: z.number().positive(),
      kind: z.enum(['open', 'closed']).optional(),
      extra: z.union([z.string(), z.strictObject({ low: z.number() })]).optional(),
    }),
  ),
});

const good = 'title: one\nrows:\n  - {name: a, size: 2}\n  - name: b\n    size: 3\n';

const letters = [...'abcdefghi'];
const aliasBomb = letters
  .map((name, i) => `${name}: &${name} [${Array(10).fill(i === 0 ? 'x' : `*${letters[i - 1]}`)}]\n`)
  .join('');

const bad: [name: string, text: string, message: RegExp][] = [
  ['an empty file', '', /^f.yaml:1:1 XX003 the file is empty/],
  ['only comments', '# nothing\n', /^f.yaml:1:1 XX003/],
  ['broken syntax', 'title: one\nrows: [\n', /^f.yaml:\d+:\d+ XX001 not valid YAML/],
  ['a key twice', 'title: one\ntitle: two\nrows: []\n', /^f.yaml:2:1 XX002 the key "title" stands twice/],
  [
    'an unknown key',
    'title: one\nrows:\n  - {name: a, sise: 2}\n',
    /f.yaml:3:15 XX004 unknown key "sise" in "rows.0".*did you mean "size"/,
  ],
  ['a missing key', 'rows: []\n', /^f.yaml:1:1 XX005 "title" is missing; expected text/],
  [
    'text for a number',
    'title: one\nrows:\n  - {name: a, size: two}\n',
    /^f.yaml:3:21 XX006 "rows.0.size" is the text "two"; expected a number/,
  ],
  ['a number for text', 'title: 7\nrows: []\n', /^f.yaml:1:8 XX006 "title" is the number 7; expected text/],
  [
    'a mapping for a list',
    'title: one\nrows: {a: 1}\n',
    /^f.yaml:2:7 XX006 "rows" is a mapping of keys; expected a list/,
  ],
  ['a list for the file', '- a\n', /^f.yaml:1:1 XX006 the file is a list; expected a mapping of keys/],
  [
    'a wrong word',
    'title: one\nrows:\n  - {name: a, size: 1, kind: opne}\n',
    /^f.yaml:3:30 XX007 .*expected one of open, closed; did you mean "open"/,
  ],
  [
    'a value out of range',
    'title: one\nrows:\n  - {name: a, size: -1}\n',
    /^f.yaml:3:21 XX007 "rows.0.size" is the number -1; expected number to be >0/,
  ],
  [
    'a union, deep',
    'title: one\nrows:\n  - {name: a, size: 1, extra: {low: x}}\n',
    /^f.yaml:3:37 XX006 "rows.0.extra.low" is the text "x"; expected a number/,
  ],
  [
    'a union, shallow',
    'title: one\nrows:\n  - {name: a, size: 1, extra: 4}\n',
    /^f.yaml:3:31 XX006 .*expected text or a mapping of keys/,
  ],
  ['an alias of nothing', 'title: *none\nrows: []\n', /^f.yaml:1:8 XX001 /],
  ['an alias of itself', 'title: one\nrows: &r [*r]\n', /^f.yaml:2:11 XX001 /],
  ['aliases that multiply', aliasBomb, /^f.yaml:\d+:\d+ XX001 the aliases stand for more than 10000 values/],
  ['an unknown tag', 'title: !!js/function "x"\nrows: []\n', /^f.yaml:1:8 XX001 not valid YAML: .*tag/],
  [
    'a key of the language',
    'title: one\nrows: {__proto__: 2028}\n',
    /^f.yaml:2:8 XX004 unknown key "__proto__"/,
  ],
  [
    'brackets too deep',
    `title: one\nrows: ${'['.repeat(20_000)}`,
    /^f.yaml:2:107 XX001 the values are nested/,
  ],
  ['dashes too deep', `${'- '.repeat(20_000)}a\n`, /^f.yaml:1:201 XX001 the values are nested/],
  [
    'UTF-16',
    '\ufffd\ufffdt\u0000i\u0000',
    /^f.yaml:1:1 XX001 the file is not UTF-8 text; to fix: save it as UTF-8/,
  ],
];

describe('reading a YAML file', () => {
  it('gives the value and the place of every part', () => {
    const read = readYaml(good, 'f.yaml', schema, codes);
    expect(read.value.rows[1]?.size).toBe(3);
    expect(read.placeOf(['rows', 1, 'size'])).toEqual({ file: 'f.yaml', line: 5, column: 11 });
    expect(read.placeOf(['rows', 1, 'size'], 'key')).toEqual({ file: 'f.yaml', line: 5, column: 5 });
    expect(read.placeOf(['rows', 0, 'nowhere'])).toEqual({ file: 'f.yaml', line: 3, column: 5 });
  });

  it.each(bad)('refuses %s', (_, text, message) => {
    const reading = inspectYaml(text, 'f.yaml', schema, codes);
    expect(reading.ok).toBe(false);
    if (!reading.ok) expect(reading.complaints.map(describeComplaint).join('\n')).toMatch(message);
    expect(() => readYaml(text, 'f.yaml', schema, codes)).toThrow(SteelyardError);
  });

  it('says how many faults there are', () => {
    expect(() => readYaml('titel: 1\n', 'f.yaml', schema, codes)).toThrow(/and 1 more in this file/);
  });
});

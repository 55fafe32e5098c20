import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument, stringify } from 'yaml';
import { parsePlainYaml } from '../../src/base/yaml-plain.js';

const files = ['data', 'studies'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `${folder}/${name}`),
);

/** What the full parser makes of a text; undefined for a text that it faults. */
function full(text: string): { value: unknown } | undefined {
  const document = parseDocument(text, { merge: false });
  return document.errors.length > 0 ? undefined : { value: document.toJS() };
}

/** The plain reader may leave a text to the full one, but never differ from it. */
function agrees(text: string): boolean {
  const plain = parsePlainYaml(text);
  if (plain !== undefined) expect(plain, text).toEqual(full(text));
  return plain !== undefined;
}

describe('the plain reader', () => {
  it.each(files)('reads %s as the full parser does', (file) => {
    const read = agrees(readFileSync(file, 'utf8'));
    // The data folder is large: a file of it that falls back to the full parser would slow every start.
    if (file.startsWith('data/')) expect(read).toBe(true);
  });

  it('reads JSON, with blanks or without, as the full parser does', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.object({ maxDepth: 3 }), fc.constantFrom(0, 1, 2), (value, indent) => {
        if (agrees(JSON.stringify(value, null, indent))) read++;
      }),
      { numRuns: 500 },
    );
    expect(read).toBeGreaterThan(100);
    for (const text of [
      '{"a":1}',
      '{"a":1',
      '{"a":1} x',
      '{"a":1}\n- b',
      '{"a":1,"a":2}',
      '{a:1}',
      '[a]: b',
      '[1,[2]]\n',
      '{"a"\n:1}',
    ])
      agrees(text);
  });

  it('agrees on any value, however it is laid out', () => {
    const word = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.stringMatching(/^[a-z][a-z ,:#'"-]{0,10}$/),
      fc.constantFrom('null', '1e3', '0x1F', '2026-01', '~', 'yes', '- a', 'a: b'),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        word,
        fc.double({ noNaN: true }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(word, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    let read = 0;
    fc.assert(
      fc.property(
        fc.dictionary(word, tree, { minKeys: 1, maxKeys: 4 }),
        fc.constantFrom('any', 'block', 'flow'),
        fc.constantFrom(0, 30, 80),
        (value, layout, lineWidth) => {
          const text = stringify(value, { collectionStyle: layout as 'any', lineWidth });
          if (agrees(text)) read++;
        },
      ),
      { numRuns: 600 },
    );
    expect(read).toBeGreaterThan(50);
  });

  it('never differs on a text with a mistake in it', () => {
    const samples = [
      "a: 1\nb:\n  - {c: x, d: [1, 2], e: 'it''s'}\n  - f: >-\n      one two\n      three\n    g: null\n# end\nh: [a,\n  b]\n",
      'list:\n- a\n- b: 1\n  c: 2\n-\n  d: 3\nkey with space: "quoted"   # why\nempty:\nlast: {}\n',
    ];
    const piece = fc.constantFrom(
      ' ',
      '\n',
      ':',
      ': ',
      '- ',
      '#',
      ' #',
      ',',
      '{',
      '}',
      '[',
      ']',
      "'",
      '"',
      '&',
      '*',
      '!',
      '|',
      '>',
      '  ',
      'x',
      '0',
      '-',
      '?',
      '\n\n',
      '~',
      '\t',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(150), fc.nat(3), fc.option(piece, { nil: '' })), {
          minLength: 1,
          maxLength: 3,
        }),
        (sample, edits) => {
          let text = sample;
          for (const [at, cut, put] of edits) text = text.slice(0, at) + put + text.slice(at + cut);
          agrees(text);
        },
      ),
      { numRuns: 4000 },
    );
  });
});

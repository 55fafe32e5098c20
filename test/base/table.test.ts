import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatNumber } from '../../src/base/format.js';
import { printTable } from '../../src/base/table.js';
import { displayWidth } from '../../src/base/text.js';

const columns = [{ title: 'policy' }, { title: 'value', align: 'decimal' as const }, { title: 'note' }];

test('puts decimal points under each other and rules off the head', () => {
  const text = printTable({
    columns,
    rows: [
      ['open', '1,234.5 [1–2]', 'a'],
      ['closed', '7', 'b'],
    ],
  });
  expect(text).toBe(
    [
      'policy          value  note',
      '───────────────────────────',
      'open    1,234.5 [1–2]  a',
      'closed      7          b',
    ].join('\n'),
  );
});

test('keeps every line inside the width and loses no word', () => {
  const note = 'a long note whose words must all be found again after the table has wrapped them';
  const text = printTable({
    columns,
    rows: [['offshore or Hong Kong only', '12', note]],
    width: 48,
    style: 'box',
  });
  for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(48);
  for (const word of note.split(' ')) expect(text).toContain(word);
});

test('measures Chinese names by the places they take', () => {
  const text = printTable({
    columns: [{ title: 'maker' }, { title: 'n' }],
    rows: [
      ['华为', '1'],
      ['ab', '2'],
    ],
    ascii: true,
  });
  expect(text.split('\n').slice(2)).toEqual(['华为   1', 'ab     2']);
});

test('prints numbers over the whole range of a double without a crash or NaN', () => {
  for (let e = -320; e <= 308; e += 3) {
    for (const sign of [1, -1]) expect(formatNumber(sign * 1.2345 * 10 ** e)).not.toMatch(/NaN|undefined/);
  }
  expect(formatNumber(999_999)).toBe('1 M');
  expect(formatNumber(999.9)).toBe('1,000');
});

test('columns that do not fit follow in blocks, each with the first column, and no number is wrapped', () => {
  const heads = ['variable', 'mean', '5%', '95%', 'most'];
  const text = printTable({
    columns: heads.map((title, i) => (i === 0 ? { title } : { title, align: 'right' as const })),
    rows: [
      ['Infected', '1,234.5 M', '12.5 M', '99,123.4 M', '1.5e-9'],
      ['ever ill', '7', '8', '9', '10'],
    ],
    width: 32,
  });
  expect(text.split('\n')).toEqual([
    'variable       mean      5%',
    '───────────────────────────',
    'Infected  1,234.5 M  12.5 M',
    'ever ill          7       8',
    '',
    'variable         95%    most',
    '────────────────────────────',
    'Infected  99,123.4 M  1.5e-9',
    'ever ill           9      10',
  ]);
});

test('a table of any size keeps every word and every number in one piece, and within the width', () => {
  const word = fc.stringMatching(/^[a-z_]{1,18}$/);
  const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => formatNumber(value, 4));
  const table = fc
    .integer({ min: 1, max: 12 })
    .chain((width) => fc.array(fc.tuple(name, fc.array(number, { minLength: width, maxLength: width }))));
  fc.assert(
    fc.property(table, fc.integer({ min: 40, max: 120 }), (rows, width) => {
      const count = rows[0]?.[1].length ?? 0;
      const text = printTable({
        width,
        columns: [
          { title: '' },
          ...Array.from({ length: count }, () => ({ title: 'n', align: 'decimal' as const })),
        ],
        rows: rows.map(([head, numbers]) => [head, ...numbers]),
      });
      for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      const found = new Set(text.split(/\s+/));
      for (const [head, numbers] of rows) {
        for (const part of head.split(' ')) expect(found).toContain(part);
        for (const value of numbers) expect(text).toContain(value);
      }
    }),
    { numRuns: 200 },
  );
});

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

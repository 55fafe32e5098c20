import { expect, test } from 'vitest';
import { philox } from '../../src/sample/philox.js';
import { stream } from '../../src/sample/stream.js';

// Known answers that the generator's authors publish with it (Random123 1.14, tests/kat_vectors, philox4x32 10):
// counter, key, expected.
const known = [
  '00000000 00000000 00000000 00000000 00000000 00000000 6627e8d5 e169c58d bc57ac4c 9b00dbd8',
  'ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 408f276d 41c83b0e a20bc7c6 6d5451fd',
  '243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 d16cfe09 94fdcceb 5001e420 24126ea1',
];

test.each(known)('Philox4x32-10 gives the published answer: %s', (line) => {
  const [c0, c1, c2, c3, k0, k1, ...expected] = line.split(' ').map((hex) => Number.parseInt(hex, 16));
  const out = new Uint32Array(4);
  philox(c0!, c1!, c2!, c3!, k0!, k1!, out);
  expect([...out]).toEqual(expected);
});

test('any place is read alone as in a block', () => {
  const random = stream(7, 'a');
  const block = random.block(3, 50);
  for (let i = 0; i < 50; i++) expect(random.uniform(3 + i)).toBe(block[i]);
  expect(random.uniform(2 ** 40)).not.toBe(random.uniform(2 ** 40 - 2 ** 33));
});

test('the bits never change: these values are part of every published result', () => {
  const random = stream(20261123, 'design', 'cutoff');
  expect(random.key).toMatchInlineSnapshot(`
    [
      1927715296,
      5853394,
    ]
  `);
  expect([0, 1, 2].map((i) => random.uniform(i))).toMatchInlineSnapshot(`
    [
      0.18677042879150985,
      0.5393640177579663,
      0.2326583449174474,
    ]
  `);
  expect([...random.permutation(8)]).toMatchInlineSnapshot(`
    [
      1,
      7,
      4,
      3,
      5,
      0,
      2,
      6,
    ]
  `);
});

test('a path of names is one stream however it is walked, and no other', () => {
  expect(stream(1, 'a', 'b').key).toEqual(stream(1).substream('a').substream('b').key);
  const keys = [
    stream(1).key,
    stream(2).key,
    stream(1 + 2 ** 32).key,
    stream(1, 'ab').key,
    stream(1, 'a', 'b').key,
    stream(1, 'b', 'a').key,
    stream(1, 'ab', '').key,
    stream(1, 'a\0').key,
    stream(1, 'a').key,
    stream(1, 'abcdefgh').key,
    stream(1, 'abcdefgh\0').key,
  ].map(String);
  expect(new Set(keys).size).toBe(keys.length);
});

test('ten thousand named streams have ten thousand keys', () => {
  const keys = new Set(Array.from({ length: 10_000 }, (_, i) => stream(0, `draw[${i}]`).key.join()));
  expect(keys.size).toBe(10_000);
});

test('uniforms are inside (0, 1), flat, and not correlated between streams', () => {
  const n = 100_000;
  const a = stream(3, 'a').block(0, n);
  const b = stream(3, 'b').block(0, n);
  const cells = new Float64Array(100);
  let product = 0;
  for (let i = 0; i < n; i++) {
    expect(a[i]! > 0 && a[i]! < 1).toBe(true);
    cells[Math.floor(a[i]! * 100)]! += 1;
    product += (a[i]! - 0.5) * (b[i]! - 0.5) * 12;
  }
  // Chi-square with 99 degrees of freedom: 148.2 is passed once in a thousand.
  expect(cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(148.2);
  expect(Math.abs(product / n)).toBeLessThan(3.3 / Math.sqrt(n));
});

test('a permutation holds every number once', () => {
  expect([...stream(5).permutation(1000)].sort((x, y) => x - y)).toEqual(
    Array.from({ length: 1000 }, (_, i) => i),
  );
  expect(stream(5).permutation(0)).toHaveLength(0);
});

test.each([-1, 0.5, Number.NaN, 2 ** 53])('seed %d is refused', (seed) => {
  expect(() => stream(seed)).toThrow(/SA005/);
});

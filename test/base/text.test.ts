import { expect, test } from 'vitest';
import { plainText } from '../../src/base/text.js';

test.each([
  ['a colour code', 'a\u001b[31mb', 'a[31mb'],
  ['a C1 control', 'a\u009b2Jb', 'a2Jb'],
  ['a change of direction', 'a\u202eb\u2066c', 'abc'],
  ['a carriage return', 'a\rb', 'ab'],
  ['line ends and Chinese, which stay', '华为\nb', '华为\nb'],
])('plain text: %s', (_, text, plain) => {
  expect(plainText(text)).toBe(plain);
});

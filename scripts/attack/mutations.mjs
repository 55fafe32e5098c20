/** Ways to spoil a text. Each takes the text and a source of choices, and gives another text. */
const mutations = [
  flipBytes,
  cutOut,
  doubleUp,
  swapTokens,
  growNumber,
  nest,
  lengthen,
  unbalance,
  strangeLetters,
  endEarly,
  moveLine,
  borrowLine,
];

/** Numbers that no one means: too large, too small, not a number, not written as one. */
const numbers = [
  '1e300',
  '-1e300',
  '1e-300',
  '1e999',
  '0',
  '-0',
  '-1',
  '1e9',
  '4294967296',
  '9007199254740993',
  '1e308',
  '5e-324',
  '1/0',
  '0/0',
  '(-8)^(1/3)',
  '1e',
  '1.2.3',
  '0x10',
  '١',
  'NaN',
  'Infinity',
  ':NA:',
]; // prettier-ignore

const letters = [
  '\u0000',
  '\uFEFF',
  '\u202E',
  '\u0301',
  'İ',
  'ß',
  '😀',
  '\uD800',
  'ﬁ',
  '\u00A0',
  '\u2028',
  '\r',
  '\t',
  '\\',
];
const marks = [
  '"',
  "'",
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '<',
  '>',
  '|',
  '~',
  ',',
  ';',
  ':',
  '!',
  '&',
  '#',
  '\\',
  '=',
  '^',
];
/** No text grows beyond this many letters by one change. */
const mostLetters = 10_000_000;
const token = /[\p{L}_][\p{L}\p{N}_ ]*|\d[\d.eE+-]*|<[^<>]*>|[^\s\p{L}\p{N}]/gu;

/** Spoils a text one to four times. */
export function mutate(text, choose, others) {
  let spoiled = text;
  const times = 1 + Math.floor(4 * choose.share() ** 3);
  for (let i = 0; i < times; i++) spoiled = choose.one(mutations)(spoiled, choose, others);
  return spoiled;
}

function flipBytes(text, choose) {
  const bytes = Buffer.from(text, 'utf8');
  for (let i = 0; i < 1 + choose.below(5) && bytes.length > 0; i++)
    bytes[choose.below(bytes.length)] ^= 1 << choose.below(8);
  return bytes.toString('utf8');
}

function cutOut(text, choose) {
  const [from, to] = span(text, choose);
  return text.slice(0, from) + text.slice(to);
}

function doubleUp(text, choose) {
  const [from, to] = span(text, choose);
  const part = text.slice(from, to);
  return text.slice(0, to) + part.repeat(choose.share() < 0.1 ? 50 : 1) + text.slice(to);
}

function swapTokens(text, choose) {
  const tokens = [...text.matchAll(token)];
  if (tokens.length < 2) return text;
  const [a, b] = [choose.one(tokens), choose.one(tokens)].sort((x, y) => x.index - y.index);
  if (a.index + a[0].length > b.index) return text;
  return [
    text.slice(0, a.index),
    b[0],
    text.slice(a.index + a[0].length, b.index),
    a[0],
    text.slice(b.index + b[0].length),
  ].join(''); // prettier-ignore
}

function growNumber(text, choose) {
  const found = [...text.matchAll(/\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g)];
  if (found.length === 0) return text;
  const { index, 0: number } = choose.one(found);
  return text.slice(0, index) + choose.one(numbers) + text.slice(index + number.length);
}

function nest(text, choose) {
  const at = choose.below(text.length + 1);
  const times = choose.one([3, 50, 190, 210, 3000, 100_000]);
  const [open, close] = choose.one([
    ['(', ')'],
    ['-', ''],
    ['[', ']'],
    ['{', '}'],
    ['<aux>', '</aux>'],
    ['<group>', '</group>'],
    [':NOT:', ''],
    ['1+', ''],
    ['MAX(1,', ')'],
    ['IF THEN ELSE(', ',1,2)'],
    ['- ', ''],
    ['a: ', ''],
    ['2^', ''],
  ]); // prettier-ignore
  return `${text.slice(0, at)}${open.repeat(times)}1${close.repeat(times)}${text.slice(at)}`;
}

function lengthen(text, choose) {
  const names = [...text.matchAll(/[\p{L}][\p{L}\p{N}_]*/gu)];
  if (names.length === 0) return text;
  const { index, 0: name } = choose.one(names);
  const part = choose.one([name, 'x', 'é', 'a b ', '_']);
  const long = part.repeat(Math.min(choose.one([3, 100, 5000, 200_000]), mostLetters / part.length));
  return text.slice(0, index) + long + text.slice(index + name.length);
}

function unbalance(text, choose) {
  const at = choose.below(text.length + 1);
  const drop = choose.share() < 0.4 ? 1 : 0;
  return text.slice(0, at) + (drop ? '' : choose.one(marks)) + text.slice(at + drop);
}

function strangeLetters(text, choose) {
  const at = choose.below(text.length + 1);
  return text.slice(0, at) + choose.one(letters).repeat(choose.one([1, 1, 3, 1000])) + text.slice(at);
}

function endEarly(text, choose) {
  return text.slice(0, choose.below(text.length + 1));
}

function moveLine(text, choose) {
  const lines = text.split('\n');
  const [line] = lines.splice(choose.below(lines.length), 1);
  lines.splice(choose.below(lines.length + 1), 0, line);
  return lines.join('\n');
}

function borrowLine(text, choose, others) {
  const lines = text.split('\n');
  const other = choose.one(others).split('\n');
  lines.splice(choose.below(lines.length + 1), choose.below(2), choose.one(other));
  return lines.join('\n');
}

function span(text, choose) {
  const length = choose.one([1, 2, 5, 20, 200, 2000]);
  const from = choose.below(text.length + 1);
  return [from, Math.min(text.length, from + 1 + choose.below(length))];
}

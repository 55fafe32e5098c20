import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkModel, type ExternalReader, gridSheet, parseAll, sdErrors } from '../../src/sd/index.js';

// Each model in bad/ has one fault: its code, and the line on which a person would look for it.
const cases: readonly (readonly [name: string, code: string, line: number | undefined])[] = [
  ['stray-character', 'SD001', 2],
  ['missing-operand', 'SD001', 2],
  ['missing-operator', 'SD001', 2],
  ['open-bracket', 'SD001', 3],
  ['no-equals-sign', 'SD001', 2],
  ['text-in-equation', 'SD001', 2],
  ['not-closed', 'SD002', 6],
  ['macro-not-closed', 'SD002', 2],
  ['macro-with-too-few', 'SD004', 5],
  ['macro-that-looks-outside', 'SD005', 3],
  ['unknown-function', 'SD003', 2],
  ['too-few-arguments', 'SD004', 2],
  ['too-many-arguments', 'SD004', 2],
  ['undefined-name', 'SD005', 3],
  ['defined-twice', 'SD006', 3],
  ['element-defined-twice', 'SD006', 5],
  ['range-defined-twice', 'SD006', 4],
  ['range-and-variable', 'SD006', 4],
  ['too-few-subscripts', 'SD007', 5],
  ['subscripts-on-a-scalar', 'SD007', 5],
  ['subscripts-differ-by-equation', 'SD007', 5],
  ['unknown-subscript', 'SD008', 4],
  ['elements-of-two-ranges', 'SD008', 4],
  ['element-of-another-range', 'SD009', 5],
  ['range-not-on-the-left', 'SD010', 5],
  ['sum-over-nothing', 'SD010', 5],
  ['mark-outside-a-sum', 'SD010', 5],
  ['too-few-values', 'SD011', 4],
  ['ragged-table', 'SD011', 4],
  ['list-for-a-scalar', 'SD011', 2],
  ['mapping-of-another-size', 'SD011', 4],
  ['lookup-in-place-without-points', 'SD012', 2],
  ['no-final-time', 'SD013', 1],
  ['step-with-subscripts', 'SD013', 6],
  ['circle', 'SD014', 2],
  ['rests-on-itself', 'SD014', 2],
  ['circle-at-the-start', 'SD014', 2],
  ['lookup-without-argument', 'SD015', 3],
  ['argument-without-lookup', 'SD015', 3],
  ['points-in-an-expression', 'SD015', 2],
  ['stock-inside-an-expression', 'SD016', 2],
  ['oven.xmile', 'SD017', 5],
  ['element-not-defined', 'SD018', 5],
  ['range-of-itself', 'SD019', 2],
  ['numbers-that-fall', 'SD019', 2],
  ['step-of-zero', 'SD020', 5],
  ['too-many-steps', 'SD020', 4],
  ['step-too-fine', 'SD020', 5],
  ['unit-that-cannot-be-read', 'SD021', 2],
  ['unit-of-a-sum', 'SD022', 4],
  ['unit-of-a-flow', 'SD022', 3],
  ['unit-of-a-choice', 'SD022', 4],
  ['unit-in-a-logarithm', 'SD022', 3],
  ['quarter-is-not-a-year', 'SD022', 3],
  ['constant-unused', 'SD023', 2],
  ['unit-missing', 'SD024', 2],
  ['order-that-varies', 'SD025', 2],
  ['order-of-a-half', 'SD025', 2],
  ['range-too-large', 'SD026', 2],
  ['variable-too-large', 'SD026', 3],
  ['nested-too-deep', 'SD026', 2],
  ['sum-too-long', 'SD026', 2],
  ['macro-of-itself', 'SD027', 6],
  ['not-well-formed.xmile', 'SD040', 5],
  ['unknown-element.xmile', 'SD041', 6],
  ['data-unused', 'SD023', 2],
  ['outside-no-file', 'SD050', 2],
  ['outside-no-tab', 'SD050', 2],
  ['outside-no-area', 'SD050', 2],
  ['outside-no-alias', 'SD050', 2],
  ['outside-empty-cell', 'SD051', 2],
  ['outside-text-in-data', 'SD051', 2],
  ['outside-series-of-nothing', 'SD051', 2],
  ['outside-no-elements', 'SD051', 2],
  ['outside-without-quotes', 'SD052', 2],
  ['outside-three-ranges', 'SD052', 3],
  ['outside-data-after-equals', 'SD052', 2],
  ['outside-range-of-constants', 'SD052', 2],
  ['outside-inside-an-expression', 'SD016', 2],
  ['vector-for-one-element', 'SD053', 4],
  ['vector-select-over-nothing', 'SD010', 4],
  ['matrix-not-square', 'SD053', 5],
  ['matrix-of-another-size', 'SD053', 3],
  ['curve-too-short', 'SD053', 5],
  ['points-of-no-data', 'SD054', 3],
  ['data-equation-on-a-stock', 'SD054', 3],
  ['data-equation-on-itself', 'SD014', 2],
];
const fileOf = (name: string) => (name.includes('.') ? name : `${name}.mdl`);
const folder = join(import.meta.dirname, 'bad');

// The only file beside the bad models, with one tab: times in the first row, a text among the values below.
const sheet = gridSheet([
  ['time', 0, 1, 2],
  ['sales', 5, undefined, 7],
  ['notes', 5, 'strike', 7],
]);
const external: ExternalReader = {
  open: (file, tab) => {
    if (file !== 'sales.xlsx') return { missing: 'file', known: ['sales.xlsx'] };
    return tab === 'shop' ? { sheet } : { missing: 'tab', known: ['shop'] };
  },
};

test.each(cases)('%s is %s', (name, code, line) => {
  const file = fileOf(name);
  const { model, problems } = parseAll(readFileSync(join(folder, file), 'utf8'), file, { external });
  const found = (problems.length > 0 ? problems : checkModel(model)).map(({ complaint }) => complaint);
  expect(found.map((one) => `${one.code} ${one.place?.line}`)).toContain(`${code} ${line}`);
  expect(new Set(found.map((one) => one.code)), JSON.stringify(found)).toEqual(new Set([code]));
  for (const { place, expected, nearest, remedy, found: what } of found) {
    expect(place?.file).toBe(file);
    expect(what).not.toMatch(/undefined|NaN|\[object/);
    // A reader must be told what to do: what would be right, the closest name, or a remedy.
    expect(expected ?? nearest ?? remedy, what).toBeDefined();
  }
});

test('every bad model stands in the table, and every code has one', () => {
  expect(readdirSync(folder).sort()).toEqual(cases.map(([name]) => fileOf(name)).sort());
  // SD060 and SD061 are of writing, and have their cases in test/sd/write.
  const ofReading = Object.keys(sdErrors).filter((code) => !['SD060', 'SD061'].includes(code));
  expect([...new Set(cases.map(([, code]) => code))].sort()).toEqual(ofReading.sort());
});

test('the nearest name is told', () => {
  const text = readFileSync(join(folder, 'undefined-name.mdl'), 'utf8');
  expect(parseAll(text, 'm.mdl').problems.map((problem) => problem.message)).toEqual([
    'm.mdl:3:4 SD005 "waffer yield" is not defined; did you mean "wafer yield"?',
  ]);
});

test('a circle is told as the circle that it is', () => {
  const text = readFileSync(join(folder, 'circle.mdl'), 'utf8');
  expect(checkModel(parseAll(text, 'm.mdl').model)[0]?.text).toMatch(
    /go in a circle: (?=.*x \(line 2\))(?=.*y \(line 3\))(?=.*z \(line 4\))/,
  );
});

test('a circle is found beside what it rests on', () => {
  const text = 'x= y+z ~~|\ny= x ~~|\nz= 1 ~~|\nINITIAL TIME= 0 ~~|\nFINAL TIME= 1 ~~|\nTIME STEP= 1 ~~|\n';
  expect(checkModel(parseAll(text, 'm.mdl').model).map(({ complaint }) => complaint.code)).toContain('SD014');
});

test('all faults of a text are told at once, in its order', () => {
  const text = '{UTF-8}\nx= 1 ? 2 ~~|\ny= MAX(1) ~~|\nz= FOO(2) ~~|\n';
  expect(parseAll(text, 'm.mdl').problems.map(({ complaint }) => complaint.code)).toEqual([
    'SD001',
    'SD004',
    'SD003',
  ]);
});

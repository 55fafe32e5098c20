import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SteelyardError } from '../../src/base/error.js';
import { opennessOf } from '../../src/controls/index.js';
import { decimalDate, type Facts, loadFacts, studyParts } from '../../src/facts/index.js';
import { readFacts } from '../../src/facts/read.node.js';
import { parseModel } from '../../src/sd/index.js';
import {
  classifierOf,
  inspectConstants,
  readTags,
  resolveKey,
  syncConstants,
  viewOfFacts,
  viewOfModel,
} from '../../src/study/index.js';
import { filesBelow } from '../house/examples.js';

const file = 'models/access/access.mdl';
const text = readFileSync(file, 'utf8');
const view = (model = text) => viewOfModel(parseModel(model, file));
const lineOf = (part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

let facts: Facts;
beforeAll(async () => {
  facts = await readFacts('data', { parts: studyParts, root: 'data' });
});

/** The project's data with one change in the rules. */
function withRules(from: string, to: string): Facts {
  const files = filesBelow('data', (path) => path.endsWith('.yaml')).map((path) => {
    const name = path.replace(/^data\//, '');
    const written = readFileSync(path, 'utf8');
    if (name === 'controls/us-rules.yaml') expect(written, `the rules hold "${from}"`).toContain(from);
    return [name, name === 'controls/us-rules.yaml' ? written.replace(from, to) : written] as const;
  });
  return loadFacts(new Map(files));
}

describe('the access model', () => {
  test("holds the engine's legal status for each class in each regime", () => {
    const tagged = readTags(view()).filter(({ tag }) => tag.kind === 'control');
    expect(tagged.map(({ constant }) => constant.elements[0])).toEqual([
      'legal status[Earlier,BeforeRules]',
      'legal status[ExportVariant,BeforeRules]',
      'legal status[H200,BeforeRules]',
      'legal status[Next,BeforeRules]',
    ]);
    for (const { constant, tag } of tagged) {
      const values = tag.keys.map((key) => resolveKey(facts, `control:${key}`).value);
      expect([...constant.values], constant.elements[0]!).toEqual(values);
    }
    expect(inspectConstants(view(), viewOfFacts(facts))).toEqual([]);
  });

  test('misses no change of law on record: on every day that anything changes, its regime opens what the rules open', () => {
    const { constants } = view();
    const starts = constants
      .filter(({ name }) => name === 'regime start')
      .flatMap(({ elements, values }) => elements.map((element, i) => [element, values[i]!] as const));
    const { changeDays, rules } = classifierOf(facts).book;
    const days = ['2022-01-01', ...changeDays].filter(
      (day) => day >= '2022-01-01' && day <= rules.looked_through,
    );
    expect(days.length).toBeGreaterThan(20);
    for (const { constant, tag } of readTags(view())) {
      if (tag.kind !== 'control') continue;
      const chip = tag.keys[0]!.replace(/@.*/, '');
      for (const day of days) {
        // Years stand in the model with nine digits: half a day is more than they leave out.
        const begun = starts.filter(([, start]) => start <= decimalDate(day).value + 0.5 / 366).length;
        const status = constant.values[begun - 1];
        expect(status, `${chip} on ${day}`).toBe(resolveKey(facts, `control:${chip}@${day}`).value);
      }
    }
  });

  test.each([
    ['the lane of 2026 ends below the H200', 'tpp < 21000', 'tpp < 15000', 'H200', 'Lane2026'],
    [
      'licences for the H20 are presumed denied',
      'policy: case_by_case\n    cite: statements on licences',
      'policy: presumption_of_denial\n    cite: statements on licences',
      'ExportVariant',
      'Licences2025',
    ],
    [
      'a case-by-case review counts as shut',
      'id: case_by_case, value: 1',
      'id: case_by_case, value: 0',
      'ExportVariant',
      'Licences2025',
    ],
  ])('is refused at its line when %s', (_, from, to, chipClass, regime) => {
    const [complaint] = inspectConstants(view(), viewOfFacts(withRules(from, to)));
    expect(complaint).toMatchObject({
      code: 'ST014',
      place: { file, line: lineOf(`legal status[${chipClass},Regime]=`) },
    });
    expect(complaint!.found).toContain(`legal status[${chipClass},${regime}]" is 1 in the model`);
    expect(complaint!.found).toContain('is 0 in the data');
    expect(complaint!.remedy).toContain('evidence --sync');
  });

  test('is brought in line by a sync, and nothing else changes', () => {
    const stale = text.replace('legal status[H200,Regime]= 1, 0,', 'legal status[H200,Regime]= 1, 1,');
    const synced = syncConstants(stale, view(stale), viewOfFacts(facts));
    expect(synced.text).toBe(text);
    expect(synced.changes).toMatchObject([{ element: 'legal status[H200,Limits2022]', was: 1, is: 0 }]);
  });
});

describe('a tag of legal status', () => {
  const complaintOf = (key: string) =>
    inspectConstants(viewOfModel(parseModel(`a= 1 ~ ~ @control ${key} |`, 'm.mdl')), viewOfFacts(facts))[0];

  test.each([
    ['a chip that the catalogue lacks', 'nv-h21-96@2025-03-01', 'ST013', 'nv-h20-96@2025-03-01'],
    ['a day that the calendar lacks', 'nv-h20-96@2025-02-30', 'ST013', undefined],
    ['no day', 'nv-h20-96', 'ST013', undefined],
    ['a chip whose status the rules leave open', 'amd-mi100@2024-03-01', 'ST015', undefined],
    ['a chip that may not be used at all', 'ali-zhenwu-m890@2026-02-01', 'ST015', undefined],
  ])('with %s is refused at its line', (_, key, code, nearest) => {
    const found = complaintOf(key)!;
    expect(found).toMatchObject({ code, place: { file: 'm.mdl', line: 1 } });
    expect(found.nearest).toBe(nearest);
    expect(found.remedy).toBeTruthy();
  });

  test('says what an open status hangs on', () => {
    expect(complaintOf('amd-mi100@2024-03-01')!.found).toContain('it hangs on pd >= 5.92');
  });

  test('takes other names of a chip and tells value, reason and sources', () => {
    const found = resolveKey(facts, 'control:h20@2025-07-15');
    expect(found).toMatchObject({ key: 'control:nv-h20-96@2025-07-15', value: 1, date: '2025-07-15' });
    expect(found.why).toContain('ECCN not 3A090. Licence required: yes');
    expect(found.why).toContain('Counts as 1, as case by case');
    expect(found.place.file).toBe('data/controls/us-rules.yaml');
    expect(found.sources.length).toBeGreaterThan(0);
    expect(resolveKey(facts, 'control:h20@2025-04-08').why).toContain('not caught by the rules checked');
  });
});

test.each([
  ['not caught', false, null, null, 'not_caught', 1],
  ['text without enforcement', 'text_yes_practice_no', null, null, 'text_yes_practice_no', 1],
  ['an exception serves', true, 'presumption_of_denial', 'NAC', 'exception', 1],
  ['approval presumed', true, 'presumption_of_approval', null, 'presumption_of_approval', 1],
  ['case by case', true, 'case_by_case', null, 'case_by_case', 1],
  ['disputed, denial presumed', 'contested', 'presumption_of_denial', null, 'presumption_of_denial', 0],
  ['a letter that states no policy', true, null, null, 'no_policy_stated', 0],
] as const)('openness: %s', (_, license_required, review_policy, exception, state, value) => {
  const answer = { license_required, review_policy, exception, reason: 'ccl', depends: [] };
  expect(opennessOf(answer, facts.usRules!)).toMatchObject({ state, value });
});

test.each(['cannot_tell', 'contested', 'general_prohibition_10', 'no_enforcement'] as const)(
  'openness: %s is refused',
  (license_required) => {
    const answer = { license_required, review_policy: null, exception: null, reason: 'x', depends: [] };
    expect(() => opennessOf(answer, facts.usRules!)).toThrow(
      expect.objectContaining({ complaint: expect.objectContaining({ code: 'CO031' }) }) as SteelyardError,
    );
  },
);

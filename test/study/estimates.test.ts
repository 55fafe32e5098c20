import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { phases } from '../../src/compute/index.js';
import { compileToJavaScript } from '../../src/engine/index.js';
import { type Facts, loadFacts, studyParts } from '../../src/facts/index.js';
import { readFacts } from '../../src/facts/read.node.js';
import { parseModel } from '../../src/sd/index.js';
import {
  type BoundStudy,
  bindStudy,
  inspectConstants,
  planRun,
  programNeeds,
  readStudy,
  readTags,
  resolveEstimate,
  resolveKey,
  syncConstants,
  viewOfFacts,
  viewOfModel,
} from '../../src/study/index.js';
import { filesBelow } from '../house/examples.js';
import { bindSmall } from './small.js';

const file = 'models/access/access.mdl';
const text = readFileSync(file, 'utf8');
const studyFile = 'studies/h200-china.yaml';
const studyText = readFileSync(studyFile, 'utf8');
const view = (model = text) => viewOfModel(parseModel(model, file));
const lineOf = (part: string) => text.slice(0, text.indexOf(part)).split('\n').length;
const p95 = 1.6448536269514722;

let facts: Facts;
let bound: BoundStudy;
beforeAll(async () => {
  facts = await readFacts('data', { parts: studyParts, root: 'data' });
  bound = bindStudy(readStudy(studyText, studyFile), view(), viewOfFacts(facts));
});

describe('the access model', () => {
  test('holds what the estimator says of the chips that stand for its classes, to four digits', () => {
    const tagged = readTags(view()).filter(({ tag }) => tag.kind === 'estimate');
    expect(tagged.length).toBe(9);
    for (const { constant, tag } of tagged) {
      expect(tag.keys.map((key) => key.replace(/.*\./, ''))).toEqual([...phases]);
      tag.keys.forEach((key, i) => {
        const { value } = resolveEstimate(facts, `estimate:${key}`);
        expect(constant.values[i], key).toBe(Number(value.toPrecision(4)));
      });
    }
    expect(inspectConstants(view(), viewOfFacts(facts))).toEqual([]);
  });

  test('is refused at its line when a number is not what the estimator says, and let pass when only rounded', () => {
    const value = resolveEstimate(facts, 'estimate:nv-h20-96.training').value;
    const written = `H20 work[Phase]= ${Number(value.toPrecision(4))},`;
    expect(text).toContain(written);
    const withNumber = (number: number) => text.replace(written, `H20 work[Phase]= ${number},`);
    const complaints = (number: number) => inspectConstants(view(withNumber(number)), viewOfFacts(facts));
    expect(complaints(Number(value.toPrecision(7)))).toEqual([]);
    const [complaint] = complaints(Number((value * 1.01).toPrecision(4)));
    expect(complaint).toMatchObject({ code: 'ST014', place: { file, line: lineOf('H20 work[Phase]=') } });
    expect(complaint!.found).toContain('by the estimator');
    expect(complaint!.remedy).toContain('evidence --sync');
    const synced = syncConstants(withNumber(2), view(withNumber(2)), viewOfFacts(facts));
    expect(synced.text).toBe(text);
  });
});

describe('the uncertainty of estimates', () => {
  const column = (key: string, of: Pick<BoundStudy, 'columns'> = bound) =>
    of.columns.find(({ id }) => id === `estimate:${key}`)!;

  test('is two numbers for each chip, in training and in the rest; each phase moves by its own spread', () => {
    const all = bound.columns.filter(({ kind }) => kind === 'estimate');
    expect(all.length).toBe(2 * bound.study.estimates.length);
    expect(column('nv-b200.training').sets.map(({ element }) => element)).toEqual(['B200 work[Training]']);
    const { sets, distribution } = column('nv-b200.prefill');
    expect(sets.map(({ element }) => element)).toEqual(
      ['Prefill', 'Decode', 'Recommendation', 'FP64'].map((phase) => `B200 work[${phase}]`),
    );
    sets.forEach(({ factor, power }, i) => {
      const { value, logSd } = resolveEstimate(facts, `estimate:nv-b200.${phases[i + 1]}`);
      const at = (u: number) => distribution.quantile(u) ** power! * factor;
      expect(at(0.5)).toBeCloseTo(value, 9);
      expect(at(0.95) / value).toBeCloseTo(Math.exp(p95 * logSd), 6);
      expect(at(0.05) / value).toBeCloseTo(Math.exp(-p95 * logSd), 6);
    });
  });

  test('reaches the runs: the designed inputs have the spread of the estimator', () => {
    const needs = programNeeds(bound);
    const plan = planRun(bound, compileToJavaScript(parseModel(text, file), needs));
    const { design, futureInputs, futures } = plan.job;
    const at = futureInputs.indexOf(needs.inputs.indexOf('H20 work[Decode]'));
    const logs = Array.from({ length: futures }, (_, f) => Math.log(design[f * futureInputs.length + at]!));
    const mean = logs.reduce((sum, x) => sum + x, 0) / futures;
    const sd = Math.sqrt(logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (futures - 1));
    const { value, logSd } = resolveEstimate(facts, 'estimate:nv-h20-96.decode');
    expect(mean).toBeCloseTo(Math.log(value), 2);
    expect(sd / logSd).toBeCloseTo(1, 1);
  });

  test('leaves out a phase that a chip is not suited for', () => {
    expect(column('nv-h20-96.prefill').sets.map(({ element }) => element)).not.toContain('H20 work[FP64]');
    expect(resolveEstimate(facts, 'estimate:nv-h20-96.fp64')).toMatchObject({ value: 0, logSd: 0 });
  });

  test('in the dated set rests on no measurement, and is wider', () => {
    const dated = 'known-2024-12-31';
    const blind = { ...facts, calibration: undefined, measurements: new Map() };
    for (const { chip } of bound.study.estimates)
      for (const phase of phases) {
        const key = `estimate:${chip}.${phase}`;
        const then = resolveEstimate(facts, key, dated);
        expect(then.value, key).toBe(resolveEstimate(blind, key, dated).value);
        expect(then.logSd, key).toBeGreaterThanOrEqual(resolveEstimate(facts, key).logSd);
      }
    const [now, then] = [column('nv-h200-sxm.training'), column('nv-h200-sxm.training', bound.backtest!)];
    expect(then.distribution.quantile(0.95)).toBeGreaterThan(now.distribution.quantile(0.95));
    expect(resolveKey(facts, 'estimate:h200.decode', { priors: dated }).flags).toContain('uncalibrated');
  });

  test('counts what a maker does not publish', () => {
    const spread = (chip: string) => resolveEstimate(facts, `estimate:${chip}.decode`).logSd;
    expect(spread('ali-zhenwu-810e')).toBeGreaterThan(1.3 * spread('nv-h20-96'));
    expect(resolveKey(facts, 'estimate:ali-zhenwu-810e.decode').flags).toContain(
      'not published: memory bandwidth',
    );
  });
});

describe('a key of an estimate', () => {
  const complaintOf = (key: string) =>
    inspectConstants(viewOfModel(parseModel(`a= 1 ~ ~ @estimate ${key} |`, 'm.mdl')), viewOfFacts(facts))[0];

  test.each([
    ['a chip that the catalogue lacks', 'nv-h21-96.decode', 'nv-h20-96.decode'],
    ['a phase that there is not', 'nv-h20-96.decod', 'nv-h20-96.decode'],
    ['no phase', 'nv-h20-96', undefined],
  ])('with %s is refused at its line', (_, key, nearest) => {
    const found = complaintOf(key)!;
    expect(found).toMatchObject({ code: 'ST013', place: { file: 'm.mdl', line: 1 } });
    expect(found.nearest).toBe(nearest);
  });

  test('whose workload is missing is refused, and not taken as zero', () => {
    const bare = { ...facts, workloads: new Map() };
    const model = viewOfModel(parseModel('a= 1 ~ ~ @estimate nv-h20-96.decode |', 'm.mdl'));
    expect(inspectConstants(model, viewOfFacts(bare))[0]).toMatchObject({ code: 'ST017' });
  });

  test('takes other names of a chip and shows the rows behind it, with a flag where there are none', async () => {
    const all = loadFacts(
      new Map(
        filesBelow('data', (path) => path.endsWith('.yaml')).map((path) => [
          path.replace(/^data\//, ''),
          readFileSync(path, 'utf8'),
        ]),
      ),
    );
    const found = resolveKey(all, 'estimate:h200.decode');
    expect(found.key).toBe('estimate:nv-h200-sxm.decode');
    expect(found.note).toMatch(/Measured rows of this kind: \d+ on this chip/);
    expect(found.derivedFrom!.some((key) => key.startsWith('measurement:'))).toBe(true);
    expect(found.low).toBeLessThan(found.value as number);
    expect(found.flags).not.toContain('family prior');
    expect(resolveKey(all, 'estimate:cam-mlu590.training').flags).toContain('family prior');
  });
});

describe('a study and its model', () => {
  const small = ['price[Buyer]=', 'work= 0.3 ~ unit ~ @estimate chip-a.decode |\nprice[Buyer]='] as const;
  const listed = ['dependence:', 'estimates:\n  - {chip: chip-a, why: it works}\ndependence:'] as const;

  test('name the same chips', () => {
    expect(() => bindSmall({ model: [...small] })).toThrow(/chip-a.*does not list/);
    expect(() => bindSmall({ study: [...listed] })).toThrow(/no constant of the model carries/);
    const { columns, always } = bindSmall({ model: [...small], study: [...listed] });
    const one = columns.find(({ id }) => id === 'estimate:chip-a.decode')!;
    expect(one.sets).toEqual([{ element: 'work', factor: 0.3, power: 1 }]);
    expect([...always.keys()]).not.toContain('work');
  });

  test('take the value of the dated set where an estimate does not vary', () => {
    const dated = bindSmall({
      model: [small[0], small[1].replace('chip-a.decode', 'chip-a.fp64').replace('0.3', '0')],
      study: [...listed],
    });
    expect(dated.columns.some(({ kind }) => kind === 'estimate')).toBe(false);
    expect(dated.backtest!.always.get('work')).toBe(0);
  });
});

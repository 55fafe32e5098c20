import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileToJavaScript, compileToWasm, instantiateLanes } from '../../../src/engine/index.js';
import { readFacts } from '../../../src/facts/read.node.js';
import { parseModel } from '../../../src/sd/index.js';
import {
  bindStudy,
  overrideStudy,
  planRun,
  programNeeds,
  readStudy,
  studyInBasis,
  viewOfFacts,
  viewOfModel,
} from '../../../src/study/index.js';
import { firstDifference } from './both.js';

const root = join(import.meta.dirname, '../../..');
const text = readFileSync(join(root, 'models/access/access.mdl'), 'utf8');
const parse = () => parseModel(text, 'models/access/access.mdl');

/** What the study asks of its model: inputs, series, and the metrics of its runs. */
async function asked() {
  const file = readStudy(readFileSync(join(root, 'studies/h200-china.yaml'), 'utf8'), 'h200-china.yaml');
  const facts = await readFacts(join(root, 'data'), { root: 'data' });
  const study = studyInBasis(overrideStudy(file, { futures: 8 }), facts);
  const bound = bindStudy(study, viewOfModel(parse()), viewOfFacts(facts));
  const needs = programNeeds(bound);
  const { job } = planRun(bound, compileToJavaScript(parse(), needs));
  const recorded = [...new Set(job.recorded.map(({ series }) => series))];
  return { needs, options: { metrics: job.metrics, recorded }, job };
}

const study = asked();

test('the kernel of the study is below 300 kB, with all its metrics', async () => {
  const { needs, options } = await study;
  expect(compileToWasm(parse(), needs, options).bytes.length).toBeLessThan(300_000);
});

// 150 ms are meant, on a machine that does nothing else; what else runs beside the tests makes it slower.
test('from the text of its model to the kernel takes less than 450 ms of processor time', async () => {
  const { needs, options } = await study;
  const times = Array.from({ length: 6 }, () => {
    const before = process.cpuUsage();
    instantiateLanes(compileToWasm(parse(), needs, options));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  expect(Math.min(...times)).toBeLessThan(450);
});

test('the kernel of the study gives the bits of the JavaScript', async () => {
  const { needs, job } = await study;
  const set = job.futureInputs.map((input, column) => [
    needs.inputs[input]!,
    (lane: number) => job.design[(lane % 8) * job.futureInputs.length + column]!,
  ]);
  expect(firstDifference(parse(), needs.series, Object.fromEntries(set))).toBe(undefined);
});

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SteelyardError } from '../../dist/base/error.js';
import { externalReader } from '../../dist/cli/external/reader.js';
import {
  compileToJavaScript,
  compileToWasm,
  instantiate,
  instantiateLanes,
} from '../../dist/engine/index.js';
import { readFacts } from '../../dist/facts/read.node.js';
import { drawDiagram } from '../../dist/report/index.js';
import * as sd from '../../dist/sd/index.js';
import * as studies from '../../dist/study/index.js';
import { root } from './seeds.mjs';

/** A run of a sound model may take long; here it takes this many values. */
const mostValues = 300_000;
const fewSteps = 5;

/**
 * Takes an input through everything that a person can do with it.
 *
 * @returns how far it came, `{ end, code }`, and `fault` where something went wrong that no complaint tells
 */
export async function tryInput(input, parts, time = (_, step) => step()) {
  try {
    if (input.kind === 'study') return time('study', () => tryStudy(input, parts));
    return await tryModel(input, time);
  } catch (error) {
    if (!(error instanceof SteelyardError)) return { end: 'crash', fault: error?.stack ?? String(error) };
    return { end: 'refused', code: error.complaint.code, fault: faultOf(error, input) };
  }
}

/** Reads what a study rests on: the model and the data of this repository. */
export async function readParts(seeds) {
  const { file, text } = seeds.models.find((seed) => seed.file === 'models/access/access.mdl');
  const facts = await readFacts(join(root, 'data'), { root: 'data' });
  const model = sd.parseModel(text, file);
  return { facts, view: studies.viewOfModel(model), values: studies.viewOfFacts(facts) };
}

function tryStudy({ name, text }, { facts, view, values }) {
  const file = studies.readStudy(text, name);
  const bound = studies.bindStudy(studies.studyInBasis(file, facts), view, values);
  const { inputs, series } = studies.programNeeds(bound);
  const few = { ...bound, study: { ...bound.study, design: { ...bound.study.design, futures: 8 } } };
  const times = Float64Array.from({ length: 41 }, (_, i) => 2025 + i / 4);
  studies.planRun(few, { inputs, series, times, defaults: new Float64Array(inputs.length), source: '' });
  return { end: 'accepted' };
}

let made;
const folder = () => {
  made ??= mkdtempSync(join(tmpdir(), 'attack-'));
  return made;
};

async function tryModel(input, time) {
  const { name, text } = input;
  const path = input.path ?? join(folder(), name);
  if (input.kind === 'outside') writeFileSync(join(folder(), 'data.csv'), input.cells);
  const external = await externalReader(text, path);
  const { model: read, problems } = time('read', () => sd.parseAll(text, name, { external }));
  const place = problems
    .slice(0, 20)
    .map((problem) => faultOf(problem, input))
    .find(Boolean);
  if (problems.length > 0) return { end: 'refused', code: problems[0].complaint.code, fault: place };
  const model =
    input.kind === 'table'
      ? time('data', () => sd.feedData(read, [sd.readRunTable(input.cells, 'table.tab')]))
      : read;
  const findings = time('check', () => sd.checkModel(model))
    .slice(0, 20)
    .map((finding) => faultOf(finding, input));
  return {
    ...time('describe', () => tell(model)),
    ...firstFault([...findings, ...writings(model, input, external, time), run(model, input, time)]),
  };
}

function tell(model) {
  const found = sd.describeModel(model);
  drawDiagram(sd.layOutModel(model, sd.nameFlows(model), found.counts.variables <= 40), 'm', '');
  return { end: 'accepted' };
}

/** Writes the model in all formats, and reads what was written. */
function writings(model, input, external, time) {
  return [sd.printModel, sd.printXmile, sd.printJson].map((print) => {
    let text;
    try {
      text = time(print.name, () => print(model));
    } catch (error) {
      if (!(error instanceof SteelyardError)) throw error;
      return faultOf(error, input);
    }
    if (print === sd.printJson) {
      JSON.parse(text);
      return undefined;
    }
    const [problem] = time(
      `read what ${print.name} wrote`,
      () => sd.parseAll(text, 'written', { external }).problems,
    );
    return problem && `${print.name} wrote what cannot be read: ${problem.message}`;
  });
}

/** Compiles the model both ways and runs it for few steps, where the two must agree. */
function run(model, input, time) {
  try {
    const short = shortened(model);
    const series = short.variables.flatMap((one) => (one.kind === 'lookup' ? [] : sd.elementNames(one)));
    const program = time('compile', () => compileToJavaScript(short, { inputs: [], series, math: 'own' }));
    const out = new Float64Array(program.times.length * series.length);
    time('run', () => instantiate(program).run(new Float64Array(0), out));
    const lanes = time('lanes', () => runLanes(short, series, program, input));
    if (typeof lanes === 'string' || lanes === undefined) return lanes;
    const at = out.findIndex((value, i) => !Object.is(value, lanes[i]));
    return at < 0 ? undefined : `${series[at % series.length]} is ${out[at]}, and in lanes ${lanes[at]}`;
  } catch (error) {
    if (!(error instanceof SteelyardError)) throw error;
    return faultOf(error, input) ?? { refused: error.complaint.code };
  }
}

function runLanes(model, series, program, input) {
  try {
    const kernel = instantiateLanes(compileToWasm(model, { inputs: [], series }));
    const out = new Float64Array(program.times.length * series.length);
    kernel.run(new Float64Array(0), out);
    return out;
  } catch (error) {
    // A clock that changes is told as one that is not constant: the JavaScript holds it.
    if (error instanceof SteelyardError && ['EN030', 'EN005', 'SD013'].includes(error.complaint.code))
      return faultOf(error, input);
    throw error;
  }
}

/** Lets a long run end after few steps. */
function shortened(model) {
  if (sd.clockChanges(model)) return model;
  const clock = sd.clockOf(model);
  const size = model.variables.reduce(
    (sum, one) => sum + one.axes.reduce((n, a) => n * a.elements.length, 1),
    0,
  );
  if (clock.steps * size <= mostValues) return model;
  const value = clock.initialTime + fewSteps * clock.timeStep;
  return {
    ...model,
    variables: model.variables.map((one) => {
      if (one !== sd.findVariable(model, 'FINAL TIME')) return one;
      const expr = { kind: 'number', value, text: String(value), place: one.place };
      return { ...one, equations: [{ ...one.equations[0], right: { kind: 'value', expr } }] };
    }),
  };
}

function firstFault(list) {
  const fault = list.find((one) => typeof one === 'string');
  const refused = list.find((one) => typeof one === 'object');
  return { ...(fault && { fault }), ...(refused && { end: 'refused at the run', code: refused.refused }) };
}

/** A complaint has a code, a place that is in the text, and says what was found. */
function faultOf({ complaint, ...rest }, input) {
  const { code, found, place } = complaint ?? rest;
  const lines = (text) => text.split(/\r\n|\r|\n/);
  const where =
    place && (place.file === input.name ? lines(input.text) : place.file && lines(input.cells ?? ''));
  const wrong =
    (!/^[A-Z]{2}\d{3}$/.test(code ?? '') && 'no code') ||
    (!found?.trim() && 'no reason') ||
    (!place?.file && 'no file') ||
    (!(place.line >= 1) && 'no line') ||
    (!(place.column >= 1) && 'no column') ||
    (where && place.file === input.name && place.line > where.length && 'a line that is not there') ||
    (describes(complaint ?? rest).length > 3000 && 'a message of more than 3000 letters');
  return wrong
    ? `a complaint has ${wrong}: ${code} ${found?.slice(0, 300)} (${JSON.stringify(place)})`
    : undefined;
}

const describes = (complaint) => new SteelyardError(complaint).message;

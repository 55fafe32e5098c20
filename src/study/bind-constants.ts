import { type Complaint, SteelyardError } from '../base/error.js';
import type { FactsView, FactValue, ModelConstant, ModelView } from './ports.js';
import { isProblem, namesData, type Provenance, readTag } from './provenance.js';
import { refuseAt } from './refuse.js';

/** A constant of the model with the tag that says where its numbers come from. */
export interface TaggedConstant {
  readonly constant: ModelConstant;
  readonly tag: Provenance;
}

/** Constants that set how the run is cut into steps; every model has them and they need no tag. */
const timeSettings = new Set(['initial time', 'final time', 'time step', 'saveper']);
const tolerance = 1e-6;
/** Half a unit of the fourth digit of a number, and a little for the last bit of sums. */
const halfOfFourth = (value: number) => 0.5001 * 10 ** (Math.floor(Math.log10(Math.abs(value))) - 3);

/**
 * Reads the tag of every constant of a model and checks its numbers against the data.
 *
 * A number must equal the median of its prior, its fact, or the legal status of its chip, times the factor of the tag,
 * within a millionth part; an estimate stands in the model with four digits, and must agree to them.
 *
 * @throws SteelyardError ST010 to ST017 at the model's line
 *
 * @example
 * const data = { prior: () => ({ value: 24 }) }
 * tagConstants(viewOfModel(parseModel('a= 2 ~ ~ @prior per_year / 12 |', 'm.mdl')), data)[0].tag.keys // => ['per_year']
 */
export function tagConstants(model: ModelView, facts: FactsView): readonly TaggedConstant[] {
  const tagged = readTags(model);
  for (const one of tagged) checkAgainstData(one, facts);
  return tagged;
}

/**
 * Lists everything that is wrong with the tags and numbers of a model's constants, in the order of the text.
 *
 * @returns complaints with the codes ST010 to ST017; empty if model and data agree
 *
 * @example
 * inspectConstants(viewOfModel(parseModel('a= 2 ~ ~ two |', 'm.mdl')), {})[0].code // => 'ST010'
 */
export function inspectConstants(model: ModelView, facts: FactsView): readonly Complaint[] {
  return model.constants.filter(needsTag).flatMap((constant) => {
    try {
      checkAgainstData(readTagOf(constant), facts);
      return [];
    } catch (fault) {
      if (fault instanceof SteelyardError) return [fault.complaint];
      throw fault;
    }
  });
}

/**
 * Reads the tag of every constant of a model without looking at the data.
 *
 * @throws SteelyardError ST010, ST011, ST012 at the model's line
 *
 * @example
 * readTags(viewOfModel(parseModel('a= 2 ~ ~ @structure two |', 'm.mdl')))[0].tag.text // => 'two'
 */
export function readTags(model: ModelView): readonly TaggedConstant[] {
  return model.constants.filter(needsTag).map(readTagOf);
}

const needsTag = (constant: ModelConstant) => !timeSettings.has(constant.name.toLowerCase());

function readTagOf(constant: ModelConstant): TaggedConstant {
  const tag = readTag(constant.comment);
  if (isProblem(tag)) {
    const code = tag.problem === 'missing' ? 'ST010' : 'ST011';
    refuseAt(constant.place, code, `the constant "${constant.name}" has ${tag.found}`, {
      expected: tag.expected,
      nearest: tag.nearest,
    });
  }
  if (tag.keys.length > 1 && tag.keys.length !== constant.elements.length) {
    const counts = `${tag.keys.length} keys for ${constant.elements.length} elements`;
    refuseAt(constant.place, 'ST012', `"${constant.name}" has ${counts}`, {
      expected: 'one key, or one an element',
    });
  }
  return { constant, tag };
}

/**
 * Finds the value that the data give a tagged constant's element, before the tag's factor.
 *
 * @throws SteelyardError ST013 if the data lack the key, ST015 if the rules do not settle it, ST017 if nothing can be
 *   estimated
 */
export function dataValue({ constant, tag }: TaggedConstant, element: number, facts: FactsView): FactValue {
  const key = keyAt(tag, element);
  const path = pathAt(tag, element);
  const value = tag.kind === 'prior' ? facts.prior(key, 'current') : settled(constant, path, facts);
  if (value) return value;
  const nearest = facts.nearestFact(path);
  refuseAt(constant.place, 'ST013', `"${constant.name}" rests on ${tag.kind} "${key}", which the data lack`, {
    nearest: path === key ? nearest : nearest?.replace(/^[a-z]+:/, ''),
    remedy: 'correct the key, or add the value to the data with its sources',
  });
}

/** Tells the key of one element: the only key of the tag, or the element's own. */
export function keyAt(tag: Pick<Provenance, 'keys'>, element: number): string {
  return tag.keys.length === 1 ? tag.keys[0]! : tag.keys[element]!;
}

/**
 * Tells the full key path of one element, as `steelyard evidence` takes it.
 *
 * @example
 * pathAt({ kind: 'control', keys: ['nv-h20-96@2025-03-01'] }, 0) // => 'control:nv-h20-96@2025-03-01'
 */
export function pathAt(tag: Pick<Provenance, 'kind' | 'keys'>, element: number): string {
  const key = keyAt(tag, element);
  return tag.kind === 'fact' || !namesData(tag) ? key : `${tag.kind}:${key}`;
}

/** What a refusal of the floors below means at the line of the model that asks. */
const refusals: Readonly<Record<string, readonly ['ST015' | 'ST017', string]>> = {
  CO031: ['ST015', 'name another day, or settle the rule in the data'],
  ST017: ['ST017', 'correct the workloads or the catalogue'],
};

/** A fact, or the refusal to run on what the rules leave open or the estimator cannot tell, at the line that asks. */
function settled(constant: ModelConstant, path: string, facts: FactsView): FactValue | undefined {
  try {
    return facts.fact(path);
  } catch (fault) {
    const means = fault instanceof SteelyardError ? refusals[fault.complaint.code] : undefined;
    if (!(fault instanceof SteelyardError) || means === undefined) throw fault;
    const { found, remedy } = fault.complaint;
    refuseAt(constant.place, means[0], `"${constant.name}" rests on ${path}, and ${found}`, {
      remedy: remedy ?? means[1],
    });
  }
}

/** Tells whether the number of a model agrees with the data's: to a millionth part, an estimate to four digits. */
export function agrees(a: number, b: number, tag: Pick<Provenance, 'kind'> = { kind: 'fact' }): boolean {
  const allowed = tag.kind === 'estimate' ? halfOfFourth(b) : tolerance * Math.max(Math.abs(a), Math.abs(b));
  return Math.abs(a - b) <= allowed || a === b;
}

/**
 * Rounds to what stands in the model: nine digits, which is closer than the check asks for and without what a division
 * leaves behind; four of an estimate, which knows no more.
 */
export function rounded(value: number, tag: Pick<Provenance, 'kind'>): number {
  return Number(value.toPrecision(tag.kind === 'estimate' ? 4 : 9));
}

const nineDigits = (value: number) => Number(value.toPrecision(9));

function checkAgainstData(one: TaggedConstant, facts: FactsView): void {
  const { constant, tag } = one;
  if (tag.kind === 'draw') {
    const outside = constant.values.find((value) => !(value >= 0 && value <= 1));
    if (outside !== undefined)
      refuseAt(constant.place, 'ST014', `the draw "${constant.name}" is ${outside} in the model`, {
        expected: '0.5, between 0 and 1',
      });
  }
  if (!namesData(tag)) return;
  const count = Math.max(1, constant.values.length);
  for (let i = 0; i < count; i++) {
    const { value } = dataValue(one, i, facts);
    const found = constant.values[i];
    if (found === undefined || agrees(found, value * tag.factor, tag)) continue;
    const right = rounded(value * tag.factor, tag);
    const data = tag.factor === 1 ? `${right}` : `${value} × ${nineDigits(tag.factor)} = ${right}`;
    const from = tag.kind === 'estimate' ? 'by the estimator' : 'in the data';
    refuseAt(
      constant.place,
      'ST014',
      `"${constant.elements[i] ?? constant.name}" is ${found} in the model, but ${keyAt(tag, i)} is ${data} ${from}`,
      { remedy: `write ${right} in the model, or run steelyard evidence --sync` },
    );
  }
}

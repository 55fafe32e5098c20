import { inputs } from '../rules/inputs.js';
import type { Rulebook } from '../rules/rulebook.js';
import type { Params } from '../types.js';
import { checkChoice, checkText, eccnStem, isAnywhere, nearOf, placeId, refuse, show } from './check.js';
import { readQuantity } from './ranges.js';

/** One parameter that a request may give: its name, and what kind of value it takes. */
export interface Parameter {
  readonly name: string;
  readonly kind:
    | 'quantity'
    | 'size'
    | 'below'
    | 'tops'
    | 'flag'
    | 'choice'
    | 'place'
    | 'text'
    | 'eccn'
    | 'certifications'
    | 'ignored';
}

const all = (kind: Parameter['kind'], ...names: readonly string[]): readonly Parameter[] =>
  names.map((name) => ({ name, kind }));

/** Every parameter that a request may give; each yes-or-no of the register of inputs is one. */
export const parameters: readonly Parameter[] = [
  ...all('quantity', 'tpp'),
  ...all('below', 'tpp_below'),
  ...all('quantity', 'pd'),
  ...all('size', 'die_mm2'),
  ...all('quantity', 'dram_gbs', 'interconnect_gbs', 'mem_bw_density'),
  ...all('tops', 'tops'),
  ...all('quantity', 'node_nm', 'transistors_bn'),
  ...all('choice', 'item', 'designer_status', 'purpose'),
  ...all('eccn', 'base_eccn'),
  ...all('text', 'maker', 'packaged_by'),
  ...all('place', 'designer_hq', 'packaged_in', 'customer'),
  ...all('certifications', 'certifications'),
  ...all('flag', ...inputs.filter(({ kind }) => kind === 'flag').map(({ name }) => name)),
  // Stands in a published case (a count of Ethernet ports); no rule asks for it.
  ...all('ignored', 'note_ports'),
];

const kindOf: ReadonlyMap<string, Parameter['kind']> = new Map(
  parameters.map(({ name, kind }) => [name, kind]),
);

/**
 * Checks the parameters of a request, whichever way they came in: every name is known, every value of its kind.
 *
 * Certifications are those of the data: yes or no, or a number where the register of inputs has one.
 *
 * @throws SteelyardError CO011 for a place, CO012 for a value, CO013 for a name, CO015 for an interval
 *
 * @example
 * checkParams({ tpp: 4992, datacenter: true }, readRulebook(facts)).tpp // => 4992
 */
export function checkParams(params: unknown, book: Rulebook): Params {
  const rows = entriesOf('params', params, 'parameters by name, such as {tpp: 4992, die_mm2: 826}');
  for (const [name, value] of rows) {
    const kind = kindOf.get(name);
    if (kind === undefined) {
      refuse('CO013', `there is no parameter ${show(name)}`, {
        expected: `one of ${[...kindOf.keys()].slice(0, 8).join(', ')} and so on`,
        nearest: nearOf(name, kindOf.keys()),
      });
    }
    if (value !== undefined) checkValue(name, kind, value, book);
  }
  return params as Params;
}

function checkValue(name: string, kind: Parameter['kind'], value: unknown, book: Rulebook): void {
  if (kind === 'quantity') readQuantity(name, value);
  else if (kind === 'size') readQuantity(name, value, 'an area of 0 has no density');
  else if (kind === 'below') checkNumber(name, value, 'nothing lies below it');
  else if (kind === 'flag') checkFlag(name, value);
  else if (kind === 'choice') checkChoice(name, name === 'item' ? lowered(value) : value);
  else if (kind === 'place') checkPlace(name, value, book);
  else if (kind === 'text') checkText(name, value);
  else if (kind === 'eccn') checkEccn(name, value);
  else if (kind === 'tops') checkTops(value);
  else if (kind === 'certifications') checkCertifications(value, book);
}

/** Kinds of items are written in capitals too: IC, HBM. */
const lowered = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);

const placeTitles: Readonly<Record<string, string>> = {
  designer_hq: 'headquarters of the designer',
  packaged_in: 'place of packaging',
  customer: 'place of the customer',
};

function checkPlace(name: string, value: unknown, { places }: Rulebook): void {
  if (!isAnywhere(checkText(name, value))) placeId(places, value, placeTitles[name]!);
}

function checkFlag(name: string, value: unknown): void {
  if (typeof value !== 'boolean')
    refuse('CO012', `${name} cannot be ${show(value)}`, { expected: 'true or false' });
}

function checkNumber(name: string, value: unknown, nonZero?: string): void {
  if (typeof value !== 'number')
    refuse('CO012', `${name} cannot be ${show(value)}`, { expected: 'a number' });
  readQuantity(name, value, nonZero);
}

function checkEccn(name: string, value: unknown): void {
  if (eccnStem(checkText(name, value)) === undefined)
    refuse('CO012', `${name} cannot be ${show(value)}`, { expected: 'an ECCN such as 5A992 or 5A992.c' });
}

/** More formats than anybody publishes for one part. */
const mostFormats = 40;

function checkTops(tops: unknown): void {
  const rows = entriesOf('tops', tops, 'TOPS by format, such as {fp8: 1979}');
  if (rows.length > mostFormats)
    refuse('CO012', `tops has ${rows.length} formats`, { expected: `at most ${mostFormats}` });
  for (const [format, told] of rows) {
    const name = `tops.${format}`;
    if (!isMapping(told) || !Object.hasOwn(told, 'value')) {
      readQuantity(name, told);
      continue;
    }
    const { value, sparse, ...rest } = told;
    const [unknown] = Object.keys(rest);
    if (unknown !== undefined)
      refuse('CO013', `${name} has no ${show(unknown)}`, { expected: 'value and sparse' });
    checkNumber(name, value);
    if (sparse !== undefined) checkFlag(`${name}.sparse`, sparse);
  }
}

function checkCertifications(told: unknown, { rules }: Rulebook): void {
  const ids = rules.certifications.map(({ id }) => id);
  const rows = entriesOf('certifications', told, 'certifications by id, such as {kyc: true}');
  for (const [id, value] of rows) {
    if (!ids.includes(id)) {
      refuse('CO013', `there is no certification ${show(id)}`, {
        expected: `the id of a certification of the lane: ${ids.join(', ')}`,
        nearest: nearOf(id, ids),
      });
    }
    if (value === undefined) continue;
    if (isNumber(id)) checkNumber(id, value);
    else checkFlag(id, value);
  }
}

const numbers = new Set(inputs.filter(({ kind }) => kind === 'number').map(({ name }) => name));

/** Tells whether the register of inputs has a number under a name, as for the ratio of volumes. */
export const isNumber = (name: string): boolean => numbers.has(name);

function entriesOf(name: string, value: unknown, expected: string): [string, unknown][] {
  if (isMapping(value)) return Object.entries(value);
  return refuse('CO012', `${name} cannot be ${show(value)}`, { expected });
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

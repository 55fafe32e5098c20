import type { Domain } from './answer/domain.js';
import { isNamed } from './answer/kleene.js';
import type { State } from './answer/state.js';
import type { Test } from './rules/condition.js';
import { inputs } from './rules/inputs.js';
import type { Active, Plain, Regime } from './rules/regime.js';
import type { Rulebook } from './rules/rulebook.js';
import { type LicenseRequired, licenceStates } from './types.js';

/** What a compiled regime answers for one row. */
export interface PlainOutcome {
  readonly eccn: string;
  readonly license_required: LicenseRequired;
  readonly review_policy: string | null;
}

/** The rules of one regime as a function over rows of numbers, for very many questions. */
export interface CompiledRegime {
  /** Numbers in a row. */
  readonly width: number;
  /** Writes a state in which everything that the rules ask about is one value into a row. */
  encode(state: State, row: Float64Array, at?: number): void;
  /** Place of an input in a row, and the number that stands for a place or word. */
  column(input: string): number;
  code(input: string, value: string): number;
  /** Answers `out.length` rows: one number a row, for `decode`. */
  run(rows: Float64Array, out: Int32Array): void;
  decode(answer: number): PlainOutcome;
  /** The generated program, for people. */
  readonly source: string;
}

const licences: readonly LicenseRequired[] = [false, true, ...licenceStates];
const policies = [null, 'presumption_of_denial', 'presumption_of_approval', 'case_by_case'] as const;
const entries = ['pre', 'x2022', 'a', 'b', 'c', 'none'];

/**
 * Compiles the rules of a regime to one JavaScript function over rows of numbers.
 *
 * Answers are those of `evaluate` for rows in which every input has one value; what is not known has no row. An ECCN
 * that takes the item's own entry (`5A992.z`) comes back with the placeholder.
 *
 * @example
 * const book = readRulebook(facts)
 * compileRegime(regimeOn(book, '2026-01-20'), book).width > 40 // => true
 */
export function compileRegime(regime: Regime, book: Rulebook): CompiledRegime {
  const lists = namedLists(regime);
  const width = inputs.length + lists.length;
  const columns = new Map(inputs.map(({ name }, i) => [name, i]));
  const vocabularies = new Map<string, Map<string, number>>();
  const codeOf = (input: string, value: string): number => {
    const known = vocabularies.get(input) ?? new Map<string, number>();
    vocabularies.set(input, known);
    if (!known.has(value)) known.set(value, known.size);
    return known.get(value)!;
  };
  const placeIndex = new Map(book.places.ids.map((id, i) => [id, i]));
  const { groups } = book.places;
  fits('country groups', groups.length, 31);
  const masks = new Int32Array(book.places.ids.length);
  groups.forEach((group, g) => {
    for (const id of regime.membersOf(group)) masks[placeIndex.get(id)!]! |= 1 << g;
  });
  const isPlace = new Set(inputs.filter(({ kind }) => kind === 'place').map(({ name }) => name));
  const isFlag = new Set(inputs.filter(({ kind }) => kind === 'flag').map(({ name }) => name));
  const valueCode = (input: string, value: string) => {
    if (isPlace.has(input)) return placeIndex.get(value)!;
    return isFlag.has(input) ? Number(value === 'yes') : codeOf(input, value);
  };
  const eccns = [
    ...new Set([
      ...regime.special.map(({ clause }) => clause.eccn ?? ''),
      ...regime.classification.map(({ clause }) => clause.eccn),
    ]),
  ];
  fits('entries', eccns.length, 64);
  fits('reasons', book.rules.reasons.length, 31);
  const source = programOf(regime, book.rules.reasons, {
    width,
    column: (input) => columns.get(input)!,
    list: (test) => inputs.length + lists.indexOf(test.names.join('|')),
    mask: (group) => 1 << groups.indexOf(group),
    code: valueCode,
    eccn: (eccn) => eccns.indexOf(eccn),
  });
  const run = new Function('masks', `return ${source}`)(masks) as CompiledRegime['run'];
  return {
    width,
    source,
    run,
    column: (input) => columns.get(input)!,
    code: valueCode,
    encode: (state, row, at = 0) => {
      inputs.forEach(({ name }, i) => {
        row[at + i] = numberOf(state.domains.get(name)!, (value) => valueCode(name, value));
      });
      lists.forEach((names, i) => {
        row[at + inputs.length + i] = names.split('|').some((name) => isNamed(state.label, name)) ? 1 : 0;
      });
    },
    decode: (answer) => ({
      eccn: eccns[answer & 63]!,
      license_required: licences[(answer >> 6) & 15]!,
      review_policy: policies[(answer >> 10) & 3]!,
    }),
  };
}

/** The answer is one number of 32 bits, so each part of it has its room. */
function fits(what: string, count: number, most: number): void {
  if (count > most) throw new Error(`${count} ${what} where the compiled rules have room for ${most}`);
}

function numberOf(domain: Domain, code: (value: string) => number): number {
  if (domain.kind === 'range') return domain.low === domain.high ? domain.low : Number.NaN;
  return domain.values.length === 1 ? code(domain.values[0]!) : Number.NaN;
}

function namedLists(regime: Regime): string[] {
  const found = new Set<string>();
  const visit = (part: Plain): void => {
    if (part.kind === 'test' && part.test.kind === 'named') found.add(part.test.names.join('|'));
    else if (part.kind === 'not') visit(part.part);
    else if (part.kind === 'all' || part.kind === 'any') part.parts.forEach(visit);
  };
  for (const list of [regime.special, regime.classification, regime.requirement, regime.review]) {
    for (const { condition } of list as readonly Active<unknown>[]) visit(condition);
  }
  return [...found];
}

interface Writer {
  readonly width: number;
  column(input: string): number;
  list(test: Extract<Test, { kind: 'named' }>): number;
  mask(group: string): number;
  code(input: string, value: string): number;
  eccn(eccn: string): number;
}

/** Writes the layers as straight code; the same order of clauses as `evaluate`. */
function programOf(regime: Regime, reasons: readonly string[], w: Writer): string {
  const write = (condition: Plain): string => {
    if (condition.kind === 'always') return 'true';
    if (condition.kind === 'never') return 'false';
    if (condition.kind === 'not') return `!(${write(condition.part)})`;
    if (condition.kind === 'test') return writeTest(condition.test, w, reasons);
    return `(${condition.parts.map(write).join(condition.kind === 'all' ? ' && ' : ' || ')})`;
  };
  const lines: string[] = [];
  for (const { clause, condition } of regime.special) {
    const licence = licences.indexOf(clause.license_required as LicenseRequired) << 6;
    const eccn = clause.eccn === undefined ? 'eccn' : w.eccn(clause.eccn);
    lines.push(
      `if (special < 0 && ${write(condition)}) { special = ${licence}; ${clause.eccn === undefined ? '' : `fixed = ${eccn};`} }`,
    );
  }
  lines.push('if (fixed >= 0) { out[i] = fixed | special; continue; }');
  regime.classification.forEach(({ clause, condition }, i) => {
    const found = `{ eccn = ${w.eccn(clause.eccn)}; entry = ${entries.indexOf(clause.entry)}; }`;
    lines.push(`${i === 0 ? '' : 'else '}if (${write(condition)}) ${found}`);
  });
  lines.push('if (special >= 0) { out[i] = eccn | special; continue; }');
  for (const { clause, condition } of regime.requirement) {
    const text = clause.reading === 'practice' ? 0 : 1;
    const practice = clause.reading === 'text' ? 0 : clause.practice === 'contested' ? 4 : 2;
    lines.push(
      `if (${write(condition)}) { held |= ${text | practice}; caught |= ${1 << reasons.indexOf(clause.reason)}; }`,
    );
  }
  const code = (value: LicenseRequired) => licences.indexOf(value);
  const otherwise = regime.fallback
    .map(
      ({ clause, condition }) =>
        `${write(condition)} ? ${code(clause.license_required as LicenseRequired)} : `,
    )
    .join('');
  lines.push(
    `const licence = held & 2 ? ${code(true)} : held & 4 ? ${code('contested')} : held & 1 ? ${code('text_yes_practice_no')} : ${otherwise}${code(false)};`,
    'let policy = 0;',
    `if (licence === ${code(true)} || licence === ${code('contested')}) {`,
  );
  regime.review.forEach(({ clause, condition }, i) => {
    lines.push(
      `${i === 0 ? '' : 'else '}if (${write(condition)}) policy = ${policies.indexOf(clause.policy)};`,
    );
  });
  lines.push('}', 'out[i] = eccn | licence << 6 | policy << 10;');
  return [
    '(rows, out) => {',
    `for (let i = 0, b = 0; i < out.length; i++, b += ${w.width}) {`,
    'let special = -1, fixed = -1, eccn = 0, entry = 0, held = 0, caught = 0;',
    ...lines,
    '}',
    '}',
  ].join('\n');
}

function writeTest(test: Test, w: Writer, reasons: readonly string[]): string {
  if (test.kind === 'named') return `rows[b + ${w.list(test)}] === 1`;
  if (test.kind === 'entry') return `entry === ${entries.indexOf(test.entry)}`;
  if (test.kind === 'caught') return `(caught & ${1 << reasons.indexOf(test.reason)}) !== 0`;
  const value = `rows[b + ${w.column(test.input)}]`;
  if (test.kind === 'number') return `${value} ${test.op} ${test.value}`;
  if (test.kind === 'flag') return `${value} === 1`;
  if (test.kind === 'group') return `(masks[${value}] & ${w.mask(test.group)}) !== 0`;
  return `(${test.values.map((one) => `${value} === ${w.code(test.input, one)}`).join(' || ')})`;
}

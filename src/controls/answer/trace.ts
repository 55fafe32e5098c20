import type { Test } from '../rules/condition.js';
import { inputOf } from '../rules/inputs.js';
import type { Plain } from '../rules/regime.js';
import type { Rulebook } from '../rules/rulebook.js';
import type { TestLine, TraceLine } from '../types.js';
import { printDomain, printNumber } from './domain.js';
import type { Looked } from './evaluate.js';
import { truthOf, truthOfTest, type View } from './kleene.js';

/**
 * Tells of one clause that was looked at: whether it holds, which tests decided it, and what it gives.
 *
 * The line holds all that is needed to work it out again: the tests with the values found, exactly, and how they are
 * joined.
 */
export function traceLine(looked: Looked, view: View, book: Rulebook): TraceLine {
  const { layer, active, holds } = looked;
  const { clause, condition } = active;
  const seen: View = { ...view, found: looked.found };
  const tests = testsIn(condition);
  const source = book.source(clause.source[0]!);
  return {
    layer,
    rule: clause.id,
    clause: clause.clause,
    holds,
    because: becauseOf(condition, seen, book).join(', '),
    gives: givesOf(clause),
    formula: formulaOf(condition, tests),
    tests: tests.map((test) => testLine(test, seen)),
    reading: 'reading' in clause ? clause.reading : 'both',
    cite: clause.cite,
    url: source.url,
    level: clause.level,
  };
}

function testLine(test: Test, view: View): TestLine {
  return { test: test.text, value: exactValue(test, view), holds: truthOfTest(test, view) ?? 'depends' };
}

/** The value that a test found, with all its digits. */
function exactValue(test: Test, view: View): string {
  if (test.kind === 'named') return view.state.label;
  if (test.kind === 'entry') return view.found.entry ?? 'none';
  if (test.kind === 'caught') return [...view.found.reasons].join(' ') || 'nothing';
  const domain = view.state.domains.get(test.input)!;
  if (domain.kind === 'range' && domain.low === domain.high) return String(domain.low);
  return printDomain(domain);
}

function givesOf(clause: Looked['active']['clause']): Record<string, string> {
  const gives: Record<string, string> = {};
  if ('eccn' in clause && clause.eccn !== undefined) gives.eccn = clause.eccn;
  if ('license_required' in clause) gives.license_required = String(clause.license_required);
  if ('policy' in clause) gives.review_policy = clause.policy;
  if ('entry' in clause) gives.entry = clause.entry;
  if ('reading' in clause) gives.required = 'practice' in clause && clause.practice ? clause.practice : 'yes';
  if ('reason' in clause) gives.reason = clause.reason;
  return gives;
}

/** The tests of a condition, each once, in order. */
export function testsIn(condition: Plain): Test[] {
  const found = new Map<string, Test>();
  const visit = (part: Plain): void => {
    if (part.kind === 'test') found.set(part.test.text, part.test);
    else if (part.kind === 'not') visit(part.part);
    else if (part.kind === 'all' || part.kind === 'any') part.parts.forEach(visit);
  };
  visit(condition);
  return [...found.values()];
}

/**
 * Writes how the tests of a condition are joined, with their places in the list.
 *
 * @example
 * formulaOf({ kind: 'always' }, []) // => 'always'
 */
export function formulaOf(condition: Plain, tests: readonly Test[]): string {
  const write = (part: Plain, inside: 'all' | 'any' | 'not' | 'top'): string => {
    if (part.kind === 'always' || part.kind === 'never') return part.kind;
    if (part.kind === 'test') return `#${tests.findIndex(({ text }) => text === part.test.text) + 1}`;
    if (part.kind === 'not') return `not ${write(part.part, 'not')}`;
    const text = part.parts
      .map((inner) => write(inner, part.kind))
      .join(part.kind === 'all' ? ' and ' : ' or ');
    return inside === 'top' || part.parts.length === 1 || inside === part.kind ? text : `(${text})`;
  };
  return write(condition, 'top');
}

/** The tests that decide a condition, in words: those that hold where it holds, those that fail where it fails. */
function becauseOf(condition: Plain, view: View, book: Rulebook): string[] {
  const words = (part: Plain): string[] => {
    const truth = truthOf(part, view);
    if (part.kind === 'always' || part.kind === 'never') return [];
    if (part.kind === 'test') return [wordsOfTest(part.test, view, book)];
    if (part.kind === 'not') return words(part.part);
    const decides = part.kind === 'any';
    if (truth === decides) {
      const first = part.parts.find((inner) => truthOf(inner, view) === decides);
      return first ? words(first) : [];
    }
    const open = part.parts.filter((inner) => truth !== undefined || truthOf(inner, view) === undefined);
    return open.flatMap(words);
  };
  return [...new Set(words(condition))];
}

const opposite = { '>=': '<', '>': '<=', '<=': '>', '<': '>=' } as const;

function wordsOfTest(test: Test, view: View, book: Rulebook): string {
  const truth = truthOfTest(test, view);
  if (test.kind === 'named') return truth ? `named ${test.names.join(', ')}` : `not named`;
  if (test.kind === 'entry')
    return `paragraph ${truth ? test.entry : `${view.found.entry ?? 'none'}, not ${test.entry}`}`;
  if (test.kind === 'caught') return `${truth ? '' : 'not '}caught by ${test.reason}`;
  const domain = view.state.domains.get(test.input)!;
  const title =
    inputOf.get(test.input)?.kind === 'number' ? test.input : (inputOf.get(test.input)?.title ?? test.input);
  if (test.kind === 'number') {
    const value =
      domain.kind === 'range' && domain.low === domain.high ? printNumber(domain.low) : printDomain(domain);
    if (truth === undefined) return `${test.input} ${value} against ${test.op} ${test.value}`;
    return `${test.input} ${value} ${truth ? test.op : opposite[test.op]} ${test.value}`;
  }
  const shown =
    domain.kind === 'words' && domain.values.length === 1
      ? nameOf(test.input, domain.values[0]!, book)
      : 'not known';
  if (test.kind === 'flag') return `${title}: ${shown}`;
  if (test.kind === 'group')
    return `${title} ${shown} ${truth ? 'in' : truth === false ? 'not in' : 'against'} ${test.group}`;
  const wanted = test.values.map((value) => nameOf(test.input, value, book)).join(' or ');
  return truth ? `${title} ${shown}` : `${title} ${shown}, not ${wanted}`;
}

const nameOf = (input: string, value: string, book: Rulebook) =>
  inputOf.get(input)?.kind === 'place' ? book.places.nameOf(value) : value;

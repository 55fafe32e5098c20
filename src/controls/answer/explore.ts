import { SteelyardError } from '../../base/error.js';
import type { Test } from '../rules/condition.js';
import type { Regime } from '../rules/regime.js';
import { split } from './domain.js';
import { evaluate, type Looked, type Outcome } from './evaluate.js';
import { domainOf } from './kleene.js';
import { inputOfTest, narrow, type State } from './state.js';

/** One way in which what is not known may turn out, with what the rules then say. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly state: State;
  readonly outcome: Outcome;
  readonly looked: readonly Looked[];
}

/** A test that what is known does not decide, and both ways on from it. */
export interface Fork {
  readonly kind: 'fork';
  readonly test: Test;
  readonly input: string;
  readonly yes: Tree;
  readonly no: Tree;
}

export type Tree = Leaf | Fork;

/** More ways than this are no answer to anybody. */
const mostLeaves = 2000;

/**
 * Follows every way in which the unknown inputs may turn out, as far as the rules tell them apart.
 *
 * Each branch narrows one input by one test, so the leaves part the unknown exactly where the answer may change, and
 * inputs that hang together stay together.
 *
 * @throws SteelyardError CO017 where more than 2000 ways are left
 */
export function explore(regime: Regime, reasons: readonly string[], state: State): Tree {
  let leaves = 0;
  const visit = (at: State): Tree => {
    const pass = evaluate(regime, reasons, at);
    if (pass.done) {
      leaves += 1;
      if (leaves > mostLeaves) throw tooOpen();
      return { kind: 'leaf', state: at, outcome: pass.outcome, looked: pass.looked };
    }
    const { test } = pass;
    const input = inputOfTest(test)!;
    const [yes, no] = split(domainOf(test, at), test, regime.membersOf).map((domain) =>
      narrow(at, input, domain),
    );
    if (yes === undefined && no === undefined) throw new Error(`nothing is left of ${input}`);
    if (yes === undefined) return visit(no!);
    if (no === undefined) return visit(yes);
    return { kind: 'fork', test, input, yes: visit(yes), no: visit(no) };
  };
  return visit(state);
}

/** Lists the leaves of a tree, those in which tests hold first. */
export function leavesOf(tree: Tree): readonly Leaf[] {
  return tree.kind === 'leaf' ? [tree] : [...leavesOf(tree.yes), ...leavesOf(tree.no)];
}

/**
 * Lists the tests that decide a property of the outcome: those of the reduced decision tree.
 *
 * A test whose two sides decide the property in the same way is left out, so the inputs that remain are enough to
 * tell it.
 */
export function decidingTests(
  tree: Tree,
  read: (leaf: Leaf) => string,
): readonly { readonly test: Test; readonly input: string }[] {
  return [...reduced(tree, read).tests.values()];
}

interface Reduced {
  /** The decision tree written out; equal texts decide alike. */
  readonly text: string;
  readonly tests: ReadonlyMap<string, { readonly test: Test; readonly input: string }>;
}

function reduced(tree: Tree, read: (leaf: Leaf) => string): Reduced {
  if (tree.kind === 'leaf') return { text: JSON.stringify(read(tree)), tests: new Map() };
  const [yes, no] = [reduced(tree.yes, read), reduced(tree.no, read)];
  if (yes.text === no.text) return yes;
  const { test, input } = tree;
  return {
    text: `(${test.text}|${yes.text}|${no.text})`,
    tests: new Map([[test.text, { test, input }], ...yes.tests, ...no.tests]),
  };
}

const tooOpen = () =>
  new SteelyardError({
    code: 'CO017',
    found: 'the request leaves so much open that its answers are too many to list',
    remedy: 'tell the destination, the movement and the parties',
  });

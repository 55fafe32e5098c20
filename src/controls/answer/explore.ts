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
 * Lists the tests on which a property of the outcome hangs: those whose two ways lead to different values.
 *
 * A test matters only if the values of its two sides are not the same set.
 */
export function partings(
  tree: Tree,
  read: (leaf: Leaf) => string,
): readonly { readonly test: Test; readonly input: string }[] {
  if (tree.kind === 'leaf') return [];
  const [yes, no] = [tree.yes, tree.no].map((side) => valuesOf(side, read));
  const same = yes!.size === no!.size && [...yes!].every((value) => no!.has(value));
  const here = same && yes!.size === 1 ? [] : [{ test: tree.test, input: tree.input }];
  const inner =
    yes!.size === 1 && no!.size === 1 ? [] : [...partings(tree.yes, read), ...partings(tree.no, read)];
  const seen = new Set<string>();
  return [...(same ? [] : here), ...inner].filter(({ test }) => !seen.has(test.text) && seen.add(test.text));
}

/** The values that a property has over the leaves of a tree. */
export function valuesOf(tree: Tree, read: (leaf: Leaf) => string): ReadonlySet<string> {
  return new Set(leavesOf(tree).map(read));
}

const tooOpen = () =>
  new SteelyardError({
    code: 'CO017',
    found: 'the request leaves so much open that its answers are too many to list',
    remedy: 'tell the destination, the movement and the parties',
  });

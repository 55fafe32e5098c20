import { type Clock, clockOf } from '../sd/clock.js';
import { coveredCells, sizeOf } from '../sd/elements.js';
import { builtins } from '../sd/functions.js';
import { type Expr, expressionsOf, type Method, type Model, partsOf, type Variable, walk } from '../sd/ir.js';
import { lowerModel } from '../sd/lower.js';
import {
  type Order,
  orderModel,
  ownersBehind,
  ownersOf,
  runNeeds,
  type Step,
  startNeeds,
  stepNeeds,
} from '../sd/order.js';
import { refuseEmptyData } from './data-values.js';
import { type Ask, resolveAsk } from './javascript-ask.js';
import { refuseTooLarge } from './limits.js';

/** How often a value changes: never, with each run, after the start of a run, or with each time. */
export const ONCE = 0;
export const EACH_RUN = 1;
export const AT_START = 2;
export const EACH_TIME = 3;

/** What is worked out when, in order, and where each value lies; nothing in it is JavaScript yet. */
export interface Plan {
  readonly model: Model;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly clock: Clock;
  readonly method: Method;
  /** Whether it is the plan of a run that only finds out its clock. */
  readonly probe: boolean;
  readonly ask: Ask;
  /** Where a variable's first element lies. Stocks come first, then delays, then the rest. */
  readonly offsets: ReadonlyMap<string, number>;
  readonly stockSize: number;
  readonly delaySize: number;
  readonly size: number;
  readonly once: readonly Step[];
  /** Constants of which a run may set some elements: written once, then overwritten by each run's inputs. */
  readonly given: readonly Step[];
  readonly eachRun: readonly Step[];
  readonly atStart: readonly Step[];
  readonly eachTime: readonly Step[];
  /** Stocks and delays, to be stepped on once all values of a time are known. */
  readonly moving: readonly Step[];
}

/**
 * Plans a run: drops what the asked series do not need, and works out each value as seldom as possible.
 * Errors: EN001 to EN005, SD014, SD025.
 */
export function planRun(
  source: Model,
  spec: { inputs: readonly string[]; series: readonly string[] },
  clock: Clock = clockOf(source),
  probe = false,
): Plan {
  const ask = resolveAsk(source, spec);
  const { model, order } = lowered(source);
  const base = baseSteps(model);
  const variables = new Map(model.variables.map((v) => [v.name, v]));
  const facts = new Facts(base, variables, ask);
  const keep = (steps: readonly Step[], test: (level: number, step: Step) => boolean) =>
    steps.filter((step) => step.equation.right.kind !== 'lookup' && test(facts.level(step), step));
  for (const step of base)
    if (facts.live(step) || facts.asked(step)) refuseEmptyData(step.variable, step.equation);
  const plan: Plan = {
    model,
    variables,
    clock,
    method: source.method ?? 'euler',
    probe,
    ask,
    ...layOut(model, facts),
    once: keep(order.start, (level, step) => level === ONCE && facts.live(step)),
    given: keep(order.start, (level, step) => level === EACH_RUN && facts.given(step) && facts.live(step)),
    eachRun: keep(order.start, (level, step) => level === EACH_RUN && !facts.given(step) && facts.live(step)),
    atStart: keep(order.start, (level, step) => level >= AT_START && facts.liveAtStart(step)),
    eachTime: keep(
      order.run,
      (level, step) => level === EACH_TIME && facts.liveInRun(step) && runNeeds(step.equation).length > 0,
    ),
    moving: base.filter((step) => facts.liveInRun(step) && stepNeeds(step.equation).length > 0),
  };
  refuseTooLarge(plan);
  return plan;
}

// Models never change, so what all programs of one have in common is made once and goes with it.
const known = new WeakMap<Model, { model: Model; order: Order }>();

function lowered(source: Model): { model: Model; order: Order } {
  let found = known.get(source);
  if (!found) {
    const model = lowerModel(source);
    found = { model, order: orderModel(model) };
    known.set(source, found);
  }
  return found;
}

const baseSteps = (model: Model): Step[] =>
  model.variables.flatMap((variable) => variable.equations.map((equation): Step => ({ variable, equation })));

function layOut(model: Model, facts: Facts) {
  const offsets = new Map<string, number>();
  let size = 0;
  const place = (kind: string) => {
    for (const variable of model.variables) {
      const mine = variable.equations.some((e) => e.right.kind === kind) || kind === 'other';
      if (!mine || offsets.has(variable.name) || variable.kind === 'lookup' || !facts.used(variable))
        continue;
      offsets.set(variable.name, size);
      size += sizeOf(variable);
    }
    return size;
  };
  const stockSize = place('stock');
  const delaySize = place('delay') - stockSize;
  return { offsets, stockSize, delaySize, size: place('other') };
}

/** Knows of each element how often it changes and whether anything asks for it. */
class Facts {
  private readonly owners: Map<string, Int32Array>;
  private readonly levels: Uint8Array;
  private readonly inRun: Uint8Array;
  private readonly inStart: Uint8Array;
  private readonly inputs: ReadonlySet<number>;
  private readonly pointsOf: ReadonlySet<string>;
  private readonly known = new Map<Expr, readonly number[]>();

  constructor(
    private readonly steps: readonly Step[],
    private readonly variables: ReadonlyMap<string, Variable>,
    ask: Ask,
  ) {
    this.owners = ownersOf(steps);
    this.inputs = new Set(ask.inputs.map(({ variable, cell }) => this.owners.get(variable.name)![cell]!));
    this.levels = this.findLevels(ask);
    this.inRun = new Uint8Array(steps.length);
    this.inStart = new Uint8Array(steps.length);
    this.markLive(ask);
    this.pointsOf = new Set(
      steps.filter(this.live).flatMap(({ equation }) => expressionsOf(equation.right).flatMap(seriesIn)),
    );
  }

  level = (step: Step) => this.levels[this.base(step)]!;
  /** Whether runs give some of the equation's elements. */
  given = (step: Step) => this.inputs.has(this.base(step));
  liveInRun = (step: Step) => this.inRun[this.base(step)] === 1;
  liveAtStart = (step: Step) => this.inStart[this.base(step)] === 1;
  live = (step: Step) => this.liveInRun(step) || this.liveAtStart(step);
  /** Whether a function of data points that is worked out asks for the points. */
  asked = ({ variable }: Step) => this.pointsOf.has(variable.name);
  used = (variable: Variable) =>
    [...(this.owners.get(variable.name) ?? [])].some((i) => i >= 0 && (this.inRun[i] || this.inStart[i]));

  // Orders may have taken an equation apart; its elements still lead to it.
  private base({ variable, equation }: Step): number {
    return this.owners.get(variable.name)![coveredCells(variable, equation)[0]!]!;
  }

  private behind(exprs: readonly Expr[]): readonly number[] {
    if (exprs.length !== 1) return ownersBehind(exprs, this.variables, this.owners);
    let found = this.known.get(exprs[0]!);
    if (!found) {
      found = ownersBehind(exprs, this.variables, this.owners);
      this.known.set(exprs[0]!, found);
    }
    return found;
  }

  private findLevels(ask: Ask): Uint8Array {
    const levels = new Uint8Array(this.steps.length);
    for (const { variable, cell } of ask.inputs) levels[this.owners.get(variable.name)![cell]!] = EACH_RUN;
    const needs = this.steps.map((step, i) => {
      const { kind } = step.equation.right;
      if (kind === 'stock' || kind === 'delay' || kind === 'sample' || kind === 'active')
        levels[i] = EACH_TIME;
      if (kind !== 'value' && kind !== 'initial' && kind !== 'data') return [];
      const exprs = startNeeds(step.equation);
      if (exprs.some(usesTime)) levels[i] = kind === 'initial' ? AT_START : EACH_TIME;
      return this.behind(exprs);
    });
    for (let changed = true; changed; ) {
      changed = false;
      this.steps.forEach((step, i) => {
        const top = step.equation.right.kind === 'initial' ? AT_START : EACH_TIME;
        for (const need of needs[i]!) {
          const level = Math.min(top, levels[need]!);
          if (level > levels[i]!) [levels[i], changed] = [level, true];
        }
      });
    }
    return levels;
  }

  private markLive(ask: Ask): void {
    const open: { at: number; start: boolean }[] = [];
    const mark = (list: readonly number[], start: boolean) => {
      for (const at of list) {
        const flags = start ? this.inStart : this.inRun;
        if (flags[at]) continue;
        flags[at] = 1;
        open.push({ at, start });
      }
    };
    mark(
      [...ask.inputs, ...ask.series.filter((s) => s !== 'time')].map(
        ({ variable, cell }) => this.owners.get(variable.name)![cell]!,
      ),
      false,
    );
    for (let next = open.pop(); next; next = open.pop()) {
      const { at, start } = next;
      const { equation } = this.steps[at]!;
      if (start || this.levels[at]! < EACH_TIME) {
        mark([at], true);
        mark(this.behind(startNeeds(equation)), true);
        continue;
      }
      mark(this.behind([...runNeeds(equation), ...stepNeeds(equation)]), false);
      const { kind } = equation.right;
      if (kind !== 'value' && kind !== 'active' && kind !== 'data') mark([at], true);
    }
  }
}

/** Names the data variables whose points an expression asks for. */
function seriesIn(expr: Expr): string[] {
  const names: string[] = [];
  walk(expr, (part) => {
    if (part.kind === 'series') names.push(part.name);
  });
  return names;
}

function usesTime(expr: Expr): boolean {
  if (expr.kind === 'time') return true;
  if (expr.kind === 'call' && builtins.get(expr.fn.toLowerCase())?.needs === 'time') return true;
  return partsOf(expr).some(usesTime);
}

import type { Step } from '../../sd/order.js';
import { passesOf } from '../../sd/restrict.js';
import type { Plan } from '../javascript-plan.js';
import type { MetricSpec } from '../metrics.js';
import { Graph, type Node } from './graph.js';
import { Lowering, notYet, type Scene } from './lower.js';
import { Tables } from './tables.js';
import { type Tallies, tallyMetrics } from './tallies.js';

/** A value that is kept from one time to the next: how it begins, and what it becomes. */
export interface State {
  readonly initial: Node;
  readonly next: Node;
}

/** A fixed delay: its state takes the value that went in `steps` steps ago, and `initial` before that. */
export interface DelayLine {
  /** Number of the state that holds what comes out. */
  readonly state: number;
  readonly steps: Node;
  readonly input: Node;
}

/** A model as values that rest on values: what is kept, and what is recorded at a time. */
export interface Simulation {
  readonly graph: Graph;
  readonly tables: Tables;
  readonly states: readonly State[];
  readonly delays: readonly DelayLine[];
  /** What is recorded at a save time. */
  readonly series: readonly Node[];
  readonly tallies: Tallies;
}

/**
 * Writes all values of a planned model into one graph, element by element.
 *
 * @throws SteelyardError EN030 for what lanes do not hold
 */
export function simulationOf(plan: Plan, wanted: Wanted): Simulation {
  return new Builder(plan).simulation(wanted);
}

/** What is wanted of the series of a plan. */
export interface Wanted {
  /** Their names, in the plan's order. */
  readonly series: readonly string[];
  /** Those that are recorded, as indexes. */
  readonly recorded: readonly number[];
  /** What is worked out from them while a run goes on. */
  readonly metrics: readonly MetricSpec[];
}

class Builder {
  private readonly g = new Graph();
  private readonly tables = new Tables();
  private readonly lowering: Lowering;
  private readonly atStart = new Map<number, Node>();
  private readonly inRun = new Map<number, Node>();
  private readonly stateOf = new Map<number, number>();

  constructor(private readonly plan: Plan) {
    this.lowering = new Lowering(this.g, plan, this.tables);
  }

  simulation({ series: names, recorded, metrics }: Wanted): Simulation {
    const { plan, g } = this;
    if (plan.method === 'rk4') throw notYet('the method of Runge and Kutta', plan.model.variables[0]!.place);
    this.begin();
    this.keepStates();
    for (const step of plan.eachTime)
      this.eachCell(step, (place, passes) => this.inRun.set(place, this.valueInRun(step, place, passes)));
    const states: State[] = [];
    const delays: DelayLine[] = [];
    for (const [place, number] of this.stateOf)
      states[number] = { initial: this.read(this.atStart, place), next: this.read(this.inRun, place) };
    for (const step of plan.moving)
      this.eachCell(step, (place, passes) => {
        const { right } = step.equation;
        const number = this.stateOf.get(place)!;
        const scene = this.sceneInRun(passes);
        if (right.kind === 'stock') {
          const rate = g.double('mul', plan.clock.timeStep, this.lowering.value(right.rate, scene));
          states[number] = { ...states[number]!, next: g.double('add', g.state(number), rate) };
        } else if (right.kind === 'delay') {
          if (right.style) throw notYet('a delay whose time varies', step.equation.place);
          const time = this.lowering.value(right.time, this.sceneAtStart(passes));
          delays.push({
            state: number,
            steps: this.stepsOf(time),
            input: this.lowering.value(right.input, scene),
          });
        } else throw notYet(`an equation of kind ${right.kind}`, step.equation.place);
      });
    const series = plan.ask.series.map((element) =>
      element === 'time'
        ? g.time()
        : this.read(this.inRun, plan.offsets.get(element.variable.name)! + element.cell),
    );
    const tallies = tallyMetrics(g, series, metrics, { series: names, times: plan.clock.times });
    return {
      graph: g,
      tables: this.tables,
      states,
      delays,
      series: recorded.map((s) => series[s]!),
      tallies,
    };
  }

  // Everything that is known before the first step, from the inputs alone.
  private begin(): void {
    const { plan, g } = this;
    const start = (steps: readonly Step[]) => {
      for (const step of steps)
        this.eachCell(step, (place, passes, pass) =>
          this.atStart.set(place, this.valueAtStart(step, passes, pass)),
        );
    };
    start([...plan.once, ...plan.given]);
    plan.ask.inputs.forEach(({ variable, cell }, i) => {
      this.atStart.set(plan.offsets.get(variable.name)! + cell, g.input(i));
    });
    start([...plan.eachRun, ...plan.atStart]);
    for (const [place, node] of this.atStart) this.inRun.set(place, node);
  }

  private valueAtStart({ equation }: Step, passes: ReadonlyMap<string, number>, pass: number): Node {
    const { right } = equation;
    const value = (expr: Parameters<Lowering['value']>[0]) =>
      this.lowering.value(expr, this.sceneAtStart(passes));
    switch (right.kind) {
      case 'numbers':
        return this.g.constant(right.values[pass]!);
      case 'value':
      case 'initial':
        return value(right.expr);
      case 'stock':
      case 'active':
      case 'sample':
      case 'delay':
        return value(right.initial);
      default:
        throw notYet(`an equation of kind ${right.kind}`, equation.place);
    }
  }

  private valueInRun({ equation }: Step, place: number, passes: ReadonlyMap<string, number>): Node {
    const { right } = equation;
    const scene = this.sceneInRun(passes);
    if (right.kind === 'value' || right.kind === 'active') return this.lowering.value(right.expr, scene);
    if (right.kind !== 'sample') throw notYet(`an equation of kind ${right.kind}`, equation.place);
    const kept = this.g.state(this.stateOf.get(place)!);
    return this.lowering.choice(right.condition, right.input, kept, scene);
  }

  private stepsOf(time: Node): Node {
    const { g, plan } = this;
    const steps = g.double('floor', g.double('add', g.double('div', time, plan.clock.timeStep), 0.5));
    // A time that is undefined never comes to an end.
    return g.select(g.test('eq', time, time), g.double('max', 1, steps), 2 ** 31);
  }

  // Elements of one number stand together: they mostly rest on each other, and are worked out in this order.
  private keepStates(): void {
    const kept: { place: number; cell: number }[] = [];
    const samples = this.plan.eachTime.filter(({ equation }) => equation.right.kind === 'sample');
    for (const step of [...this.plan.moving, ...samples]) {
      const offset = this.plan.offsets.get(step.variable.name)!;
      this.eachCell(step, (place) => kept.push({ place, cell: place - offset }));
    }
    kept.sort((a, b) => a.cell - b.cell);
    for (const { place } of kept) {
      const number = this.stateOf.size;
      this.stateOf.set(place, number);
      this.inRun.set(place, this.g.state(number));
    }
  }

  private sceneAtStart(passes: ReadonlyMap<string, number>): Scene {
    return {
      passes,
      at: (place) => this.read(this.atStart, place),
      time: this.g.constant(this.plan.clock.initialTime),
    };
  }

  private sceneInRun(passes: ReadonlyMap<string, number>): Scene {
    return { passes, at: (place) => this.read(this.inRun, place), time: this.g.time() };
  }

  // A place that nothing has written holds zero.
  private read(from: ReadonlyMap<number, Node>, place: number): Node {
    return from.get(place) ?? this.g.constant(0);
  }

  private eachCell(
    { variable, equation }: Step,
    visit: (place: number, passes: ReadonlyMap<string, number>, pass: number) => void,
  ): void {
    passesOf(equation.loops).forEach((list, pass) => {
      const passes = new Map(equation.loops.map((loop, i) => [loop.id, list[i]!]));
      visit(this.lowering.place(variable.name, equation.left, passes), passes, pass);
    });
  }
}

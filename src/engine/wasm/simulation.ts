import type { Right } from '../../sd/ir.js';
import type { Step } from '../../sd/order.js';
import type { Point } from '../../sd/syntax/ast.js';
import type { Plan } from '../javascript-plan.js';
import type { MetricSpec } from '../metrics.js';
import type { Precision } from './fold.js';
import { BY_RUN, Graph, type Node, type Num } from './graph.js';
import { Lowering, type Moment, notYet, type Scene } from './lower.js';
import { Rows } from './rows.js';
import { carryOver, type Stage } from './runge-kutta.js';
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

/** A fixed delay under a clock that changes: the input of an earlier step comes out. */
export interface RecallLine {
  /** Number of the state that holds what comes out. */
  readonly state: number;
  /** The step whose input comes out next, -1 before the first. */
  readonly from: Node;
  readonly input: Node;
}

/** A delay whose time varies: each input comes out so many steps later as its time says when it goes in. */
export interface PostLine {
  /** Number of the state that holds what comes out. */
  readonly state: number;
  /** Steps until an input arrives, and until the first one does. */
  readonly arrival: Node;
  readonly firstArrival: Node;
  readonly input: Node;
  /** What comes out where nothing arrives. */
  readonly otherwise: Node;
  /** Whether an input takes the place of all that would arrive with it or later; else it is added. */
  readonly forgets: boolean;
}

/** A model as values that rest on values: what is kept, and what is recorded at a time. */
export interface Simulation {
  readonly graph: Graph;
  readonly tables: Tables;
  readonly states: readonly State[];
  readonly delays: readonly DelayLine[];
  readonly posts: readonly PostLine[];
  readonly recalls: readonly RecallLine[];
  /** What is recorded at a save time. */
  readonly series: readonly Node[];
  readonly tallies: Tallies;
}

/**
 * Writes all values of a planned model into one graph.
 *
 * @throws SteelyardError EN030 for what lanes do not hold
 */
export function simulationOf(plan: Plan, wanted: Wanted): Simulation {
  return new Builder(plan, wanted).simulation(wanted);
}

/** What is wanted of the series of a plan. */
export interface Wanted {
  /** Their names, in the plan's order. */
  readonly series: readonly string[];
  /** Those that are recorded, as indexes. */
  readonly recorded: readonly number[];
  /** What is worked out from them while a run goes on. */
  readonly metrics: readonly MetricSpec[];
  /** Elements of an equation that are worked out in a loop; fewer are written out one by one. */
  readonly fewest: number;
  /** How numbers are held. */
  readonly precision: Precision;
}

type Delay = Extract<Right, { kind: 'delay' }>;

class Builder {
  private readonly g: Graph;
  private readonly tables: Tables;
  private readonly lowering: Lowering;
  private readonly atStart = new Map<number, Node>();
  private readonly inRun = new Map<number, Node>();
  private readonly stateOf = new Map<number, number>();
  /** The times of the steps, as a table that is searched. */
  private stepPoints: readonly Point[] | undefined;

  constructor(
    private readonly plan: Plan,
    { fewest, precision }: Wanted,
  ) {
    this.g = new Graph(precision);
    this.tables = new Tables(precision);
    this.lowering = new Lowering(this.g, plan, this.tables, fewest);
  }

  simulation({ series: names, recorded, metrics }: Wanted): Simulation {
    const { plan, g } = this;
    this.begin();
    this.keepStates();
    for (const step of plan.eachTime)
      this.work(step, this.inRun, (rows) => this.valueInRun(step, this.sceneInRun(rows)));
    const states = this.states();
    const lines = this.lines();
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
      ...lines,
      series: recorded.map((s) => series[s]!),
      tallies,
    };
  }

  private states(): State[] {
    const states: State[] = [];
    for (const [place, number] of this.stateOf)
      states[number] = { initial: this.read(this.atStart, place), next: this.read(this.inRun, place) };
    for (const { number, next } of this.stocksAfter()) states[number] = { ...states[number]!, next };
    return states;
  }

  /** What goes into each delay, and when it comes out. */
  private lines(): Pick<Simulation, 'delays' | 'posts' | 'recalls'> {
    const { changing } = this.plan.clock;
    const delays: DelayLine[] = [];
    const posts: PostLine[] = [];
    const recalls: RecallLine[] = [];
    for (const step of this.plan.moving) {
      const { right } = step.equation;
      if (right.kind !== 'delay') continue;
      for (const rows of this.parts(step)) {
        const numbers = this.places(step, rows).map((place) => this.stateOf.get(place)!);
        if (right.style) posts.push(...this.postsOf(right, rows, numbers));
        else if (changing) recalls.push(...this.recallsOf(right, rows, numbers, changing.times));
        else delays.push(...this.delaysOf(right, rows, numbers));
      }
    }
    return { delays, posts, recalls };
  }

  private delaysOf({ input, time }: Delay, rows: Rows, numbers: readonly number[]): DelayLine[] {
    const { g, lowering } = this;
    const value = lowering.value(input, this.sceneInRun(rows));
    return rows.each().map((one, row) => {
      const steps = this.stepsOf(lowering.value(time, this.sceneAtStart(one)));
      // Where it is no constant, each lane has its own.
      const own = steps.constant === undefined ? g.copy(steps, BY_RUN) : steps;
      return { state: numbers[row]!, steps: own, input: g.element(value, row) };
    });
  }

  private recallsOf(
    { input, time }: Delay,
    rows: Rows,
    numbers: readonly number[],
    times: Float64Array,
  ): RecallLine[] {
    const { g, lowering } = this;
    const value = lowering.value(input, this.sceneInRun(rows));
    return rows.each().map((one, row) => {
      const from = this.stepBefore(lowering.value(time, this.sceneAtStart(one)), times);
      return { state: numbers[row]!, from, input: g.element(value, row) };
    });
  }

  // The last step that lies as far before the next one; half a step of slack keeps rounding from moving it.
  private stepBefore(time: Node, times: Float64Array): Node {
    const { g } = this;
    const next = g.nextTime();
    const back = g.double('sub', next, g.double('max', 0, time));
    const until = g.double('add', back, g.double('div', g.step(), 2));
    this.stepPoints ??= this.tables.held(Array.from(times, (at) => [at, 0] as const));
    return g.double(
      'sub',
      this.tables.count(g, 'below', this.stepPoints, g.double('lesser', next, until)),
      1,
    );
  }

  private postsOf(
    { input, time, missing, style }: Delay,
    rows: Rows,
    numbers: readonly number[],
  ): PostLine[] {
    const { g, lowering } = this;
    const arrival = (scene: Scene) => {
      const steps = g.double(
        'floor',
        g.double('add', g.double('div', lowering.value(time, scene), scene.step), 0.5),
      );
      return g.double('max', 1, steps);
    };
    return rows.each().map((one, row) => {
      const scene = this.sceneInRun(one);
      return {
        state: numbers[row]!,
        arrival: arrival(scene),
        firstArrival: arrival(this.sceneAtStart(one)),
        input: lowering.value(input, scene),
        otherwise: style === 'material' ? lowering.value(missing!, scene) : g.state(numbers[row]!),
        forgets: style === 'information',
      };
    });
  }

  /** What each stock holds at the next time, by the number of its state. */
  private stocksAfter(): { readonly number: number; readonly next: Node }[] {
    const { plan, g } = this;
    const stocks = plan.moving.flatMap((step) => {
      const { right } = step.equation;
      if (right.kind !== 'stock') return [];
      return this.parts(step).map((rows) => {
        const places = this.places(step, rows);
        return { rate: right.rate, rows, places, numbers: places.map((place) => this.stateOf.get(place)!) };
      });
    });
    const before = stocks.map(({ numbers }) => g.gather(numbers.map(g.state)));
    const rates = (scene: (rows: Rows) => Scene) =>
      stocks.map(({ rate, rows }) => this.lowering.value(rate, scene(rows)));
    const after = carryOver(g, { method: plan.method, step: this.now().step }, before, (stage, held) => {
      if (!stage) return rates((rows) => this.sceneInRun(rows));
      const values = new Map(this.inRun);
      stocks.forEach(({ places }, i) => {
        places.forEach((place, row) => {
          values.set(place, g.element(held![i]!, row));
        });
      });
      return rates(this.stageOn(values, stage));
    });
    return stocks.flatMap(({ numbers }, i) =>
      numbers.map((number, row) => ({ number, next: g.element(after[i]!, row) })),
    );
  }

  // Works out all values of a stage: stocks are given, and delays and samples stay as at the step.
  private stageOn(values: Map<number, Node>, { part, slack }: Stage): (rows: Rows) => Scene {
    const moment = { ...this.now(), time: this.g.double('add', this.g.time(), part), slack };
    const scene = (rows: Rows) => this.scene(values, rows, moment);
    for (const step of this.plan.eachTime)
      if (step.equation.right.kind !== 'sample')
        this.work(step, values, (rows) => this.valueInRun(step, scene(rows)));
    return scene;
  }

  // Everything that is known before the first step, from the inputs alone.
  private begin(): void {
    const { plan, g } = this;
    const start = (steps: readonly Step[]) => {
      for (const step of steps) this.work(step, this.atStart, (rows) => this.valueAtStart(step, rows));
    };
    start([...plan.once, ...plan.given]);
    plan.ask.inputs.forEach(({ variable, cell }, i) => {
      this.atStart.set(plan.offsets.get(variable.name)! + cell, g.input(i));
    });
    start([...plan.eachRun, ...plan.atStart]);
    for (const [place, node] of this.atStart) this.inRun.set(place, node);
  }

  private valueAtStart(step: Step, rows: Rows): Node {
    const { equation } = step;
    const { right } = equation;
    const value = (expr: Parameters<Lowering['value']>[0]) =>
      this.lowering.value(expr, this.sceneAtStart(rows));
    switch (right.kind) {
      case 'numbers': {
        const all = Rows.one.and(equation.loops);
        return this.g.gather(rows.within(all).map((pass) => this.g.constant(right.values[pass]!)));
      }
      case 'value':
      case 'initial':
        return value(right.expr);
      case 'stock':
      case 'active':
      case 'sample':
      case 'delay':
        return value(right.initial);
      case 'data':
        return this.lowering.data(right.rule, step, this.sceneAtStart(rows));
      default:
        throw notYet(`an equation of kind ${right.kind}`, equation.place);
    }
  }

  private valueInRun(step: Step, scene: Scene): Node {
    const { right, place } = step.equation;
    if (right.kind === 'value' || right.kind === 'active') return this.lowering.value(right.expr, scene);
    if (right.kind === 'data') return this.lowering.data(right.rule, step, scene);
    if (right.kind !== 'sample') throw notYet(`an equation of kind ${right.kind}`, place);
    const numbers = this.places(step, scene.rows).map((at) => this.stateOf.get(at)!);
    return this.lowering.choice(
      right.condition,
      right.input,
      this.g.gather(numbers.map(this.g.state)),
      scene,
    );
  }

  private stepsOf(time: Node): Node {
    const { g, plan } = this;
    const steps = g.double('floor', g.double('add', g.double('div', time, plan.clock.timeStep), 0.5));
    // A time that is undefined never comes to an end.
    return g.select(g.test('eq', time, time), g.double('max', 1, steps), 2 ** 31);
  }

  // Where elements are written out one by one, those of one number mostly rest on each other and stand together; else
  // those of one variable do.
  private keepStates(): void {
    const kept: { place: number; cell: number }[] = [];
    const samples = this.plan.eachTime.filter(({ equation }) => equation.right.kind === 'sample');
    for (const step of [...this.plan.moving, ...samples]) {
      const offset = this.plan.offsets.get(step.variable.name)!;
      for (const place of this.places(step)) kept.push({ place, cell: place - offset });
    }
    if (this.lowering.fewest === Infinity) kept.sort((a, b) => a.cell - b.cell);
    else kept.sort((a, b) => a.place - b.place);
    for (const { place } of kept) {
      const number = this.stateOf.size;
      this.stateOf.set(place, number);
      this.inRun.set(place, this.g.state(number));
    }
  }

  private sceneAtStart(rows: Rows): Scene {
    const { initialTime, timeStep } = this.plan.clock;
    return this.scene(this.atStart, rows, this.moment(this.g.constant(initialTime), timeStep));
  }

  private sceneInRun(rows: Rows): Scene {
    return this.scene(this.inRun, rows, this.now());
  }

  private now(): Moment {
    const { timeStep, changing } = this.plan.clock;
    return this.moment(this.g.time(), changing ? this.g.step() : timeStep);
  }

  private moment(time: Node, step: Num): Moment {
    return { time, step, slack: this.g.double('div', step, 2) };
  }

  private scene(values: ReadonlyMap<number, Node>, rows: Rows, moment: Moment): Scene {
    return { ...moment, rows, at: (place) => this.read(values, place) };
  }

  // A place that nothing has written holds zero.
  private read(from: ReadonlyMap<number, Node>, place: number): Node {
    return from.get(place) ?? this.g.constant(0);
  }

  /** Works an equation out and keeps what each element comes to. */
  private work(step: Step, into: Map<number, Node>, value: (rows: Rows) => Node): void {
    for (const rows of this.parts(step)) {
      const node = value(rows);
      this.places(step, rows).forEach((place, row) => {
        into.set(place, this.g.element(node, row));
      });
    }
  }

  /** The rows of an equation that are worked out together. */
  private parts({ equation }: Step): Rows[] {
    const all = Rows.one.and(equation.loops);
    return all.count < this.lowering.fewest ? all.each() : [all];
  }

  private places({ variable, equation }: Step, rows = Rows.one.and(equation.loops)): number[] {
    const offset = this.plan.offsets.get(variable.name)!;
    return rows.cells(variable, equation.left).map((cell) => offset + cell);
  }
}

import type { Clock } from '../../sd/clock.js';
import { Code } from './code.js';
import { delayWork } from './delay.js';
import { BY_RUN, type Node } from './graph.js';
import { lookFunction, pastFunction } from './helpers.js';
import { Data, Layout } from './layout.js';
import { type Body, encodeModule, type Import } from './module.js';
import { type Clockwork, type Effects, type Item, isLeaf, sectionsOf } from './sections.js';
import type { Simulation } from './simulation.js';
import type { Tally } from './tallies.js';
import { isUniform, type Surroundings, VectorWriter } from './vector.js';

/** A module and where the host finds things in its memory. */
export interface Assembled {
  readonly bytes: Uint8Array;
  /** Place of the inputs: [input][lane]. */
  readonly inputs: number;
  /** Place of the record: [time][series][lane]. */
  readonly record: number;
  /** Place of the metrics: [metric][lane]. */
  readonly metrics: number;
}

/** How a module is made. */
export interface AssemblyOptions {
  /** Vectors of two lanes that go through the model side by side. */
  readonly vectors: number;
  /** Values that one function works out at most: compilers take long over larger ones. */
  readonly functionSize: number;
}

const host: readonly Import[] = [
  { name: 'remainder', takes: ['f64', 'f64'], gives: ['f64'] },
  { name: 'farAngle', takes: ['f64'], gives: ['f64'] },
  { name: 'farQuarter', takes: ['f64'], gives: ['f64'] },
];
const functions = { remainder: 0, farAngle: 1, farQuarter: 2, look: 3, past: 4 } as const;
const firstOwn = 5;
const page = 65536;

/** Writes a simulation as a module with one function, `run`, that takes a block of runs from start to end. */
export function assemble(
  simulation: Simulation,
  clock: Clock,
  inputs: number,
  options: AssemblyOptions,
): Assembled {
  return new Assembler(simulation, clock, inputs, options).module();
}

class Assembler {
  private readonly layout = new Layout();
  private readonly data = new Data(this.layout);
  private readonly constants = new Map<Node, number>();
  private readonly tables: { place: number; points: number }[];
  private readonly saves: number;
  private readonly clockPlace: number;
  private readonly inputPlace: number;
  private readonly statePlace: number;
  private readonly slots = new Map<Node, number>();
  private readonly homes = new Map<Node, number>();
  private readonly forced = new Set<Node>();
  private readonly row: number;
  private readonly tallyPlace: number;
  private readonly weightTable: number;
  private readonly weightPlace: number;
  private readonly metricPlace: number;

  constructor(
    private readonly simulation: Simulation,
    private readonly clock: Clock,
    inputs: number,
    private readonly options: AssemblyOptions,
  ) {
    this.row = 16 * options.vectors;
    this.saves = this.data.add(Int32Array.from(clock.saveSteps));
    this.tables = simulation.tables.searched.map((points) => ({
      place: this.data.add(Float64Array.from(points.flat())),
      points: points.length,
    }));
    this.placeConstants();
    const { weights, tallies, results } = simulation.tallies;
    this.weightTable = this.data.add(
      Float64Array.from({ length: weights.length * clock.saveSteps.length }, (_, i) => {
        return weights[i % weights.length]![Math.floor(i / weights.length)]!;
      }),
    );
    this.clockPlace = this.layout.take(16);
    this.weightPlace = this.layout.take(16 * weights.length);
    this.tallyPlace = this.layout.take(this.row * tallies.length);
    this.metricPlace = this.layout.take(this.row * results.length);
    this.inputPlace = this.layout.take(this.row * inputs);
    this.statePlace = this.layout.take(this.row * simulation.states.length);
  }

  module(): Assembled {
    const { layout, simulation, clock } = this;
    const sections = sectionsOf(this.effects());
    const starting = this.cut(sections.start);
    const stepping = [sections.before, sections.save, sections.move, sections.finish].map((items) =>
      this.cut(items),
    );
    // A model that fits in one function stays in the loop over time, and its values in registers.
    const single =
      stepping.every((parts) => parts.length <= 1) &&
      this.sizeOf(stepping.flat(2)) <= this.options.functionSize;
    const groups = [
      ...starting.map((items) => [items]),
      ...(single ? [stepping.flat()] : stepping.flat().map((items) => [items])),
    ];
    groups.forEach((group, home) => {
      for (const { node } of group.flat()) if (node) this.homes.set(node, home);
    });
    this.placeSlots(groups.map((group) => group.flat()));
    const record = layout.take(this.row * simulation.series.length * clock.saveSteps.length);
    const parts: Body[] = [];
    const part = (items: readonly Item[], home: number): number => {
      const takes = ['i32', 'i32'] as const;
      const code = new Code(takes);
      this.write(items, code, this.writer(code, home), { outAt: 0, step: 1 });
      parts.push({ takes, gives: [], code });
      return firstOwn + parts.length - 1;
    };
    const takes = [] as const;
    const code = new Code(takes);
    const clockwork = { outAt: code.local('i32'), step: code.local('i32') };
    const calls = (list: readonly number[]) => () => {
      for (const index of list) code.get(clockwork.outAt).get(clockwork.step).call(index);
    };
    calls(starting.map(part))();
    const home = starting.length;
    if (single) {
      const writer = this.writer(code, home);
      const inline = (items: readonly Item[]) => () => {
        writer.forget();
        this.write(items, code, writer, clockwork);
      };
      this.loop(
        code,
        clockwork,
        record,
        stepping.map((list) => inline(list.flat())),
      );
    } else {
      let next = home;
      this.loop(
        code,
        clockwork,
        record,
        stepping.map((list) => calls(list.map((items) => part(items, next++)))),
      );
    }
    const bytes = encodeModule({
      imports: host,
      functions: [lookFunction(), pastFunction(), ...parts, { takes, gives: [], exported: 'run', code }],
      pages: Math.ceil(layout.size / page),
      data: this.data.bytes(),
    });
    return { bytes, inputs: this.inputPlace, record, metrics: this.metricPlace };
  }

  private loop(
    code: Code,
    { outAt, step }: Clockwork,
    record: number,
    [before, save, move, finish]: readonly (() => void)[],
  ): void {
    const { clock, simulation } = this;
    const [saveAt, weightAt] = [code.local('i32'), code.local('i32')];
    const weights = simulation.tallies.weights.length;
    code.i32(record).set(outAt).i32(this.saves).set(saveAt).i32(0).set(step);
    code.i32(this.weightTable).set(weightAt).open('loop');
    code.i32(0).f64(clock.initialTime).get(step).op('f64.convert_i32_s').f64(clock.timeStep);
    code.op('f64.mul').op('f64.add').simd('f64x2.splat').memory('v128.store', this.clockPlace);
    before!();
    code.get(step).get(saveAt).memory('i32.load', 0).op('i32.eq').open('if');
    for (let k = 0; k < weights; k++) {
      code
        .i32(0)
        .get(weightAt)
        .memory('v128.load64_splat', 8 * k);
      code.memory('v128.store', this.weightPlace + 16 * k);
    }
    save!();
    code
      .get(weightAt)
      .i32(8 * weights)
      .op('i32.add')
      .set(weightAt);
    code
      .get(outAt)
      .i32(this.row * simulation.series.length)
      .op('i32.add')
      .set(outAt);
    code.get(saveAt).i32(4).op('i32.add').set(saveAt).end();
    code.get(step).i32(clock.saveSteps.at(-1)!).op('i32.eq').open('if');
    finish!();
    code.op('return').end();
    move!();
    code.get(step).i32(1).op('i32.add').set(step).jump('br', 0).end();
  }

  private effects(): Effects {
    const { simulation, layout, row } = this;
    const placeOf = (number: number) => this.statePlace + row * number;
    const delays = simulation.delays.map((line) => {
      if (line.steps.constant === undefined) this.forced.add(line.steps);
      return delayWork(line, simulation.states[line.state]!, {
        layout,
        vectors: this.options.vectors,
        steps: this.clock.saveSteps.at(-1)!,
        state: placeOf(line.state),
        past: functions.past,
        stepsPlace: () => this.slots.get(line.steps)!,
      });
    });
    return {
      start: [
        ...simulation.states.map(
          ({ initial }, number): Item => ({
            uses: [initial],
            write: (vectors) => vectors.store(initial, placeOf(number)),
          }),
        ),
        ...delays.map(({ start }) => start),
        ...this.tallyItems(({ initial }) => initial),
      ],
      save: [
        ...simulation.series.map(
          (node, s): Item => ({
            uses: [node],
            write: (vectors, code, { outAt }) => vectors.store(node, row * s, () => code.get(outAt)),
          }),
        ),
        ...this.tallyItems(({ next }) => next),
      ],
      finish: simulation.tallies.results.map(
        (node, m): Item => ({
          uses: [node],
          write: (vectors) => vectors.store(node, this.metricPlace + row * m),
        }),
      ),
      move: {
        first: delays.map(({ takeIn }) => takeIn),
        states: simulation.states.flatMap(({ next }, number) => {
          const over = simulation.graph.state(number);
          const write = (vectors: VectorWriter) => vectors.store(next, placeOf(number));
          return next === over ? [] : [{ over, item: { uses: [next], write } }];
        }),
        last: delays.map(({ giveOut }) => giveOut),
      },
    };
  }

  private tallyItems(held: (tally: Tally) => Node): Item[] {
    return this.simulation.tallies.tallies.map((tally, number) => {
      const node = held(tally);
      return {
        uses: [node],
        write: (vectors) => vectors.store(node, this.tallyPlace + this.row * number),
      };
    });
  }

  private writer(code: Code, home: number): VectorWriter {
    const around: Surroundings = {
      vectors: this.options.vectors,
      functions,
      table: (index) => this.tables[index]!,
      placeOf: (node) => {
        if (node.op === 'time') return this.clockPlace;
        if (node.op === 'weight') return this.weightPlace + 16 * node.index;
        if (node.op === 'tally') return this.tallyPlace + this.row * node.index;
        if (node.op === 'input') return this.inputPlace + this.row * node.index;
        if (node.op === 'state') return this.statePlace + this.row * node.index;
        return this.constants.get(node) ?? (this.homes.get(node) === home ? undefined : this.slots.get(node));
      },
    };
    return new VectorWriter(code, around);
  }

  private write(items: readonly Item[], code: Code, vectors: VectorWriter, clockwork: Clockwork): void {
    for (const { node, write } of items) {
      if (node) {
        vectors.compute(node);
        const slot = this.slots.get(node);
        if (slot !== undefined) vectors.keep(node, slot);
      }
      write?.(vectors, code, clockwork);
    }
  }

  private sizeOf(items: readonly Item[]): number {
    return items.reduce((size, { node }) => size + (node ? 1 : 0.5), 0);
  }

  private cut(items: readonly Item[]): Item[][] {
    const parts: Item[][] = [];
    let size = Infinity;
    for (const item of items) {
      if (size >= this.options.functionSize) {
        parts.push([]);
        size = 0;
      }
      parts.at(-1)!.push(item);
      size += this.sizeOf([item]);
    }
    return parts;
  }

  private placeSlots(groups: readonly (readonly Item[])[]): void {
    const take = (node: Node) => {
      if (!this.slots.has(node)) this.slots.set(node, this.layout.take(isUniform(node) ? 16 : this.row));
    };
    for (const node of this.forced) if ((node.varies & BY_RUN) !== 0) take(node);
    groups.forEach((items, home) => {
      for (const { uses } of items)
        for (const node of uses) if (!isLeaf(node) && this.homes.get(node) !== home) take(node);
    });
  }

  // All that the graph holds: a few that nothing uses do no harm.
  private placeConstants(): void {
    const found = this.simulation.graph.constants().filter(({ kind }) => kind !== 'mask');
    const place = this.data.add(
      BigUint64Array.from(found, ({ constant }) =>
        typeof constant === 'bigint'
          ? constant
          : new BigUint64Array(Float64Array.of(constant as number).buffer)[0]!,
      ),
    );
    found.forEach((node, i) => {
      this.constants.set(node, place + 8 * i);
    });
  }
}

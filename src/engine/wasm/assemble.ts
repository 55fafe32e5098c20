import type { Clock } from '../../sd/clock.js';
import { Code } from './code.js';
import { columnsOf } from './columns.js';
import { delayWork } from './delay.js';
import { calledByDraws, drawFunctions, drawIndex } from './draws/index.js';
import type { Precision } from './fold.js';
import { type Format, formats } from './format.js';
import { isFold, type Node } from './graph.js';
import { isLeaf, sourcesOf } from './groups.js';
import { elementaryFunction, pastFunction } from './helpers.js';
import type { Clockwork, Item } from './item.js';
import { Data, Layout } from './layout.js';
import { writeLoop } from './loop.js';
import { sharedFunction } from './math/index.js';
import { Memory } from './memory.js';
import { type Body, encodeModule, type Import } from './module.js';
import { beginPostFunction, handOnFunction, postWork } from './post.js';
import { recallFunction, recallWork } from './recall.js';
import { asLate, stretchesOf } from './schedule.js';
import { type Effects, type Overwrite, sectionsOf } from './sections.js';
import type { Simulation, State } from './simulation.js';
import { countFunction, entryFunction, lookFunction } from './table-functions.js';
import type { Tally } from './tallies.js';
import { type Surroundings, VectorWriter } from './vector.js';
import { demoteBoth } from './widen.js';

/** A module and where the host finds things in its memory. */
export interface Assembled {
  readonly bytes: Uint8Array;
  /** Bytes of memory that it takes. */
  readonly size: number;
  /** Place of the inputs: [input][lane]. */
  readonly inputs: number;
  /** Place of the record: [time][series][lane]. */
  readonly record: number;
  /** Place of the metrics: [metric][lane]. */
  readonly metrics: number;
}

/** How a module is made. */
export interface AssemblyOptions {
  /** Vectors that go through the model side by side. */
  readonly vectors: number;
  /** Vectors whose work is mixed; the others follow. */
  readonly band: number;
  /** How numbers are held; the inputs, the record and the metrics are doubles in any case. */
  readonly precision: Precision;
  /** Values that one function works out at most: compilers take long over larger ones. */
  readonly functionSize: number;
}

const host: readonly Import[] = [
  { name: 'remainder', takes: ['f64', 'f64'], gives: ['f64'] },
  { name: 'farAngle', takes: ['f64'], gives: ['f64'] },
  { name: 'farQuarter', takes: ['f64'], gives: ['f64'] },
];
const functions = {
  remainder: 0,
  farAngle: 1,
  farQuarter: 2,
  look: 3,
  past: 4,
  upTo: 5,
  below: 6,
  entry: 7,
} as const;
const posting = { begin: 8, hand: 9 } as const;
const recall = 10;
const firstShared = 11;
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
  private readonly tables: { place: number; points: number }[];
  private readonly lists: number[];
  private readonly saves: number;
  /** Where the times of a clock that changes stand, and behind each its step. */
  private readonly ticks: number | undefined;
  private readonly clockPlace: number;
  private readonly format: Format;
  /** Bytes of a value that the host reads or writes. */
  private readonly hostRow: number;
  private readonly givenPlace: number;
  private readonly inputPlace: number;
  private readonly statePlace: number;
  private readonly homes = new Map<Node, Item | number>();
  private readonly forced = new Set<Node>();
  private readonly row: number;
  private readonly memory: Memory;
  /** Numbers of the elementary functions that are called. */
  private readonly shared: ReadonlyMap<number, number>;
  /** Numbers of the distributions that are drawn from, and the functions that do so. */
  private readonly draws: readonly number[];
  private readonly drawing: readonly Body[];
  private readonly around: Surroundings;
  private readonly tallyPlace: number;
  private readonly weightTable: number;
  private readonly weightPlace: number;
  private readonly metricPlace: number;

  constructor(
    private readonly simulation: Simulation,
    private readonly clock: Clock,
    private readonly inputs: number,
    private readonly options: AssemblyOptions,
  ) {
    this.format = formats[options.precision];
    this.row = 16 * options.vectors;
    this.hostRow = 8 * this.format.lanes * options.vectors;
    this.memory = new Memory(
      this.layout,
      this.data,
      this.row,
      (leaf) => this.leafPlace(leaf),
      options.precision,
    );
    this.saves = this.data.add(Int32Array.from(clock.saveSteps));
    this.tables = simulation.tables.searched.map((points) => ({
      place: this.data.add(Float64Array.from(points.flat())),
      points: points.length,
    }));
    this.lists = simulation.tables.lists.map((numbers) => this.data.add(Float64Array.from(numbers)));
    this.memory.place(simulation.graph.constants());
    const numbers = (count: number, of: (i: number) => number) =>
      this.data.add(
        new (options.precision === 'f32' ? Float32Array : Float64Array)(count).map((_, i) => of(i)),
      );
    const { weights, tallies, results } = simulation.tallies;
    this.weightTable = numbers(
      weights.length * clock.saveSteps.length,
      (i) => weights[i % weights.length]![Math.floor(i / weights.length)]!,
    );
    this.draws = simulation.graph.called('draw');
    const called = new Set([...simulation.graph.called('shared'), ...calledByDraws(this.draws)]);
    this.shared = new Map([...called].map((index, i) => [index, firstShared + i]));
    const firstDraw = firstShared + this.shared.size;
    this.drawing = drawFunctions(this.draws, {
      first: firstDraw,
      place: this.layout.take(16),
      shared: (index) => this.shared.get(index)!,
      vectors: options.vectors,
    });
    this.around = {
      vectors: options.vectors,
      precision: options.precision,
      functions,
      shared: (index) => this.shared.get(index)!,
      table: (index) => this.tables[index]!,
      list: (index) => this.lists[index]!,
      draw: (index) => drawIndex(index, this.draws, firstDraw),
      addressOf: (node) => this.memory.addressOf(node),
    };
    const { changing } = clock;
    this.ticks =
      changing &&
      numbers(
        2 * changing.times.length + 2,
        (i) => (i % 2 === 0 ? changing.times : changing.sizes)[i >> 1] ?? 0,
      );
    this.clockPlace = this.layout.take(48);
    this.weightPlace = this.layout.take(16 * weights.length);
    this.tallyPlace = this.layout.take(this.row * tallies.length);
    this.metricPlace = this.layout.take(this.hostRow * results.length);
    this.givenPlace = this.layout.take(this.hostRow * inputs);
    this.inputPlace = options.precision === 'f64' ? this.givenPlace : this.layout.take(this.row * inputs);
    this.statePlace = this.layout.take(this.row * simulation.states.length);
  }

  private get savesAlways(): boolean {
    return this.clock.saveSteps.every((step, i) => step === i);
  }

  /** Whether the work of all steps stands in one function. */
  private single = false;

  module(): Assembled {
    const { layout, simulation, clock } = this;
    const sections = sectionsOf(this.effects());
    const starting = this.cut(sections.start);
    // What is done at every time stands in one piece.
    const [before, save] = this.savesAlways
      ? [[], [...sections.before, ...sections.save]]
      : [sections.before, sections.save];
    const stepping = [before, save, sections.move, sections.finish].map((items) => this.cut(items));
    // A model that fits in one function stays in the loop over time, and its values in registers.
    this.single =
      stepping.every((parts) => parts.length <= 1) &&
      this.sizeOf(stepping.flat(2)) <= this.options.functionSize;
    const groups = [
      ...starting.map((items) => [items]),
      ...(this.single ? [stepping.flat()] : stepping.flat().map((items) => [items])),
    ];
    groups.forEach((group, home) => {
      for (const item of group.flat()) {
        if (item.node) this.homes.set(item.node, home);
        for (const node of item.loop?.nodes ?? []) this.homes.set(node, item);
      }
    });
    this.placeSlots(groups.map((group) => group.flat()));
    const record = layout.take(this.hostRow * simulation.series.length * clock.saveSteps.length);
    const shared = [...this.shared.keys()].map((index) =>
      elementaryFunction(sharedFunction(index), this.memory, this.around),
    );
    const parts: Body[] = [];
    const part = (items: readonly Item[]): number => {
      const takes = ['i32', 'i32'] as const;
      const code = new Code(takes);
      this.write(items, code, this.writer(code), { outAt: 0, step: 1 });
      parts.push({ takes, gives: [], code });
      return firstShared + this.shared.size + this.drawing.length + parts.length - 1;
    };
    const takes = [] as const;
    const code = new Code(takes);
    const clockwork = { outAt: code.local('i32'), step: code.local('i32') };
    const calls = (list: readonly number[]) => () => {
      for (const index of list) code.get(clockwork.outAt).get(clockwork.step).call(index);
    };
    this.takeInputs(code);
    calls(starting.map(part))();
    if (this.single) {
      const writer = this.writer(code);
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
      this.loop(
        code,
        clockwork,
        record,
        stepping.map((list) => calls(list.map(part))),
      );
    }
    const bytes = encodeModule({
      imports: host,
      functions: [
        lookFunction(),
        pastFunction(this.format),
        countFunction('f64.le'),
        countFunction('f64.lt'),
        entryFunction(),
        beginPostFunction(),
        handOnFunction(),
        recallFunction(this.format),
        ...shared,
        ...this.drawing,
        ...parts,
        { takes, gives: [], exported: 'run', code },
      ],
      pages: Math.ceil(layout.size / page),
      data: this.data.pieces(),
    });
    return { bytes, size: layout.size, inputs: this.givenPlace, record, metrics: this.metricPlace };
  }

  // The inputs as the kernel reads them, two vectors of doubles to one.
  private takeInputs(code: Code): void {
    const bytes = this.row * this.inputs;
    if (this.inputPlace === this.givenPlace || bytes === 0) return;
    const at = code.local('i32');
    const pair = (offset: number) => () =>
      code
        .get(at)
        .i32(1)
        .op('i32.shl')
        .memory('v128.load', this.givenPlace + offset);
    code.i32(0).set(at).open('loop').get(at);
    demoteBoth(code, pair(0), pair(16));
    code.memory('v128.store', this.inputPlace);
    code.get(at).i32(16).op('i32.add').tee(at).i32(bytes).op('i32.lt_s').jump('br_if', 0).end();
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
    this.tick(code, step);
    before!();
    if (!this.savesAlways) code.get(step).get(saveAt).memory('i32.load', 0).op('i32.eq').open('if');
    for (let k = 0; k < weights; k++) {
      code
        .i32(0)
        .get(weightAt)
        .memory(this.format.loadSplat, this.format.bytes * k);
      code.memory('v128.store', this.weightPlace + 16 * k);
    }
    save!();
    code
      .get(weightAt)
      .i32(this.format.bytes * weights)
      .op('i32.add')
      .set(weightAt);
    code
      .get(outAt)
      .i32(this.hostRow * simulation.series.length)
      .op('i32.add')
      .set(outAt);
    code.get(saveAt).i32(4).op('i32.add').set(saveAt);
    if (!this.savesAlways) code.end();
    code.get(step).i32(clock.saveSteps.at(-1)!).op('i32.eq').open('if');
    finish!();
    code.op('return').end();
    move!();
    code.get(step).i32(1).op('i32.add').set(step).jump('br', 0).end();
  }

  // What the time is, and how long the step, where that changes.
  private tick(code: Code, step: number): void {
    const { clock, clockPlace, format } = this;
    if (this.ticks === undefined) {
      code.i32(0).f64(clock.initialTime).get(step).op('f64.convert_i32_s').f64(clock.timeStep);
      code.op('f64.mul').op('f64.add');
      // Counted from the start in doubles, so that the time never drifts.
      if (format.precision === 'f32') code.op('f32.demote_f64');
      code.simd(format.splat).memory('v128.store', clockPlace);
      return;
    }
    for (const i of [0, 1, 2]) {
      code
        .i32(0)
        .get(step)
        .i32(2 * format.bytes)
        .op('i32.mul');
      code.memory(format.loadSplat, this.ticks + format.bytes * i);
      code.memory('v128.store', clockPlace + 16 * i);
    }
  }

  private effects(): Effects {
    const { simulation, layout, row, hostRow } = this;
    const placeOf = (number: number) => this.statePlace + row * number;
    const sizes = {
      layout,
      vectors: this.options.vectors,
      lanes: this.format.lanes * this.options.vectors,
      steps: this.clock.steps,
    };
    const posts = simulation.posts.map((line) =>
      postWork(line, simulation.states[line.state]!, { ...sizes, state: placeOf(line.state) }, posting),
    );
    const lines = simulation.delays.map((line) => {
      if (line.steps.constant === undefined) this.forced.add(line.steps);
      return delayWork(line, simulation.states[line.state]!, {
        layout,
        vectors: this.options.vectors,
        lanes: this.format.lanes * this.options.vectors,
        steps: this.clock.saveSteps.at(-1)!,
        state: placeOf(line.state),
        past: functions.past,
        stepsPlace: () => this.memory.slot(line.steps)!,
      });
    });
    const recalls = simulation.recalls.map((line) =>
      recallWork(line, simulation.states[line.state]!, { ...sizes, state: placeOf(line.state) }, recall),
    );
    const delays = [...lines, ...posts, ...recalls];
    return {
      start: [
        ...this.columns(({ initial }) => initial).map(({ item }) => item),
        ...delays.map(({ start }) => start),
        ...this.tallyItems(({ initial }) => initial),
      ],
      save: [
        ...simulation.series.map(
          (node, s): Item => ({
            uses: [node],
            write: (vectors, code, { outAt }) =>
              vectors.storeDoubles(node, hostRow * s, () => code.get(outAt)),
          }),
        ),
        ...this.tallyItems(({ next }) => next),
      ],
      finish: simulation.tallies.results.map(
        (node, m): Item => ({
          uses: [node],
          write: (vectors) => vectors.storeDoubles(node, this.metricPlace + hostRow * m),
        }),
      ),
      move: {
        first: delays.map(({ takeIn }) => takeIn),
        states: this.columns(({ next }) => next).filter(({ item, over }) => item.uses[0] !== over),
        last: delays.map(({ giveOut }) => giveOut),
      },
    };
  }

  // What all states are to hold.
  private columns(held: (state: State) => Node): Overwrite[] {
    const { graph, states } = this.simulation;
    return columnsOf(states.map(held), graph, (number) => this.statePlace + this.row * number);
  }

  private tallyItems(held: (tally: Tally) => Node): Item[] {
    const { graph, tallies } = this.simulation;
    return tallies.tallies.map((tally, number) => {
      const node = held(tally);
      const place = this.tallyPlace + this.row * number;
      return { uses: [node], store: { node, place, over: graph.tally(number) } };
    });
  }

  private writer(code: Code): VectorWriter {
    return new VectorWriter(code, this.around);
  }

  private leafPlace({ op, index }: Node): number {
    if (op === 'time') return this.clockPlace;
    if (op === 'step') return this.clockPlace + 16 + 16 * index;
    if (op === 'weight') return this.weightPlace + 16 * index;
    if (op === 'tally') return this.tallyPlace + this.row * index;
    if (op === 'input') return this.inputPlace + this.row * index;
    return this.statePlace + this.row * index;
  }

  private write(items: readonly Item[], code: Code, vectors: VectorWriter, clockwork: Clockwork): void {
    for (const stretch of stretchesOf(items)) {
      const [{ loop, write }] = stretch as [Item];
      if (loop) writeLoop(loop, code, vectors, this.memory);
      else if (write) write(vectors, code, clockwork);
      else this.writeStretch(stretch, vectors);
    }
  }

  // A model that fits in one function is small enough to be put in order.
  private writeStretch(stretch: readonly Item[], vectors: VectorWriter): void {
    const items = this.single ? asLate(stretch) : stretch;
    vectors.inBands(this.options.band, () => {
      for (const { node, store } of items) {
        if (store) vectors.store(store.node, store.place);
        if (!node) continue;
        vectors.compute(node);
        const slot = this.memory.slot(node);
        if (slot !== undefined) vectors.keep(node, slot);
      }
    });
  }

  private sizeOf(items: readonly Item[]): number {
    return items.reduce((size, { node, loop }) => size + (loop ? loop.nodes.length : node ? 1 : 0.5), 0);
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

  // What is used by a number of its row lies in memory, and what another function or loop has worked out.
  private placeSlots(groups: readonly (readonly Item[])[]): void {
    for (const node of this.forced) this.memory.keep(node);
    groups.forEach((items, home) => {
      for (const item of items) {
        for (const used of item.uses)
          for (const node of sourcesOf(used)) {
            if (isLeaf(node)) continue;
            const from = this.homes.get(node);
            const here = from === home || from === (item.loop && item);
            if (!here || node !== used) this.memory.keep(node);
          }
        for (const node of item.loop?.nodes ?? []) if (isFold(node.op)) this.memory.keep(node);
      }
    });
  }
}

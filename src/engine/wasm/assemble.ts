import type { Clock } from '../../sd/clock.js';
import { Code } from './code.js';
import { type Division, divide, keepAcross, type Part } from './division.js';
import { effectsOf } from './effects.js';
import type { Precision } from './fold.js';
import { type CalledFunctions, calledFunctions, functions, host, standingFunctions } from './functions.js';
import { elementaryFunction } from './helpers.js';
import type { Clockwork, Item } from './item.js';
import { writeLoop } from './loop.js';
import { sharedFunction } from './math/index.js';
import { type Body, encodeModule } from './module.js';
import { Places } from './places.js';
import { asLate, stretchesOf } from './schedule.js';
import { type Sections, sectionsOf } from './sections.js';
import type { Simulation } from './simulation.js';
import { savesAlways, type TimeWork, writeTimeLoop } from './time-loop.js';
import { type Surroundings, VectorWriter } from './vector.js';
import { demoteAll } from './widen.js';

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
  private readonly places: Places;
  private readonly called: CalledFunctions;
  private readonly around: Surroundings;
  private readonly division: Division;
  /** Functions that each do a part of the work. */
  private readonly parts: Body[] = [];
  /** The code of `run`. */
  private readonly code = new Code([]);
  private readonly clockwork: Clockwork = { outAt: this.code.local('i32'), step: this.code.local('i32') };

  constructor(
    private readonly simulation: Simulation,
    private readonly clock: Clock,
    private readonly inputs: number,
    private readonly options: AssemblyOptions,
  ) {
    const { vectors, precision } = options;
    const places = new Places(simulation, clock, inputs, options);
    const called = calledFunctions(simulation.graph, places.generator, vectors);
    this.places = places;
    this.called = called;
    this.around = {
      vectors,
      precision,
      functions,
      shared: (index) => called.shared.get(index)!,
      table: (index) => places.tables[index]!,
      list: (index) => places.lists[index]!,
      draw: called.draw,
      addressOf: (node) => places.memory.addressOf(node),
    };
    const sections = sectionsOf(effectsOf(simulation, clock, places, vectors));
    this.division = divide(savesAlways(clock) ? inOnePiece(sections) : sections, options.functionSize);
  }

  module(): Assembled {
    const { simulation, clock, places, division, code } = this;
    const { layout, memory } = places;
    // A delay reads its steps lane by lane, from memory.
    for (const { steps } of simulation.delays) if (steps.constant === undefined) memory.keep(steps);
    keepAcross(division, memory);
    const saved = places.hostRow * simulation.series.length;
    const record = layout.take(saved * clock.saveSteps.length);
    const elementary = [...this.called.shared.keys()].map((index) =>
      elementaryFunction(sharedFunction(index), memory, this.around),
    );
    if (places.inputs !== places.given && this.inputs > 0)
      demoteAll(code, places.given, places.inputs, places.row * this.inputs);
    this.calling(division.start)();
    writeTimeLoop(code, this.clockwork, this.timeWork(), {
      clock,
      places,
      record: { place: record, bytes: saved },
      weights: simulation.tallies.weights.length,
    });
    const bytes = encodeModule({
      imports: host,
      functions: [
        ...standingFunctions(places.format),
        ...elementary,
        ...this.called.drawing,
        ...this.parts,
        { takes: [], gives: [], exported: 'run', code },
      ],
      pages: Math.ceil(layout.size / page),
      data: places.data.pieces(),
    });
    return { bytes, size: layout.size, inputs: places.given, record, metrics: places.metrics };
  }

  private timeWork(): TimeWork {
    const { before, save, move, finish, single } = this.division;
    const writer = new VectorWriter(this.code, this.around);
    const inline = (parts: readonly Part[]) => () => {
      writer.forget();
      this.write(parts.flat(), this.code, writer, this.clockwork);
    };
    const work = (parts: readonly Part[]) => (single ? inline(parts) : this.calling(parts));
    return { before: work(before), save: work(save), move: work(move), finish: work(finish) };
  }

  /** Writes parts as functions, and gives what writes the calls of them. */
  private calling(parts: readonly Part[]): () => void {
    const { code, clockwork, called } = this;
    const numbers = parts.map((items) => {
      const takes = ['i32', 'i32'] as const;
      const body = new Code(takes);
      this.write(items, body, new VectorWriter(body, this.around), { outAt: 0, step: 1 });
      return called.next + this.parts.push({ takes, gives: [], code: body }) - 1;
    });
    return () => {
      for (const number of numbers) code.get(clockwork.outAt).get(clockwork.step).call(number);
    };
  }

  private write(items: Part, code: Code, vectors: VectorWriter, clockwork: Clockwork): void {
    for (const stretch of stretchesOf(items)) {
      const [{ loop, write }] = stretch as [Item];
      if (loop) writeLoop(loop, code, vectors, this.places.memory);
      else if (write) write(vectors, code, clockwork);
      else this.writeStretch(stretch, vectors);
    }
  }

  private writeStretch(stretch: Part, vectors: VectorWriter): void {
    const { memory } = this.places;
    // A model that fits in one function is small enough to be put in order.
    const items = this.division.single ? asLate(stretch) : stretch;
    vectors.inBands(this.options.band, () => {
      for (const { node, store } of items) {
        if (store) vectors.store(store.node, store.place);
        if (!node) continue;
        vectors.compute(node);
        const slot = memory.slot(node);
        if (slot !== undefined) vectors.keep(node, slot);
      }
    });
  }
}

// What is done at every time stands in one piece.
const inOnePiece = (sections: Sections): Sections => ({
  ...sections,
  before: [],
  save: [...sections.before, ...sections.save],
});

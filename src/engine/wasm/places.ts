import type { Clock } from '../../sd/clock.js';
import type { Precision } from './fold.js';
import { type Format, formats } from './format.js';
import type { Node } from './graph.js';
import { Data, Layout } from './layout.js';
import { Memory } from './memory.js';
import type { Simulation } from './simulation.js';

/** Where things stand in the memory of a kernel that are known before its code is written. */
export class Places {
  readonly layout = new Layout();
  readonly data = new Data(this.layout);
  readonly memory: Memory;
  readonly format: Format;
  /** Bytes of a value that differs by lane. */
  readonly row: number;
  /** Bytes of such a value where the host reads or writes it. */
  readonly hostRow: number;
  /** The steps after which values are saved. */
  readonly saves: number;
  readonly tables: readonly { readonly place: number; readonly points: number }[];
  /** Lists of numbers. */
  readonly lists: readonly number[];
  /** Weights of all save times, those of one behind the other, and where the present ones stand. */
  readonly weightTable: number;
  readonly weights: number;
  /** Where the generator of random numbers stands. */
  readonly generator: number;
  /** The times of a clock that changes, and behind each its step. */
  readonly ticks: number | undefined;
  /** The time, and under a clock that changes the step and the next time, a vector each. */
  readonly clock: number;
  private readonly tallies: number;
  readonly metrics: number;
  /** The inputs as the host gives them, and as the kernel reads them. */
  readonly given: number;
  readonly inputs: number;
  private readonly states: number;

  constructor(
    simulation: Simulation,
    clock: Clock,
    inputs: number,
    { vectors, precision }: { readonly vectors: number; readonly precision: Precision },
  ) {
    const { layout, data } = this;
    const { weights, tallies, results } = simulation.tallies;
    const numbers = (count: number, of: (i: number) => number) =>
      data.add(new (precision === 'f32' ? Float32Array : Float64Array)(count).map((_, i) => of(i)));
    this.format = formats[precision];
    this.row = 16 * vectors;
    this.hostRow = 8 * this.format.lanes * vectors;
    this.memory = new Memory(layout, data, this.row, (leaf) => this.leaf(leaf), precision);
    this.saves = data.add(Int32Array.from(clock.saveSteps));
    this.tables = simulation.tables.searched.map((points) => ({
      place: data.add(Float64Array.from(points.flat())),
      points: points.length,
    }));
    this.lists = simulation.tables.lists.map((list) => data.add(Float64Array.from(list)));
    this.memory.place(simulation.graph.constants());
    this.weightTable = numbers(
      weights.length * clock.saveSteps.length,
      (i) => weights[i % weights.length]![Math.floor(i / weights.length)]!,
    );
    this.generator = layout.take(16);
    const { changing } = clock;
    this.ticks =
      changing &&
      numbers(
        2 * changing.times.length + 2,
        (i) => (i % 2 === 0 ? changing.times : changing.sizes)[i >> 1] ?? 0,
      );
    this.clock = layout.take(48);
    this.weights = layout.take(16 * weights.length);
    this.tallies = layout.take(this.row * tallies.length);
    this.metrics = layout.take(this.hostRow * results.length);
    this.given = layout.take(this.hostRow * inputs);
    this.inputs = precision === 'f64' ? this.given : layout.take(this.row * inputs);
    this.states = layout.take(this.row * simulation.states.length);
  }

  /** The place of a state, by its number. */
  state(number: number): number {
    return this.states + this.row * number;
  }

  /** The place of a tally, by its number. */
  tally(number: number): number {
    return this.tallies + this.row * number;
  }

  private leaf({ op, index }: Node): number {
    if (op === 'time') return this.clock;
    if (op === 'step') return this.clock + 16 + 16 * index;
    if (op === 'weight') return this.weights + 16 * index;
    if (op === 'tally') return this.tally(index);
    if (op === 'input') return this.inputs + this.row * index;
    return this.state(index);
  }
}

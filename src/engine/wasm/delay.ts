import type { Code } from './code.js';
import type { Item } from './item.js';
import type { Layout } from './layout.js';
import type { DelayLine, State } from './simulation.js';

/** What a fixed delay does at the start, when its input is known, and when all states have moved. */
export interface DelayWork {
  readonly start: Item;
  readonly takeIn: Item;
  readonly giveOut: Item;
}

/** The sizes that a delay needs to know. */
export interface DelaySize {
  readonly layout: Layout;
  readonly vectors: number;
  /** Runs that they hold. */
  readonly lanes: number;
  /** Steps of a whole run. */
  readonly steps: number;
  /** Place of the state that holds what comes out. */
  readonly state: number;
}

/** What a delay of a fixed number of steps finds around it. */
export interface DelayPlace extends DelaySize {
  /** Number of the function `past`. */
  readonly past: number;
  /** Place in memory of the number of steps of each lane. */
  stepsPlace(): number;
}

/** Plans a fixed delay: a ring where all lanes wait equally long, else all inputs of the run. */
export function delayWork(line: DelayLine, { initial }: State, place: DelayPlace): DelayWork {
  const { constant } = line.steps;
  return typeof constant === 'number' ? ring(line, initial, constant, place) : history(line, place);
}

function ring(line: DelayLine, initial: State['initial'], length: number, place: DelayPlace): DelayWork {
  const row = 16 * place.vectors;
  // A ring that outlasts the run never gives anything but its first value.
  const bytes = row * Math.min(length, place.steps + 1);
  const start = place.layout.take(bytes);
  const position = place.layout.take(4);
  const load = (code: Code, local: number) => code.i32(0).memory('i32.load', position).set(local);
  return {
    start: {
      uses: [initial],
      write: (vectors, code) => {
        const at = code.local('i32');
        code.i32(0).set(at).open('loop');
        vectors.store(initial, start, () => code.get(at));
        code.get(at).i32(row).op('i32.add').tee(at).i32(bytes).op('i32.lt_s').jump('br_if', 0).end();
        code.i32(0).i32(0).memory('i32.store', position);
      },
    },
    takeIn: {
      uses: [line.input],
      write: (vectors, code) => {
        const at = code.local('i32');
        load(code, at);
        vectors.store(line.input, start, () => code.get(at));
      },
    },
    giveOut: {
      uses: [],
      write: (_, code) => {
        const at = code.local('i32');
        load(code, at);
        code.get(at).i32(row).op('i32.add').tee(at).i32(bytes).op('i32.eq').open('if').i32(0).set(at).end();
        code.i32(0).get(at).memory('i32.store', position);
        for (let v = 0; v < place.vectors; v++)
          code
            .i32(0)
            .get(at)
            .memory('v128.load', start + 16 * v)
            .memory('v128.store', place.state + 16 * v);
      },
    },
  };
}

function history(line: DelayLine, place: DelayPlace): DelayWork {
  const row = 16 * place.vectors;
  const start = place.layout.take(row * (place.steps + 1));
  return {
    start: { uses: [line.steps] },
    takeIn: {
      uses: [line.input],
      write: (vectors, code, { step }) =>
        vectors.store(line.input, start, () => code.get(step).i32(row).op('i32.mul')),
    },
    giveOut: {
      uses: [],
      write: (_, code, { step }) => {
        code.i32(start).get(step).i32(1).op('i32.add').i32(place.stepsPlace()).i32(place.state);
        code.i32(place.lanes).call(place.past);
      },
    },
  };
}

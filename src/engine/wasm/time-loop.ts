import type { Clock } from '../../sd/clock.js';
import type { Code } from './code.js';
import type { Clockwork } from './item.js';
import type { Places } from './places.js';

/** Writes what is done at a time, each where the loop calls for it. */
export interface TimeWork {
  /** At each time. */
  before(): void;
  /** At each save time. */
  save(): void;
  /** At each time but the last. */
  move(): void;
  /** After the last time. */
  finish(): void;
}

/** Where the record lies, and the bytes of it that one save takes. */
export interface RecordPlace {
  readonly place: number;
  readonly bytes: number;
}

/** Whether values are saved at each time. */
export const savesAlways = ({ saveSteps }: Clock): boolean => saveSteps.every((step, i) => step === i);

/** Writes the loop that takes a block of runs from its first time to its last save, and returns. */
export function writeTimeLoop(
  code: Code,
  { outAt, step }: Clockwork,
  work: TimeWork,
  {
    clock,
    places,
    record,
    weights,
  }: {
    readonly clock: Clock;
    readonly places: Places;
    readonly record: RecordPlace;
    readonly weights: number;
  },
): void {
  const { bytes } = places.format;
  const always = savesAlways(clock);
  const [saveAt, weightAt] = [code.local('i32'), code.local('i32')];
  const forward = (local: number, by: number) => code.get(local).i32(by).op('i32.add').set(local);
  code.i32(record.place).set(outAt).i32(places.saves).set(saveAt).i32(0).set(step);
  code.i32(places.weightTable).set(weightAt).open('loop');
  writeClock(code, step, clock, places);
  work.before();
  if (!always) code.get(step).get(saveAt).memory('i32.load', 0).op('i32.eq').open('if');
  for (let k = 0; k < weights; k++) {
    code
      .i32(0)
      .get(weightAt)
      .memory(places.format.loadSplat, bytes * k);
    code.memory('v128.store', places.weights + 16 * k);
  }
  work.save();
  forward(weightAt, bytes * weights);
  forward(outAt, record.bytes);
  forward(saveAt, 4);
  if (!always) code.end();
  code.get(step).i32(clock.saveSteps.at(-1)!).op('i32.eq').open('if');
  work.finish();
  code.op('return').end();
  work.move();
  forward(step, 1).jump('br', 0).end();
}

// What the time is, and how long the step, where that changes.
function writeClock(code: Code, step: number, clock: Clock, places: Places): void {
  const { format, ticks } = places;
  if (ticks === undefined) {
    code.i32(0).f64(clock.initialTime).get(step).op('f64.convert_i32_s').f64(clock.timeStep);
    code.op('f64.mul').op('f64.add');
    // Counted from the start in doubles, so that the time never drifts.
    if (format.precision === 'f32') code.op('f32.demote_f64');
    code.simd(format.splat).memory('v128.store', places.clock);
    return;
  }
  for (const i of [0, 1, 2]) {
    code
      .i32(0)
      .get(step)
      .i32(2 * format.bytes)
      .op('i32.mul');
    code.memory(format.loadSplat, ticks + format.bytes * i);
    code.memory('v128.store', places.clock + 16 * i);
  }
}

import { Code } from './code.js';
import type { DelaySize, DelayWork } from './delay.js';
import type { Format } from './format.js';
import type { Body } from './module.js';
import type { RecallLine, State } from './simulation.js';

/**
 * Plans a fixed delay under a clock that changes: all inputs are kept, and the one of a step that is worked out comes out.
 *
 * @param recall number of `recallFunction`
 */
export function recallWork(
  line: RecallLine,
  { initial }: State,
  { layout, vectors, lanes, steps, state }: DelaySize,
  recall: number,
): DelayWork {
  const row = 16 * vectors;
  const scratch = layout.take(2 * row);
  const history = layout.take((steps + 1) * row);
  return {
    start: { uses: [initial], write: (writer) => writer.store(initial, scratch + row) },
    takeIn: {
      uses: [line.input, line.from],
      write: (writer, code, { step }) => {
        writer.store(line.from, scratch);
        writer.store(line.input, history, () => code.get(step).i32(row).op('i32.mul'));
      },
    },
    giveOut: {
      uses: [],
      write: (_, code) => {
        code.i32(scratch).i32(history).i32(state).i32(lanes).call(recall);
      },
    },
  };
}

/**
 * Writes what comes out: `recall(scratch, history, state, lanes)`. The scratch holds the step of each lane, and behind
 * them what comes out before the first.
 */
export function recallFunction({ bytes, load, store, truncate, plain }: Format): Body {
  const takes = ['i32', 'i32', 'i32', 'i32'] as const;
  const [scratch, history, state, lanes] = [0, 1, 2, 3];
  const code = new Code(takes);
  const [lane, from, value] = [code.local('i32'), code.local('i32'), code.local(plain)];
  const entry = (place: number, row: () => Code) => {
    row().get(lanes).op('i32.mul').get(lane).op('i32.add').i32(Math.log2(bytes)).op('i32.shl');
    return code.get(place).op('i32.add');
  };
  code.open('loop');
  entry(scratch, () => code.i32(0))
    .memory(load, 0)
    .op(truncate);
  code.tee(from).i32(0).op('i32.ge_s').open('if');
  entry(history, () => code.get(from))
    .memory(load, 0)
    .set(value)
    .op('else');
  entry(scratch, () => code.i32(1))
    .memory(load, 0)
    .set(value)
    .end();
  entry(state, () => code.i32(0))
    .get(value)
    .memory(store, 0);
  code.get(lane).i32(1).op('i32.add').tee(lane).get(lanes).op('i32.lt_s').jump('br_if', 0).end();
  return { takes, gives: [], code };
}

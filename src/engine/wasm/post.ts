import { Code } from './code.js';
import type { DelaySize, DelayWork } from './delay.js';
import type { Body } from './module.js';
import type { PostLine, State } from './simulation.js';
import { copyDoubles } from './widen.js';

/** The numbers of the functions below in the module. */
export interface PostFunctions {
  readonly begin: number;
  readonly hand: number;
}

/**
 * Plans a delay whose time varies: each input is put down at the step at which it is to come out, lane by lane, in doubles.
 *
 * @param functions numbers of `beginPostFunction` and `handOnFunction`
 */
export function postWork(
  line: PostLine,
  { initial }: State,
  { layout, vectors, lanes, steps, state }: DelaySize,
  functions: PostFunctions,
): DelayWork {
  const row = 8 * lanes;
  const most = steps + 2;
  const scratch = layout.take(4 * row);
  const history = layout.take(2 * most * row);
  const places = (code: Code) => code.i32(scratch).i32(history).i32(lanes).i32(most);
  return {
    start: {
      uses: [line.firstArrival, initial],
      write: (writer, code) => {
        writer.storeDoubles(line.firstArrival, scratch);
        writer.storeDoubles(initial, scratch + row);
        places(code).call(functions.begin);
      },
    },
    takeIn: {
      uses: [line.arrival, line.input, line.otherwise],
      write: (writer, code, { step }) => {
        [line.arrival, line.input, line.otherwise].forEach((node, i) => {
          writer.storeDoubles(node, scratch + i * row);
        });
        places(code)
          .get(step)
          .i32(line.forgets ? 1 : 0)
          .call(functions.hand);
      },
    },
    giveOut: {
      uses: [],
      write: (_, code) => copyDoubles(code, { from: scratch + 3 * row, to: state, vectors, lanes }),
    },
  };
}

/** Goes through the lanes; a lane's double in row `i` of the scratch is `field(i)`. */
function byLane(code: Code, lanes: number, body: (lane: number) => void): void {
  const lane = code.local('i32');
  code.open('loop');
  body(lane);
  code.get(lane).i32(1).op('i32.add').tee(lane).get(lanes).op('i32.lt_s').jump('br_if', 0).end();
}

function fields(code: Code, scratch: number, lanes: number, lane: number) {
  const at = (row: number) => {
    code.get(scratch).get(lanes).i32(row).op('i32.mul').get(lane).op('i32.add').i32(3).op('i32.shl');
    return code.op('i32.add');
  };
  return { at, field: (row: number) => at(row).memory('f64.load', 0) };
}

/** Writes the start: `begin(scratch, history, lanes, most)` fills what comes out before the first input arrives. */
export function beginPostFunction(): Body {
  const takes = ['i32', 'i32', 'i32', 'i32'] as const;
  const [scratch, history, lanes, most] = [0, 1, 2, 3];
  const code = new Code(takes);
  const [at, cell] = [code.local('i32'), code.local('i32')];
  byLane(code, lanes, (lane) => {
    const { field } = fields(code, scratch, lanes, lane);
    code.i32(0).set(at);
    code.get(history).get(lane).i32(3).op('i32.shl').op('i32.add').set(cell).open('loop');
    code.get(cell);
    field(1).memory('f64.store', 0);
    // Whether something has been put down there.
    code.get(cell).get(most).get(lanes).op('i32.mul').i32(3).op('i32.shl').op('i32.add');
    code.i32(0).get(at).op('i32.lt_s').get(at).op('f64.convert_i32_s');
    field(0).op('f64.lt').op('i32.and').op('f64.convert_i32_s').memory('f64.store', 0);
    code.get(cell).get(lanes).i32(3).op('i32.shl').op('i32.add').set(cell);
    code.get(at).i32(1).op('i32.add').tee(at).get(most).op('i32.lt_s').jump('br_if', 0).end();
  });
  return { takes, gives: [], code };
}

/**
 * Writes a step: `hand(scratch, history, lanes, most, step, forgets)` puts the input down where it arrives, added to what
 * is there already, or in its place and with all that lies later forgotten; then it gives what the next step takes.
 */
export function handOnFunction(): Body {
  const takes = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const;
  const [scratch, history, lanes, most, step, forgets] = [0, 1, 2, 3, 4, 5];
  const code = new Code(takes);
  const [cell, full, size, width, slot] = [
    code.local('i32'),
    code.local('i32'),
    code.local('i32'),
    code.local('i32'),
    code.local('f64'),
  ];
  code.get(lanes).i32(3).op('i32.shl').tee(width).get(most).op('i32.mul').set(size);
  const go = (lane: number) =>
    code
      .get(width)
      .op('i32.mul')
      .get(history)
      .op('i32.add')
      .get(lane)
      .i32(3)
      .op('i32.shl')
      .op('i32.add')
      .tee(cell)
      .get(size)
      .op('i32.add')
      .set(full);
  byLane(code, lanes, (lane) => {
    const { at, field } = fields(code, scratch, lanes, lane);
    code.get(step).op('f64.convert_i32_s');
    field(0).op('f64.add').set(slot);
    code.get(slot).get(most).op('f64.convert_i32_s').op('f64.lt').open('if');
    code.get(slot).op('i32.trunc_sat_f64_s');
    go(lane);
    code.get(forgets).op('i32.eqz').get(full).memory('f64.load', 0).f64(0).op('f64.gt').op('i32.and');
    code.open('if').get(cell).get(cell).memory('f64.load', 0);
    field(1).op('f64.add').memory('f64.store', 0).op('else').get(cell);
    field(1).memory('f64.store', 0).end();
    code.get(full).f64(1).memory('f64.store', 0);
    code.get(forgets).open('if').open('block').open('loop');
    code.get(full).get(width).op('i32.add').tee(full);
    code.get(history).get(size).i32(1).op('i32.shl').op('i32.add').op('i32.ge_s').jump('br_if', 1);
    code.get(full).f64(0).memory('f64.store', 0).jump('br', 0).end().end().end().end();
    code.get(step).i32(1).op('i32.add');
    go(lane);
    at(3);
    code.get(full).memory('f64.load', 0).f64(0).op('f64.gt').open('if');
    // The place to write to waits outside the branch.
    code.get(cell).memory('f64.load', 0).set(slot).op('else');
    field(2).set(slot).end().get(slot).memory('f64.store', 0);
  });
  return { takes, gives: [], code };
}

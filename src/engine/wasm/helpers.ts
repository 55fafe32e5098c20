import { Code } from './code.js';
import type { Precision } from './fold.js';
import type { Format } from './format.js';
import { Graph, type Node } from './graph.js';
import { isLeaf } from './groups.js';
import type { LaneFunction } from './math/index.js';
import type { Memory } from './memory.js';
import type { Body } from './module.js';
import { type Surroundings, VectorWriter } from './vector.js';
import { inOrder } from './walk.js';
import { demoteBoth, promoteHalf } from './widen.js';

/**
 * Writes the end of a delay whose length differs by lane: `past(history, row, steps, state, lanes)`. `history` is where
 * the first inputs lie, `row` counts the steps done; a lane's state becomes its input of `steps` steps ago, if there was
 * one.
 */
export function pastFunction(format: Format): Body {
  const { load, store, truncate } = format;
  const shift = Math.log2(format.bytes);
  const takes = ['i32', 'i32', 'i32', 'i32', 'i32'] as const;
  const [history, row, steps, state, lanes] = [0, 1, 2, 3, 4];
  const code = new Code(takes);
  const [lane, from] = [code.local('i32'), code.local('i32')];
  code.open('loop');
  code.get(row).get(steps).get(lane).i32(shift).op('i32.shl').op('i32.add').memory(load, 0);
  code.op(truncate).op('i32.sub').tee(from).i32(0).op('i32.ge_s').open('if');
  code.get(state).get(lane).i32(shift).op('i32.shl').op('i32.add');
  code.get(from).get(lanes).op('i32.mul').get(lane).op('i32.add').i32(shift).op('i32.shl');
  code.get(history).op('i32.add').memory(load, 0).memory(store, 0).end();
  code.get(lane).i32(1).op('i32.add').tee(lane).get(lanes).op('i32.lt_s').jump('br_if', 0);
  code.end();
  return { takes, gives: [], code };
}

/** Writes an elementary function: it takes all vectors of each argument, and gives all vectors of its value. */
export function elementaryFunction(of: LaneFunction, memory: Memory, around: Surroundings): Body {
  const { vectors, precision } = around;
  const { parameters, result } = built(of, memory, precision === 'f32' && of.single ? 'f32' : 'f64');
  const takes = Array<'v128'>(of.arguments * vectors).fill('v128');
  const code = new Code(takes);
  const numbers = (i: number) => Array.from({ length: vectors }, (_, v) => i * vectors + v);
  const work = (writer: VectorWriter) => {
    for (const node of inOrder([result])) if (!isLeaf(node)) writer.compute(node);
  };
  if (precision === 'f32' && !of.single) {
    // In doubles: each vector becomes two, and two become one again.
    const writer = new VectorWriter(code, { ...around, precision: 'f64', vectors: 2 * vectors });
    parameters.forEach((node, i) => {
      writer.bind(
        node,
        numbers(i).flatMap((local) => ([0, 1] as const).map((half) => promoted(code, local, half))),
      );
    });
    work(writer);
    for (let v = 0; v < vectors; v++)
      demoteBoth(
        code,
        () => writer.push(result, 2 * v),
        () => writer.push(result, 2 * v + 1),
      );
  } else {
    const writer = new VectorWriter(code, around);
    parameters.forEach((node, i) => {
      writer.bind(node, numbers(i));
    });
    work(writer);
    for (let v = 0; v < vectors; v++) writer.push(result, v);
  }
  return { takes, gives: takes.slice(0, vectors), code };
}

function promoted(code: Code, from: number, half: 0 | 1): number {
  const local = code.local('v128');
  promoteHalf(code, from, half);
  code.set(local);
  return local;
}

function built({ arguments: count, build }: LaneFunction, memory: Memory, precision: Precision) {
  const g = new Graph(precision);
  const parameters: Node[] = Array.from({ length: count }, (_, i) => g.parameter(i));
  const result = build(g, parameters[0]!, parameters.at(-1)!);
  memory.place(g.constants(), precision);
  return { parameters, result };
}

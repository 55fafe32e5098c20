import { Code } from './code.js';
import { Graph } from './graph.js';
import { isLeaf } from './groups.js';
import type { LaneFunction } from './math/index.js';
import type { Memory } from './memory.js';
import type { Body } from './module.js';
import { type Surroundings, VectorWriter } from './vector.js';
import { inOrder } from './walk.js';

/**
 * Writes the end of a delay whose length differs by lane: `past(history, row, steps, state, lanes)`. `history` is where
 * the first inputs lie, `row` counts the steps done; a lane's state becomes its input of `steps` steps ago, if there was
 * one.
 */
export function pastFunction(): Body {
  const takes = ['i32', 'i32', 'i32', 'i32', 'i32'] as const;
  const [history, row, steps, state, lanes] = [0, 1, 2, 3, 4];
  const code = new Code(takes);
  const [lane, from] = [code.local('i32'), code.local('i32')];
  code.open('loop');
  code.get(row).get(steps).get(lane).i32(3).op('i32.shl').op('i32.add').memory('f64.load', 0);
  code.op('i32.trunc_sat_f64_s').op('i32.sub').tee(from).i32(0).op('i32.ge_s').open('if');
  code.get(state).get(lane).i32(3).op('i32.shl').op('i32.add');
  code.get(from).get(lanes).op('i32.mul').get(lane).op('i32.add').i32(3).op('i32.shl');
  code.get(history).op('i32.add').memory('f64.load', 0).memory('f64.store', 0).end();
  code.get(lane).i32(1).op('i32.add').tee(lane).get(lanes).op('i32.lt_s').jump('br_if', 0);
  code.end();
  return { takes, gives: [], code };
}

/** Writes an elementary function: it takes all vectors of each argument, and gives all vectors of its value. */
export function elementaryFunction(
  { arguments: count, build }: LaneFunction,
  memory: Memory,
  around: Surroundings,
): Body {
  const { vectors } = around;
  const g = new Graph();
  const parameters = Array.from({ length: count }, (_, i) => g.parameter(i));
  const result = build(g, parameters[0]!, parameters.at(-1)!);
  memory.place(g.constants());
  const takes = Array<'v128'>(count * vectors).fill('v128');
  const code = new Code(takes);
  const writer = new VectorWriter(code, around);
  parameters.forEach((node, i) => {
    writer.bind(
      node,
      Array.from({ length: vectors }, (_, v) => i * vectors + v),
    );
  });
  for (const node of inOrder([result])) if (!isLeaf(node)) writer.compute(node);
  for (let v = 0; v < vectors; v++) writer.push(result, v);
  return { takes, gives: takes.slice(0, vectors), code };
}

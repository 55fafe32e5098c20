import type { Code } from './code.js';
import { isFold } from './graph.js';
import type { Loop } from './item.js';
import type { Memory } from './memory.js';
import type { VectorWriter } from './vector.js';

/**
 * Writes a loop over the rows of columns: what each row comes to goes to memory, and folds take so many rows together as
 * the loop says.
 */
export function writeLoop(loop: Loop, code: Code, vectors: VectorWriter, memory: Memory): void {
  const { rows, together, nodes, stores } = loop;
  const folds = nodes.filter(({ op }) => isFold(op));
  const row = code.local('i32');
  const body = () => {
    for (const node of nodes) {
      if (isFold(node.op)) vectors.takeIn(node);
      else {
        vectors.compute(node);
        const slot = memory.slot(node);
        if (slot !== undefined) vectors.keep(node, slot);
      }
    }
    for (const { node, place } of stores) vectors.storeRow(node, place);
    code.get(row).i32(1).op('i32.add').tee(row);
  };
  vectors.enter(row);
  code.i32(0).set(row);
  if (folds.length === 0) {
    code.open('loop');
    body();
    code.i32(rows).op('i32.lt_s').jump('br_if', 0).end();
  } else {
    const [end, out] = [code.local('i32'), code.local('i32')];
    code.i32(0).set(end).i32(0).set(out).open('loop');
    for (const fold of folds) vectors.begin(fold);
    code.get(end).i32(together).op('i32.add').set(end).open('loop');
    body();
    code.get(end).op('i32.lt_s').jump('br_if', 0).end();
    for (const fold of folds) vectors.keep(fold, memory.slot(fold)!, out);
    code.get(out).i32(1).op('i32.add').set(out);
    code.get(end).i32(rows).op('i32.lt_s').jump('br_if', 0).end();
  }
  vectors.leave();
}

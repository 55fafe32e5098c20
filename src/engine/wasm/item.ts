import type { Code } from './code.js';
import type { Node } from './graph.js';
import type { VectorWriter } from './vector.js';

/** Numbers of the locals that hold where the record goes on, in bytes, and how many steps are done. */
export interface Clockwork {
  readonly outAt: number;
  readonly step: number;
}

/** Something that a function does: it works out `node` or a loop, it stores a value, or it writes what `uses` hold. */
export interface Item {
  readonly uses: readonly Node[];
  readonly node?: Node;
  readonly loop?: Loop;
  /** A value that goes to memory, each vector to a place of its own, over what a leaf held. */
  readonly store?: Store & { readonly over: Node };
  write?(vectors: VectorWriter, code: Code, clockwork: Clockwork): void;
}

/** Rows that are gone through one by one; each row works all nodes out. */
export interface Loop {
  readonly rows: number;
  /** Rows that folds take together; 0 where there are none. */
  readonly together: number;
  readonly nodes: readonly Node[];
  readonly stores: readonly Store[];
}

/** Where each row of a column is written, one behind the other. */
export interface Store {
  readonly node: Node;
  readonly place: number;
}

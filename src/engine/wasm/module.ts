import { Bytes } from './bytes.js';
import type { Code } from './code.js';
import type { Piece } from './layout.js';
import { type, type ValueType } from './opcodes.js';

/** What a function takes and gives. */
export interface Signature {
  readonly takes: readonly ValueType[];
  readonly gives: readonly ValueType[];
}

/** A function that the host gives to a module. */
export interface Import extends Signature {
  readonly name: string;
}

/** A function of a module: its code counts locals from those that it takes. */
export interface Body extends Signature {
  /** Name under which the host may call it. */
  readonly exported?: string;
  readonly code: Code;
}

/** All that goes into a module; functions are numbered imports first. */
export interface ModuleParts {
  readonly imports: readonly Import[];
  readonly functions: readonly Body[];
  /** Size of the memory, in pages of 64 KiB; it is exported as `memory`. */
  readonly pages: number;
  /** Bytes that the memory holds from the start. */
  readonly data: readonly Piece[];
}

/**
 * Encodes a WebAssembly module (core specification 2.0, 5.5). Imports come from the host's module `host`.
 *
 * @example
 * const code = new Code(['f64']).get(0).get(0).op('f64.add')
 * const bytes = encodeModule({ imports: [], functions: [{ takes: ['f64'], gives: ['f64'], exported: 'twice', code }], pages: 1, data: [] })
 * new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.twice(4) // => 8
 */
export function encodeModule({ imports, functions, pages, data }: ModuleParts): Uint8Array {
  const all = [...imports, ...functions];
  const exported = functions.flatMap((f, i) =>
    f.exported === undefined
      ? []
      : [
          new Bytes()
            .name(f.exported)
            .byte(0)
            .unsigned(imports.length + i),
        ],
  );
  const module = new Bytes().byte(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  const section = (id: number, items: readonly Bytes[]) => {
    if (items.length === 0) return;
    const body = list(items);
    module.byte(id).unsigned(body.length).append(body.done());
  };
  section(
    1,
    all.map(({ takes, gives }) => new Bytes().byte(0x60).append(types(takes)).append(types(gives))),
  );
  section(
    2,
    imports.map(({ name }, i) => new Bytes().name('host').name(name).byte(0).unsigned(i)),
  );
  section(
    3,
    functions.map((_, i) => new Bytes().unsigned(imports.length + i)),
  );
  section(5, [new Bytes().byte(1).unsigned(pages).unsigned(pages)]);
  section(7, [...exported, new Bytes().name('memory').byte(2).unsigned(0)]);
  section(
    10,
    functions.map(({ code }) => {
      const body = code.body();
      return new Bytes().unsigned(body.length).append(body);
    }),
  );
  // Active segments of memory 0.
  section(
    11,
    data.map(({ place, bytes }) =>
      new Bytes().byte(0, 0x41).signed(place).byte(0x0b).unsigned(bytes.length).append(bytes),
    ),
  );
  return module.done();
}

const types = (names: readonly ValueType[]) =>
  new Bytes()
    .unsigned(names.length)
    .byte(...names.map((name) => type[name]))
    .done();

function list(items: readonly Bytes[]): Bytes {
  const body = new Bytes().unsigned(items.length);
  for (const item of items) body.append(item.done());
  return body;
}

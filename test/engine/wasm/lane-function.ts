import { fromText, host } from '../../../src/engine/host.js';
import { Code } from '../../../src/engine/wasm/code.js';
import { Graph } from '../../../src/engine/wasm/graph.js';
import { type LaneFunctionName, laneFunctions } from '../../../src/engine/wasm/math/index.js';
import { encodeModule } from '../../../src/engine/wasm/module.js';
import { ownFunctions, ownName } from '../../../src/engine/wasm/scalar.js';
import { VectorWriter } from '../../../src/engine/wasm/vector.js';
import { inOrder } from '../../../src/engine/wasm/walk.js';

type Function = (x: number, y?: number) => number;

/** The elementary functions as the JavaScript that is written for them. */
export const own: Readonly<Record<LaneFunctionName, Function>> = (() => {
  const names = Object.keys(laneFunctions);
  const list = names.map((name) => `${name}: ${ownName(name)}`).join(', ');
  return fromText([...ownFunctions(), `return { ${list} };`].join('\n'));
})();

/** One elementary function as vector code: takes pairs of arguments and gives their values. */
export function inLanes(
  name: LaneFunctionName,
): (pairs: readonly (readonly [number, number])[]) => Float64Array {
  const g = new Graph();
  const parameters = [g.parameter(0), g.parameter(1)] as const;
  const result = laneFunctions[name].build(g, ...parameters);
  const takes = ['i32'] as const;
  const code = new Code(takes);
  const constants = g.constants().filter(({ kind }) => kind !== 'mask');
  const pool = BigUint64Array.from(constants, ({ constant }) =>
    typeof constant === 'bigint'
      ? constant
      : new BigUint64Array(Float64Array.of(constant as number).buffer)[0]!,
  );
  const start = Math.ceil(pool.byteLength / 16) * 16;
  const writer = new VectorWriter(code, {
    vectors: 1,
    precision: 'f64',
    functions: { remainder: 0, farAngle: 1, farQuarter: 2, look: 0 },
    shared: () => 0,
    table: () => ({ place: 0, points: 0 }),
    addressOf: (node) =>
      node.op === 'parameter'
        ? { place: start + 16 * node.index }
        : { place: 8 * constants.indexOf(node), narrow: true },
  });
  for (const node of inOrder([result]))
    if (!['constant', 'parameter'].includes(node.op)) writer.compute(node);
  writer.store(result, start + 32);
  const one = { takes: ['f64'], gives: ['f64'] } as const;
  const bytes = encodeModule({
    imports: [
      { name: 'remainder', takes: ['f64', 'f64'], gives: ['f64'] },
      { name: 'farAngle', ...one },
      { name: 'farQuarter', ...one },
    ],
    functions: [{ takes, gives: [], exported: 'run', code }],
    pages: 1,
    data: [{ place: 0, bytes: new Uint8Array(pool.buffer) }],
  });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes as BufferSource), {
    host,
  });
  const { memory, run } = exports as { memory: WebAssembly.Memory; run: (at: number) => void };
  const cells = new Float64Array(memory.buffer, start, 6);
  return (pairs) => {
    const out = new Float64Array(pairs.length);
    for (let i = 0; i < pairs.length; i += 2) {
      const [a, b] = [pairs[i]!, pairs[Math.min(i + 1, pairs.length - 1)]!];
      cells.set([a[0], b[0], a[1], b[1]]);
      run(0);
      out.set(cells.subarray(4, Math.min(6, 4 + pairs.length - i)), i);
    }
    return out;
  };
}

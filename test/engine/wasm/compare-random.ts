import fc from 'fast-check';
import { expect } from 'vitest';
import { compileToWasm } from '../../../src/engine/index.js';
import { parseModel } from '../../../src/sd/index.js';
import { allSeries, differenceOf, ways } from './both.js';
import { programs } from './programs.js';
import { secondReader } from './second-reader.js';

/** Holds lanes against JavaScript on random models, each in one of the ways to make a kernel, and their modules against the standard. */
export async function compareRandom(count: number, seed: number): Promise<void> {
  const read = await secondReader();
  fc.assert(
    fc.property(programs(), fc.nat(ways.length - 1), ({ text, a, b, metrics }, way) => {
      const model = parseModel(text, 'random.mdl');
      const inputs = { a: (lane: number) => a[lane]!, b: (lane: number) => b[lane]! };
      const series = allSeries(model);
      const program = compileToWasm(model, { inputs: ['a', 'b'], series }, { ...ways[way], metrics });
      expect(differenceOf(model, inputs, program)).toBe(undefined);
      expect(WebAssembly.validate(program.bytes as BufferSource)).toBe(true);
      expect(read(program.bytes)).toBe(true);
    }),
    { numRuns: count, seed },
  );
}

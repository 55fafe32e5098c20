import { expect, test } from 'vitest';
import { compileToWasm, instantiateLanes } from '../../../src/engine/index.js';
import { read } from '../../sd/run.js';
import { secondReader, throughText } from './second-reader.js';

const model = read(
  'R: r1, r2, r3 ~~|\na= 1 ~~|\nm[R]= 1,2,3 ~~|\nx[R]= INTEG(EXP(-m[R]*a)-x[R]/7, R) ~~|\ny= SUM(x[R!])^1.5+SMOOTH3(SIN(Time), 2) ~~|',
);
const program = compileToWasm(model, { inputs: ['a'], series: ['x[r2]', 'y'] });

test('a module that was written as text and assembled again by another tool gives the same bits', async () => {
  const again = { ...program, bytes: await throughText(program.bytes) };
  const [one, other] = [program, again].map((of) => {
    const out = new Float64Array(of.times.length * of.series.length);
    instantiateLanes(of).run(Float64Array.of(0.3), out);
    return out;
  });
  expect(other).toEqual(one);
  expect(one!.every(Number.isFinite)).toBe(true);
});

test('a module with a byte changed is told from a sound one', async () => {
  const isSound = await secondReader();
  expect(isSound(program.bytes)).toBe(true);
  const spoiled = program.bytes.slice();
  // The version of the format.
  spoiled[4] = 9;
  expect(() => isSound(spoiled)).toThrow();
});

import { expect, test } from 'vitest';
import { calibrate } from '../../src/compute/fit/index.js';
import { spaceOf } from '../../src/compute/parameters.js';
import { readFacts } from '../../src/facts/read.node.js';

// The hash in the file is that of the data alone: only a new calibration shows that the code has not moved since. Values may
// differ in their last digits between processors, so they are held to a hundredth of the spread of their prior.
test('a new calibration from the priors gives what data/compute/calibration.yaml holds', async () => {
  const facts = await readFacts('data', { parts: ['accelerators', 'compute', 'measurements'] });
  const held = facts.calibration!;
  const { file } = calibrate(facts);
  const space = spaceOf([...facts.parameters.values()]);
  expect(file.fitted_on).toBe(held.fitted_on);
  expect(file.rows).toBe(held.rows);
  expect(file.coordinates.map(({ name }) => name)).toEqual(held.coordinates.map(({ name }) => name));
  const moved = file.coordinates.filter(({ name, value }, k) => {
    const spread = space.spread[space.at.get(name)!]!;
    return Math.abs(value - held.coordinates[k]!.value) > 0.01 * spread;
  });
  expect(moved, 'run `npm run calibrate`').toEqual([]);
  for (const [kind, scatter] of Object.entries(file.residual))
    expect(scatter / held.residual[kind]!, kind).toBeCloseTo(1, 2);
});

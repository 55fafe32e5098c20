import { test } from 'vitest';
import { compareRandom } from '../engine/wasm/compare-random.js';

// Minutes, and more where a machine has other things to do.
test('a thousand random models: lanes give the bits that JavaScript gives', { timeout: 900_000 }, () =>
  compareRandom(1000, 20261126),
);

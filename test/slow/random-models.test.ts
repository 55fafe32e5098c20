import { test } from 'vitest';
import { compareRandom } from '../engine/wasm/compare-random.js';

test('a thousand random models: lanes give the bits that JavaScript gives', () =>
  compareRandom(1000, 20261126));

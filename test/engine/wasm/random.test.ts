import { test } from 'vitest';
import { compareRandom } from './compare-random.js';

test('random models: lanes give the bits that JavaScript gives, metrics too, and others can read the modules', () =>
  compareRandom(100, 20261126));

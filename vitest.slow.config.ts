import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/slow/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Each of these wants the machine for itself: they measure time.
    fileParallelism: false,
  },
});

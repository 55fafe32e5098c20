// Tries the inputs whose numbers it is handed, one after another, and tells how each went.
import { makeInput } from './inputs.mjs';
import { readSeeds } from './seeds.mjs';
import { readParts, tryInput } from './trial.mjs';

const seeds = readSeeds();
const parts = await readParts(seeds);
const megabyte = 2 ** 20;

process.on('message', async ({ seed, number }) => {
  const input = makeInput(seed, number, seeds);
  const { kind, from } = input;
  process.send({ begun: number, kind, from });
  let slowest = { ms: 0, step: '' };
  const time = (step, work) => {
    const before = process.cpuUsage();
    const began = performance.now();
    try {
      return work();
    } finally {
      const { user, system } = process.cpuUsage(before);
      // On a busy machine a step waits for others, and a collector of memory works beside it: the shorter time is its own.
      const ms = Math.min(performance.now() - began, (user + system) / 1000);
      if (ms > slowest.ms) slowest = { ms, step };
    }
  };
  const tried = await tryInput(input, parts, time);
  process.send({ ended: number, kind, from, ...slowest, mb: process.memoryUsage().rss / megabyte, ...tried });
});
process.send({ ready: seeds.models.length + seeds.studies.length });

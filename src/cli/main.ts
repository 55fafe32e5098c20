#!/usr/bin/env node
import { main } from './program.js';

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // The first Ctrl-C stops at the next safe place; a second one means now.
  process.on(signal, () => (interruption.signal.aborted ? process.exit(130) : interruption.abort()));
}
for (const outlet of [process.stdout, process.stderr]) {
  // `steelyard ... | head` closes the pipe early: that is the reader's right, and no error.
  outlet.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
}

process.exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  signal: interruption.signal,
  now: () => performance.now() / 1000,
});

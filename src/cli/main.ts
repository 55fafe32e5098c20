#!/usr/bin/env node
import { exitCodes, tellUnwritten } from './complain.js';
import { main } from './program.js';

const interruption = new AbortController();
let askedAt = Number.POSITIVE_INFINITY;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The first Ctrl-C stops at the next safe place; a second one means now. What starts us, such as npx, may hand on
    // the one that the terminal sent to both.
    if (performance.now() - askedAt > 300) process.exit(exitCodes.interrupted);
    askedAt = Math.min(askedAt, performance.now());
    interruption.abort();
  });
}
for (const outlet of [process.stdout, process.stderr]) {
  outlet.on('error', (error: NodeJS.ErrnoException) => {
    // `steelyard ... | head` closes the pipe early: that is the reader's right, and no error.
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? exitCodes.done);
    // Where even standard error takes nothing, the exit code is all that is left to tell.
    if (outlet === process.stdout) process.stderr.write(tellUnwritten(error));
    process.exit(exitCodes.yourMistake);
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

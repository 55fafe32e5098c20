import { formatSeconds } from '../base/format.js';
import { colourMark, padEnd } from '../base/text.js';
import { type Io, paintFor, widthOf } from './io.js';

/** Tells how far a long piece of work is. */
export interface Progress {
  /** Says that `done` of the work's units are finished; `done` never falls. */
  update(done: number): void;
  /** Clears the line, so that what follows starts clean. */
  finish(): void;
}

/** What is being counted. */
export interface Work {
  readonly title: string;
  readonly total: number;
  /** Units that an earlier, interrupted call had finished: they count as done, and not for the speed. */
  readonly already: number;
  /** Plural noun of the units, e.g. `runs`. */
  readonly units: string;
}

// A person watching wants movement; a log wants few lines.
const terminalPause = 0.1;
const logPause = 5;
const logShare = 0.1;
const logPatience = 60;

/** Returns to the start of the line; marked as our own, or it would be printed in letters. */
const toStart = `${colourMark}\r`;

/** Starts the report of a piece of work on standard error: one moving line on a terminal, few plain lines elsewhere. */
export function startProgress(work: Work, io: Io, quiet = false): Progress {
  if (quiet) return { update() {}, finish() {} };
  return io.stderr.isTTY ? onTerminal(work, io) : inLog(work, io);
}

function onTerminal(work: Work, io: Io): Progress {
  const start = io.now();
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    update(done) {
      const now = io.now();
      if (now - shownAt < terminalPause && done < work.total) return;
      shownAt = now;
      const text = printLine(work, done, now - start, printBar(done / work.total, 20, io));
      io.stderr.write(`${toStart}${padEnd(text, widthOf(io.stderr) - 1)}`);
    },
    finish() {
      io.stderr.write(`${toStart}${' '.repeat(widthOf(io.stderr) - 1)}${toStart}`);
    },
  };
}

function inLog(work: Work, io: Io): Progress {
  const start = io.now();
  let shownAt = start;
  let shownShare = work.already / work.total;
  return {
    update(done) {
      const now = io.now();
      const pause = now - shownAt;
      const share = done / work.total;
      if (pause < logPause || (share - shownShare < logShare && pause < logPatience)) return;
      [shownAt, shownShare] = [now, share];
      io.stderr.write(`${printLine(work, done, now - start)}\n`);
    },
    finish() {},
  };
}

function printLine(work: Work, done: number, elapsed: number, bar = ''): string {
  const fresh = done - work.already;
  const rate = elapsed > 0 ? fresh / elapsed : 0;
  const left = rate > 0 ? `${formatSeconds((work.total - done) / rate)} left` : 'starting';
  const percent = `${Math.floor((100 * done) / work.total)}%`.padStart(4);
  const counts = `${done.toLocaleString('en-US')} of ${work.total.toLocaleString('en-US')} ${work.units}`;
  return [
    `${work.title} ${bar}${percent}`,
    counts,
    `${Math.round(rate).toLocaleString('en-US')}/s`,
    left,
  ].join(' · ');
}

function printBar(share: number, width: number, io: Io): string {
  const full = Math.round(share * width);
  const paint = paintFor(io.stderr, io.env);
  return paint.cyan('█'.repeat(full)) + paint.dim('░'.repeat(width - full));
}

import { createColors } from 'picocolors';
import { colourMark, visibleText } from '../base/text.js';

/** One side of a terminal: where text goes, and what the receiver can show. */
export interface Outlet {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Everything of the outside world that a verb touches; tests hand in their own. */
export interface Io {
  readonly stdout: Outlet;
  readonly stderr: Outlet;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths are read from. */
  readonly cwd: string;
  /** Aborted by Ctrl-C; long work stops at the next place that it can go on from. */
  readonly signal: AbortSignal;
  /** Seconds on a clock that only runs forward; used for progress, never for results. */
  now(): number;
}

/** Paints text for a terminal, or leaves it alone where colour is not wanted. */
export type Paint = ReturnType<typeof createColors>;

/**
 * Gives the colours for an outlet: none unless it is a terminal, and none when NO_COLOR is set.
 *
 * @example
 * paintFor({ write: () => true }, {}).bold('x') // => 'x'
 * paintFor({ write: () => true, isTTY: true }, { NO_COLOR: '1' }).bold('x') // => 'x'
 */
export function paintFor(outlet: Outlet, env: Io['env']): Paint {
  const wanted = outlet.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  const colours = createColors(wanted);
  if (!wanted) return colours;
  return Object.fromEntries(
    Object.entries(colours).map(([name, paint]) => [
      name,
      typeof paint === 'function' ? marked(paint) : paint,
    ]),
  ) as Paint;
}

/** Paints with our mark in place of the escape character; `plainOutlet` puts that in. */
function marked(paint: (text: string) => string): (text: string | number | null | undefined) => string {
  const [open, close] = paint('\n')
    .split('\n')
    .map((code) => `${colourMark}${code.slice(1)}`) as [string, string];
  return (text) => `${open}${String(text).replaceAll(close, close + open)}${close}`;
}

/**
 * Makes an outlet through which no control character passes but line ends, tabs and our own colours: whatever a file, a
 * chip's name or the command line holds, it cannot steer the terminal.
 *
 * @example
 * const told = []
 * plainOutlet({ write: (text) => told.push(text) }).write('a\u001b[2Jb')
 * told // => ['a\\u001b[2Jb']
 */
export function plainOutlet(outlet: Outlet): Outlet {
  return {
    write: (text) => outlet.write(visibleText(text)),
    get isTTY() {
      return outlet.isTTY;
    },
    get columns() {
      return outlet.columns;
    },
  };
}

/**
 * Gives the width for text on an outlet: the terminal's, at most 100, and 100 where there is no terminal.
 *
 * @example
 * widthOf({ write: () => true, isTTY: true, columns: 72 }) // => 72
 * widthOf({ write: () => true }) // => 100
 */
export function widthOf(outlet: Outlet): number {
  return outlet.isTTY && outlet.columns ? Math.max(40, Math.min(100, outlet.columns)) : 100;
}

import type { Command } from 'commander';
import type { Io, Paint } from './io.js';

/** What a verb gets to work with. */
export interface Context {
  readonly io: Io;
  /** Colours for standard output. */
  readonly paint: Paint;
  /** Folder of the installed package: the studies, models and data that come with it. */
  readonly packageRoot: string;
  readonly version: string;
  /** The words of the command line, for lines that tell how to go on. */
  readonly words: readonly string[];
}

/** One verb of the command line. Help, the verb's page and the tests of its examples are printed from this. */
export interface Verb {
  readonly name: string;
  readonly summary: string;
  /** What the verb does and prints, for `--help`. */
  readonly about: string;
  /** Arguments as commander writes them: `<study>` must be given, `[key]` may be. */
  readonly arguments: readonly { readonly name: string; readonly about: string }[];
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  /** Adds the verb's options. */
  options(command: Command): Command;
  /** Does the work; the number is the exit code. */
  run(
    context: Context,
    args: readonly (string | undefined)[],
    options: Readonly<Record<string, unknown>>,
  ): Promise<number>;
}

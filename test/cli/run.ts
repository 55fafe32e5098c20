import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const program = pathToFileURL(join(root, 'dist', 'cli', 'program.js')).href;

/** What one call of the program left behind. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a test wants the world around the call to be. */
export interface World {
  readonly cwd?: string;
  readonly tty?: boolean;
  /** Columns of the terminal; default 100. */
  readonly columns?: number;
  readonly env?: Record<string, string>;
  readonly signal?: AbortSignal;
  /** Called with all that standard error holds whenever something was added. */
  readonly watch?: (stderr: string) => void;
}

/** Runs the compiled program in this process: as fast as a function call, and with its real exit code. */
export async function run(words: readonly string[], world: World = {}): Promise<Outcome> {
  const { main } = await import(program);
  const written = { stdout: '', stderr: '' };
  const outlet = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += text;
      if (name === 'stderr') world.watch?.(written.stderr);
    },
    isTTY: world.tty ?? false,
    columns: world.columns ?? 100,
  });
  const started = performance.now();
  const code: number = await main(words, {
    stdout: outlet('stdout'),
    stderr: outlet('stderr'),
    env: world.env ?? {},
    cwd: world.cwd ?? root,
    signal: world.signal ?? new AbortController().signal,
    now: () => (performance.now() - started) / 1000,
  });
  return { code, ...written };
}

/** Runs the compiled program as a process of its own, as a shell would. */
export function spawn(words: readonly string[], cwd = root, env: Record<string, string> = {}): Outcome {
  const main = join(root, 'dist', 'cli', 'main.js');
  const result = spawnSync(process.execPath, [main, ...words], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { code: result.status ?? -1, stdout: result.stdout, stderr: result.stderr };
}

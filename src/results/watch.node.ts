import { availableParallelism } from 'node:os';

/** How far a run is; counts are runs, one policy in one case in one future. */
export interface RunProgress {
  readonly done: number;
  readonly total: number;
  /** Runs that an earlier call had finished. */
  readonly already: number;
  readonly elapsedMs: number;
  /** Time left at the speed so far; undefined before the first chunk of this call is done. */
  readonly etaMs: number | undefined;
}

/** Counts the runs of one call and the time that they take. */
export interface Watch {
  add(runs: number): void;
  done(): number;
  /** The text of `statistics.json`: what this call did, how fast, and when. */
  statistics(): string;
}

/**
 * Starts counting, and tells `onProgress` now and with every addition.
 *
 * The clock is read here alone; it reaches the progress and `statistics.json` and no other file.
 *
 * @param already runs that were there before
 */
export function startWatch(
  total: number,
  already: number,
  workers: number,
  onProgress: ((progress: RunProgress) => void) | undefined,
): Watch {
  const began = new Date();
  const start = performance.now();
  let done = already;
  const tell = () => {
    const elapsedMs = performance.now() - start;
    const etaMs = done > already ? (elapsedMs * (total - done)) / (done - already) : undefined;
    onProgress?.({ done, total, already, elapsedMs, etaMs });
  };
  if (already < total) tell();
  return {
    add(runs) {
      done += runs;
      tell();
    },
    done: () => done,
    statistics: () => {
      const seconds = (performance.now() - start) / 1000;
      const figures = {
        schema: 'steelyard.run-statistics/1',
        cores: availableParallelism(),
        workers,
        runs: done - already,
        resumedRuns: already,
        seconds,
        runsPerSecond: (done - already) / seconds,
        started: began.toISOString(),
        finished: new Date().toISOString(),
      };
      return `${JSON.stringify(figures, null, 1)}\n`;
    },
  };
}

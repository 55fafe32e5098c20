import { formatCount } from '../../base/format.js';
import type { EnsembleJob, Executor } from '../../engine/index.js';
import { type FuturesTable, type RunOutcome, type RunSource, runEnsemble } from '../../results/index.js';
import { type Progress, startProgress } from '../progress.js';
import type { Context } from '../verb.js';
import { shownPath } from './locate.js';

/** A plan with what its manifest tells and where its folder goes. */
export interface Errand {
  readonly title: string;
  readonly root: string;
  readonly source: RunSource;
  readonly plan: { readonly job: EnsembleJob; readonly futures: FuturesTable };
  /** Runs in a chunk; default 250. */
  readonly chunkSize?: number;
}

/** Thrown when Ctrl-C stopped the runs: what is stored waits for the same command. */
export class Interrupted extends Error {
  constructor(
    readonly outcome: RunOutcome,
    readonly total: number,
  ) {
    super('interrupted');
  }
}

/**
 * Runs a plan into its folder, going on from what is there, and shows how far it is.
 *
 * @throws Interrupted when the signal stopped it
 */
export async function runErrand(
  errand: Errand,
  executor: Executor,
  quiet: boolean,
  { io }: Context,
): Promise<RunOutcome> {
  const { job, futures } = errand.plan;
  const total = job.arms.length * job.futures;
  let progress: Progress | undefined;
  try {
    const outcome = await runEnsemble({
      root: errand.root,
      source: errand.source,
      job,
      futures,
      executor,
      ...(errand.chunkSize !== undefined && { chunkSize: errand.chunkSize }),
      signal: io.signal,
      onProgress: ({ done, already }) => {
        progress ??= startProgress({ title: errand.title, total, already, units: 'runs' }, io, quiet);
        progress.update(done);
      },
    });
    if (!outcome.finished) throw new Interrupted(outcome, total);
    return outcome;
  } finally {
    progress?.finish();
  }
}

/** Says how an interrupted run goes on. */
export function explainInterruption({ outcome, total }: Interrupted, command: string, cwd: string): string {
  const kept = `${formatCount(outcome.runs, 'run')} of ${formatCount(total, 'run')} are kept in ${shownPath(outcome.folder, cwd)}`;
  return `stopped: ${kept}\nto go on from there, run the same command again: ${command}\n`;
}

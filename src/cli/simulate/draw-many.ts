import { fanFigure, openDocument } from '../../report/index.js';
import { findVariable } from '../../sd/index.js';
import { writeFigure } from '../pipeline/figure-file.js';
import type { Context } from '../verb.js';
import type { ManyDone, ManyRuns } from './plan.js';

/** Draws the series that were kept as bands over time into a file of its own. */
export function drawFan(
  { job, kept, model }: ManyRuns,
  { summary }: ManyDone,
  singles: readonly (readonly (readonly number[])[])[],
  { source, word, name }: { readonly source: string; readonly word: string; readonly name: string },
  { io }: Context,
): void {
  const figure = fanFigure(
    {
      name,
      source,
      runs: job.futures,
      times: [...job.program.times],
      timeUnit: findVariable(model, 'TIME STEP')?.units ?? '',
      series: kept.map(({ name: title, units }, s) => ({
        title,
        unit: units,
        spreads: summary.series[s]!,
        singles: singles.map((run) => run[s]!),
      })),
    },
    openDocument(),
  );
  writeFigure(figure, word, io.cwd);
}

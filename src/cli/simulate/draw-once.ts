import type { ModelRun } from '../../engine/index.js';
import { linesFigure, openDocument } from '../../report/index.js';
import { findVariable, type Model, NA } from '../../sd/index.js';
import { writeFigure } from '../pipeline/figure-file.js';
import type { Context } from '../verb.js';

/** Draws variables of one run as lines over time into a file of its own. */
export function drawLines(
  model: Model,
  { times, series }: ModelRun,
  sets: ReadonlyMap<string, number>,
  { source, word, name }: { readonly source: string; readonly word: string; readonly name: string },
  { io }: Context,
): void {
  const figure = linesFigure(
    {
      name,
      source,
      sets: [...sets].map(([constant, value]) => `${constant}=${value}`),
      times: [...times],
      timeUnit: findVariable(model, 'TIME STEP')?.units ?? '',
      series: series.map((one) => ({
        name: one.name,
        unit: one.units,
        values: Array.from(one.values, (value) => (value === NA ? Number.NaN : value)),
      })),
    },
    openDocument(),
  );
  writeFigure(figure, word, io.cwd);
}

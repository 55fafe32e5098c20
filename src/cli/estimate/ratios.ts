import { estimateRow, questionOf } from '../../compute/index.js';
import type { Figure } from '../../report/blocks.js';
import { type MeasuredRow, openDocument, ratiosFigure } from '../../report/index.js';
import { UsageError } from '../usage.js';
import type { Context } from '../verb.js';
import { loadEstimator, rowParts } from './load.js';

/**
 * Draws every certain measured row by the ratio of its estimate to what was measured.
 *
 * @throws UsageError CL006 where a chip, a day or a workload was told: the rows tell them
 */
export async function drawRatios(
  { on, workload, count }: { readonly on?: string; readonly workload?: string; readonly count?: number },
  context: Context,
): Promise<{ figure: Figure; day: null }> {
  const told = on ?? workload ?? (count === undefined ? undefined : String(count));
  if (told !== undefined) throw needless(told);
  const estimator = await loadEstimator(context, [...rowParts, 'measurements']);
  const rows = [...estimator.facts.measurements.values()].flatMap((row): MeasuredRow[] => {
    const said = row.uncertain ? undefined : estimateRow(questionOf(row), estimator);
    if (said === undefined || 'why' in said) return [];
    const { id, kind, chip, value: measured } = row;
    const held = said.low <= measured && measured <= said.high;
    return [{ id, kind, chip, measured, estimate: said.value, held }];
  });
  return { figure: ratiosFigure(rows, openDocument()), day: null };
}

const needless = (word: string) =>
  new UsageError(
    {
      code: 'CL006',
      found: 'the figure ratios draws every measured row, and a chip, a day or a workload was told',
      expected: '--out or --json alone',
      remedy: 'leave the rest out, or draw the figure time',
    },
    word,
  );

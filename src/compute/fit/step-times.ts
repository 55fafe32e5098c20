import type { Facts } from '../../facts/index.js';
import { readerOf } from '../parameters.js';
import { prepare } from '../prepare.js';
import type { Row } from '../row.js';
import type { Calibrated } from './calibrate.js';
import type { ReportPart } from './report.js';

/** Published step times of one model, as test/compute/korthikanti.yaml holds them. */
export interface PublishedSteps {
  readonly models: readonly {
    readonly model: string;
    readonly chips: number;
    readonly layout: { readonly pp: number; readonly vp: number; readonly global_batch: number };
    readonly step_s: Readonly<
      Record<'full' | 'selective', { readonly seconds: number; readonly fitted: boolean }>
    >;
  }[];
}

/**
 * Lays published step times of A100 beside those of a calibration, with the mean absolute error.
 *
 * Source: Korthikanti 2022 (arXiv:2205.05198), Table 5.
 */
export function stepTimesPart(
  { models }: PublishedSteps,
  facts: Facts,
  { space, fitted }: Pick<Calibrated, 'space' | 'fitted'>,
): { readonly part: ReportPart; readonly mean: number } {
  const rows = models.flatMap(({ model, chips, layout, step_s }) =>
    (['full', 'selective'] as const).map((kept) => {
      const ready = prepare(questionFor(model, chips, layout, kept), facts);
      if ('why' in ready) throw new Error(ready.why);
      const { seconds, fitted: seen } = step_s[kept];
      const said = ready.predict(readerOf(space, fitted.values, ready.who)).value;
      return { model, chips, kept, seconds, seen, said, off: said / seconds - 1 };
    }),
  );
  const mean = rows.reduce((sum, { off }) => sum + Math.abs(off), 0) / rows.length;
  return {
    mean,
    part: {
      title: "Korthikanti's eight step times",
      text: [
        'A100 80 GB, tensor parallelism of 8, in seconds. Five were fitted on; three are in no data of the project.',
        `Mean absolute error ${(100 * mean).toFixed(1)} %, at most ${(100 * Math.max(...rows.map(({ off }) => Math.abs(off)))).toFixed(1)} %;`,
        'Calculon reports 3.65 % and 8.87 % on the same eight.',
      ].join(' '),
      table: {
        columns: ['model', 'chips', 'recomputed', 'published', 'estimate', 'off', 'seen'].map((title, i) => ({
          title,
          ...(i > 0 && i !== 2 && i < 6 && { align: 'right' as const }),
        })),
        rows: rows.map(({ model, chips, kept, seconds, seen, said, off }) => [
          model,
          String(chips),
          kept,
          seconds.toFixed(2),
          said.toFixed(2),
          `${off < 0 ? '−' : '+'}${Math.abs(100 * off).toFixed(1)} %`,
          seen ? 'fitted on' : 'not',
        ]),
      },
    },
  };
}

const questionFor = (
  model: string,
  chips: number,
  { pp, vp, global_batch }: PublishedSteps['models'][number]['layout'],
  kept: 'full' | 'selective',
): Row => ({
  id: `${model}-${kept}`,
  kind: 'llm_training',
  model,
  chip: 'A100-SXM-80GB',
  count: chips,
  precision: 'fp16',
  config: {
    seq_len: 2048,
    global_batch,
    tp: 8,
    pp,
    dp: 1,
    vp,
    recompute: kept === 'full' ? 'full' : 'selective+seqpar',
  },
  metric: 'step_time',
  unit: 's',
  date: '2022-05',
});

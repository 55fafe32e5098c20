import { formatBand, formatCount, formatNumber, formatPercent } from '../base/format.js';
import { printTable } from '../base/table.js';
import { displayWidth, plainText, wrapText } from '../base/text.js';
import { groupings } from './lens-scores.js';
import { allLenses } from './satisfy.js';
import type { WeighResult } from './weigh-result.js';

const width = 100;

/**
 * Prints a weigh result for a terminal of 100 columns: the question, the answer, policies by headline metric,
 * thresholds met and ranks by lens, and warnings.
 *
 * @param dossier path of the dossier to point to, if one was written
 */
export function printWeigh(result: WeighResult, dossier?: string): string {
  const parts = [
    [result.study.title, ...wrapText(result.study.question, width)].join('\n'),
    result.answer.map((sentence, i) => wrapText(`${i + 1}. ${sentence}`, width, '   ').join('\n')).join('\n'),
    metricTables(result),
    rankTable(result),
    ...(result.warnings.length > 0
      ? [
          [
            'Warnings',
            ...result.warnings.map((warning) => wrapText(`- ${warning}`, width, '  ').join('\n')),
          ].join('\n'),
        ]
      : []),
    closing(result, dossier),
  ];
  return `${plainText(parts.join('\n\n'))}\n`;
}

/** Metrics that stand side by side; more make another table. */
const perTable = 3;

function metricTables(result: WeighResult): string {
  const shown = (result.headline ?? []).map((id) => result.metrics.find((metric) => metric.id === id)!);
  const tables: string[] = [];
  for (let i = 0; i < shown.length; i += perTable) {
    const metrics = shown.slice(i, i + perTable);
    const rows = result.policies.map((policy) => [
      policy.short,
      ...metrics.map((metric) => {
        const one = result.estimates.find(
          (estimate) => estimate.policy === policy.id && estimate.metric === metric.id,
        )!;
        const [low, middle, high] = [one.quantiles[0]!, one.quantiles[3]!, one.quantiles[6]!];
        return low === high ? formatNumber(middle) : formatBand(middle, low, high);
      }),
    ]);
    const columns = [
      { title: 'policy', shrink: false },
      ...metrics.map((metric) => ({
        title: `${metric.title}, ${metric.unit} (${metric.direction} is better)`,
        align: 'left' as const,
        maxWidth: 26,
      })),
    ];
    tables.push(printTable({ columns, rows, width }));
  }
  return `Median and 5th to 95th percentile over ${formatCount(result.run.futures, 'future')}\n${tables.join('\n\n')}`;
}

function rankTable(result: WeighResult): string {
  const met = result.satisfiedByLens.filter((one) => one.lens === allLenses);
  const narrow = (title: string) => ({
    title,
    align: 'right' as const,
    maxWidth: longestWord(title),
    shrink: false,
  });
  const columns = [
    { title: 'policy', shrink: false },
    ...result.lenses.map((lens) => narrow(lens.title)),
    { ...narrow('first overall'), maxWidth: 11 },
    ...(met.length > 0 ? [narrow('meets all')] : []),
  ];
  const rows = result.policies.map(({ id, short }) => [
    short,
    ...result.lenses.map((lens) => {
      const [metrics, groups] = groupings.map((grouping) => rankOf(result, grouping, lens.id, id));
      return metrics === groups ? `${metrics}` : `${metrics} / ${groups}`;
    }),
    groupings
      .map((grouping) =>
        formatPercent(
          result.acceptability.find((one) => one.grouping === grouping && one.policy === id)!.rankShares[0]!,
        ),
      )
      .join(' / '),
    ...(met.length > 0 ? [formatPercent(met.find((one) => one.policy === id)!.share)] : []),
  ]);
  const notes = [
    'Rank through each lens, 1 best; first overall: share of all weightings of lenses and futures',
    ...(met.length > 0 ? ['meets all: share of futures in which every threshold is met'] : []),
    'a / b: each metric counts once / each group of kindred metrics counts once',
  ];
  return `${notes.join('\n')}\n${printTable({ columns, rows, width })}`;
}

// Ranks such as `10 / 11` need room too.
const longestWord = (title: string) => Math.max(7, ...title.split(' ').map((word) => displayWidth(word)));

function rankOf({ ranks }: WeighResult, grouping: string, lens: string, policy: string): number {
  const order = ranks.find((one) => one.grouping === grouping && one.lens === lens)!.order;
  return order.find((one) => one.policy === policy)!.rank;
}

function closing({ run }: WeighResult, dossier?: string): string {
  const runs = `${formatCount(run.runs, 'run')} (${run.method}, seed ${run.seed}), kept in ${run.folder}`;
  return dossier === undefined ? runs : `${runs}\nDossier: ${dossier}`;
}

import { formatQuantity } from '../../base/format.js';
import type { Figure } from '../blocks.js';
import { formatRange, type Lookup, level } from '../lookup.js';
import { joinWords } from '../text.js';
import { plotFrontier, type Size } from './frontier-plot.js';
import { figureToSvg } from './svg.js';

/**
 * Draws gain against what a cut-off leaves: each policy as a cloud of futures with its median and the range of
 * half of the futures on both counts, beside the level of the path that never bought.
 */
export function frontierFigure(lookup: Lookup, document: Document): Figure {
  const { frontier } = lookup.weigh;
  const title = frontierFinding(lookup);
  const x = lookup.metric(frontier.xMetric);
  const y = lookup.metric(frontier.yMetric);
  const reference = lookup.policy(frontier.reference).short;
  const description = `Medians of ${frontier.points.length} policies: ${frontier.points
    .map(
      (p) =>
        `${lookup.policy(p.policy).short} ${formatQuantity(p.x, x.unit)}, ${formatQuantity(p.y, y.unit)}`,
    )
    .join('; ')}.`;
  const draw = (size: Size) => figureToSvg(document, plotFrontier(lookup, size), { title, description });
  return {
    id: 'figure-frontier',
    title,
    caption: `Large marks: medians, filled where no other policy is better on both counts, hollow where one is. Crosses reach over half of the futures; each small dot is one future. Dashed line: the median of the path that never bought (${reference}). The frame leaves out the outermost 6% of futures on each side.`,
    description,
    drawing: {
      kind: 'pair',
      wide: draw({ width: 1180, height: 600, dots: 120, labels: 'full' }),
      narrow: draw({ width: 358, height: 430, dots: 36, labels: 'short' }),
    },
    data: {
      columns: ['policy', 'point', `${x.title} (${x.unit})`, `${y.title} (${y.unit})`],
      rows: frontier.points.flatMap((p) => [
        [p.policy, 'median', p.x, p.y],
        ...p.cloud.map(([a, b]) => [p.policy, 'future', a, b]),
      ]),
    },
    table: {
      id: 'table-frontier',
      title: 'Medians and 90% ranges',
      narrow: 'scroll',
      columns: [
        { title: 'Policy', align: 'left' },
        { title: x.title, align: 'right' },
        { title: y.title, align: 'right' },
        { title: 'Another policy is better on both', align: 'left' },
      ],
      rows: frontier.points.map((p) => {
        const range = (metric: string, unit: string) => {
          const q = lookup.estimate(p.policy, metric)?.quantiles;
          return q ? `90%: ${formatRange(q[level.p5]!, q[level.p95]!, unit)}` : '';
        };
        return {
          cells: [
            lookup.policy(p.policy).title,
            { text: formatQuantity(p.x, x.unit), sub: range(frontier.xMetric, x.unit) },
            { text: formatQuantity(p.y, y.unit), sub: range(frontier.yMetric, y.unit) },
            p.dominated ? 'yes' : 'no',
          ],
        };
      }),
    },
  };
}

/** Says which policies are not beaten on both counts. */
export function frontierFinding(lookup: Lookup): string {
  const { points } = lookup.weigh.frontier;
  const best = points.filter((p) => !p.dominated);
  const names = best.map((p) => lookup.policy(p.policy).short);
  if (best.length === points.length) return 'No policy is better than another on both counts';
  if (best.length === 1) return `By medians, ${names[0]} is better than every other policy on both counts`;
  return `By medians, ${joinWords(names)} trade gain against what is left; the other ${points.length - best.length} are beaten on both counts`;
}

import * as Plot from '@observablehq/plot';
import { formatPercent } from '../../base/format.js';
import type { Figure } from '../blocks.js';
import type { Lookup } from '../lookup.js';
import { ink } from '../theme.js';
import { figureToSvg } from './svg.js';

type Grouping = 'metrics' | 'groups';

/** Draws how often each policy takes each rank, over all weightings of the lenses and all futures. */
export function acceptabilityFigure(lookup: Lookup, grouping: Grouping, document: Document): Figure {
  const rows = lookup.weigh.acceptability
    .filter((a) => a.grouping === grouping)
    .map((a) => ({ ...a, name: lookup.policy(a.policy).short, mean: meanRank(a.rankShares) }))
    .toSorted((a, b) => b.rankShares[0]! - a.rankShares[0]! || a.mean - b.mean);
  const [first, second] = rows;
  const counted =
    grouping === 'metrics' ? 'each metric counted once' : 'kindred metrics counted once a group';
  const title =
    first && second
      ? `With ${counted}, ${first.name} stands first under ${formatPercent(first.rankShares[0]!)} of weightings and futures, ${second.name} under ${formatPercent(second.rankShares[0]!)}`
      : 'No ranks were computed';
  const description = rows.map((r) => `${r.name} first in ${formatPercent(r.rankShares[0]!)}`).join('; ');
  const ranks = Math.max(0, ...rows.map((r) => r.rankShares.length));
  const draw = (width: number) =>
    figureToSvg(document, plotRanks(rows, ranks, width), { title, description });
  return {
    id: `figure-acceptability-${grouping}`,
    title,
    caption: `Share of all weightings of lenses, and of futures, that put a policy at each rank: darkest, at left, is rank 1; palest, at right, is rank ${ranks}. No weighting is preferred.`,
    description,
    drawing: { kind: 'pair', wide: draw(720), narrow: draw(358) },
    data: {
      columns: ['policy', ...Array.from({ length: ranks }, (_, i) => `rank ${i + 1} (share)`)],
      rows: rows.map((r) => [r.policy, ...r.rankShares]),
    },
    table: {
      id: `table-acceptability-${grouping}`,
      title: 'Share of weightings and futures at each rank',
      narrow: 'scroll',
      columns: [
        { title: 'Policy', align: 'left' },
        ...Array.from({ length: ranks }, (_, i) => ({ title: String(i + 1), align: 'right' as const })),
      ],
      rows: rows.map((r) => ({ cells: [lookup.policy(r.policy).title, ...r.rankShares.map(formatPercent)] })),
    },
  };
}

const meanRank = (shares: readonly number[]) => shares.reduce((sum, share, i) => sum + share * (i + 1), 0);

function plotRanks(
  rows: readonly { readonly name: string; readonly rankShares: readonly number[] }[],
  ranks: number,
  width: number,
): Plot.PlotOptions {
  const pieces = rows.flatMap((row) => {
    let from = 0;
    return row.rankShares.map((share, rank) => {
      const piece = { name: row.name, rank, share, from, to: from + share };
      from += share;
      return piece;
    });
  });
  const shade = (rank: number) => 0.92 - (0.84 * rank) / Math.max(1, ranks - 1);
  return {
    width,
    height: rows.length * 28 + 30,
    marginLeft: 118,
    marginRight: 14,
    marginTop: 4,
    marginBottom: 24,
    x: { domain: [0, 1], label: null },
    y: { domain: rows.map((r) => r.name), label: null, padding: 0.22 },
    marks: [
      Plot.axisX([0, 0.25, 0.5, 0.75, 1], {
        tickSize: 0,
        tickFormat: formatPercent,
        fill: ink.muted,
        label: null,
      }),
      Plot.axisY({ tickSize: 0, fill: ink.text, fontSize: 12.5, label: null }),
      Plot.barX(pieces, {
        x1: 'from',
        x2: 'to',
        y: 'name',
        fill: ink.line,
        fillOpacity: (d: { rank: number }) => shade(d.rank),
        insetLeft: 0.4,
        insetRight: 0.4,
      }),
      Plot.text(
        pieces.filter((p) => p.share * width > 52 && p.rank < 2),
        {
          x: (d: { from: number; to: number }) => (d.from + d.to) / 2,
          y: 'name',
          text: (d: { rank: number; share: number }) => (d.rank === 0 ? formatPercent(d.share) : ''),
          fill: ink.paper,
          fontWeight: 600,
        },
      ),
    ],
  };
}

import type { Band } from '../../analysis/weigh-result.js';
import { formatQuantity, formatYear } from '../../base/format.js';
import type { Figure, Panel, TableRow } from '../blocks.js';
import { formatRange, type Lookup } from '../lookup.js';
import { capital, joinWords, uncapital } from '../text.js';
import { plotPanel } from './band-panel.js';
import { decimalYear, niceCeiling, quantileOf } from './measure.js';
import { figureToSvg } from './svg.js';

/**
 * Draws one series over time, a panel for each policy on one scale: bands of 50 and 90 % of futures with the median;
 * dashed, the median of the first other case; dotted, the median of the policy that all are compared with.
 */
export function bandsFigure(lookup: Lookup, seriesId: string, document: Document, prefix = 'figure'): Figure {
  const series = lookup.weigh.series.find((s) => s.id === seriesId) ?? {
    id: seriesId,
    title: seriesId,
    unit: '',
  };
  const [mainCase = '', otherCase] = lookup.casesOf(seriesId);
  const bands = lookup.bands(seriesId, mainCase);
  const others = otherCase === undefined ? [] : lookup.bands(seriesId, otherCase);
  const reference = bands.find((b) => b.policy === lookup.weigh.frontier.reference);
  const spread = spreadOf(bands);
  const { ceiling, cut } = ceilingOf(bands, others);
  const floor = Math.min(0, ...bands.flatMap((b) => b.p5).filter(Number.isFinite));
  const today = decimalYear(lookup.weigh.study.asOf);
  const panels = bands.map((band): Panel => {
    const other = others.find((b) => b.policy === band.policy);
    return {
      name: lookup.policy(band.policy).short,
      svg: figureToSvg(
        document,
        plotPanel({ band, other, reference, domain: [floor, ceiling], today, unit: series.unit }),
        null,
      ),
      value: bare(band.p50.at(-1) ?? Number.NaN, series.unit),
      range: formatRange(band.p5.at(-1) ?? Number.NaN, band.p95.at(-1) ?? Number.NaN, shortUnit(series.unit)),
    };
  });
  const end = bands[0]?.times.at(-1) ?? Number.NaN;
  const name = (band: Band | undefined) => (band ? lookup.policy(band.policy).short : '');
  const last = (band: Band | undefined) => formatQuantity(band?.p50.at(-1) ?? Number.NaN, series.unit);
  const from = `${last(spread.low)} (${name(spread.low)})`;
  const to = `${last(spread.high)} (${name(spread.high)})`;
  const same = last(spread.low) === last(spread.high);
  const title = spread.high
    ? `${series.title}: median in ${yearOf(end)} ${same ? `${last(spread.low)} under every policy` : `from ${from} to ${to}`}`
    : `${series.title}: not recorded`;
  const caseTitle = (id: string | undefined) =>
    uncapital(lookup.weigh.cases.find((c) => c.id === id)?.title ?? '');
  const caption = [
    `${capital(series.unit)}; ${caseTitle(mainCase)}.`,
    `Numbers under a panel: median and 90% range in ${yearOf(end)}.`,
    otherCase === undefined ? '' : `Dashed: median if ${caseTitle(otherCase)}.`,
    cut.length > 0 ? `Cut off at the top: ${joinWords(cut.map(name))}.` : '',
  ];
  return {
    id: `${prefix}-bands-${seriesId}`,
    title,
    caption: caption.filter(Boolean).join(' '),
    description: panels.map((p) => `${p.name}: ${p.value}, 90% ${p.range}`).join('; '),
    drawing: {
      kind: 'panels',
      columns: panels.length > 10 ? Math.ceil(panels.length / 2) : Math.max(1, panels.length),
      panels,
    },
    data: {
      columns: [
        'policy',
        'case',
        'time (year)',
        ...['p5', 'p25', 'p50', 'p75', 'p95'].map((q) => `${q} (${series.unit})`),
      ],
      rows: [...bands, ...others].flatMap((b) =>
        b.times.map((t, i) => [
          b.policy,
          b.case,
          t,
          ...[b.p5, b.p25, b.p50, b.p75, b.p95].map((q) => Number((q[i] ?? Number.NaN).toPrecision(4))),
        ]),
      ),
    },
    table: bandsTable(lookup, series, bands),
  };
}

function bandsTable(
  lookup: Lookup,
  series: { readonly id: string; readonly title: string; readonly unit: string },
  bands: readonly Band[],
) {
  const times = bands[0]?.times ?? [];
  const shown = times.filter((t) => Number.isInteger(t) && Math.round(t) % 2 === 0).slice(-5);
  return {
    id: `table-bands-${series.id}`,
    title: `${series.title}, median and 90% range`,
    narrow: 'scroll' as const,
    columns: [
      { title: 'Policy', align: 'left' as const },
      ...shown.map((t) => ({ title: yearOf(t), align: 'right' as const })),
    ],
    rows: bands.map(
      (band): TableRow => ({
        cells: [
          lookup.policy(band.policy).title,
          ...shown.map((t) => {
            const i = band.times.indexOf(t);
            return {
              text: formatQuantity(band.p50[i] ?? Number.NaN, series.unit),
              sub: formatRange(band.p5[i] ?? Number.NaN, band.p95[i] ?? Number.NaN, series.unit),
            };
          }),
        ],
      }),
    ),
  };
}

/**
 * Finds the top of the scale: the highest end of all bands, unless one or a few policies tower over the rest; then
 * their bands are cut, so that the others can be read.
 */
function ceilingOf(
  bands: readonly Band[],
  others: readonly Band[],
): { ceiling: number; cut: readonly Band[] } {
  const top = (values: readonly number[]) => Math.max(0, ...values.filter(Number.isFinite));
  const tops = bands.map((b) => top(b.p95));
  const must = top([...bands.flatMap((b) => b.p75), ...others.flatMap((b) => b.p50)]);
  const usual = quantileOf(tops, 0.5) * 1.6;
  const ceiling = niceCeiling(Math.max(must, usual > 0 ? Math.min(usual, top(tops)) : top(tops)));
  return { ceiling, cut: bands.filter((_, i) => tops[i]! > ceiling) };
}

/** A unit that takes much room stands once, in the caption. */
const shortUnit = (unit: string) => (unit.length > 8 ? '' : unit);
const bare = (value: number, unit: string) =>
  formatQuantity(value, unit === 'calendar year' ? unit : shortUnit(unit));

function spreadOf(bands: readonly Band[]): { low?: Band; high?: Band } {
  const ends = bands
    .filter((b) => Number.isFinite(b.p50.at(-1)))
    .toSorted((a, b) => a.p50.at(-1)! - b.p50.at(-1)!);
  const [low] = ends;
  const high = ends.at(-1);
  return { ...(low && { low }), ...(high && { high }) };
}

const yearOf = (t: number) => (Number.isInteger(t) ? String(t) : formatYear(t));

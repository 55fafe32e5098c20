import { formatNumber, formatPercent, formatQuantity } from '../../base/format.js';
import type { Block, Section, Table, TableRow } from '../blocks.js';
import { acceptabilityFigure } from '../figures/acceptability.js';
import type { Lookup } from '../lookup.js';
import { capital, joinWords } from '../text.js';

/** Ranks under each lens and under all weightings of lenses, thresholds met, and regret. */
export function ranksSection(lookup: Lookup, document: Document): Section {
  const figures = (['metrics', 'groups'] as const)
    .filter((grouping) => lookup.weigh.acceptability.some((a) => a.grouping === grouping))
    .map((grouping): Block => ({ kind: 'figure', figure: acceptabilityFigure(lookup, grouping, document) }));
  return {
    id: 'ranks',
    title: 'Ranks, thresholds and regret',
    blocks: [
      {
        kind: 'paragraph',
        text: 'No lens is weighted here. The first table ranks within each lens; the drawings show how often a policy comes out at each rank over all weightings. Metrics that measure much the same thing could count twice, so everything is shown in two groupings.',
      },
      { kind: 'table', table: ranksTable(lookup) },
      ...figures,
      { kind: 'table', table: thresholdsByLens(lookup) },
      { kind: 'table', table: thresholdsByMetric(lookup) },
      { kind: 'table', table: regretTable(lookup) },
    ],
  };
}

function ranksTable(lookup: Lookup): Table {
  const { weigh } = lookup;
  const rank = (grouping: string, lens: string, policy: string) =>
    weigh.ranks
      .find((r) => r.grouping === grouping && r.lens === lens)
      ?.order.find((o) => o.policy === policy);
  const leads = lookup.policies
    .map((p) => ({
      name: p.short,
      lenses: weigh.lenses.filter((l) => rank('metrics', l.id, p.id)?.rank === 1).map((l) => l.title),
    }))
    .filter((p) => p.lenses.length > 0);
  return {
    id: 'table-ranks',
    title:
      leads.length === 1
        ? `${capital(leads[0]!.name)} ranks first through every lens`
        : `No policy leads through every lens: ${leads.map((p) => `${p.name} leads in ${joinWords(p.lenses)}`).join('; ')}`,
    note: 'Rank 1 is best; below it the mean score from 0 (worst) to 1 (best), and the rank when kindred metrics count once.',
    narrow: 'scroll',
    columns: [
      { title: 'Policy', align: 'left' },
      ...weigh.lenses.map((lens) => ({ title: lens.title, align: 'centre' as const })),
    ],
    rows: lookup.policies.map((policy) => ({
      cells: [
        policy.title,
        ...weigh.lenses.map((lens) => {
          const own = rank('metrics', lens.id, policy.id);
          const grouped = rank('groups', lens.id, policy.id);
          if (!own) return '—';
          return {
            text: String(own.rank),
            sub: `${formatNumber(own.score, 2)}${grouped ? ` · ${grouped.rank} by groups` : ''}`,
            best: own.rank === 1,
            heat: shade(1 - (own.rank - 1) / Math.max(1, lookup.policies.length - 1)),
          };
        }),
      ],
    })),
  };
}

function thresholdsByLens(lookup: Lookup): Table {
  const { weigh } = lookup;
  const columns = [
    ...weigh.lenses.map((l) => ({ id: l.id, title: l.title })),
    { id: 'all', title: 'Every lens' },
  ];
  const share = (policy: string, lens: string) =>
    weigh.satisfiedByLens.find((s) => s.policy === policy && s.lens === lens);
  const all = lookup.policies
    .flatMap((p) => share(p.id, 'all') ?? [])
    .toSorted((a, b) => b.share - a.share)[0];
  const error = Math.max(0, ...weigh.satisfiedByLens.map((s) => s.shareError));
  return {
    id: 'table-satisfied',
    title: all
      ? `${capital(lookup.policy(all.policy).short)} meets every threshold most often, in ${formatPercent(all.share)} of futures`
      : 'No thresholds are set',
    note: `Share of futures in which a policy meets all thresholds of a lens. Monte Carlo standard error at most ${formatNumber(error * 100, 2)} percentage points.`,
    narrow: 'scroll',
    columns: [
      { title: 'Policy', align: 'left' },
      ...columns.map((c) => ({ title: c.title, align: 'centre' as const })),
    ],
    rows: lookup.policies.map((policy) => ({
      cells: [
        policy.title,
        ...columns.map((c) => {
          const found = share(policy.id, c.id);
          const top = Math.max(...lookup.policies.map((p) => share(p.id, c.id)?.share ?? 0));
          return found
            ? {
                text: formatPercent(found.share),
                heat: shade(found.share),
                best: found.share === top && top > 0,
              }
            : '—';
        }),
      ],
    })),
  };
}

function thresholdsByMetric(lookup: Lookup): Table {
  const metrics = lookup.weigh.metrics.filter((m) => m.threshold);
  const share = new Map(lookup.weigh.satisfied.map((s) => [`${s.policy}\n${s.metric}`, s.share]));
  const never = metrics.filter((m) =>
    lookup.policies.every((p) => (share.get(`${p.id}\n${m.id}`) ?? 0) < 0.5),
  );
  return {
    id: 'table-satisfied-metrics',
    title:
      never.length === 0
        ? 'Every threshold is met by some policy in at least half of the futures'
        : `${never.length} of ${metrics.length} thresholds are met by no policy in half of the futures`,
    note: 'Share of futures in which the threshold is met.',
    narrow: 'scroll',
    columns: policyColumns(lookup, 'Threshold'),
    rows: byLens(lookup, metrics, (metric) => {
      const line = metric.threshold!;
      return [
        {
          text: { to: `metric:${metric.id}`, label: metric.title },
          sub: `${line.kind === 'at_least' ? 'at least' : 'at most'} ${formatQuantity(line.value, metric.unit)}`,
        },
        ...lookup.policies.map((p) => {
          const value = share.get(`${p.id}\n${metric.id}`);
          return value === undefined ? '—' : { text: formatPercent(value), heat: shade(value) };
        }),
      ];
    }),
  };
}

function regretTable(lookup: Lookup): Table {
  const { weigh } = lookup;
  const of = new Map(weigh.regret.map((r) => [`${r.policy}\n${r.metric}`, r]));
  const metrics = weigh.metrics.filter((m) => lookup.policies.some((p) => of.has(`${p.id}\n${m.id}`)));
  const p90s = (metric: string) =>
    lookup.policies.map((p) => of.get(`${p.id}\n${metric}`)?.p90 ?? Number.NaN);
  const least = (metric: string) => Math.min(...p90s(metric).filter(Number.isFinite));
  const counts = lookup.policies.map(
    (p) => metrics.filter((m) => of.get(`${p.id}\n${m.id}`)?.p90 === least(m.id)).length,
  );
  const most = Math.max(0, ...counts);
  const names = lookup.policies.filter((_, i) => counts[i] === most).map((p) => p.short);
  return {
    id: 'table-regret',
    title: `${capital(joinWords(names))} ${names.length > 1 ? 'each have' : 'has'} the smallest regret on ${most} of ${metrics.length} metrics`,
    note: 'Regret: distance to the best policy of the same future, in the metric’s unit. Large: exceeded in one future of ten; below: the largest of all futures. Shade: share of the row’s largest.',
    narrow: 'scroll',
    columns: policyColumns(lookup, 'Metric'),
    rows: byLens(lookup, metrics, (metric) => {
      const top = Math.max(...p90s(metric.id).filter(Number.isFinite));
      return [
        { text: { to: `metric:${metric.id}`, label: metric.title }, sub: regretUnit(metric.unit) },
        ...lookup.policies.map((p) => {
          const regret = of.get(`${p.id}\n${metric.id}`);
          if (!regret) return '—';
          return {
            text: regretNumber(regret.p90, metric.unit),
            sub: `max ${regretNumber(regret.max, metric.unit)}`,
            best: regret.p90 === least(metric.id),
            heat: shade(top > 0 ? regret.p90 / top : 0),
          };
        }),
      ];
    }),
  };
}

/** A distance between two calendar years is a number of years, and between two shares a number of points. */
const regretUnit = (unit: string) =>
  unit === 'calendar year' ? 'years' : unit === 'share' ? 'percentage points' : unit;
const regretNumber = (value: number, unit: string) =>
  unit === 'share'
    ? formatNumber(value * 100, 2)
    : unit === 'USD'
      ? formatQuantity(value, unit, 2)
      : formatNumber(value, 2);

const policyColumns = (lookup: Lookup, head: string) => [
  { title: head, align: 'left' as const },
  ...lookup.policies.map((p) => ({ title: p.short, align: 'centre' as const })),
];

function byLens(
  lookup: Lookup,
  metrics: Lookup['weigh']['metrics'],
  cells: (metric: Lookup['weigh']['metrics'][number]) => TableRow['cells'],
): TableRow[] {
  return lookup.weigh.lenses.flatMap((lens) => {
    const own = metrics.filter((m) => m.lens === lens.id);
    return own.length === 0
      ? []
      : [{ heading: true, cells: [lens.title] }, ...own.map((metric) => ({ cells: cells(metric) }))];
  });
}

const shade = (share: number) => Math.min(1, Math.max(0, share)) * 0.5;

import { type EstimateResult, type Estimator, resultFrom } from '../../compute/index.js';
import type { NamedWorkload } from '../../facts/index.js';
import type { Estimated } from './find.js';
import { partsOf } from './parts.js';
import type { Prospects } from './prospects.js';

const head = { schema: 'steelyard.estimate/1' } as const;
const print = (document: object) => `${JSON.stringify(document, null, 1)}\n`;

/** Writes one document for many rows; what is infinite has no form in JSON, and becomes null. */
export const documentOfRows = (results: readonly EstimateResult[]): string => print({ ...head, results });

/** Writes the library of workloads. */
export const documentOfList = (workloads: readonly NamedWorkload[]): string =>
  print({ ...head, results: [], workloads });

/** Writes one answer: its row in `results`, and what follows from it beside. */
export function documentOfAnswer(estimated: Estimated, estimator: Estimator): string {
  const { answer, alternatives, deadline, budget, prospects } = estimated;
  return print({
    ...head,
    results: [resultFrom(answer.row, answer.estimate, estimator)],
    answer: partsOf(answer),
    ...(alternatives.length > 0 && {
      against: alternatives.map(({ chip, same, ratio, match }) => ({
        chip,
        same:
          'why' in same
            ? {
                why: same.why,
                over_bytes: same.overBytes ?? null,
                chips_that_fit: same.chipsThatFit ?? null,
              }
            : partsOf(same),
        ratio: ratio ?? null,
        match: match ? partsOf(match) : null,
      })),
    }),
    ...(deadline && {
      deadline: {
        hours: deadline.hours,
        likely: deadline.likely ?? null,
        safe: deadline.safe ?? null,
        most_useful: deadline.best,
      },
    }),
    ...prospectParts(prospects),
    ...(budget && {
      budget: {
        usd: budget.usd,
        way: budget.way,
        count: budget.count,
        hours: budget.hours ?? null,
        price: budget.price ?? null,
      },
    }),
  });
}

/** What lies ahead, with null where a gate does not stand between. */
function prospectParts({ order, cutoff, move }: Prospects) {
  return {
    ...(order && {
      order: {
        months: order.months,
        delay_months: order.delay,
        in_time: order.inTime,
        supply_lost: order.lost,
        admitted: order.admitted ?? null,
        prepaid: order.prepaid ?? null,
        arriving: order.arriving,
        order_factor: Number.isFinite(order.orderFactor) ? order.orderFactor : null,
      },
    }),
    ...(cutoff && {
      after_cutoff: { economic_life_years: cutoff.economicLife, left: cutoff.left },
    }),
    ...(move && {
      move: {
        to: move.to.chip,
        months: move.prospect.months,
        cost_share: move.prospect.costShare,
        maturity_2025: move.prospect.maturity,
        locked: move.prospect.locked,
        ported_a_year: move.prospect.portedAYear,
        efforts: move.prospect.efforts,
        ratio: move.to.ratio ?? null,
        match: move.to.match ? partsOf(move.to.match) : null,
      },
    }),
  };
}

import { formatNumber } from '../../base/format.js';
import { printTable } from '../../base/table.js';
import { cutoffPriors, movePriors, orderPriors, type Spread } from '../../compute/index.js';
import { field, paragraph, type Shown, section } from '../classify/layout.js';
import type { Estimated } from './find.js';
import { bandWords } from './words.js';

const percent = (share: number) => `${formatNumber(100 * share, 2)}%`;
const shares = ({ p50, p5, p95 }: Spread) => `${percent(p50)} [${percent(p5)}–${percent(p95)}]`;
const numbers = ({ p50, p5, p95 }: Spread) =>
  `${formatNumber(p50, 2)} [${formatNumber(p5, 2)}–${formatNumber(p95, 2)}]`;
const scaled = ({ p5, p50, p95 }: Spread, by: number): Spread => ({
  p5: p5 * by,
  p50: p50 * by,
  p95: p95 * by,
});
const rests = (priors: readonly string[], shown: Shown) =>
  paragraph(
    `From ${priors.map((id) => `prior:${id}`).join(', ')}; ends are the 5th and 95th percentile; \`steelyard evidence\` shows each with its sources.`,
    shown,
  );

/** Prints what lies ahead: an order under closing gates, a move, a cut-off. */
export function printProspects(estimated: Estimated, shown: Shown): string[] {
  return [
    ...section('If it is ordered now', printOrder(estimated, shown), shown),
    ...section('If the work moves', printMove(estimated, shown), shown),
    ...section('If supply and support stop', printCutoff(estimated, shown), shown),
  ];
}

function printOrder({ answer, prospects: { order } }: Estimated, shown: Shown): string[] {
  if (order === undefined) return [];
  const { count } = answer.question;
  const months = `${formatNumber(order.months, 2)} ${order.months === 1 ? 'month' : 'months'}`;
  const bought = answer.costs.find(({ way }) => way === 'buy');
  const whole = (share: number) => Math.round(count * share).toLocaleString('en-US');
  const gated = order.admitted !== undefined;
  return [
    ...field(
      'delivery',
      [
        `${numbers(order.delay)} months from ${gated ? 'permission to delivery' : 'order to delivery, no gate between'}`,
      ],
      shown,
    ),
    ...(gated
      ? field('supply lost', [`${shares(order.lost)} within ${months}, as buyers see it`], shown)
      : []),
    ...field(
      'in time',
      [
        `${percent(order.inTime)} of what is permitted arrives within ${months} and before the supply is lost`,
      ],
      shown,
    ),
    ...(order.admitted === undefined
      ? []
      : field(
          'let in',
          [`${shares(order.admitted)} of what Washington permits, as Beijing practised it`],
          shown,
        )),
    ...field(
      'arriving',
      [
        `${whole(order.arriving.p50)} [${whole(order.arriving.p5)}–${whole(order.arriving.p95)}] of ${count.toLocaleString('en-US')} within ${months}, as a median${gated ? ', both gates counted' : ''}`,
        Number.isFinite(order.orderFactor)
          ? `for ${count.toLocaleString('en-US')} to arrive as a mean, ${formatNumber(order.orderFactor, 2)} times as many have to be ordered`
          : 'no order arrives in that time',
      ],
      shown,
    ),
    ...(bought?.outlay === undefined || order.prepaid === undefined
      ? []
      : field(
          'at risk',
          [
            `$${bandWords({
              value: bought.outlay.value * order.prepaid.p50,
              low: bought.outlay.low * order.prepaid.p5,
              high: bought.outlay.high * order.prepaid.p95,
            })} paid before delivery, ${shares(order.prepaid)} of the price; the terms of early 2026 refunded nothing`,
          ],
          shown,
        )),
    ...(gated
      ? paragraph(
          `The figures are those of the H200 for China, the sale of this kind that is on record; whether the ${answer.chip.name} is permitted, and who may buy it, \`steelyard admit ${answer.chip.id} --to CN --on DAY\` says.`,
          shown,
        )
      : []),
    ...paragraph('What to order when, and how much of each, is a plan that this does not make.', shown),
    ...rests(orderPriors, shown),
  ];
}

function printMove({ prospects: { move } }: Estimated, shown: Shown): string[] {
  if (move === undefined) return [];
  const { to, prospect, training, known, peak } = move;
  const { same, match } = to;
  const name = 'why' in same ? to.chip : same.chip.name;
  const outlay = match?.costs.find(({ way }) => way === 'buy')?.outlay;
  const cost =
    outlay === undefined
      ? `${shares(prospect.costShare)} of what the new hardware costs in its first year`
      : `$${bandWords({
          value: outlay.value * prospect.costShare.p50,
          low: outlay.low * prospect.costShare.p5,
          high: outlay.high * prospect.costShare.p95,
        })}: ${shares(prospect.costShare)} of the price of the new chips`;
  return [
    ...field('time', [`${numbers(prospect.months)} months for a large workload`], shown),
    ...field('one-off cost', [cost], shown),
    ...field(
      'throughput',
      [
        `${bandWords(to.ratio!)} of the old, chip for chip, once the code is as good as in measured rows`,
        ...(match === undefined
          ? []
          : [`${match.question.count.toLocaleString('en-US')} ${name} do the same work`]),
        `as users found it in 2025: the stack reached ${shares(prospect.maturity)} of the foreign one at equal peak in ${training ? 'training' : 'serving'}${peak === undefined ? '' : `, with the peaks of the two chips ${numbers(scaled(prospect.maturity, peak))} of the old`}`,
      ],
      shown,
    ),
    ...field(
      'cannot move',
      [
        `${shares(prospect.locked)} of the work within a year`,
        `${shares(prospect.portedAYear)} of that is ported in a year if all new chips are of the new maker`,
      ],
      shown,
    ),
    ...field(
      'engineers',
      [
        'no estimate of a headcount is on record',
        ...prospect.efforts.map(
          ({ when, value, unit, key }) =>
            `${formatNumber(value, 2)} ${unit}: ${when.replace(/^[\d-]+ /, '')} (${key.split('@')[0]})`,
        ),
      ],
      shown,
    ),
    ...(known
      ? []
      : paragraph(
          'The figures are of moves from the foreign stack to a domestic one; none is on record of another move.',
          shown,
        )),
    ...rests(movePriors, shown),
  ];
}

function printCutoff({ prospects: { cutoff, domestic } }: Estimated, shown: Shown): string[] {
  if (cutoff === undefined) return [];
  const table = printTable({
    width: shown.width - 2,
    columns: [
      { title: 'years after', align: 'right' },
      { title: 'chips that run', align: 'right' },
      { title: 'work left', align: 'right' },
      { title: 'had support gone on', align: 'right' },
    ],
    rows: cutoff.left.map(({ years, chips, work, supported }) => [
      formatNumber(years, 2),
      shares(chips),
      shares(work),
      shares(supported),
    ]),
  });
  return [
    ...table.split('\n').map((line) => `  ${line}`),
    '',
    ...paragraph(
      `Some chips are lost at once; the rest fail and find no spares; work is slowed by software that ages. A chip earns its keep for ${numbers(cutoff.economicLife)} years from its installation; whether it is retired then is a choice, and scarcity lengthens it.`,
      shown,
    ),
    ...(domestic
      ? paragraph(
          'The figures are of foreign chips that are cut off from their maker; none is on record of a domestic one.',
          shown,
        )
      : []),
    ...rests(cutoffPriors, shown),
  ];
}

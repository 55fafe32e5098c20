import { formatCount, formatNumber } from '../../base/format.js';
import { field, type Shown } from '../classify/layout.js';
import type { Estimated } from './find.js';
import { bandWords, hoursWords } from './words.js';

/** Prints which fleet meets the deadline, or what the sum buys. */
export function printFleet({ deadline, budget, answer }: Estimated, shown: Shown): string[] {
  const chips = (count: number) => formatCount(count, 'chip');
  const finish = (count: number) => `${chips(count)} ${count === 1 ? 'finishes' : 'finish'}`;
  const lines: string[] = [];
  if (deadline) {
    const time = hoursWords({ value: deadline.hours, low: deadline.hours, high: deadline.hours });
    const { likely, safe, best } = deadline;
    const stop = `more than ${chips(best.count)} bring next to nothing: with them it takes ${hoursWords(best.hours)}`;
    const texts =
      likely === undefined
        ? [`no fleet finishes within ${time}`, `${stop}; what follows is for that many`]
        : [
            `${finish(likely)} within ${time} as likely as not`,
            safe === undefined
              ? `no fleet finishes within ${time} in nine cases of ten; ${stop}`
              : `${chips(safe)} ${safe === 1 ? 'does' : 'do'} in nine cases of ten; what follows is for ${likely.toLocaleString('en-US')}`,
          ];
    lines.push(...field('fleet', texts, shown, shown.paint.bold));
  }
  if (budget) {
    const { usd, way, count, hours } = budget;
    const time = hours === undefined ? '' : ` for ${hoursWords({ value: hours, low: hours, high: hours })}`;
    const sum = `$${formatNumber(usd)} ${way === 'buy' ? 'buys' : 'rents'} ${bandWords(count)} chips${time}`;
    const job = answer.job;
    const share = job && hours ? hours / job.hours.value : undefined;
    lines.push(
      ...field(
        'fleet',
        [
          sum,
          ...(share === undefined
            ? []
            : [
                share >= 1
                  ? 'enough to finish the job'
                  : `enough for ${formatNumber(100 * share, 2)}% of the job`,
              ]),
          'what follows is for the middle of it',
        ],
        shown,
        shown.paint.bold,
      ),
    );
  }
  return lines;
}

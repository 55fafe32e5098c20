import { formatPercent } from '../../base/format.js';
import { padEnd } from '../../base/text.js';
import type { FleetAnswer } from '../../compute/index.js';
import type { Shown } from '../classify/layout.js';

const names = {
  compute: 'arithmetic',
  memory: 'memory',
  communication: 'communication',
  bubble: 'idle in pipeline',
  other: 'other',
} as const;

/** Prints a bar for each thing that takes time, the longest first. */
export function printTimes({ shares }: FleetAnswer, { width, paint }: Shown): string[] {
  const room = Math.min(50, width - 26);
  return Object.entries(shares)
    .filter(([, share]) => share > 0.0005)
    .sort((a, b) => b[1] - a[1])
    .map(([name, share]) => {
      const bar = '█'.repeat(Math.max(1, Math.round(share * room)));
      const label = names[name as keyof typeof names];
      return `  ${paint.dim(padEnd(label, 18))}${bar} ${formatPercent(share)}`;
    });
}

import { printTable } from '../../base/table.js';
import { wrapText } from '../../base/text.js';
import type { NamedWorkload } from '../../facts/index.js';
import type { Shown } from '../classify/layout.js';

/** Prints the library of named workloads. */
export function printWorkloads(workloads: readonly NamedWorkload[], { width, paint }: Shown): string {
  const rows = workloads.map(({ id, title, phase, precision }) => [id, title, phase, precision]);
  const columns = [
    { title: 'workload', shrink: false },
    { title: 'what it is' },
    { title: 'phase' },
    { title: 'format' },
  ];
  const how =
    'Ask for one with `steelyard estimate WORKLOAD --on CHIP --count N`; --workload-file takes one of your own.';
  return [
    paint.bold('Named workloads'),
    '',
    printTable({ columns, rows, width }),
    '',
    ...wrapText(how, width),
  ].join('\n');
}

import { printTable } from '../../base/table.js';
import type { Headroom, HeadroomTable } from '../../controls/light.js';
import { paragraph, plain, point, type Shown } from './layout.js';

const sides = { holds: 'at or over', fails: 'short of it', depends: 'cannot tell' } as const;

/** Prints how far each figure is from each threshold in force, and which measurement decides where it is near. */
export function printHeadroom({ rows, warning }: HeadroomTable, shown: Shown): string[] {
  const known = rows.filter(({ low, high }) => !(low === 0 && high === Number.POSITIVE_INFINITY));
  const columns = [
    { title: 'test', shrink: false },
    { title: 'figure' },
    { title: 'from the line' },
    { title: 'met' },
    { title: 'clauses' },
  ];
  const cells = known.map((row) => [
    row.test,
    span(row.low, row.high, String),
    span(row.margin.low, row.margin.high, percent),
    `${{ holds: 'yes', fails: 'no', depends: 'cannot tell' }[row.side]}${row.nearLine ? ', near the line' : ''}`,
    row.clauses.join('; '),
  ]);
  const table =
    known.length === 0 ? [] : printTable({ columns, rows: cells, width: shown.width - 2 }).split('\n');
  return [
    ...table.map((line) => `  ${line}`),
    ...known.filter(({ nearLine }) => nearLine).flatMap((row) => printNear(row, shown)),
    ...paragraph(warning, shown),
  ];
}

/** What has to be measured again where a figure is near a line. */
function printNear({ test, side, rounded, decides }: Headroom, shown: Shown): string[] {
  const rounding = `with published numbers rounded, ${span(rounded.low, rounded.high, String)}`;
  const head = `${test}: ${side === 'depends' ? 'what is known leaves it open' : `${sides[side]}, and near`}; ${rounding}.`;
  const measured = decides.map(
    ({ measurement, is, range, enough }) =>
      `${plain(measurement)} ${is}, published to a digit that leaves ${range}${enough ? ', which alone is enough to cross' : ''}`,
  );
  return point(`${head}${measured.length > 0 ? ` What decides it: ${measured.join('; ')}.` : ''}`, shown);
}

function span(low: number, high: number, print: (value: number) => string): string {
  const [from, to] = [print(short(low)), high === Number.POSITIVE_INFINITY ? 'no end' : print(short(high))];
  return from === to ? from : `${from} to ${to}`;
}

const short = (value: number) => Number(value.toPrecision(6));
const percent = (share: number) => `${share >= 0 ? '+' : ''}${Number((share * 100).toPrecision(3))}%`;

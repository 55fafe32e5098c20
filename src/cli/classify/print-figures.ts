import { printTable } from '../../base/table.js';
import type { Answer, Arithmetic } from '../../controls/light.js';
import { plain, type Shown } from './layout.js';

const names: Readonly<Record<string, string>> = {
  tpp: 'TPP',
  perf_2022: 'bits x TOPS (2022)',
  die_mm2: 'die area',
  pd: 'performance density',
  dram_gbs: 'DRAM bandwidth',
  interconnect_gbs: 'I/O bandwidth',
  mem_bw_density: 'memory density',
};

/** Prints the chip's figures, each with its arithmetic and what is to be known of it. */
export function printFigures({ quantities, trace }: Answer, { width }: Shown): string[] {
  const asked = new Set(trace.flatMap(({ tests }) => tests.map(({ test }) => test.split(' ')[0])));
  // The figure of 2022 is told only where a rule of its time asks for it.
  const figures = quantities.filter(({ name }) => name !== 'perf_2022' || asked.has(name));
  if (figures.length === 0) return [];
  const columns = [
    { title: 'figure', maxWidth: 19, shrink: false },
    { title: 'value', maxWidth: 27 },
    { title: 'how it was worked out' },
  ];
  const rows = figures.map((figure) => [
    names[figure.name] ?? figure.name,
    shownValue(figure),
    `${figure.arithmetic}${figure.flags.length > 0 ? ` (${figure.flags.map(plain).join('; ')})` : ''}`,
  ]);
  return printTable({ columns, rows, width: width - 2 })
    .split('\n')
    .map((line) => `  ${line}`);
}

function shownValue({ low, high, lowOpen, highOpen, unit }: Arithmetic): string {
  const shownUnit = unit === 'TPP' || unit === 'bit x TOPS' ? '' : ` ${unit}`;
  if (low === high) return `${digits(low)}${shownUnit}`;
  if (high === Number.POSITIVE_INFINITY)
    return low === 0 ? 'not known' : `${digits(low)}${shownUnit} or more`;
  if (low === 0 && highOpen) return `below ${digits(high)}${shownUnit}`;
  return `${lowOpen ? 'over ' : ''}${digits(low)} to ${highOpen ? 'below ' : ''}${digits(high)}${shownUnit}`;
}

const digits = (value: number) => String(Number(value.toPrecision(6)));

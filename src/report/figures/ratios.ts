import * as Plot from '@observablehq/plot';
import { formatPercent } from '../../base/format.js';
import type { Figure } from '../blocks.js';
import { ink } from '../theme.js';
import { quantileOf } from './measure.js';
import { figureToSvg } from './svg.js';

/** One measured row beside its estimate. */
export interface MeasuredRow {
  readonly id: string;
  readonly kind: string;
  readonly chip: string;
  readonly measured: number;
  readonly estimate: number;
  /** Whether the 80 % interval of the estimate holds the measured value. */
  readonly held: boolean;
}

const kindWords: Readonly<Record<string, string>> = {
  llm_training: 'LLM training',
  llm_finetuning_lora: 'LoRA fine-tuning',
  llm_inference: 'LLM inference',
  recsys_training: 'recommenders, training',
  recsys_inference: 'recommenders, serving',
  energy: 'energy and power',
  hpc: 'HPC codes',
  microbenchmark: 'micro-benchmarks',
};

/** Beyond these a dot stands at the edge. */
const edge = 2;

/** Draws every measured row by the ratio of its estimate to the measured value, one lane a kind of work. */
export function ratiosFigure(rows: readonly MeasuredRow[], document: Document): Figure {
  const off = rows.map((row) => Math.abs(Math.log(row.estimate / row.measured)));
  const median = quantileOf(off, 0.5);
  const ninetieth = quantileOf(off, 0.9);
  const held = rows.filter((row) => row.held).length / rows.length;
  const title = `Half of ${rows.length} measured rows lie within ${formatPercent(median)} of their estimate, nine in ten within ${formatPercent(ninetieth)}`;
  const description = `${formatPercent(held)} of the 80 % intervals hold the measured value; hollow dots are those that do not.`;
  const draw = (width: number) => figureToSvg(document, plotRatios(rows, width), { title, description });
  return {
    id: 'figure-ratios',
    title,
    caption: `One dot is one published measurement, by estimate over measured value; the shade spans 25 % either way. Hollow: outside the 80 % interval. Rows the calibration was fitted on; with their source left out errors are larger (docs/validation.md).`,
    description,
    drawing: { kind: 'pair', wide: draw(720), narrow: draw(358) },
    data: {
      columns: ['row', 'kind', 'chip', 'measured', 'estimate', 'inside the interval'],
      rows: rows.map((row) => [row.id, row.kind, row.chip, row.measured, row.estimate, row.held ? 1 : 0]),
    },
    table: {
      id: 'table-ratios',
      title: 'Error of the estimates by kind of work',
      narrow: 'scroll',
      columns: ['Kind', 'Rows', 'Median', '90th percentile'].map((title, i) => ({
        title,
        align: i === 0 ? ('left' as const) : ('right' as const),
      })),
      rows: kindsIn(rows).map((kind) => {
        const own = rows
          .filter((row) => row.kind === kind)
          .map((row) => Math.abs(Math.log(row.estimate / row.measured)));
        return {
          cells: [
            kindWords[kind]!,
            String(own.length),
            formatPercent(quantileOf(own, 0.5)),
            formatPercent(quantileOf(own, 0.9)),
          ],
        };
      }),
    },
  };
}

const kindsIn = (rows: readonly MeasuredRow[]): string[] =>
  Object.keys(kindWords).filter((kind) => rows.some((row) => row.kind === kind));

function plotRatios(rows: readonly MeasuredRow[], width: number): Plot.PlotOptions {
  const kinds = kindsIn(rows);
  const wide = width > 600;
  const dots = kinds.flatMap((kind, lane) => {
    const own = rows
      .filter((row) => row.kind === kind)
      .map((row) => ({ ...row, ratio: Math.min(edge, Math.max(1 / edge, row.estimate / row.measured)) }))
      .sort((a, b) => a.ratio - b.ratio);
    return stack(own, wide ? 90 : 46).map((dot) => ({ ...dot, y: lane + dot.shift }));
  });
  const counted = (kind: string) => rows.filter((row) => row.kind === kind).length;
  return {
    width,
    height: kinds.length * (wide ? 46 : 50) + 46,
    marginLeft: wide ? 158 : 12,
    marginRight: 14,
    marginTop: 8,
    marginBottom: 34,
    x: { type: 'log', domain: [1 / edge, edge], label: null },
    y: { domain: [kinds.length - 0.4, -0.6], axis: null },
    marks: [
      Plot.rect([0], {
        x1: 1 / 1.25,
        x2: 1.25,
        y1: -0.6,
        y2: kinds.length - 0.4,
        fill: ink.line,
        fillOpacity: 0.09,
      }),
      Plot.ruleX([1], { stroke: ink.muted }),
      Plot.ruleY(
        kinds.slice(1).map((_, i) => i + 0.5),
        { stroke: ink.rule },
      ),
      Plot.axisX([0.5, 0.8, 1, 1.25, 2], {
        tickSize: 0,
        tickFormat: (ratio: number) => (ratio === 1 ? 'as measured' : `${ratio} ×`),
        fill: ink.muted,
        label: null,
      }),
      Plot.text(kinds, {
        x: 1 / edge,
        y: (_: string, lane: number) => lane - (wide ? 0 : 0.36),
        text: (kind: string) =>
          wide ? `${kindWords[kind]}\n${counted(kind)} rows` : `${kindWords[kind]}, ${counted(kind)} rows`,
        textAnchor: wide ? 'end' : 'start',
        dx: wide ? -12 : 0,
        fill: ink.text,
        fontSize: 12,
        lineHeight: 1.25,
      }),
      Plot.dot(dots, {
        x: 'ratio',
        y: 'y',
        r: wide ? 2.6 : 2,
        stroke: ink.line,
        strokeWidth: 1,
        fill: ink.line,
        fillOpacity: (dot: { held: boolean }) => (dot.held ? 0.75 : 0),
      }),
    ],
  };
}

/** Puts dots of one lane beside each other where their ratios are alike: a column for each step of the side. */
function stack<T extends { readonly ratio: number }>(
  sorted: readonly T[],
  steps: number,
): (T & { shift: number; ratio: number })[] {
  const columns = new Map<number, number>();
  const place = (ratio: number) =>
    Math.round(((Math.log(ratio) + Math.log(edge)) / (2 * Math.log(edge))) * steps);
  const sizes = new Map<number, number>();
  for (const { ratio } of sorted) sizes.set(place(ratio), (sizes.get(place(ratio)) ?? 0) + 1);
  const gap = 0.86 / Math.max(8, ...sizes.values());
  return sorted.map((dot) => {
    const column = place(dot.ratio);
    const taken = columns.get(column) ?? 0;
    columns.set(column, taken + 1);
    const size = sizes.get(column)!;
    return {
      ...dot,
      ratio: Math.exp((column / steps) * 2 * Math.log(edge) - Math.log(edge)),
      shift: (taken - (size - 1) / 2) * gap,
    };
  });
}

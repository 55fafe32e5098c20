import * as Plot from '@observablehq/plot';
import { ink } from '../theme.js';
import { decimalYear, textWidth } from './measure.js';
import { actMarks, actRows, gateMarks, keyMarks } from './survival-marks.js';
import { type ActLine, printMonths, type SurvivalRow } from './survival-rows.js';

export interface SurvivalSize {
  readonly width: number;
  /** Height of one variant's row. */
  readonly step: number;
}

const stateWords: Readonly<Record<string, string>> = {
  case_by_case: 'case by case',
  discouraged: 'discouraged',
  paused: 'paused',
  blocked: 'blocked',
};

/** Lays out one bar a variant, acts as thin lines, and marks where China's gate closed. */
export function plotSurvival(
  rows: readonly SurvivalRow[],
  acts: readonly ActLine[],
  until: string,
  size: SurvivalSize,
): Plot.PlotOptions {
  const wide = size.width > 600;
  const letter = wide ? 7.2 : 6.3;
  const today = decimalYear(until);
  const first = Math.floor(Math.min(today - 1, ...rows.map(({ launch }) => launch.low)));
  const margin = {
    left: Math.max(...rows.map(({ name }) => textWidth(name, letter)), 60) + 14,
    right: wide ? 112 : 48,
    top: 40 + actRows(acts, wide) * 14,
    bottom: 20,
  };
  const lanes = rows.map(({ chip }) => chip);
  const names = new Map(rows.map(({ chip, name }) => [chip, name]));
  const years = range(first, Math.floor(today));
  const bars = rows.map((row) => ({
    ...row,
    start: Math.min(row.launch.high, row.end),
    low: Math.min(row.launch.low, row.end),
  }));
  const barHeight = wide ? 11 : 8;
  const line = { y1: 'chip', y2: 'chip', strokeWidth: barHeight } as const;
  const known = bars.filter(({ state }) => state !== 'cannot_tell');
  const unknown = bars.filter(({ state }) => state === 'cannot_tell');
  const gates = rows.flatMap(({ chip, china, end, state }) =>
    china
      ? [
          {
            chip,
            t: decimalYear(china.from),
            onBar: decimalYear(china.from) < end && state !== 'cannot_tell',
            words: stateWords[china.state] ?? china.state,
          },
        ]
      : [],
  );
  const pixels = (size.width - margin.left - margin.right) / (today - first);
  return {
    width: size.width,
    height: margin.top + lanes.length * size.step + margin.bottom,
    marginTop: margin.top,
    marginRight: margin.right,
    marginBottom: margin.bottom,
    marginLeft: margin.left,
    x: { domain: [first, today], label: null },
    y: { type: 'point', domain: lanes, padding: 0.5, label: null },
    marks: [
      Plot.ruleX(years, { stroke: ink.rule }),
      Plot.axisX(years, {
        anchor: 'bottom',
        tickSize: 0,
        tickFormat: String,
        textAnchor: 'start',
        fill: ink.muted,
        label: null,
      }),
      Plot.axisY({
        tickSize: 0,
        fill: ink.text,
        fontSize: wide ? 12 : 10.5,
        tickFormat: (chip: string) => names.get(chip) ?? chip,
        label: null,
      }),
      Plot.ruleX([today], { stroke: ink.muted, strokeWidth: 1 }),
      Plot.link(known, { ...line, x1: 'low', x2: 'start', stroke: ink.line, strokeOpacity: 0.28 }),
      Plot.link(known, { ...line, x1: 'start', x2: 'end', stroke: ink.line, strokeOpacity: 0.85 }),
      Plot.link(unknown, {
        x1: 'low',
        x2: 'end',
        y1: 'chip',
        y2: 'chip',
        stroke: ink.muted,
        strokeWidth: 1.6,
        strokeDasharray: '2,4',
      }),
      // The arrow of what goes on.
      Plot.dot(
        known.filter(({ state }) => state === 'open'),
        { x: 'end', y: 'chip', symbol: 'triangle2', rotate: 90, r: wide ? 6 : 4.6, dx: 5, fill: ink.line },
      ),
      ...actMarks(acts, { first, today, pixels, wide, left: margin.left, room: margin.right }),
      Plot.text(
        rows.filter(({ months }) => months !== null),
        {
          y: 'chip',
          frameAnchor: 'right',
          text: (row: SurvivalRow) => monthsWords(row, wide),
          textAnchor: 'end',
          dx: margin.right - 2,
          fontSize: wide ? 12 : 10,
          fill: ink.text,
        },
      ),
      ...(wide ? [] : [monthsHead(margin)]),
      ...gateMarks(gates, wide),
      ...keyMarks(margin, wide),
    ],
  };
}

function monthsWords({ state, months }: SurvivalRow, wide: boolean): string {
  if (state === 'cannot_tell') return wide ? 'cannot tell' : '?';
  const text = printMonths(months!);
  return wide ? `${text} ${text === '1' ? 'month' : 'months'}` : `${text}`;
}

const monthsHead = (margin: { right: number }) =>
  Plot.text(['months'], {
    frameAnchor: 'bottom-right',
    textAnchor: 'end',
    lineAnchor: 'top',
    dx: margin.right - 2,
    dy: 8,
    fontSize: 10,
    fill: ink.muted,
  });

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

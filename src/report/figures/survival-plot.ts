import * as Plot from '@observablehq/plot';
import { ink } from '../theme.js';
import { decimalYear, textWidth } from './measure.js';
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
      ...actMarks(acts, { today, pixels, wide, room: margin.right }),
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

interface Room {
  readonly today: number;
  readonly pixels: number;
  readonly wide: boolean;
  readonly room: number;
}

const actRows = (acts: readonly ActLine[], wide: boolean) => (wide ? Math.min(acts.length, 2) : acts.length);

/** Acts that caught a variant, as thin lines with their day and name above, each in a row that is free. */
function actMarks(acts: readonly ActLine[], { today, pixels, wide, room }: Room): Plot.Markish[] {
  const rows = actRows(acts, wide);
  return acts.flatMap(({ day, title }, i) => {
    const t = decimalYear(day);
    const text = `${day}  ${title}`;
    const row = rows - 1 - (i % Math.max(1, rows));
    // A name that would run out on the right is written towards the left.
    const left = textWidth(text, wide ? 7.2 : 6.3) > (today - t) * pixels + room;
    const dy = -10 - row * 14;
    return [
      Plot.ruleX([t], { stroke: ink.stop, strokeWidth: 1.2, insetTop: dy - 6 }),
      Plot.text([text], {
        x: t,
        frameAnchor: 'top',
        textAnchor: left ? 'end' : 'start',
        lineAnchor: 'middle',
        dx: left ? -5 : 5,
        dy,
        fontSize: wide ? 11.5 : 10,
        fontWeight: 600,
        fill: ink.stop,
      }),
    ];
  });
}

/** Where China's gate closed to commercial clouds: a short upright bar, with its state in words where there is room. */
function gateMarks(
  gates: readonly { chip: string; t: number; onBar: boolean; words: string }[],
  wide: boolean,
): Plot.Markish[] {
  return [
    Plot.vector(gates, {
      x: 't',
      y: 'chip',
      length: wide ? 20 : 15,
      anchor: 'middle',
      shape: upright,
      stroke: ink.paper,
      strokeWidth: 6,
    }),
    Plot.vector(gates, {
      x: 't',
      y: 'chip',
      length: wide ? 20 : 15,
      anchor: 'middle',
      shape: upright,
      stroke: ink.text,
      strokeWidth: 2.6,
    }),
    ...[true, false].map((onBar) =>
      Plot.text(
        gates.filter((gate) => wide && gate.onBar === onBar),
        {
          x: 't',
          y: 'chip',
          text: 'words',
          textAnchor: onBar ? 'end' : 'start',
          dx: onBar ? -7 : 7,
          fontSize: onBar ? 10 : 11,
          fill: onBar ? ink.paper : ink.text,
          ...(!onBar && { stroke: ink.paper, strokeWidth: 4 }),
        },
      ),
    ),
  ];
}

/** A plain line. */
const upright: Plot.VectorShapeImplementation = {
  draw(context, length) {
    context.moveTo(0, 0);
    context.lineTo(0, -length);
  },
};

function keyMarks(margin: { left: number; top: number }, wide: boolean): Plot.Markish[] {
  const size = wide ? 11.5 : 10;
  const letter = wide ? 6.8 : 5.9;
  const items = [
    { sign: 'bar', words: 'outside the rules checked' },
    { sign: 'early', words: wide ? 'launch not known more closely' : 'launch not known' },
    { sign: 'gate', words: wide ? "China's gate closes to cloud firms" : "China's gate" },
  ];
  let x = -margin.left + 4;
  return items.flatMap(({ sign, words }) => {
    const at = x;
    const swatch = wide ? 22 : 12;
    x += swatch + textWidth(words, letter) + (wide ? 26 : 12);
    const anchor = { frameAnchor: 'top-left' as const, dy: -margin.top + 9 };
    return [
      sign === 'gate'
        ? Plot.text(['|'], {
            ...anchor,
            dx: at + 8,
            fontWeight: 900,
            fontSize: 14,
            fill: ink.text,
            textAnchor: 'middle',
            lineAnchor: 'middle',
          })
        : Plot.text([wide ? '━━' : '━'], {
            ...anchor,
            dx: at,
            fontSize: 12,
            fontWeight: 900,
            textAnchor: 'start',
            lineAnchor: 'middle',
            fill: ink.line,
            fillOpacity: sign === 'early' ? 0.35 : 0.9,
          }),
      Plot.text([words], {
        ...anchor,
        dx: at + swatch,
        textAnchor: 'start',
        lineAnchor: 'middle',
        fontSize: size,
        fill: ink.muted,
      }),
    ];
  });
}

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

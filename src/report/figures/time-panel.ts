import * as Plot from '@observablehq/plot';
import { formatNumber } from '../../base/format.js';
import { ink } from '../theme.js';
import { textWidth } from './measure.js';
import { figureToSvg } from './svg.js';

/** Something over time: what is drawn, and the frame around it. */
export interface TimePanel {
  readonly title: string;
  readonly unit: string;
  readonly times: readonly number[];
  /** Unit of the times; may be empty. */
  readonly timeUnit: string;
  readonly domain: readonly [low: number, high: number];
  /** Room on the right for names of lines, in pixels; default none. */
  readonly roomRight?: number;
  readonly marks: readonly Plot.Markish[];
}

export interface PanelSize {
  readonly width: number;
  readonly height: number;
}

/** Points that a line is drawn through at most: more than a drawing of this size can show. */
const mostPoints = 240;

/** Lists the numbers of the times that are drawn: all, or every so many, and always the last. */
export function keptTimes(times: readonly number[]): number[] {
  const step = Math.max(1, Math.ceil((times.length - 1) / mostPoints));
  return times.flatMap((_, t) => (t % step === 0 || t === times.length - 1 ? [t] : []));
}

/** Lays out one panel: its name and unit above, a grid to read values off, time with its unit below, and the marks over it. */
export function plotOverTime(panel: TimePanel, { width, height }: PanelSize): Plot.PlotOptions {
  const { title, unit, times, timeUnit, marks, roomRight = 0 } = panel;
  const [low, high] = panel.domain;
  const floor = low > 0 && low < 0.4 * high ? 0 : low;
  const ticks = Math.max(3, Math.floor(height / 55));
  const widest = Math.max(...[floor, high].map((value) => textWidth(formatNumber(value), 6.6)));
  const marginLeft = Math.max(34, widest + 16);
  const head = (text: string, end: 'start' | 'end', style: Plot.TextOptions) =>
    Plot.text([text], {
      frameAnchor: end === 'start' ? 'top-left' : 'top-right',
      text: () => text,
      dy: -20,
      textAnchor: end,
      ...style,
    });
  return {
    width,
    height,
    marginLeft,
    marginRight: Math.max(14, roomRight),
    marginTop: 32,
    marginBottom: timeUnit === '' ? 28 : 40,
    x: { domain: [times[0]!, times.at(-1)!], label: null },
    y: { domain: [floor, high], label: null },
    marks: [
      Plot.ruleY([0], { stroke: ink.rule, strokeWidth: floor === 0 || (floor < 0 && high > 0) ? 1 : 0 }),
      Plot.gridY({ ticks, stroke: ink.rule, strokeOpacity: 1, strokeWidth: 0.6 }),
      Plot.axisY({
        ticks,
        tickSize: 0,
        fill: ink.muted,
        label: null,
        tickFormat: (v: number) => formatNumber(v),
      }),
      Plot.axisX({
        ticks: Math.max(3, Math.floor(width / 90)),
        tickSize: 3,
        color: ink.muted,
        label: null,
        tickFormat: (v: number) => String(Number(v.toPrecision(9))),
      }),
      ...marks,
      head(title, 'start', { dx: 2 - marginLeft, fontSize: 12.5, fontWeight: 650, fill: ink.text }),
      head(unit, 'end', { dx: 0, fontSize: 11, fill: ink.muted }),
      ...(timeUnit === ''
        ? []
        : [
            Plot.text([timeUnit], {
              frameAnchor: 'bottom-right',
              text: () => timeUnit,
              dy: 32,
              fontSize: 11,
              fill: ink.muted,
              textAnchor: 'end',
            }),
          ]),
    ],
  };
}

/** Sets panels side by side in one drawing, two in a row where there is room; `plot` lays out each for its size. */
export function drawPanels<T>(
  panels: readonly T[],
  plot: (panel: T, size: PanelSize) => Plot.PlotOptions,
  document: Document,
  width: number,
): string {
  const columns = panels.length > 1 && width > 600 ? 2 : 1;
  const gap = 24;
  const size = {
    width: (width - gap * (columns - 1)) / columns,
    height: columns === 1 ? (panels.length === 1 ? 380 : 240) : 232,
  };
  const drawn = panels.map((panel, i) => {
    const svg = figureToSvg(document, plot(panel, size), null);
    const [x, y] = [(i % columns) * (size.width + gap), Math.floor(i / columns) * (size.height + 14)];
    return svg.replace(/^<svg /, `<svg x="${x}" y="${y}" `);
  });
  const height = Math.ceil(panels.length / columns) * (size.height + 14) - 14;
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${drawn.join('')}</svg>`;
}

import * as Plot from '@observablehq/plot';
import { ink, seriesColour } from '../theme.js';
import { spanOf, textWidth } from './measure.js';
import { keptTimes, type PanelSize, plotOverTime } from './time-panel.js';

/** One line: a variable over time. */
export interface Line {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
}

/** Lines of one unit that share a scale. */
export interface LinesPanel {
  readonly lines: readonly Line[];
  readonly times: readonly number[];
  readonly timeUnit: string;
}

const nameHeight = 15;
const longestName = 26;

/** Lays out one panel: a line as the median of many runs is drawn, or several in colours of their own with their names at their ends. */
export function plotLines({ lines, times, timeUnit }: LinesPanel, size: PanelSize): Plot.PlotOptions {
  const [first] = lines;
  const alone = lines.length === 1;
  const kept = keptTimes(times);
  const domain = spanOf(
    lines.flatMap(({ values }) => kept.map((t) => values[t]!)),
    0.04,
  );
  const names = lines.map(({ name }) => shorten(name));
  const roomRight = alone ? 0 : Math.max(...names.map((name) => textWidth(name, 6.5))) + 18;
  const marks = lines.flatMap(({ values }, i) => {
    const rows = kept.map((t) => ({ t: times[t]!, v: values[t]! }));
    const stroke = alone ? ink.line : seriesColour(i + 1);
    return [Plot.line(rows, { x: 't', y: 'v', stroke, strokeWidth: 2.2 })];
  });
  const end = times.at(-1)!;
  const labels = alone ? [] : endLabels(lines, domain, size.height - (timeUnit === '' ? 60 : 72));
  return plotOverTime(
    {
      // Lines that are named at their ends leave the place of the name to the unit.
      title: alone ? first!.name : first!.unit,
      unit: alone ? first!.unit : '',
      times,
      timeUnit,
      domain,
      roomRight,
      marks: [
        ...marks,
        ...labels.map(({ index, y, dy }) =>
          Plot.text([end], {
            x: () => end,
            y: () => y,
            dx: 8,
            dy,
            text: () => names[index]!,
            textAnchor: 'start',
            fontSize: 11.5,
            fontWeight: 600,
            fill: seriesColour(index + 1),
          }),
        ),
      ],
    },
    size,
  );
}

const shorten = (name: string) => (name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name);

/** Puts a name at the end of each line, moved up or down where names would lie upon each other. */
function endLabels(lines: readonly Line[], [low, high]: readonly [number, number], height: number) {
  const floor = low > 0 && low < 0.4 * high ? 0 : low;
  const pixels = height / (high - floor);
  const wanted = lines
    .map(({ values }, index) => ({ index, y: values.findLast(Number.isFinite) ?? floor }))
    .sort((a, b) => b.y - a.y);
  const places = wanted.map(({ y }) => (high - y) * pixels);
  // From above each name moves down clear of the one before; then from below back into the frame.
  for (let i = 1; i < places.length; i++) places[i] = Math.max(places[i]!, places[i - 1]! + nameHeight);
  let below = height - 4;
  for (let i = places.length - 1; i >= 0; i--) {
    places[i] = Math.min(places[i]!, below);
    below = places[i]! - nameHeight;
  }
  return wanted.map(({ index, y }, i) => ({ index, y, dy: places[i]! - (high - y) * pixels }));
}

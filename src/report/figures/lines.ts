import { formatNumber, formatQuantity } from '../../base/format.js';
import type { Figure } from '../blocks.js';
import { joinWords } from '../text.js';
import { type Line, plotLines } from './lines-plot.js';
import { drawPanels } from './time-panel.js';

/** Variables of one run over time. */
export interface LinesInput {
  /** What was run, such as the file of a model. */
  readonly name: string;
  /** Where the numbers come from, for the line below the drawing. */
  readonly source: string;
  /** What was set for this run, such as `contacts=4`. */
  readonly sets: readonly string[];
  readonly times: readonly number[];
  /** Unit of the times; may be empty. */
  readonly timeUnit: string;
  readonly series: readonly Line[];
}

/** Lines in one panel, and panels in one drawing, at most; the table beside it holds all. */
const mostLines = 8;
const mostPanels = 24;

/** Draws variables of one run over time: those of one unit in a panel together, each other unit in a panel of its own. */
export function linesFigure(input: LinesInput, document: Document): Figure {
  const { source, sets, times, timeUnit, series } = input;
  const panels = panelsOf(series);
  const drawn = panels.slice(0, mostPanels).map((lines) => ({ lines, times, timeUnit }));
  const left = series.length - drawn.reduce((sum, { lines }) => sum + lines.length, 0);
  const end = Number(times.at(-1)!.toPrecision(9));
  const shapes = series.map((one) => shapeOf(one, times, timeUnit));
  const caption = [
    'One run.',
    sets.length > 0 ? `Set: ${sets.join('; ')}.` : '',
    left > 0 ? `${left} further variables are not drawn.` : '',
  ];
  return {
    id: 'figure-lines',
    title: series.length === 1 ? shapes[0]! : titleOf(input),
    caption: caption.filter(Boolean).join(' '),
    description: shapes.slice(0, mostPanels).join('; '),
    source: `Source: ${source}`,
    drawing: {
      kind: 'pair',
      wide: drawPanels(drawn, plotLines, document, 860),
      narrow: drawPanels(drawn, plotLines, document, 358),
    },
    data: {
      columns: ['variable', 'unit', 'time', 'value'],
      rows: series.flatMap(({ name, unit, values }) =>
        times.map((time, t) => [name, unit, time, values[t]!]),
      ),
    },
    table: {
      id: 'table-lines',
      title: `Values at ${end}`,
      narrow: 'scroll',
      columns: [
        { title: 'Variable', align: 'left' },
        { title: 'Value', align: 'right' },
        { title: 'Unit', align: 'left' },
      ],
      rows: series.map(({ name, unit, values }) => ({ cells: [name, formatNumber(values.at(-1)!), unit] })),
    },
  };
}

/** Puts lines of one unit together, in the order in which units first come up. */
function panelsOf(series: readonly Line[]): Line[][] {
  const byUnit = new Map<string, Line[]>();
  for (const one of series) {
    const key = one.unit.trim().toLowerCase();
    byUnit.set(key, [...(byUnit.get(key) ?? []), one]);
  }
  return [...byUnit.values()].flatMap((lines) =>
    Array.from({ length: Math.ceil(lines.length / mostLines) }, (_, i) =>
      lines.slice(i * mostLines, (i + 1) * mostLines),
    ),
  );
}

const print = (time: number, unit: string) => `${Number(time.toPrecision(6))}${unit && ` ${unit}`}`;

function titleOf({ name, series, times, timeUnit }: LinesInput): string {
  const span = `from ${print(times[0]!, '')} to ${print(times.at(-1)!, timeUnit)}`;
  const names = joinWords(series.map((one) => one.name));
  return series.length < 5 && names.length < 70
    ? `${names} ${span}`
    : `${name}: ${series.length} variables ${span}`;
}

/** Says in a sentence how a variable moves: whether it stays, rises, falls, or has its peak or its lowest point on the way. */
function shapeOf({ name, unit, values }: Line, times: readonly number[], timeUnit: string): string {
  const there = values.flatMap((value, t) => (Number.isFinite(value) ? [{ value, t }] : []));
  const [first, last] = [there[0], there.at(-1)];
  if (!first || !last) return `${name}: no values`;
  const least = there.reduce((low, one) => (one.value < low.value ? one : low));
  const most = there.reduce((high, one) => (one.value > high.value ? one : high));
  const quantity = (value: number) => formatQuantity(value, unit, 4);
  const end = quantity(last.value);
  const at = ({ t }: { readonly t: number }) => print(times[t]!, timeUnit);
  if (most.value === least.value) return `${name} stays at ${end}`;
  const room = 0.02 * (most.value - least.value);
  if (most.value > Math.max(first.value, last.value) + room)
    return `${name} peaks at ${quantity(most.value)} at ${at(most)}, and ends at ${end}`;
  if (least.value < Math.min(first.value, last.value) - room)
    return `${name} falls to ${quantity(least.value)} at ${at(least)}, and ends at ${end}`;
  return `${name} ${last.value > first.value ? 'rises' : 'falls'} from ${formatNumber(first.value, 4)} to ${end}`;
}

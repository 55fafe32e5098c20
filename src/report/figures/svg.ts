import * as Plot from '@observablehq/plot';
import { escapeHtml } from '../html.js';
import { chartFont, chartFontSize } from '../theme.js';

export type PlotOptions = Plot.PlotOptions;

/**
 * Draws a plot and gives its SVG as text, in the theme of the dossier.
 *
 * The drawing gets a name and a description for listeners; Plot's own labels on groups go, because a group
 * without a role must not have one. Coordinates are rounded to a tenth of a pixel, which halves the size.
 *
 * @param document where the drawing is made: a browser's own, or linkedom's in Node
 * @param label what it is called, and if it matters what it shows; `null` for a drawing that only repeats its
 *   neighbours' text, which is then hidden from listeners
 */
export function figureToSvg(
  document: Document,
  options: PlotOptions,
  label: { readonly title: string; readonly description: string } | null,
): string {
  const drawn = Plot.plot({
    ...options,
    document,
    style: { fontFamily: chartFont, fontSize: `${chartFontSize}px`, background: 'none' },
  });
  const head = label
    ? ` role="img" aria-label="${escapeHtml(`${label.title}. ${label.description}`)}"`
    : ' aria-hidden="true"';
  return drawn.outerHTML
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/ aria-(?:label|description|hidden)="[^"]*"/g, '')
    .replace(/ class="plot-[^"]*"/g, '')
    .replace(/ style="[^"]*"/, '')
    .replace(/ font-family="[^"]*"/, '')
    .replace(/ font-size="10"/, ` font-size="${chartFontSize}"`)
    .replace(
      / (d|x|y|cx|cy|r|x1|x2|y1|y2|width|height|transform|points)="([^"]*)"/g,
      (_, name, value: string) => ` ${name}="${value.replace(/-?\d+\.\d+(?:e-\d+)?/g, roundTenth)}"`,
    )
    .replace(/^<svg /, `<svg xmlns="http://www.w3.org/2000/svg"${head} `);
}

const roundTenth = (text: string) => String(Math.round(Number(text) * 10) / 10 || 0);

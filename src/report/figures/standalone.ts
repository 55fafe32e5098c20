import type { Figure } from '../blocks.js';
import { escapeHtml } from '../html.js';
import { breakLines, palette } from '../theme.js';

const sans =
  "Inter, 'Source Sans 3', 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif";
const pad = 40;

/**
 * Makes a picture of a figure that stands on its own: white ground, its title and subtitle above, its caption and source below,
 * and colours and fonts written out.
 *
 * @param figure a figure with a wide drawing
 * @returns the text of an SVG file; the same figure gives the same bytes
 */
export function standaloneSvg(figure: Figure): string {
  const { drawing, title, subtitle = '', description, caption, source = '' } = figure;
  const inner = drawing.kind === 'pair' ? drawing.wide : drawing.kind === 'scroll' ? drawing.svg : '';
  const [, w = '0', h = '0'] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(inner) ?? [];
  const [width, height] = [Number(w) + 2 * pad, Number(h)];
  const head = breakLines(title, Math.floor((width - 2 * pad) / 12.4));
  const under = subtitle === '' ? [] : breakLines(subtitle, Math.floor((width - 2 * pad) / 7.4));
  const foot = [...breakLines(caption, Math.floor((width - 2 * pad) / 6.7)), ...breakLines(source, 168)];
  const top = pad + head.length * 26 + under.length * 20 + 14;
  const footTop = top + height + 30;
  const total = footTop + foot.length * 18 + pad - 18;
  const rows = (texts: readonly string[], y: number, step: number, style: string) =>
    texts
      .map((text, i) => `<text x="${pad}" y="${y + i * step}" ${style}>${escapeHtml(text)}</text>`)
      .join('\n');
  const placed = inner
    .replace(/^<svg /, `<svg x="${pad}" y="${top}" overflow="visible" `)
    .replace(/ role="img" aria-label="[^"]*"/, '');
  return withValues(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}" role="img" aria-label="${escapeHtml(`${title}. ${description}`)}" font-family="${sans}" color="${palette.light.text}">
<rect width="100%" height="100%" fill="#ffffff"/>
${[
  rows(head, pad + 8, 26, `font-size="20" font-weight="650" fill="${palette.light.text}"`),
  ...(under.length > 0
    ? [rows(under, pad + head.length * 26 + 4, 20, `font-size="14" fill="${palette.light.muted}"`)]
    : []),
].join('\n')}
${placed}
${rows(foot, footTop, 18, `font-size="12.5" fill="${palette.light.muted}"`)}
</svg>
`);
}

/** Writes the values of the theme in place of its variables: outside the dossier nothing defines them. */
function withValues(svg: string): string {
  const { series, ...named } = palette.light;
  const values: Readonly<Record<string, string>> = {
    ...named,
    paper: '#ffffff',
    sans,
    ...Object.fromEntries(series.map((value, i) => [`s${i}`, value])),
  };
  return svg.replace(/var\(--([\w-]+)\)/g, (whole, name: string) => values[name] ?? whole);
}

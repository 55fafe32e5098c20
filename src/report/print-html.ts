import type { Block, Cell, Figure, KeyItem, Panel, Section, Table, TableRow } from './blocks.js';
import { csvAddress } from './csv.js';
import { type Html, html, textToHtml, trusted } from './html.js';

/** What the printer must know besides the blocks: where links may lead, and the line that names the stored run. */
export interface HtmlSetting {
  readonly targets: ReadonlySet<string>;
  readonly source: string;
}

/** Prints one section with its heading. */
export function sectionToHtml(section: Section, setting: HtmlSetting): Html {
  return html`
<section id="${section.id}" aria-labelledby="${section.id}-title">
<h2 id="${section.id}-title">${section.title}</h2>
${section.blocks.map((block) => blockToHtml(block, setting))}
</section>`;
}

function blockToHtml(block: Block, setting: HtmlSetting): Html {
  const text = (value: Parameters<typeof textToHtml>[0]) => textToHtml(value, setting.targets);
  switch (block.kind) {
    case 'paragraph':
      return html`<p class="${block.tone ?? 'text'}">${text(block.text)}</p>\n`;
    case 'heading':
      return headingToHtml(block);
    case 'list': {
      const items = block.items.map((item) => html`<li>${text(item)}</li>\n`);
      return block.ordered
        ? html`<ol class="${block.tone ?? 'text'}">\n${items}</ol>\n`
        : html`<ul class="${block.tone ?? 'text'}">\n${items}</ul>\n`;
    }
    case 'table':
      return tableToHtml(block.table, block.table.id, setting);
    case 'figure':
      return figureToHtml(block.figure, setting);
    case 'code':
      return html`<pre tabindex="0"><code>${block.text}</code></pre>\n`;
    case 'key':
      return html`<ul class="key" aria-label="How to read the drawings">${block.items.map(keyToHtml)}</ul>\n`;
    case 'fold':
      return html`<details class="fold"><summary>${block.summary}</summary>\n${block.blocks.map((b) => blockToHtml(b, setting))}</details>\n`;
  }
}

function headingToHtml(block: Extract<Block, { kind: 'heading' }>): Html {
  const id = block.id ? html` id="${block.id}"` : '';
  const number = block.number ? html`<span class="number">${block.number}</span> ` : '';
  return block.level === 3
    ? html`<h3${id}>${number}${block.text}</h3>\n`
    : html`<h4${id}>${number}${block.text}</h4>\n`;
}

const keyToHtml = ({ mark, means }: KeyItem) =>
  html`<li><span class="swatch ${mark}" aria-hidden="true"></span>${means}</li>`;

function figureToHtml(figure: Figure, setting: HtmlSetting): Html {
  return html`<figure id="${figure.id}" class="drawing-${figure.drawing.kind}" aria-labelledby="${figure.id}-title">
<p class="finding" id="${figure.id}-title">${figure.title}</p>
${drawingToHtml(figure)}
<figcaption><p>${figure.caption}</p>
<p class="source">${figure.source ?? setting.source} <a download="${figure.id}.csv" href="${csvAddress(figure.data)}">Data (CSV)<span class="hidden"> of: ${figure.title}</span></a></p></figcaption>
<details class="twin"><summary>As a table<span class="hidden">: ${figure.title}</span></summary>
${tableToHtml(figure.table, `${figure.id}-table`, setting)}</details>
</figure>
`;
}

function drawingToHtml({ drawing, title, id }: Figure): Html {
  switch (drawing.kind) {
    case 'pair':
      return html`<div class="wide">${trusted(drawing.wide)}</div><div class="narrow">${trusted(drawing.narrow)}</div>`;
    case 'scroll':
      return html`<div class="scroller" role="region" aria-label="${`${title} (scrolls sideways)`}" tabindex="0">${trusted(drawing.svg)}</div>`;
    case 'panels':
      return html`<ol class="panels${drawing.columns > 5 ? ' many' : ''}" style="--columns:${drawing.columns}" aria-labelledby="${id}-title">${drawing.panels.map(panelToHtml)}</ol>`;
  }
}

const panelToHtml = ({ name, svg, value, range }: Panel) =>
  html`<li><span class="name">${name}</span>${trusted(svg)}<span class="value">${value}</span> <span class="range">${range}</span></li>\n`;

function tableToHtml(table: Table, id: string, setting: HtmlSetting): Html {
  const head = table.columns.map(
    (column) =>
      html`<th scope="col" class="${column.align}">${textToHtml(column.title, setting.targets)}</th>`,
  );
  // Only what scrolls needs to be reachable by keyboard.
  const region =
    table.narrow === 'scroll' ? html` role="region" aria-labelledby="${id}-name" tabindex="0"` : '';
  const note = table.note ? html`<p class="table-note">${table.note}</p>\n` : '';
  const filter = table.filter
    ? html`<p class="filter" hidden><label for="${id}-filter">Show rows that contain</label> <input id="${id}-filter" type="search" data-table="${id}"> <output></output></p>\n`
    : '';
  return html`<p class="finding" id="${id}-name">${table.title}</p>
${note}${filter}<div class="${table.narrow === 'scroll' ? 'scroller' : 'stack'}"${region}><table id="${id}" aria-labelledby="${id}-name">
<thead><tr>${head}</tr></thead>
<tbody>
${table.rows.map((row) => rowToHtml(row, table, setting))}</tbody></table></div>
`;
}

function rowToHtml(row: TableRow, table: Table, setting: HtmlSetting): Html {
  const id = row.id ? html` id="${row.id}"` : '';
  if (row.heading)
    return html`<tr class="group"><th colspan="${table.columns.length}" scope="colgroup">${cellToHtml(row.cells[0] ?? '', setting)}</th></tr>\n`;
  const cells = row.cells.map((cell, i) => {
    const heat = typeof cell !== 'string' && cell.heat !== undefined;
    const kind = `${table.columns[i]?.align ?? 'left'}${heat ? ' heat' : ''}`;
    const style = heat ? html` style="--heat-share:${Math.round(cell.heat! * 100)}%"` : '';
    const content = cellToHtml(cell, setting);
    return i === 0
      ? html`<th scope="row" class="${kind}">${content}</th>`
      : html`<td class="${kind}"${style}>${content}</td>`;
  });
  return html`<tr${id}>${cells}</tr>\n`;
}

function cellToHtml(cell: string | Cell, { targets }: HtmlSetting): Html {
  if (typeof cell === 'string') return html`${cell}`;
  const main = textToHtml(cell.text, targets);
  return html`${cell.best ? html`<span class="best" aria-hidden="true">◆</span><strong>${main}</strong><span class="hidden"> best</span>` : main}${cell.glyph ? trusted(cell.glyph) : ''}${cell.sub === undefined || cell.sub === '' ? '' : html`<span class="sub">${textToHtml(cell.sub, targets)}</span>`}`;
}

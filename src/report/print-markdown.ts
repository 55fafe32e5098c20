import { printTable } from '../base/table.js';
import type { Block, Cell, Section, Table } from './blocks.js';
import type { Text } from './text.js';

/** Prints one section as Markdown; a figure becomes its finding, its caption and its table. */
export function sectionToMarkdown(section: Section): string {
  return [`## ${escapeMarkdown(section.title)}`, ...section.blocks.map(blockToMarkdown)]
    .filter(Boolean)
    .join('\n\n');
}

function blockToMarkdown(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `${block.tone === 'warning' ? '> ' : ''}${textToMarkdown(block.text)}`;
    case 'heading':
      return `${'#'.repeat(block.level)} ${block.number ? `${block.number}. ` : ''}${escapeMarkdown(block.text)}`;
    case 'list':
      return block.items
        .map((item, i) => `${block.ordered ? `${i + 1}.` : '-'} ${textToMarkdown(item)}`)
        .join('\n');
    case 'table':
      return tableToMarkdown(block.table);
    case 'figure': {
      const { title, caption, table } = block.figure;
      return [`**${escapeMarkdown(title)}**`, escapeMarkdown(caption), tableToMarkdown(table)].join('\n\n');
    }
    case 'code':
      return `\`\`\`sh\n${block.text}\n\`\`\``;
    case 'key':
      return '';
    case 'fold':
      return [`#### ${escapeMarkdown(block.summary)}`, ...block.blocks.map(blockToMarkdown)]
        .filter(Boolean)
        .join('\n\n');
  }
}

function tableToMarkdown(table: Table): string {
  const rows = table.rows.map((row) =>
    table.columns.map((_, i) => {
      const cell = row.cells[i];
      if (cell === undefined) return '';
      const text = cellToMarkdown(cell);
      return row.heading && i === 0 ? `**${text}**` : text;
    }),
  );
  const columns = table.columns.map(({ title, align }) => ({
    title: textToMarkdown(title),
    ...(align === 'right' && { align: 'right' as const }),
  }));
  const note = table.note ? `. ${escapeMarkdown(table.note)}` : '';
  return `*${escapeMarkdown(table.title)}${note}*\n\n${printTable({ columns, rows, style: 'markdown' })}`;
}

function cellToMarkdown(cell: string | Cell): string {
  if (typeof cell === 'string') return escapeMarkdown(cell);
  const main = textToMarkdown(cell.text);
  const sub = cell.sub === undefined || cell.sub === '' ? '' : ` (${textToMarkdown(cell.sub)})`;
  return `${cell.best ? `**${main}**` : main}${sub}`;
}

function textToMarkdown(text: Text): string {
  if (typeof text === 'string') return escapeMarkdown(text);
  if (!('to' in text)) return text.map(textToMarkdown).join('');
  return /^https?:\/\//.test(text.to)
    ? `[${escapeMarkdown(text.label)}](<${text.to.replace(/[<>\s]/g, encodeURIComponent)}>)`
    : escapeMarkdown(text.label);
}

const escapeMarkdown = (text: string) =>
  text.replace(/[\\`*_[\]<>]/g, (letter) => `\\${letter}`).replace(/\s+/g, ' ');

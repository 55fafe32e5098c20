import type { Complaint } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import type { Block, Cell, Table } from './blocks.js';
import { type DossierInput, dossierSections, linkableTargets } from './dossier.js';
import { linkTargets, type Text } from './text.js';

/**
 * Finds what in a dossier's input points nowhere: links to evidence, metrics or sections that are not there,
 * series and metrics that questions want drawn, and evidence keys that stand twice.
 *
 * @returns complaints with the codes RP001 to RP003; empty if all is well
 */
export function checkDossier(input: DossierInput): readonly Complaint[] {
  const { weigh, evidence } = input;
  const sections = dossierSections(input);
  const targets = linkableTargets(weigh, evidence, sections);
  const wanted = new Set(sections.flatMap((section) => section.blocks.flatMap(textsOf)).flatMap(linkTargets));
  const broken = [...wanted].filter((to) => !/^https?:\/\//.test(to) && !targets.has(to));
  return [
    ...unknownFigures(input),
    ...duplicateKeys(input),
    ...broken.map((to): Complaint => {
      const nearest = nearestName(to, targets);
      return {
        code: 'RP003',
        found: `a text of the dossier links to "${to}", which is not in it`,
        ...(nearest && { nearest }),
        remedy: 'hand in that row of evidence, or drop the link',
      };
    }),
  ];
}

function unknownFigures({ weigh, evidence }: DossierInput): Complaint[] {
  const series = weigh.series.map((s) => s.id);
  const metrics = weigh.metrics.map((m) => m.id);
  return evidence.questions.flatMap(({ number, figure }) => {
    if (figure === null || figure.kind === 'see') return [];
    const [name, names] = figure.kind === 'bands' ? [figure.series, series] : [figure.metric, metrics];
    if (names.includes(name)) return [];
    const nearest = nearestName(name, names);
    return [
      {
        code: 'RP001',
        found: `question ${number} wants "${name}" drawn, which the result does not have`,
        ...(nearest && { nearest }),
        remedy: 'name a series or metric of the study',
      },
    ];
  });
}

function duplicateKeys({ evidence }: DossierInput): Complaint[] {
  const seen = new Set<string>();
  const twice = new Set(
    evidence.evidence.map((row) => row.key).filter((key) => seen.has(key) || !seen.add(key)),
  );
  return [...twice].map((key) => ({
    code: 'RP002',
    found: `two rows of evidence have the key "${key}"`,
    remedy: 'join them, so that a link leads to one place',
  }));
}

function textsOf(block: Block): Text[] {
  switch (block.kind) {
    case 'paragraph':
      return [block.text];
    case 'list':
      return [...block.items];
    case 'table':
      return tableTexts(block.table);
    case 'figure':
      return tableTexts(block.figure.table);
    case 'fold':
      return block.blocks.flatMap(textsOf);
    case 'heading':
    case 'code':
    case 'key':
      return [];
  }
}

const tableTexts = ({ columns, rows }: Table): Text[] => [
  ...columns.map((column) => column.title),
  ...rows.flatMap((row) => row.cells.flatMap(cellTexts)),
];

const cellTexts = (cell: string | Cell): Text[] =>
  typeof cell === 'string' ? [] : [cell.text, ...(cell.sub === undefined ? [] : [cell.sub])];

import type { Block, Section } from '../blocks.js';
import { bandsFigure } from '../figures/bands.js';
import { metricFigure } from '../figures/intervals.js';
import type { Lookup } from '../lookup.js';
import { joinText, parseText } from '../text.js';
import type { DossierEvidence, QuestionAnswer, QuestionTable } from '../types.js';

const see: Readonly<Record<string, string>> = {
  wrong: 'why this may be wrong',
  answer: 'the answer',
  frontier: 'the frontier',
  scorecards: 'the scorecards',
  ranks: 'ranks, thresholds and regret',
  flips: 'what flips it',
  history: 'history against the model',
  timeline: 'the timeline of controls',
  evidence: 'the evidence',
  boundary: 'the boundary of the model',
  repeat: 'how to repeat it',
};

/** Questions that the release answers, each under its own heading, with what it rests on and what it lacks. */
export function questionsSection(lookup: Lookup, evidence: DossierEvidence, document: Document): Section {
  const titles = new Map(evidence.evidence.map((row) => [row.key, row.title]));
  return {
    id: 'questions',
    title: 'Questions of an analyst',
    blocks: evidence.questions.flatMap((question) => questionBlocks(question, lookup, titles, document)),
  };
}

function questionBlocks(
  question: QuestionAnswer,
  lookup: Lookup,
  titles: ReadonlyMap<string, string>,
  document: Document,
): Block[] {
  const rests = question.sources.map((key) => ({ to: `evidence:${key}`, label: titles.get(key) ?? key }));
  return [
    {
      kind: 'heading',
      level: 3,
      id: `question-${question.number}`,
      number: String(question.number),
      text: question.question,
    },
    ...question.paragraphs.map((text) => ({ kind: 'paragraph' as const, text: parseText(text) })),
    ...(question.table
      ? [{ kind: 'table' as const, table: answerTable(question.table, question.number) }]
      : []),
    ...figureBlocks(question, lookup, document),
    ...(rests.length > 0
      ? [
          {
            kind: 'paragraph' as const,
            tone: 'note' as const,
            text: ['Rests on: ', joinText(rests, '; '), '.'],
          },
        ]
      : []),
    ...(question.missing.length > 0
      ? [
          { kind: 'paragraph' as const, tone: 'note' as const, text: 'Still missing:' },
          { kind: 'list' as const, tone: 'missing' as const, items: question.missing.map(parseText) },
        ]
      : []),
  ];
}

function figureBlocks({ figure, number }: QuestionAnswer, lookup: Lookup, document: Document): Block[] {
  if (figure === null) return [];
  switch (figure.kind) {
    case 'bands':
      return lookup.weigh.series.some((s) => s.id === figure.series)
        ? [{ kind: 'figure', figure: bandsFigure(lookup, figure.series, document, `question-${number}`) }]
        : [];
    case 'metric':
      return lookup.weigh.metrics.some((m) => m.id === figure.metric)
        ? [{ kind: 'figure', figure: metricFigure(lookup, figure.metric, document, `question-${number}`) }]
        : [];
    case 'see':
      return [
        {
          kind: 'paragraph',
          text: [
            'The drawing stands under ',
            { to: `section:${figure.section}`, label: see[figure.section] ?? figure.section },
            '.',
          ],
        },
      ];
  }
}

const answerTable = (table: QuestionTable, number: number) => ({
  id: `question-${number}-table`,
  title: table.title,
  narrow: 'scroll' as const,
  columns: table.columns,
  rows: table.rows.map((row) => ({ cells: row.map((cell) => ({ text: parseText(cell) })) })),
});

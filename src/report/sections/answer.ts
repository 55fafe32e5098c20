import type { Section } from '../blocks.js';
import type { Lookup } from '../lookup.js';
import { parseText } from '../text.js';
import type { DossierEvidence } from '../types.js';

/** The answer in sentences made from the numbers, and what it is not. */
export function answerSection({ weigh }: Lookup): Section {
  return {
    id: 'answer',
    title: 'The answer, with its conditions',
    blocks: [
      {
        kind: 'paragraph',
        tone: 'note',
        text: [
          'Read this first: it is no legal advice and no forecast, and it takes no side. It tells what follows from dated facts and ranges that you can change. Lenses carry no weights of ours, and every number has a range. ',
          { to: 'section:wrong', label: 'Why this may be wrong' },
          ' stands next.',
        ],
      },
      { kind: 'list', ordered: true, tone: 'answer', items: weigh.answer.map(parseText) },
      ...weigh.warnings.map((text) => ({
        kind: 'paragraph' as const,
        tone: 'warning' as const,
        text: `Note: ${text}`,
      })),
    ],
  };
}

/** The strongest reasons to doubt the result. */
export function wrongSection({
  weakPoints,
  missing,
}: {
  weakPoints: DossierEvidence['weakPoints'];
  missing: number;
}): Section {
  return {
    id: 'wrong',
    title: 'Why this may be wrong',
    blocks: [
      ...weakPoints.flatMap((point, i) => [
        { kind: 'heading' as const, level: 3 as const, text: point.title, number: String(i + 1) },
        {
          kind: 'paragraph' as const,
          text: [parseText(point.text), ...(point.effect ? [' ', 'If so: ', parseText(point.effect)] : [])],
        },
      ]),
      {
        kind: 'paragraph',
        tone: 'note',
        text: [
          'A band shows what varies in the model, not what the model leaves out: ',
          { to: 'section:boundary', label: 'its boundary' },
          ', ',
          { to: 'section:history', label: 'its record against history' },
          missing > 0 ? `, and ${missing} gaps that the answers below name.` : '.',
        ],
      },
    ],
  };
}

import type { Block, Section } from '../blocks.js';
import { historyFigure } from '../figures/history.js';
import { laneFigure } from '../figures/lane.js';
import { survivalFigure } from '../figures/survival.js';
import { timelineFigure } from '../figures/timeline.js';
import type { Lookup } from '../lookup.js';
import type { DossierEvidence } from '../types.js';

/** The model against what happened. */
export function historySection(lookup: Lookup, document: Document): Section {
  return {
    id: 'history',
    title: 'History against the model',
    blocks: [
      {
        kind: 'paragraph',
        text: 'The model ran with what was known before the events, once with the policy path as it happened and once with the path left to chance. Misses stay in the picture.',
      },
      { kind: 'figure', figure: historyFigure(lookup, document) },
    ],
  };
}

/** Controls of both governments, and the chips that they touched. */
export function timelineSection(lookup: Lookup, evidence: DossierEvidence, document: Document): Section {
  const figure = timelineFigure(evidence, lookup.weigh.study.asOf, document);
  return {
    id: 'timeline',
    title: 'Controls, and the chips on them',
    blocks: [
      { kind: 'figure', figure: { ...figure, table: { ...figure.table, id: 'table-timeline' } } },
      ...controlsFigures(lookup, evidence, document),
    ],
  };
}

/** How long export variants lasted, and the lane of January 2026, on the last day that both study and law know. */
function controlsFigures(lookup: Lookup, { controls }: DossierEvidence, document: Document): Block[] {
  if (controls === undefined) return [];
  const { classifier, acts } = controls;
  const { asOf } = lookup.weigh.study;
  const known = classifier.book.rules.looked_through;
  const day = [asOf, known].sort()[0]!;
  return [
    { kind: 'figure', figure: survivalFigure(classifier, day, document, acts) },
    { kind: 'figure', figure: laneFigure(classifier, day, document) },
  ];
}

import type { Section } from '../blocks.js';
import { cloudsFigure } from '../figures/clouds.js';
import { frontierFigure } from '../figures/frontier.js';
import type { Lookup } from '../lookup.js';

/** Gain against what a cut-off leaves, all policies together and each alone. */
export function frontierSection(lookup: Lookup, document: Document): Section {
  const { frontier } = lookup.weigh;
  const x = lookup.metric(frontier.xMetric);
  const y = lookup.metric(frontier.yMetric);
  return {
    id: 'frontier',
    title: 'Gain against what a cut-off leaves',
    blocks: [
      {
        kind: 'paragraph',
        text: [
          'To the right a policy gains more: ',
          { to: `metric:${x.id}`, label: x.title },
          '. Upwards more is left: ',
          { to: `metric:${y.id}`, label: y.title },
          '. Above the dashed line a policy leaves more after a cut-off than never having bought.',
        ],
      },
      { kind: 'figure', figure: frontierFigure(lookup, document) },
      { kind: 'figure', figure: cloudsFigure(lookup, document) },
    ],
  };
}

/** The policies that are compared, with their terms in words. */
export function policiesSection(lookup: Lookup): Section {
  return {
    id: 'policies',
    title: 'The policies',
    blocks: [
      {
        kind: 'table',
        table: {
          id: 'table-policies',
          title: 'What each policy means',
          narrow: 'stack',
          columns: [
            { title: 'Policy', align: 'left' },
            { title: 'In one sentence', align: 'left' },
            { title: 'Terms', align: 'left' },
          ],
          rows: lookup.policies.map((policy) => ({
            id: `policy-${policy.id}`,
            cells: [
              {
                text: policy.title,
                ...(policy.short !== policy.title && { sub: `drawn as “${policy.short}”` }),
              },
              policy.summary,
              policy.terms.join(' · '),
            ],
          })),
        },
      },
    ],
  };
}

import { formatPercent } from '../../base/format.js';
import type { Block, Section } from '../blocks.js';
import { flipFigure } from '../figures/flips.js';
import type { Lookup } from '../lookup.js';

/** What would turn the order of two policies: the uncertainties that move the lead most. */
export function flipsSection(lookup: Lookup, document: Document): Section {
  const { flips } = lookup.weigh;
  return {
    id: 'flips',
    title: 'What flips it',
    blocks:
      flips.length === 0
        ? [{ kind: 'paragraph', text: 'No comparison of two policies was run.' }]
        : [
            {
              kind: 'paragraph',
              text: 'First form: each uncertainty alone, its lowest against its highest fifth. Two that act together are not found this way.',
            },
            ...flips.flatMap((flip): Block[] => {
              const turned = flip.drivers.filter(
                (d) => Math.min(d.lowFifth, d.highFifth) < 0.5 !== flip.share < 0.5,
              );
              const leader = `“${lookup.policy(flip.leader).short}”`;
              return [
                { kind: 'figure', figure: flipFigure(lookup, flip, document) },
                {
                  kind: 'paragraph',
                  tone: 'note',
                  text:
                    turned.length === 0
                      ? `No single uncertainty turns this order: ${leader} stays ahead in most futures of every fifth.`
                      : [
                          'Alone enough to turn this order: ',
                          ...turned.flatMap((d, i) => [
                            ...(i > 0 ? ['; '] : []),
                            { to: `evidence:${d.source}`, label: d.title },
                            ` (${formatPercent(Math.min(d.lowFifth, d.highFifth))} where ${d.lowFifth < d.highFifth ? 'low' : 'high'})`,
                          ]),
                          '.',
                        ],
                },
              ];
            }),
          ],
  };
}

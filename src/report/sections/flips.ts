import type { Flip } from '../../analysis/weigh-result.js';
import { formatPercent } from '../../base/format.js';
import type { Block, Section } from '../blocks.js';
import { flipFigure, subjectOf } from '../figures/flips.js';
import type { Lookup } from '../lookup.js';

/**
 * Tells whether a fifth of the futures turns an order, by more than two standard errors of a share in a fifth: what
 * is nearer to one half may be luck of the draw.
 */
function turns(driver: Flip['drivers'][number], share: number, futures: number): boolean {
  const room = 1 / Math.sqrt(Math.max(1, futures / 5));
  const { extreme } = extremeOf(driver, share);
  return share >= 0.5 ? extreme < 0.5 - room : extreme > 0.5 + room;
}

/** The fifth that is worst for the side that is ahead. */
function extremeOf({ lowFifth, highFifth }: Flip['drivers'][number], share: number) {
  const low = share >= 0.5 ? lowFifth < highFifth : lowFifth > highFifth;
  return { extreme: low ? lowFifth : highFifth, where: low ? 'low' : 'high' };
}

function turnedWhere(driver: Flip['drivers'][number], share: number): string {
  const { extreme, where } = extremeOf(driver, share);
  return ` (${formatPercent(extreme)} where ${where})`;
}

/** A comparison that no uncertainty moves has nothing to draw. */
function drawn(lookup: Lookup, flip: Flip, document: Document): Block[] {
  if (flip.drivers.length > 0) return [{ kind: 'figure', figure: flipFigure(lookup, flip, document) }];
  const [leader, rival] = [lookup.policy(flip.leader).title, lookup.policy(flip.rival).title];
  return [
    {
      kind: 'paragraph',
      text: `${subjectOf(lookup, flip)}: ${leader} is at least as good as ${rival} in ${formatPercent(flip.share)} of futures.`,
    },
  ];
}

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
              const turned = flip.drivers.filter((d) => turns(d, flip.share, lookup.weigh.run.futures));
              return [
                ...drawn(lookup, flip, document),
                {
                  kind: 'paragraph',
                  tone: 'note',
                  text:
                    turned.length === 0
                      ? 'No single uncertainty turns this order by more than two standard errors.'
                      : [
                          'Alone enough to turn this order, by more than two standard errors: ',
                          ...turned.flatMap((d, i) => [
                            ...(i > 0 ? ['; '] : []),
                            { to: `evidence:${d.source}`, label: d.title },
                            turnedWhere(d, flip.share),
                          ]),
                          '.',
                        ],
                },
              ];
            }),
          ],
  };
}

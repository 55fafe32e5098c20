import type { Chip, Formats } from '../facts/index.js';
import { between, cellFlags, type Found, given, number, say } from './quantity-range.js';
import type { Params } from './types.js';

/**
 * Finds the aggregate I/O, GB/s both ways: the chip-to-chip links with and without the host link, since how host
 * links count was never published for all cases. Undefined where nothing is known of the links.
 *
 * @example
 * linksOf(facts.chips.get('nv-h20-96'), {}, facts.formats).range // => rangeOf(900, 1028)
 */
export function linksOf(chip: Chip | undefined, params: Params, form: Formats): Found | undefined {
  if (params.interconnect_gbs !== undefined) return given(params.interconnect_gbs);
  const { bidirectional_total_gb_s: cell, note = '' } = chip?.interconnect ?? {};
  if (cell === undefined && !/^(none|no )/i.test(note)) return undefined;
  const links = cell?.value ?? 0;
  const host = hostOf(chip?.host_interface, form);
  const range = between(links, links + host.gbs);
  const own = cell ? `${number(links)} GB/s chip to chip` : 'no link from chip to chip';
  return {
    range,
    words: `${own}${note && ` (${note})`}, and ${host.words} if the host link counts = ${say(range)}`,
    sources: [...(cell?.source ?? chip!.source), ...host.sources],
    flags: [
      ...(cell ? cellFlags(cell) : []),
      ...(/direction not stated/.test(`${note} ${cell?.note ?? ''}`) ? ['direction_not_stated'] : []),
      'host_link_open',
      ...host.flags,
    ],
  };
}

interface Host {
  readonly gbs: number;
  readonly words: string;
  readonly sources: readonly string[];
  readonly flags: readonly string[];
}

/** The host link at its most: the last generation that is named, or of all where none is, over 16 lanes unless told. */
function hostOf(written: string | undefined, form: Formats): Host {
  if (!written?.startsWith('PCIe')) {
    const words = `a bandwidth that is not known${written ? ` (${written})` : ''}`;
    return { gbs: Number.POSITIVE_INFINITY, words, sources: [], flags: ['host_link_not_known'] };
  }
  const named = [...written.matchAll(/(\d+)\.0/g)].map(([, generation]) => Number(generation));
  const fitting = form.host_links.filter(({ generation }) => named.includes(generation));
  const link = (fitting.length > 0 ? fitting : form.host_links).reduce((best, other) =>
    other.x16_gb_s > best.x16_gb_s ? other : best,
  );
  const lanes = Number(/x(\d+)/.exec(written)?.[1] ?? 16);
  const gbs = (link.x16_gb_s * lanes) / 16;
  const sure = named.length === 1 && fitting.length === 1;
  return {
    gbs,
    words: `${sure ? '' : 'at most '}${number(gbs)} GB/s (${written})`,
    sources: link.source,
    flags: sure ? [] : ['host_generation_not_known'],
  };
}

import type { Formats } from '../../facts/index.js';
import { anyNumber, type Range, rangeOf } from '../answer/domain.js';
import type { Quantities } from '../quantities.js';
import { throughputOf } from '../quantity-performance.js';
import { between } from '../quantity-range.js';
import type { Params } from '../types.js';
import type { Known } from './known.js';
import { rangeOfFigure, readQuantity } from './ranges.js';
import type { ResolvedChip } from './resolve-chip.js';

/**
 * Settles every number of the part: as it was worked out, or any number where it could not be.
 *
 * @param quantities the figures that were worked out
 * @param params as they were checked
 * @param formats bit lengths: `facts.formats`
 */
export function settleFigures(
  known: Known,
  quantities: Quantities,
  params: Params,
  { chip }: ResolvedChip,
  formats: Formats,
): void {
  const { tpp, pd, perf_2022, planar } = quantities;
  const set = (name: string, range: Range): Range => {
    known.settle(name, range);
    return range;
  };
  const performance = set('tpp', rangeOfFigure(tpp));
  set('perf_2022', rangeOfFigure(perf_2022 ?? tpp));
  set('die_mm2', rangeOfFigure(quantities.die_mm2));
  // Planar dies have no applicable area: the limbs on density are not met, which the answer says.
  set('pd', planar === true && params.pd === undefined ? rangeOf(0) : rangeOfFigure(pd));
  const dram = set('dram_gbs', rangeOfFigure(quantities.dram_gbs));
  const io = set('interconnect_gbs', rangeOfFigure(quantities.interconnect_gbs));
  set('mem_bw_density', rangeOfFigure(quantities.mem_bw_density));
  set(
    'dram_plus_io',
    between(dram.low + io.low, dram.high + io.high, {
      low: dram.lowOpen || io.lowOpen,
      high: dram.highOpen || io.highOpen,
    }),
  );
  set('tops', throughputOf(chip, params, formats, performance));
  for (const name of ['node_nm', 'transistors_bn'] as const) {
    const value = params[name];
    set(name, value === undefined ? anyNumber : readQuantity(name, value));
  }
  const outside = quantities.dram_gbs?.flags.includes('off_package_dram');
  known.settle('off_package_dram', outside ? 'yes' : 'no');
}

import type { Chip, Formats } from '../facts/index.js';
import { rangeOf } from './answer/domain.js';
import { linksOf } from './quantity-links.js';
import { performanceOf } from './quantity-performance.js';
import {
  between,
  cellFlags,
  computed,
  type Found,
  given,
  number,
  rangeOfQuantity,
  say,
} from './quantity-range.js';
import type { Arithmetic, Params } from './types.js';

/** The quantities that the thresholds ask about; one that is absent could not be worked out. */
export interface Quantities {
  /** Total processing performance. */
  readonly tpp?: Arithmetic;
  /** Bit length x TOPS as the rule of 2022 counts it. */
  readonly perf_2022?: Arithmetic;
  /** Applicable die area, mm2. */
  readonly die_mm2?: Arithmetic;
  /** Performance density, TPP per mm2. */
  readonly pd?: Arithmetic;
  /** Total DRAM bandwidth, GB/s. */
  readonly dram_gbs?: Arithmetic;
  /** Aggregate bidirectional I/O other than to volatile memory, GB/s. */
  readonly interconnect_gbs?: Arithmetic;
  /** Memory bandwidth density of a memory stack, GB/s per mm2. */
  readonly mem_bw_density?: Arithmetic;
  /** What could not be worked out, and why. */
  readonly notes: readonly string[];
  /** Whether the logic dies use planar transistors; undefined where nobody says. */
  readonly planar: boolean | undefined;
}

/**
 * Works out the control quantities of a part, each as an interval with its arithmetic in words, sources and flags.
 *
 * What `params` give wins over the catalogue, and stands as given: a published density need not agree with the
 * published performance and area. TPP and the figure of 2022 are the greatest product of bit length and dense TOPS
 * over the formats; where a bit length is not settled (TF32) the product is an interval. Die area is in mm2,
 * bandwidths are in GB/s in both directions together. An upper end that is not known is `Infinity`.
 *
 * Sources: 3A090, technical notes 1 to 4 (supplement no. 1 to part 774), as `form.rules` cites them.
 *
 * @param chip an entry of the catalogue; undefined for a part that only `params` describe
 * @param params parameters as a person gives them; `tops` are added to the formats of the catalogue, or replace them
 * @param form bit lengths, host links and rules: `facts.formats`
 *
 * @example
 * const of = (id, params = {}) => quantitiesOf(facts.chips.get(id), params, facts.formats);
 * of('nv-h100-sxm').tpp.arithmetic // => '1979 TOPS x 8 bits (fp8) = 15832'
 * @example
 * quantitiesOf(undefined, { tops: { fp4: { value: 2375, sparse: true } } }, facts.formats).tpp.high // => 4750
 * quantitiesOf(undefined, { tpp: 15832, die_mm2: 814 }, facts.formats).pd.arithmetic // => '15832 / 814 mm2 = 19.45'
 */
export function quantitiesOf(chip: Chip | undefined, params: Params, form: Formats): Quantities {
  const notes: string[] = [];
  const { rules } = form;
  const planar = isPlanar(chip, params, form, notes);
  const performance = performanceOf(chip, params, form, notes);
  const area = areaOf(chip, params, form, planar, notes);
  const tpp = performance && arithmetic('tpp', performance, rules.tpp.source);
  const count = performance && { ...performance, words: `${performance.words}; ${rules.perf_2022.cite}` };
  const die = area && arithmetic('die_mm2', area, rules.die_mm2.source);
  const density = densityOf(params, performance, area, planar, notes);
  const dram = dramOf(chip, params);
  const links = linksOf(chip, params, form);
  const stack = given(params.mem_bw_density);
  return {
    ...(tpp && { tpp }),
    ...(count && { perf_2022: arithmetic('perf_2022', count, rules.perf_2022.source) }),
    ...(die && { die_mm2: die }),
    ...(density && { pd: arithmetic('pd', density, rules.pd.source) }),
    ...(dram && { dram_gbs: arithmetic('dram_gbs', dram, rules.dram_gbs.source) }),
    ...(links && { interconnect_gbs: arithmetic('interconnect_gbs', links, rules.interconnect_gbs.source) }),
    ...(stack && { mem_bw_density: arithmetic('mem_bw_density', stack, rules.mem_bw_density.source) }),
    notes,
    planar,
  };
}

const units = {
  tpp: 'TPP',
  perf_2022: 'bit x TOPS',
  die_mm2: 'mm2',
  pd: 'TPP/mm2',
  dram_gbs: 'GB/s',
  interconnect_gbs: 'GB/s',
  mem_bw_density: 'GB/s/mm2',
} as const;

function arithmetic(name: keyof typeof units, found: Found, rule: readonly string[]): Arithmetic {
  const { low, high, lowOpen, highOpen } = found.range;
  return {
    name,
    unit: units[name],
    low,
    high,
    ...(lowOpen && { lowOpen }),
    // An upper end that is not known is open without saying so.
    ...(highOpen && high !== Number.POSITIVE_INFINITY && { highOpen }),
    arithmetic: found.words,
    sources: [...new Set([...found.sources, ...(found.given ? [] : rule)])],
    flags: [...new Set(found.flags)],
  };
}

function isPlanar(
  chip: Chip | undefined,
  params: Params,
  form: Formats,
  notes: string[],
): boolean | undefined {
  if (params.non_planar !== undefined) return !params.non_planar;
  if (params.node_nm === undefined) return chip?.non_planar === undefined ? undefined : !chip.non_planar;
  const node = rangeOfQuantity(params.node_nm);
  const limit = form.non_planar_up_to_nm.value;
  if (node.high <= limit) return false;
  if (node.low <= limit) return undefined;
  notes.push(`a node of ${say(node)} nm is taken as planar; the rule asks for the transistor, not the node`);
  return true;
}

function areaOf(
  chip: Chip | undefined,
  params: Params,
  form: Formats,
  planar: boolean | undefined,
  notes: string[],
): Found | undefined {
  if (params.die_mm2 !== undefined) return given(params.die_mm2);
  const cell = chip?.compute_die_area_mm2;
  if (cell === undefined || planar === true) return undefined;
  if (planar === undefined)
    notes.push('whether the dies use non-planar transistors is not known; they are counted as if they did');
  const others = otherDies(chip!, form);
  return {
    range: between(cell.value, others ? Number.POSITIVE_INFINITY : cell.value),
    words: others
      ? `${number(cell.value)} mm2 of compute dies, and I/O dies of an area that is not known`
      : `${number(cell.value)} mm2 of logic dies`,
    sources: cell.source,
    flags: [
      ...cellFlags(cell),
      ...(others ? ['io_dies_not_counted'] : []),
      ...(planar === undefined ? ['transistors_not_known'] : []),
    ],
  };
}

/**
 * Tells whether the package has I/O dies beside the compute dies whose area counts or may count: the node, or a note
 * on the dies, names them, and names no planar node for them.
 */
function otherDies({ process_node, compute_die_area_mm2, compute_dies }: Chip, form: Formats): boolean {
  const told = [process_node, compute_die_area_mm2?.note, compute_dies?.note].filter(
    (text) => text !== undefined,
  );
  if (!told.some((text) => /\bI\/O\b|\bIOD/.test(text))) return false;
  const node = /(\d+)\w*\s+I\/O/.exec(process_node ?? '')?.[1];
  return node === undefined || Number(node) <= form.non_planar_up_to_nm.value;
}

function densityOf(
  params: Params,
  performance: Found | undefined,
  area: Found | undefined,
  planar: boolean | undefined,
  notes: string[],
): Found | undefined {
  if (params.pd !== undefined) return given(params.pd);
  if (planar === true) {
    notes.push('planar logic dies have no applicable area, so performance density is not defined');
    return undefined;
  }
  if (performance === undefined || area === undefined) return undefined;
  const [above, below] = [performance.range, area.range];
  const range = computed(
    above.low / below.high,
    below.low > 0 ? above.high / below.low : Number.POSITIVE_INFINITY,
    {
      // An area without an upper end makes the density as small as one likes, but never nothing.
      low: above.lowOpen || below.highOpen,
      high: above.highOpen || below.lowOpen,
    },
  );
  const divisor = below.low === below.high ? say(below) : `(${say(below)})`;
  return {
    range,
    words: `${say(above)} / ${divisor} mm2 = ${say(range, 4)}`,
    given: performance.given === true && area.given === true,
    sources: [...performance.sources, ...area.sources],
    flags: [...performance.flags, ...area.flags],
  };
}

function dramOf(chip: Chip | undefined, params: Params): Found | undefined {
  const type = chip?.memory?.type ?? '';
  // What the rule means by total DRAM bandwidth was not found: memory outside the package may not count.
  const flags = /GDDR|LPDDR/.test(type) ? ['off_package_dram'] : [];
  if (params.dram_gbs !== undefined) return given(params.dram_gbs, flags);
  const cell = chip?.memory?.bandwidth_gb_s;
  if (cell === undefined) return undefined;
  return {
    range: rangeOf(cell.value),
    words: `${number(cell.value)} GB/s${type && ` of ${type}`}`,
    sources: cell.source,
    flags: [...cellFlags(cell), ...flags],
  };
}

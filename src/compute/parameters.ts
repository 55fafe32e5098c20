import { type Family, families } from './family.js';
import type { Machine } from './machine.js';

/** One parameter as data/compute/parameters.yaml holds it. */
export interface ParameterRow {
  readonly id: string;
  readonly form: 'log' | 'share';
  readonly prior: number;
  readonly spread: number;
  readonly by?: 'family' | 'training_stack' | 'serving_stack' | 'maker' | undefined;
  readonly spread_by?: number | undefined;
  readonly why: string;
}

/** The coordinates of a set of parameters: one each, and one offset for each member of its group. */
export interface Space {
  readonly rows: ReadonlyMap<string, ParameterRow>;
  readonly names: readonly string[];
  readonly at: ReadonlyMap<string, number>;
  readonly prior: Float64Array;
  readonly spread: Float64Array;
  /** Where the base of each parameter stands and where its offsets do. */
  readonly places: ReadonlyMap<string, PlaceOf>;
}

interface PlaceOf {
  readonly own: number;
  readonly positive: boolean;
  readonly by?: keyof typeof groups;
  readonly offsets?: Readonly<Record<string, number>>;
}

/** Makes of software for training, for serving, and of chips, that have offsets of their own. */
export const groups = {
  family: families,
  training_stack: ['hybrid_early', 'hybrid', 'sharded', 'benchmark', 'operator'],
  serving_stack: ['trt2023', 'trt', 'benchmark', 'vllm', 'sglang', 'mindie', 'disaggregated', 'generic'],
  maker: ['foreign', 'chinese'],
} as const;

/**
 * Lays out the coordinates of a table of parameters.
 *
 * @example
 * spaceOf([{ id: 'gemm', form: 'share', prior: 0.8, spread: 0.3, why: 'x' }]).names // => ['gemm']
 */
export function spaceOf(rows: readonly ParameterRow[]): Space {
  const names: string[] = [];
  const prior: number[] = [];
  const spread: number[] = [];
  for (const row of rows) {
    names.push(row.id);
    prior.push(row.form === 'log' ? Math.log(row.prior) : Math.log(row.prior / (1 - row.prior)));
    spread.push(row.spread);
    if (row.by === undefined) continue;
    for (const member of groups[row.by]) {
      names.push(`${row.id}@${member}`);
      prior.push(0);
      spread.push(row.spread_by ?? row.spread);
    }
  }
  const at = new Map(names.map((name, i) => [name, i]));
  const places = rows.map(({ id, form, by }): [string, PlaceOf] => {
    const own = { own: at.get(id)!, positive: form === 'log' };
    if (by === undefined) return [id, own];
    const offsets = Object.fromEntries(groups[by].map((member) => [member, at.get(`${id}@${member}`)!]));
    return [id, { ...own, by, offsets }];
  });
  return {
    rows: new Map(rows.map((row) => [row.id, row])),
    places: new Map(places),
    names,
    at,
    prior: Float64Array.from(prior),
    spread: Float64Array.from(spread),
  };
}

/** Which members of the groups an estimate is about. */
export interface Membership {
  readonly family: Family;
  readonly training_stack: (typeof groups.training_stack)[number];
  readonly serving_stack: (typeof groups.serving_stack)[number];
  readonly maker: (typeof groups.maker)[number];
}

/** Reads one parameter for one estimate. */
export type Reader = (id: string) => number;

/**
 * Makes a reader of natural values: base and offset added on the unbounded scale, then taken back.
 *
 * @param values a point of the space
 */
export function readerOf(space: Space, values: Float64Array, who: Membership): Reader {
  return (id) => {
    const place = space.places.get(id);
    if (place === undefined) throw new Error(`no parameter ${id}`);
    const x =
      values[place.own]! + (place.offsets === undefined ? 0 : values[place.offsets[who[place.by!]]!]!);
    return place.positive ? Math.exp(x) : 1 / (1 + Math.exp(-x));
  };
}

/** What holds arithmetic down. */
export type Powered = Pick<Machine, 'powerRatio'>;

/** How sharply one limit on arithmetic takes over from the other. */
const degree = 3;

/** Share of the peak that the units reach where power does not hold them. */
const unitShare = 0.9;

/**
 * Gives the share of the peak that arithmetic reaches. A FLOP takes the time of the units or that in which the power limit
 * lets its joules through, whichever is longer, with a soft edge: 1 / rate^3 = 1 / units^3 + (joules / watts)^3. So a part
 * cut down in arithmetic alone reaches most of its peak, one whose power limit is lowered less, and more arithmetic or
 * more power never makes anything slower. An H100 held at 600 of 700 W is told to lose 10 to 15 %, a GB300 at 500 of
 * 1,400 W about two thirds: degree 3 is near both. The units alone reach nine tenths: products of the H20, which its power
 * does not hold, are told to reach 0.87 of its peak, plain ones of A100 and C550 0.83.
 *
 * @param share of the part of the architecture that most rows are of
 *
 * @example
 * ceilingOf(0.75, { powerRatio: 1 }) // => 0.75
 * ceilingOf(0.75, { powerRatio: 0.25 }) < 0.25 // => true
 * ceilingOf(0.75, { powerRatio: 100 }) > 0.89 // => true
 */
export function ceilingOf(share: number, { powerRatio }: Powered): number {
  const units = Math.max(unitShare, share) ** -degree;
  return (units + (share ** -degree - units) * powerRatio ** -degree) ** (-1 / degree);
}

/** Years from 2024 that rows reach, earlier and later: progress is not carried on beyond them. */
const rowYears = (years: number): number => Math.max(-5, Math.min(3, years));

/** What the step-time model reads. */
export interface TrainingValues {
  readonly gemm: number;
  readonly gemmEight: number;
  readonly gemmTraffic: number;
  readonly attention: number;
  readonly expertGemm: number;
  readonly stream: number;
  readonly passes: number;
  readonly expertPasses: number;
  readonly unfusedPasses: number;
  readonly link: number;
  readonly network: number;
  readonly tensorExposed: number;
  /** Latency of one small all-reduce, s. */
  readonly hopS: number;
  readonly expertExposed: number;
  readonly dataExposed: number;
  readonly straggler: number;
  readonly expertLaunchS: number;
  readonly frozenTime: number;
  /** What the terms leave out, as a share of them. */
  readonly overhead: number;
}

/** Reads what training needs; with `years` after 2024 what software loses falls, before it is larger. */
export function trainingValues(read: Reader, years: number, machine: Powered): TrainingValues {
  return {
    gemm: ceilingOf(read('gemm'), machine),
    gemmEight: ceilingOf(read('gemm_eight'), machine),
    gemmTraffic: read('gemm_traffic'),
    attention: ceilingOf(read('attention'), machine) * read('attention_stack'),
    expertGemm: read('expert_gemm'),
    stream: read('stream'),
    passes: read('passes'),
    expertPasses: read('expert_passes'),
    unfusedPasses: read('unfused_passes'),
    link: read('link'),
    network: read('network'),
    tensorExposed: read('tensor_exposed'),
    hopS: read('hop_s'),
    expertExposed: read('expert_exposed'),
    dataExposed: read('data_exposed'),
    straggler: read('straggler'),
    expertLaunchS: read('expert_launch_s'),
    frozenTime: read('frozen_time'),
    overhead:
      read('training_overhead') *
      read('training_overhead_family') *
      Math.exp(-read('overhead_year') * rowYears(years)),
  };
}

/** What the serving model reads. */
export interface ServingValues {
  readonly gemm: number;
  readonly gemmEight: number;
  readonly gemmFour: number;
  readonly attention: number;
  readonly stream: number;
  readonly cacheStream: number;
  readonly link: number;
  readonly network: number;
  /** Products while serving against those while training. */
  readonly serveGemm: number;
  readonly serveExpert: number;
  readonly serveExposed: number;
  /** Rows at which a product reaches half its rate. */
  readonly halfRows: number;
  /** Host time of a step, of a layer, of a layer of experts, of a sequence; latency of one all-reduce. */
  readonly stepS: number;
  readonly layerS: number;
  readonly expertLayerS: number;
  readonly sequenceS: number;
  readonly hopS: number;
  /** Part of the unused context that an engine sets aside. */
  readonly reserve: number;
  readonly acceptance: number;
  readonly random: number;
  /** Slowest hundredth of the steps against the mean. */
  readonly tail: number;
  /** How far terms run beside each other. */
  readonly overlap: number;
  readonly serveTime: number;
}

/** Reads what serving needs; `years` after 2024 make the software faster, before it slower. */
export function servingValues(read: Reader, years: number, machine: Powered): ServingValues {
  return {
    gemm: ceilingOf(read('gemm'), machine),
    gemmEight: ceilingOf(read('gemm_eight'), machine),
    gemmFour: read('gemm_four'),
    attention: ceilingOf(read('serve_attention'), machine),
    stream: read('stream'),
    cacheStream: read('cache_stream'),
    link: read('link'),
    network: read('network'),
    serveGemm: read('serve_gemm'),
    serveExpert: read('serve_expert'),
    serveExposed: read('serve_exposed'),
    halfRows: read('half_rows'),
    stepS: read('step_s'),
    layerS: read('layer_s'),
    expertLayerS: read('expert_layer_s'),
    sequenceS: read('sequence_s'),
    hopS: read('hop_s'),
    reserve: read('reserve'),
    acceptance: read('acceptance'),
    random: read('random'),
    tail: read('tail'),
    overlap: read('overlap'),
    serveTime: 1 + read('serve_overhead') * Math.exp(-read('serve_year') * rowYears(years)),
  };
}

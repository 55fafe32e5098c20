import type { ModelShape } from '../facts/index.js';
import type { Machine, Taken } from './machine.js';
import { ceilingOf, type Membership, type Reader } from './parameters.js';
import type { Config, Row } from './row.js';
import type { Ready } from './training/job.js';
import { usableShare } from './training/memory.js';

/** What one sample asks of a recommender. */
export interface RecommenderShape {
  /** FLOP of the dense layers, forward. */
  readonly denseFlop: number;
  /** Embedding rows gathered. */
  readonly lookups: number;
  /** Pooled vectors that are exchanged, and their width. */
  readonly tables: number;
  readonly width: number;
  /** Rows that are read lie beside each other, and none is more popular than others. */
  readonly inOrder: boolean;
  /** Rows of all tables, where it is known. */
  readonly rows: number;
  /** Elements of the interaction of features. */
  readonly interaction: number;
}

/**
 * Reads the shape of a recommender: bottom layers, then crosses of rank r over the joined features (DCN-V2, Wang 2021,
 * arXiv:2008.13535, equation 2) or pairwise dot products (DLRM, Naumov 2019, arXiv:1906.00091), then top layers.
 *
 * @param entry the published shape; undefined where it is not of a recommender
 */
export function recommenderShape(entry: ModelShape | undefined): RecommenderShape | undefined {
  if (entry?.tables === undefined || entry.emb_dim === undefined) return undefined;
  const { tables, emb_dim: width } = entry;
  const lookups = entry.multi_hot_lookups_per_sample ?? tables;
  const rows = 1e6 * (entry.table_rows_m ?? 0);
  const bottom = [entry.dense_features ?? 0, ...(entry.bottom_mlp ?? [])];
  const joined = (tables + 1) * width;
  const crossed = /(\d+) layers rank (\d+)/.exec(entry.interaction ?? '');
  if (crossed !== null) {
    const [depth, rank] = crossed.slice(1).map(Number) as [number, number];
    const dense = layers(bottom) + depth * 2 * joined * rank + layers([joined, ...(entry.top_mlp ?? [])]);
    return {
      denseFlop: 2 * dense,
      lookups,
      tables,
      width,
      rows,
      inOrder: false,
      interaction: depth * 3 * joined,
    };
  }
  if (entry.interaction === 'score') {
    // Retrieval: every gathered vector is scored against the query, and nothing else is done.
    return {
      denseFlop: 2 * lookups * width,
      lookups,
      tables,
      width,
      rows,
      inOrder: true,
      interaction: lookups,
    };
  }
  const pairs = ((tables + 1) * tables) / 2;
  const products = (tables + 1) ** 2 * width;
  const dense = layers(bottom) + products + layers([pairs + width, ...(entry.top_mlp ?? [])]);
  return { denseFlop: 2 * dense, lookups, tables, width, rows, inOrder: false, interaction: joined + pairs };
}

/** Weights of a stack of plain layers. */
const layers = (sizes: readonly number[]): number =>
  sizes.slice(1).reduce((sum, size, i) => sum + size * sizes[i]!, 0);

/** Times of one batch on one chip, in seconds. */
export interface RecommenderTimes extends Record<string, number> {
  readonly denseS: number;
  readonly gatherS: number;
  readonly exchangeS: number;
  readonly overheadS: number;
}

/** Makes a recommender row ready. `pairs`: samples of the model for each sample that the benchmark counts. */
export function recommenderJob(
  row: Row,
  shape: RecommenderShape,
  machine: Machine,
  config: Config,
  who: Membership,
  taken: Taken[],
  pairs: number,
): Ready {
  const training = row.kind === 'recsys_training';
  const chips = row.count ?? 8;
  if (row.count === undefined || row.count === null)
    taken.push({ what: 'chips', value: 8, why: 'not given' });
  let batch = config.number('global_batch');
  if (batch === undefined) {
    batch = training ? 8192 * chips : 65_536 * chips;
    taken.push({ what: 'samples in a batch', value: batch, why: 'not given' });
  }
  const own = batch / chips;
  const reduced = /int8/i.test(row.precision)
    ? 'int8'
    : /fp16|amp|mixed|bf16|fp8/i.test(row.precision)
      ? 'bf16'
      : 'tf32';
  const { peakFlopPerS } = machine;
  const peak =
    (reduced === 'int8'
      ? (peakFlopPerS.int8 ?? peakFlopPerS.fp8)
      : reduced === 'tf32'
        ? (peakFlopPerS.tf32 ?? peakFlopPerS.fp32)
        : peakFlopPerS.bf16) ??
    peakFlopPerS.bf16 ??
    0;
  const size = reduced === 'int8' ? 1 : reduced === 'bf16' ? 2 : 4;
  const rowBytes = training ? 4 : size;
  const fused = config.flag('custom_interaction_op') !== false;
  const served = config.text('scenario') === 'Server';
  const wholeBytes = shape.rows * (shape.width * rowBytes + (training ? 4 : 0));
  // While serving each chip has all tables of its own, if they fit; else vectors are exchanged as in training.
  const exchanged = training || wholeBytes > usableShare * machine.memoryBytes;
  const times = (read: Reader): RecommenderTimes => {
    const narrow = read('recommender_gemm') * (training ? 1 : read('recommender_serve'));
    const share = ceilingOf(read(reduced === 'int8' ? 'gemm_eight' : 'gemm'), machine) * narrow;
    const stream = machine.memoryBytesPerS * read('stream');
    const passes = training ? 3 : 1;
    // Activations of dense layers and the interaction, read and written by unfused kernels.
    const activations = shape.interaction * (fused ? 1 : 8) * size * passes * 2;
    const dense = (own * passes * shape.denseFlop) / (peak * share) + (own * activations) / stream;
    // Backward reads and writes each row and its moment: about three times the forward gather.
    const seen = training ? 3 : shape.inOrder ? 1 : read('gather_served');
    const gathered = own * shape.lookups * shape.width * rowBytes * seen;
    const gather = gathered / (machine.memoryBytesPerS * read(shape.inOrder ? 'stream' : 'gather'));
    const vectors =
      own * shape.tables * shape.width * (training ? 4 : size) * (training ? 2 : 1) * (1 - 1 / chips);
    const inside = chips <= machine.scaleUpChips;
    const rate = inside
      ? machine.scaleUpBytesPerS * read('link')
      : machine.scaleOutBytesPerS * read('network');
    const exchange = exchanged ? vectors / rate : 0;
    const overhead = training ? read('batch_s') * (inside ? 1 : read('batch_far')) : read('batch_s') * 0.2;
    return { denseS: dense, gatherS: gather, exchangeS: exchange * read('all_to_all'), overheadS: overhead };
  };
  // Rows and the moment of each, spread over all chips; dense layers and batches take little beside them.
  const overBytes = wholeBytes / chips - usableShare * machine.memoryBytes;
  return {
    who,
    taken,
    refusesLarge: true,
    parameters: [
      'stream',
      reduced === 'int8' ? 'gemm_eight' : 'gemm',
      'recommender_gemm',
      'gather',
      'batch_s',
      ...(exchanged ? ['link', 'network', 'all_to_all'] : []),
      ...(training ? ['batch_far'] : ['recommender_serve', 'gather_served']),
      ...(served ? ['random_rank'] : []),
    ],
    settle() {},
    predict(read) {
      const parts = times(read);
      const seconds = parts.denseS + parts.gatherS + parts.exchangeS + parts.overheadS;
      const rate = (own / seconds) * chips * (served ? read('random_rank') : 1);
      return { value: rate / pairs, times: parts, ...(overBytes > 0 && { overBytes }) };
    },
  };
}

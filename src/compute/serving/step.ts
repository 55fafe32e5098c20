import type { Machine } from '../machine.js';
import type { ServingValues } from '../parameters.js';
import { attentionFlop, type Counts, cacheBytesPerToken, counts, type LlmShape } from '../shape.js';
import { peakOf } from '../training/step.js';
import { type ServingLayout, type ServingTask, stagesOf } from './types.js';

/** Times of one engine step on one chip, by what bounds them, in seconds. */
export interface EngineStep {
  /** Linear layers: arithmetic and the stream of weights, of which the longer counts. */
  readonly linearS: number;
  /** Attention of decoding: the stream of keys and values or the products with them, of which the longer counts. */
  readonly cacheS: number;
  readonly attentionS: number;
  readonly communicationS: number;
  readonly overheadS: number;
  /** Of the linear layers, the part of arithmetic alone and of weights alone. */
  readonly arithmeticS: number;
  readonly weightsS: number;
}

/** Share of the 16-bit peak that products with few rows of queries reach. */
const decodeShare = 0.4;

/**
 * Gives the time of one step of an engine that decodes `decoding` sequences at a mean context and works off `filling`
 * prompt tokens at the same time, on one replica; where the replica has several stages, the time on one of them.
 *
 * Weights stream once a step; keys and values of every sequence are read; the all-reduce of each half layer is bound by
 * latency at small batch (Pope 2022, arXiv:2211.05102, section 3; experts touched E (1 - (1 - k/E)^B)).
 */
export function engineStep(
  task: ServingTask,
  layout: ServingLayout,
  machine: Machine,
  p: ServingValues,
  decoding: number,
  filling: number,
  context: number,
): EngineStep {
  const { shape } = task;
  const made = counts(shape);
  const tokens = decoding * (1 + task.drafts) + filling;
  const { replica } = layout;
  const eight = task.format !== 'bf16';
  const peak = peakOf(machine, task.format);
  const four = task.format === 'fp4' && machine.peakFlopPerS.fp4 !== undefined ? p.gemmFour : 1;
  const rate = peak * (eight ? p.gemmEight * four : p.gemm) * p.serveGemm;
  const experts = made.expertShare;
  const linear = 2 * made.active;
  // A product of few rows leaves the arithmetic units partly idle.
  const full = tokens / (tokens + p.halfRows);
  const dense = (linear * (1 - experts) * tokens) / replica / rate / full;
  const perExpert =
    shape.mixture === undefined ? tokens : (tokens * shape.mixture.chosen) / shape.mixture.experts;
  const small =
    experts === 0
      ? 0
      : ((linear * experts * tokens) / replica / (rate * p.serveExpert)) *
        (1 + p.halfRows / 4 / Math.max(1, perExpert));
  const heads =
    (2 * made.head * Math.max(1, decoding * (1 + task.drafts))) /
    replica /
    (peakOf(machine, 'bf16') * p.gemm);
  const arithmeticS = dense + small + heads;
  const bytes = weightBytes(task, made, tokens);
  const memory = machine.memoryBytesPerS * p.stream;
  // Attention of different requests on different chips needs its weights on each of them.
  const copied = layout.dataAttention
    ? bytesOf(task.format) * made.attention * shape.layers * (1 - 1 / replica)
    : 0;
  const weightsS = (bytes / replica + copied) / memory;
  const linearS = (arithmeticS ** 3 + weightsS ** 3) ** (1 / 3);
  const cacheSplit = splitOfCache(task, layout);
  const cacheStreamS =
    (decoding * context * cacheBytesPerToken(shape, task.cacheBytes) * windowShare(task, context)) /
    cacheSplit /
    (machine.memoryBytesPerS * p.cacheStream);
  const decodeFlop =
    2 * attentionFlop(shape, context, true) * decoding * (1 + task.drafts) * latentWork(shape);
  const fillFlop = filling === 0 ? 0 : attentionFlop(shape, task.inputTokens, true) * filling;
  const cacheS = Math.max(cacheStreamS, decodeFlop / replica / (peakOf(machine, 'bf16') * decodeShare));
  const attentionS = fillFlop / replica / (peakOf(machine, 'bf16') * p.attention);
  const communicationS = communication(task, layout, machine, p, tokens);
  const perLayer = shape.mixture === undefined ? p.layerS : p.layerS + p.expertLayerS;
  // Each process keeps the books of its own sequences: all of them, unless attention is parallel over data.
  const kept = layout.dataAttention ? decoding / layout.replica : decoding;
  const overheadS = p.stepS + (shape.layers / stagesOf(layout)) * perLayer + kept * p.sequenceS;
  return { linearS, cacheS, attentionS, communicationS, overheadS, arithmeticS, weightsS };
}

/** Decoding with latent keys multiplies with the rank and not with the heads' own widths: (2 r + rope) for (nope + rope + v). */
function latentWork({ latent }: LlmShape): number {
  if (latent === undefined) return 1;
  return (2 * latent.keyRank + latent.rope) / (latent.nope + latent.rope + latent.value);
}

/**
 * Gives the time of a step: the sum of its terms where nothing overlaps, and less the more the software lets terms run
 * beside each other, down to the longest of them. A norm of degree 1 + overlap stands between the two.
 */
export function stepS(step: EngineStep, { overlap }: Pick<ServingValues, 'overlap'>): number {
  const { linearS, cacheS, attentionS, communicationS, overheadS } = step;
  const degree = 1 + overlap;
  const sum =
    linearS ** degree +
    cacheS ** degree +
    attentionS ** degree +
    communicationS ** degree +
    overheadS ** degree;
  return sum ** (1 / degree);
}

/** A window bounds what part of the context its layers read. */
function windowShare(task: ServingTask, context: number): number {
  const { window } = task.shape;
  if (window === undefined) return 1;
  return 1 - window.share + (window.share * Math.min(window.length, context)) / context;
}

/** Bytes of weights that a step of so many tokens touches on the whole replica. */
function weightBytes(task: ServingTask, made: Counts, tokens: number): number {
  const { mixture, layers, vocab, hidden } = task.shape;
  const size = bytesOf(task.format);
  const head = 2 * vocab * hidden;
  if (mixture === undefined) return size * made.active + head;
  const one = mixture.layers * made.expert;
  const touched = mixture.experts * (1 - (1 - mixture.chosen / mixture.experts) ** tokens);
  const plain = layers * made.attention + (layers - mixture.layers) * made.dense + one * mixture.shared;
  return size * (plain + one * touched) + head;
}

/** Bytes of one weight. */
export const bytesOf = (format: ServingTask['format']): number =>
  format === 'bf16' ? 2 : format === 'fp4' ? 0.56 : 1;

/** Over how many chips the keys and values are split: not more than there are heads; latent keys are copied. */
export function splitOfCache(task: ServingTask, layout: ServingLayout): number {
  if (layout.dataAttention) return layout.replica;
  const { latent, kvHeads } = task.shape;
  return latent === undefined
    ? Math.min(layout.replica, Math.max(1, kvHeads) * (layout.replica / layout.tensor))
    : layout.replica / layout.tensor;
}

/** All-reduces of tensor parallelism, or dispatch and combine of expert parallelism. */
function communication(
  task: ServingTask,
  layout: ServingLayout,
  machine: Machine,
  p: ServingValues,
  tokens: number,
): number {
  const { tensor, expert, replica, dataAttention } = layout;
  const { layers, hidden, mixture } = task.shape;
  let seconds = 0;
  const within = machine.scaleUpBytesPerS * p.link;
  const between = machine.scaleOutBytesPerS * p.network;
  if (tensor > 1 && !dataAttention) {
    const bytes = 2 * tokens * hidden * 2 * (1 - 1 / tensor);
    const rate = tensor <= machine.scaleUpChips ? within : between;
    const reduces = (2 * layers) / stagesOf(layout);
    seconds += reduces * (bytes / rate + p.hopS * (tensor <= machine.scaleUpChips ? 1 : 3));
  }
  if (mixture !== undefined && expert > 1 && dataAttention) {
    const own = tokens / replica;
    const inside = expert <= machine.scaleUpChips;
    const copies = inside ? mixture.chosen : Math.min(4, mixture.chosen);
    const bytes = own * copies * hidden * (task.format === 'bf16' ? 4 : 3) * (1 - 1 / expert);
    seconds +=
      mixture.layers * (bytes / (inside ? within : between) + 2 * p.hopS * (inside ? 1 : 3)) * p.serveExposed;
  }
  return seconds;
}

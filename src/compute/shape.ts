import type { Facts, ModelShape } from '../facts/index.js';
import type { Taken } from './machine.js';

/** Ranks and widths of multi-head latent attention. */
export interface Latent {
  readonly queryRank: number;
  readonly keyRank: number;
  readonly rope: number;
  readonly nope: number;
  readonly value: number;
}

/** Experts of a mixture. */
export interface Mixture {
  readonly experts: number;
  readonly chosen: number;
  readonly shared: number;
  readonly width: number;
  /** Layers that hold experts. */
  readonly layers: number;
}

/** The shape of a transformer, in elements. */
export interface LlmShape {
  readonly name: string;
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  /** Width of the dense feed-forward; layers with experts have their own. */
  readonly ffn: number;
  readonly gated: boolean;
  readonly vocab: number;
  /** One matrix is both embedding and output projection. */
  readonly tied: boolean;
  readonly latent: Latent | undefined;
  readonly mixture: Mixture | undefined;
  /** Share of the layers whose attention looks at a window only, and its length. */
  readonly window: { readonly share: number; readonly length: number } | undefined;
}

/** Counts of a shape, in parameters. */
export interface Counts {
  /** Attention matrices of a layer. */
  readonly attention: number;
  /** Dense feed-forward of a layer that has one. */
  readonly dense: number;
  /** One expert. */
  readonly expert: number;
  /** What a token meets in all layers, without the head. */
  readonly active: number;
  /** Output projection. */
  readonly head: number;
  /** Everything that is stored. */
  readonly total: number;
  /** Share of the active linear work that experts do. */
  readonly expertShare: number;
}

/** Finds the published shape of a model; an entry that is the same as another stands for it. */
export function entryOf(model: string, { models }: Pick<Facts, 'models'>): ModelShape | undefined {
  const entry = models.get(model);
  return entry?.same_as === undefined ? entry : models.get(entry.same_as);
}

/**
 * Makes the shape of a transformer from the published one, from a row's own figures, or, where only a size is given,
 * from the usual proportions of that size.
 *
 * @param published the entry of the table of models, if there is one
 * @param given figures of the row: params_b, layers, hidden, heads, vocab
 * @returns undefined when not even a size is known
 */
export function llmShape(
  name: string,
  published: ModelShape | undefined,
  given: Readonly<Record<string, unknown>>,
  taken: Taken[],
): LlmShape | undefined {
  const number = (key: string) => (typeof given[key] === 'number' ? (given[key] as number) : undefined);
  const size = published?.params_b ?? number('params_b') ?? sizeInName(name);
  const layers = number('layers') ?? published?.layers;
  const hidden = number('hidden') ?? published?.hidden;
  if (layers === undefined || hidden === undefined) {
    if (size === undefined) return undefined;
    taken.push({ what: 'shape of the model', value: `${size}B, usual proportions`, why: 'not published' });
    return usualShape(name, size, published);
  }
  const heads = number('heads') ?? published?.heads ?? Math.max(1, Math.round(hidden / 128));
  const kvHeads = published?.kv_heads ?? heads;
  const headDim = published?.head_dim ?? hidden / heads;
  const vocab = number('vocab') ?? published?.vocab ?? 50_000;
  const latent = latentOf(published?.latent);
  const tied = published?.tied === true;
  const base = { name, layers, hidden, heads, kvHeads, headDim, vocab, tied, latent };
  const mixture = mixtureOf(published, layers);
  const window =
    published?.window_tokens === undefined
      ? undefined
      : { share: published.window_share ?? 1, length: published.window_tokens };
  const wide = {
    ...base,
    mixture,
    window,
  };
  if (mixture !== undefined)
    return {
      ...wide,
      ffn: published?.dense_ffn ?? mixture.width * (mixture.chosen + mixture.shared),
      gated: true,
    };
  const ffn = published?.ffn ?? 4 * hidden;
  return { ...wide, ffn, gated: isGated({ ...wide, ffn, gated: true }, size) };
}

/** A gated feed-forward has three matrices, a plain one two: the one nearer to the stated size is taken. */
function isGated(shape: LlmShape, sizeB: number | undefined): boolean {
  if (sizeB === undefined) return shape.ffn !== 4 * shape.hidden;
  const off = (gated: boolean) => Math.abs(Math.log(counts({ ...shape, gated }).total / (sizeB * 1e9)));
  return off(true) < off(false);
}

/** Proportions of Llama: 128 a head, feed-forward of 3.5 times the width, depth in step with width. */
function usualShape(name: string, sizeB: number, published: ModelShape | undefined): LlmShape {
  const layers = published?.layers ?? Math.max(12, Math.round(27.5 * (sizeB / 7) ** 0.4));
  // A layer of these proportions has about 12.6 squares of the width.
  const active = published?.active_params_b ?? sizeB;
  const hidden = 128 * Math.max(8, Math.round(Math.sqrt((active * 1e9) / layers / 12.6) / 128));
  const heads = hidden / 128;
  const experts = published?.experts;
  const base = {
    name,
    layers,
    hidden,
    heads,
    kvHeads: sizeB >= 20 ? Math.min(8, heads) : heads,
    headDim: 128,
    ffn: Math.round(3.4 * hidden),
    gated: true,
    vocab: published?.vocab ?? 128_000,
    tied: false,
    latent: undefined,
    window: undefined,
  };
  if (experts === undefined) return { ...base, mixture: undefined };
  const chosen = published?.topk ?? 8;
  const shared = published?.shared_experts ?? 0;
  const attention = counts({ ...base, mixture: undefined }).attention;
  const rest = (sizeB * 1e9) / layers - attention;
  const width = Math.max(128, Math.round(rest / (experts + shared) / 3 / hidden));
  return { ...base, mixture: { experts, chosen, shared, width, layers } };
}

function mixtureOf(published: ModelShape | undefined, layers: number): Mixture | undefined {
  if (published?.experts === undefined || published.moe_ffn === undefined) return undefined;
  return {
    experts: published.experts,
    chosen: published.topk ?? 1,
    shared: published.shared_experts ?? 0,
    width: published.moe_ffn,
    layers:
      published.moe_every === undefined
        ? layers - (published.dense_layers ?? 0)
        : layers / published.moe_every,
  };
}

const latentOf = (latent: ModelShape['latent']): Latent | undefined =>
  latent && {
    queryRank: latent.query_rank,
    keyRank: latent.key_rank,
    rope: latent.rope,
    nope: latent.nope,
    value: latent.value,
  };

const sizeInName = (name: string): number | undefined => {
  const found = /(\d+(?:\.\d+)?)\s*b(?![a-z])/i.exec(name);
  return found === null ? undefined : Number(found[1]);
};

/**
 * Counts the parameters of a transformer: attention h(a d) + 2 h(g d) + (a d) h, feed-forward 2 or 3 h f, head h V.
 *
 * Source: the matrices of a layer, as in Korthikanti 2022 (arXiv:2205.05198), section 3; latent attention as in
 * DeepSeek-V2 (arXiv:2405.04434), section 2.1.
 */
export function counts(shape: LlmShape): Counts {
  const known = counted.get(shape);
  if (known !== undefined) return known;
  const made = count(shape);
  counted.set(shape, made);
  return made;
}

/** A step asks for the same counts a dozen times. */
const counted = new WeakMap<LlmShape, Counts>();

function count(shape: LlmShape): Counts {
  const { hidden, heads, kvHeads, headDim, latent, mixture, layers } = shape;
  const attention =
    latent === undefined
      ? hidden * headDim * (2 * heads + 2 * kvHeads)
      : hidden * latent.queryRank +
        latent.queryRank * heads * (latent.nope + latent.rope) +
        hidden * (latent.keyRank + latent.rope) +
        latent.keyRank * heads * (latent.nope + latent.value) +
        heads * latent.value * hidden;
  const matrices = shape.gated ? 3 : 2;
  const dense = matrices * hidden * shape.ffn;
  const head = hidden * shape.vocab;
  const ends = (shape.tied ? 1 : 2) * head;
  if (mixture === undefined) {
    const active = layers * (attention + dense);
    return { attention, dense, expert: 0, active, head, total: active + ends, expertShare: 0 };
  }
  const expert = 3 * hidden * mixture.width;
  const router = hidden * mixture.experts;
  const plain = layers - mixture.layers;
  const met = mixture.layers * expert * (mixture.chosen + mixture.shared);
  const active = layers * attention + plain * dense + met + mixture.layers * router;
  const total =
    layers * attention +
    plain * dense +
    mixture.layers * (expert * (mixture.experts + mixture.shared) + router) +
    ends;
  return { attention, dense, expert, active, head, total, expertShare: met / active };
}

/**
 * Gives the FLOP of a forward pass for each token: 2 a weight met, and 2 s a d for each of the two products of causal
 * attention at sequence length s.
 *
 * @param causal false counts the whole square, as unfused kernels compute and as some report
 */
export function forwardFlop(
  shape: LlmShape,
  seqLen: number,
  causal = true,
): { linear: number; attention: number; head: number } {
  const { active, head } = counts(shape);
  return { linear: 2 * active, attention: attentionFlop(shape, seqLen, causal), head: 2 * head };
}

/** Elements of queries, keys, values and the joined result of attention, for each token of a layer. */
export function attentionWidth({ latent, heads, kvHeads, headDim }: LlmShape): number {
  if (latent === undefined) return 2 * headDim * (heads + kvHeads);
  const { nope, rope, value, queryRank, keyRank } = latent;
  return 2 * heads * (nope + rope + value) + queryRank + keyRank + rope;
}

/** FLOP of the products of attention for each token, in all layers, forward. */
export function attentionFlop(shape: LlmShape, seqLen: number, causal = true): number {
  const { latent, heads, headDim, layers, window } = shape;
  const perPair =
    latent === undefined ? 4 * heads * headDim : 2 * heads * (latent.nope + latent.rope + latent.value);
  const seen = (length: number) => (causal ? length / 2 : length);
  if (window === undefined) return layers * perPair * seen(seqLen);
  const near = Math.min(seqLen / 2, window.length);
  return layers * perPair * ((1 - window.share) * seen(seqLen) + window.share * near);
}

/**
 * Gives the bytes of keys and values that a token leaves in memory: 2 g d for each layer, or rank + rope with latent
 * attention (DeepSeek-V2, section 2.1.2).
 *
 * @param bytes of one element
 */
export function cacheBytesPerToken(shape: LlmShape, bytes: number): number {
  const { latent, layers, kvHeads, headDim } = shape;
  return latent === undefined
    ? 2 * layers * kvHeads * headDim * bytes
    : layers * (latent.keyRank + latent.rope) * bytes;
}

import type { LlmShape } from '../../src/compute/shape.js';

/** One matrix of a transformer: its sides, and whether a token meets it. */
interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly met: boolean;
}

/** Lists every matrix of a transformer, one by one, with the two tables of the vocabulary. */
export function* matricesOf(shape: LlmShape): Generator<Matrix> {
  const { hidden, vocab, layers } = shape;
  const table = (met: boolean): Matrix => ({ rows: vocab, columns: hidden, met });
  yield table(false);
  for (let layer = 0; layer < layers; layer++) {
    yield* attentionOf(shape);
    yield* layerHasExperts(shape, layer) ? expertsOf(shape) : denseOf(shape);
  }
  yield table(true);
}

/** Layers without experts come first, as in DeepSeek-V3; the order does not matter for a sum. */
const layerHasExperts = ({ mixture, layers }: LlmShape, layer: number) =>
  mixture !== undefined && layer >= layers - mixture.layers;

function* attentionOf({ hidden, heads, kvHeads, headDim, latent }: LlmShape): Generator<Matrix> {
  const one = (rows: number, columns: number): Matrix => ({ rows, columns, met: true });
  if (latent === undefined) {
    for (let head = 0; head < heads; head++) yield one(hidden, headDim);
    for (let head = 0; head < kvHeads; head++) {
      yield one(hidden, headDim);
      yield one(hidden, headDim);
    }
    for (let head = 0; head < heads; head++) yield one(headDim, hidden);
    return;
  }
  const { queryRank, keyRank, rope, nope, value } = latent;
  yield one(hidden, queryRank);
  yield one(hidden, keyRank);
  yield one(hidden, rope);
  for (let head = 0; head < heads; head++) {
    yield one(queryRank, nope);
    yield one(queryRank, rope);
    yield one(keyRank, nope);
    yield one(keyRank, value);
    yield one(value, hidden);
  }
}

function* denseOf({ hidden, ffn, gated }: LlmShape): Generator<Matrix> {
  if (gated) yield { rows: hidden, columns: ffn, met: true };
  yield { rows: hidden, columns: ffn, met: true };
  yield { rows: ffn, columns: hidden, met: true };
}

function* expertsOf({ hidden, mixture }: LlmShape): Generator<Matrix> {
  const { experts, chosen, shared, width } = mixture!;
  yield { rows: hidden, columns: experts, met: true };
  for (let expert = 0; expert < experts + shared; expert++) {
    const met = expert < chosen || expert >= experts;
    for (let i = 0; i < 3; i++) yield { rows: hidden, columns: width, met };
  }
}

/** Adds up all weights, and those that a token meets with the output head. */
export function naiveCounts(shape: LlmShape): { readonly total: number; readonly met: number } {
  let total = 0;
  let met = 0;
  for (const matrix of matricesOf(shape)) {
    total += matrix.rows * matrix.columns;
    if (matrix.met) met += matrix.rows * matrix.columns;
  }
  return { total, met };
}

/** Adds up the mean FLOP of a token forward: products with weights, and pairs of tokens, each counted one by one. */
export function naiveForward(
  shape: LlmShape,
  seq: number,
): { readonly matrices: number; readonly pairs: number } {
  let matrices = 0;
  for (const { rows, columns, met } of matricesOf(shape)) if (met) matrices += 2 * rows * columns;
  const { latent, headDim } = shape;
  const [key, value] = latent === undefined ? [headDim, headDim] : [latent.nope + latent.rope, latent.value];
  let pairs = 0;
  for (let layer = 0; layer < shape.layers; layer++) {
    const length = layer < shape.layers * (shape.window?.share ?? 0) ? shape.window!.length : seq;
    for (let token = 1; token <= seq; token++)
      pairs += Math.min(token, length) * shape.heads * 2 * (key + value);
  }
  return { matrices, pairs: pairs / seq };
}

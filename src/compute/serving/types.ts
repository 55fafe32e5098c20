import type { LlmShape } from '../shape.js';

/** How requests come and what is measured. */
export type Mode = 'continuous' | 'static' | 'prefill' | 'decode' | 'first-token';

/** A serving job: one model on so many chips. */
export interface ServingTask {
  readonly shape: LlmShape;
  readonly chips: number;
  readonly mode: Mode;
  /** Mean tokens of a prompt and of an answer. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Mean context in memory while decoding; follows from the lengths where it is not given. */
  readonly contextTokens: number;
  /** Format of the weights, and whether keys and values are held in 8 bits. */
  readonly format: 'bf16' | 'fp8' | 'int8' | 'fp4';
  readonly cacheBytes: number;
  /** Share of the memory that the engine may use. */
  readonly memoryShare: number;
  /** Sequences at a time over all chips; undefined: as many as fit. */
  readonly concurrency: number | undefined;
  /** Sequences at a time that the engine allows a replica. */
  readonly batchLimit: number;
  /** Seconds for each output token that a user may wait; undefined: no limit. */
  readonly tokenLimitS: number | undefined;
  /** Draft tokens of speculative decoding for each step. */
  readonly drafts: number;
  /** Seconds that nearly every user may wait for the first token; undefined: no limit. */
  readonly firstTokenLimitS: number | undefined;
  /** Requests come at random times and must start within a limit. */
  readonly served: boolean;
}

/** How a model is laid out over chips for serving. */
export interface ServingLayout {
  /** Chips that hold one copy of the model. */
  readonly replica: number;
  readonly tensor: number;
  readonly expert: number;
  /** Attention of different requests on different chips, experts shared. */
  readonly dataAttention: boolean;
}

/** Stages that a step passes one after another: groups of tensor parallelism, of which each holds some of the layers. */
export const stagesOf = ({ replica, tensor, dataAttention }: ServingLayout): number =>
  dataAttention ? 1 : Math.max(1, replica / tensor);

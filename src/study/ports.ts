import type { Place } from '../base/error.js';
import type { Prior } from '../sample/index.js';

/** One equation of the model that gives constants their numbers, or one lookup table. */
export interface ModelConstant {
  /** Name without subscripts. */
  readonly name: string;
  /** Element names in the order of `values`: `name`, or `name[a,b]` for each element that the equation defines. */
  readonly elements: readonly string[];
  /** One number an element; empty for a lookup table. */
  readonly values: readonly number[];
  readonly unit: string;
  readonly comment: string;
  readonly place: Place;
}

/** What a study needs to know of a model, whatever language it is written in. */
export interface ModelView {
  readonly file: string;
  readonly constants: readonly ModelConstant[];
  /** Element names of every variable and constant by base name; a scalar has itself as only element. */
  readonly elements: ReadonlyMap<string, readonly string[]>;
  /** Names of subscript ranges, each with its elements. */
  readonly ranges: ReadonlyMap<string, readonly string[]>;
  /** Units of each variable by base name. */
  readonly units: ReadonlyMap<string, string>;
  readonly start: number;
  readonly end: number;
  /** Names without subscripts of the constants that a variable's value rests on, through any number of steps. */
  constantsBehind(name: string): ReadonlySet<string>;
}

/** A number of the data with what stands behind it. */
export interface FactValue {
  readonly key: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: string;
  readonly title: string;
  /** Where it comes from, in short words for a reader. */
  readonly source: string;
}

/** A prior of one set: its median and range as a fact, and what sampling reads. */
export interface PriorValue extends FactValue {
  readonly prior: Prior;
}

/** What the estimator says of a chip in a phase. */
export interface EstimateFact extends FactValue {
  readonly name: string;
  readonly phase: string;
  /** Standard deviation of ln(value). */
  readonly logSd: number;
}

/** What a study needs of the data. */
export interface FactsView {
  readonly hash: string;
  /** Names of the prior sets, such as `current` and `known-2024-12-31`. */
  readonly priorSets: readonly string[];
  /** Prior keys of a set. */
  priorKeys(set: string): readonly string[];
  prior(key: string, set: string): PriorValue | undefined;
  /**
   * The fact under a key path such as `chip:nv-h200-sxm.dense_tops.bf16`, or the legal openness under one such as
   * `control:nv-h20-96@2025-03-01`; undefined where there is none.
   *
   * @throws SteelyardError CO031 where the rules do not settle the legal status
   */
  fact(key: string): FactValue | undefined;
  /**
   * The estimate under a key path such as `estimate:nv-h20-96.decode` in a set of priors.
   *
   * @throws SteelyardError ST017 where nothing can be estimated
   */
  estimate(key: string, set: string): EstimateFact | undefined;
  /** The valid key path closest to a mistyped one. */
  nearestFact(key: string): string | undefined;
}

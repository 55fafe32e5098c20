import type { Distribution } from '../sample/index.js';

/** One uncertain number that differs from future to future, and the constants of the model that it sets. */
export interface UncertainColumn {
  /** `prior:KEY`, `estimate:CHIP.PHASE`, `draw:NAME`, `draw:NAME[element]` or `variant:ID`. */
  readonly id: string;
  readonly kind: 'prior' | 'estimate' | 'draw' | 'variant';
  readonly title: string;
  readonly unit: string;
  readonly source: string;
  readonly why: string;
  /** What is drawn from, in `unit`; a draw is uniform between 0 and 1. */
  readonly distribution: Distribution;
  /** Element names of the model's constants; each takes the value, raised to its power if it has one, times its factor. */
  readonly sets: readonly {
    readonly element: string;
    readonly factor: number;
    readonly power?: number;
  }[];
}

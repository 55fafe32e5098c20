import type { Index } from '../sd/ir.js';

/** What one index adds to the number of an element: fixed, or by the pass of a loop. */
export interface Stride {
  readonly loop: string | undefined;
  readonly values: readonly number[];
  readonly stride: number;
}

/** How a language names a loop, and a table of whole numbers. */
export interface WholeWords {
  loopName(loop: string): string;
  table(values: readonly number[]): string;
}

/** Splits the number of an element in an array of the given sizes into what each index adds, last one fastest. */
export function stridesOf(sizes: readonly number[], indices: readonly Index[]): Stride[] {
  let stride = 1;
  const result: Stride[] = [];
  for (let k = indices.length - 1; k >= 0; k--) {
    const index = indices[k]!;
    if (index.kind === 'at') result.unshift({ loop: undefined, values: [index.position], stride });
    else result.unshift({ loop: index.loop, values: index.positions, stride });
    stride *= sizes[k]!;
  }
  return result;
}

/** Writes the sum of strides: as arithmetic on a loop that rises evenly, else from a table. */
export function wholeText(strides: readonly Stride[], words: WholeWords, constant = 0): string {
  let fixed = constant;
  const terms: string[] = [];
  for (const { loop, values, stride } of strides) {
    const first = values[0]!;
    if (loop === undefined) {
      fixed += first * stride;
      continue;
    }
    const rise = (values[1] ?? first + 1) - first;
    if (values.every((x, i) => x === first + i * rise)) {
      fixed += first * stride;
      const factor = rise * stride;
      if (factor !== 0)
        terms.push(factor === 1 ? words.loopName(loop) : `${factor} * ${words.loopName(loop)}`);
    } else terms.push(`${words.table(values.map((x) => x * stride))}[${words.loopName(loop)}]`);
  }
  if (fixed !== 0 || terms.length === 0) terms.unshift(String(fixed));
  return terms.join(' + ');
}

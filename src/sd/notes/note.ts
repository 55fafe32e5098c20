/** What documentation says of a function; its example defines `x`, shown at the times 0 to 4 with a step of 1. */
export interface FunctionNote {
  readonly signature: string;
  /** One sentence. */
  readonly about: string;
  /** Equations of a small model. */
  readonly example: string;
  /** What `x` is at each time. */
  readonly series: readonly number[];
  /** The file that the example reads, its cells with commas between them. */
  readonly file?: { readonly name: string; readonly text: string };
}

/** Gives one value for each time of an example. */
export const same = (value: number) => [value, value, value, value, value];

/** Lays a note out under the name of its function. */
export const note = (
  signature: string,
  about: string,
  example: string,
  series: readonly number[],
  file?: FunctionNote['file'],
): readonly [name: string, note: FunctionNote] => [
  signature.replace(/\(.*$/, ''),
  { signature, about, example, series, ...(file && { file }) },
];

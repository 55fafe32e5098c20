/** What the settings behind the sketch of a model say of files. */
export interface FileSettings {
  /** Files behind names such as `?prices`, by lower-case name, from lines `30:?prices=prices.xlsx`. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Runs that data variables take their values from, from lines `13:history.vdf`. */
  readonly runs: readonly string[];
}

/**
 * Reads what the settings at the end of a model's text say of files.
 *
 * @example
 * fileSettings('x= 1 ~~|\n///---\\\\\\\n:L<%^E!@\n13:history.vdf\n').runs // => ['history.vdf']
 */
export function fileSettings(text: string): FileSettings {
  const start = /^:L\s*[\x7f<]/m.exec(text);
  const lines = start ? text.slice(start.index).split(/\r\n|\r|\n/) : [];
  const aliases = new Map<string, string>();
  const runs: string[] = [];
  for (const line of lines) {
    const alias = /^30:(\?[^=]+)=(.+)$/.exec(line);
    if (alias) aliases.set(alias[1]!.trim().toLowerCase(), alias[2]!.trim());
    const run = /^13:(.+)$/.exec(line)?.[1]?.trim();
    if (run) runs.push(run);
  }
  return { aliases, runs };
}

/** Verbs whose `--json` document has a published shape, and `runs`, the other document of `simulate`; apart from the shapes, which take long to load. */
export const documentVerbs = [
  'weigh',
  'classify',
  'admit',
  'timeline',
  'diff',
  'estimate',
  'figure',
  'evidence',
  'simulate',
  'runs',
  'check',
  'describe',
  'compare',
  'convert',
  'serve',
] as const;

/** A verb whose `--json` document has a published shape. */
export type DocumentVerb = (typeof documentVerbs)[number];

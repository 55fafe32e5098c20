/** Verbs whose `--json` document has a published shape; apart from the shapes, which take long to load. */
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
  'check',
  'describe',
  'compare',
  'convert',
  'serve',
] as const;

/** A verb whose `--json` document has a published shape. */
export type DocumentVerb = (typeof documentVerbs)[number];

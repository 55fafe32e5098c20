import { SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';

type Kind = 'number' | 'text' | 'flag';

/** Numbers that are no longer of this world; where a setting is not listed a million. */
const most: Readonly<Record<string, number>> = {
  seq_len: 1e8,
  global_batch_tokens: 1e12,
  isl: 1e8,
  osl: 1e8,
  avg_kv_len: 1e8,
  mtp: 16,
  vocab: 1e8,
};
/** Settings that may have a fraction. */
const fractional: readonly string[] = [
  'tpot_ms',
  'user_speed_tok_s',
  'params_b',
  'concurrency',
  'avg_kv_len',
];

/** What a workload may be set to, as the rows of measurements spell it, and of which kind each is. */
export const settings: Readonly<Record<string, Kind>> = {
  seq_len: 'number',
  global_batch: 'number',
  global_batch_tokens: 'number',
  micro_batch: 'number',
  tp: 'number',
  pp: 'number',
  vp: 'number',
  cp: 'number',
  ep: 'number',
  recompute: 'text',
  recompute_layers: 'number',
  sequence_parallel: 'flag',
  zero1: 'flag',
  sharding: 'text',
  flash: 'flag',
  task: 'text',
  parallelism: 'text',
  isl: 'number',
  osl: 'number',
  avg_kv_len: 'number',
  concurrency: 'number',
  batch: 'number',
  tpot_ms: 'number',
  user_speed_tok_s: 'number',
  mtp: 'number',
  speculative: 'flag',
  phase: 'text',
  scenario: 'text',
  engine: 'text',
  attention_dp: 'flag',
  disaggregated: 'flag',
  custom_interaction_op: 'flag',
  params_b: 'number',
  layers: 'number',
  hidden: 'number',
  heads: 'number',
  vocab: 'number',
};

const shapes = ['params_b', 'layers', 'hidden', 'heads', 'vocab'];
const training = [
  ...shapes,
  'seq_len',
  'global_batch',
  'global_batch_tokens',
  'micro_batch',
  'tp',
  'pp',
  'vp',
  'cp',
  'ep',
  'recompute',
  'recompute_layers',
  'sequence_parallel',
  'zero1',
  'sharding',
  'flash',
  'task',
  'parallelism',
];
const recommending = ['global_batch', 'custom_interaction_op', 'scenario'];

/** Settings that have a bearing on a kind of work. */
const bearing: Readonly<Record<string, readonly string[]>> = {
  llm_training: training,
  llm_finetuning_lora: training,
  llm_inference: [
    ...shapes,
    'isl',
    'osl',
    'avg_kv_len',
    'concurrency',
    'batch',
    'tpot_ms',
    'user_speed_tok_s',
    'mtp',
    'speculative',
    'phase',
    'scenario',
    'engine',
    'attention_dp',
    'disaggregated',
    'parallelism',
    'tp',
    'ep',
  ],
  recsys_training: recommending,
  recsys_inference: recommending,
  hpc: [],
};

/**
 * Checks that what was told has a bearing on the work.
 *
 * @param told settings, and the number format if one was named
 * @throws SteelyardError CM014
 *
 * @example
 * checkBearing('llm_training', { config: { seq_len: 8192 }, precision: 'fp8' }) // => undefined
 */
export function checkBearing(
  kind: string,
  {
    config = {},
    precision,
  }: { readonly config?: Readonly<Record<string, unknown>>; readonly precision?: string },
): void {
  const known = bearing[kind];
  if (known === undefined) return;
  if (known.length === 0 && precision !== undefined) throw idle('the number format', precision, kind, known);
  for (const key of Object.keys(config))
    if (!known.includes(key)) throw idle('the setting', key, kind, known);
}

function idle(what: string, word: string, kind: string, known: readonly string[]): SteelyardError {
  const nearest = nearestName(word, known);
  return new SteelyardError({
    code: 'CM014',
    found: `${what} "${word}" has no bearing on work of the kind ${kind}`,
    expected: known.length === 0 ? 'no setting: the code itself tells all' : `one of ${known.join(', ')}`,
    ...(nearest !== undefined && { nearest }),
    remedy: 'leave it out, or name work of another kind',
  });
}

/** Words that a setting of the kind text may have, where they are few. */
const words: Readonly<Record<string, readonly string[]>> = {
  recompute: ['none', 'selective', 'full'],
  phase: ['prefill', 'decode'],
  scenario: ['Offline', 'Server'],
};

/**
 * Reads settings as people type them: `seq_len=8192`, `recompute=full`, `zero1=yes`.
 *
 * @throws SteelyardError CM003 for a setting that does not exist, CM004 for a value that it does not take
 *
 * @example
 * readSettings(['seq_len=8192', 'zero1=yes']) // => { seq_len: 8192, zero1: true }
 */
export function readSettings(texts: readonly string[]): Record<string, number | string | boolean> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      const key = (at < 0 ? text : text.slice(0, at)).trim();
      const kind = kindOf(key);
      if (at < 0) {
        throw new SteelyardError({
          code: 'CM004',
          found: `the setting "${key}" has no value`,
          expected: `${key}=VALUE`,
          remedy: 'write the value behind an equals sign',
        });
      }
      return [key, readValue(key, kind, text.slice(at + 1).trim())];
    }),
  );
}

/**
 * Checks settings that come as values.
 *
 * @throws SteelyardError CM003, CM004
 *
 * @example
 * checkSettings({ seq_len: 8192 }) // => undefined
 */
export function checkSettings(config: Readonly<Record<string, unknown>>): void {
  const kinds = { number: 'number', text: 'string', flag: 'boolean' } as const;
  for (const [key, value] of Object.entries(config)) {
    const kind = kindOf(key);
    if (typeof value !== kinds[kind])
      throw unusable(key, String(value), kind === 'flag' ? 'yes or no' : `a ${kind}`);
    readValue(key, kind, String(value));
  }
}

/** Digits, or digits in threes, with a fraction or without. */
const wellFormed = /^(\d+|\d{1,3}([,_]\d{3})+)(\.\d+)?$/;

function kindOf(key: string): Kind {
  if (Object.hasOwn(settings, key)) return settings[key]!;
  const names = Object.keys(settings);
  const nearest = nearestName(key, names);
  throw new SteelyardError({
    code: 'CM003',
    found: `there is no setting "${key}"`,
    expected: `one of ${names.join(', ')}`,
    ...(nearest !== undefined && { nearest }),
    remedy: 'name a setting of this list, as in --set seq_len=8192',
  });
}

function readValue(key: string, kind: Kind, text: string): number | string | boolean {
  if (kind === 'number') {
    const value = wellFormed.test(text) ? Number(text.replace(/[_,]/g, '')) : Number.NaN;
    const limit = most[key] ?? 1e6;
    const whole = !fractional.includes(key);
    const least = key === 'mtp' ? 0 : whole ? 1 : Number.MIN_VALUE;
    if (value >= least && value <= limit && (!whole || Number.isInteger(value))) return value;
    throw unusable(
      key,
      text,
      whole
        ? `a whole number from ${least} to ${limit.toLocaleString('en-US')}`
        : `a number above 0, up to ${limit.toLocaleString('en-US')}`,
    );
  }
  if (kind === 'flag') {
    if (/^(yes|true|on)$/i.test(text)) return true;
    if (/^(no|false|off)$/i.test(text)) return false;
    throw unusable(key, text, 'yes or no');
  }
  const known = words[key];
  if (text !== '' && (known === undefined || known.includes(text))) return text;
  const nearest = known && nearestName(text, known);
  throw unusable(key, text, known ? `one of ${known.join(', ')}` : 'a word', nearest);
}

function unusable(key: string, text: string, expected: string, nearest?: string): SteelyardError {
  return new SteelyardError({
    code: 'CM004',
    found: `the setting ${key} cannot be "${text}"`,
    expected,
    ...(nearest !== undefined && { nearest }),
    remedy: `write it as in --set ${key}=${expected === 'yes or no' ? 'yes' : (expected.match(/one of (\w+)/)?.[1] ?? '8')}`,
  });
}

import { z } from 'zod';
import { type Place, SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import { readYaml } from '../base/yaml.js';
import type { NamedWorkload } from '../facts/index.js';
import { workCodes } from './batch.js';
import { rateMetrics, usualMetric } from './rate.js';
import { checkSettings, settings } from './settings.js';

const kinds = [
  'llm_training',
  'llm_finetuning_lora',
  'llm_inference',
  'recsys_training',
  'recsys_inference',
  'hpc',
] as const;
const leaf = z.union([z.number(), z.string(), z.boolean()]);

/** The form of the file of a workload of one's own: one row, as the rows of a batch; what was measured is passed over. */
const form = z.looseObject({
  id: z.string().min(1).optional(),
  title: z.string().min(1).optional(),
  kind: z.enum(kinds),
  model: z.string().min(1),
  chip: z.string().optional(),
  count: z.number().int().positive().nullish(),
  precision: z.string().min(1).optional(),
  config: z.record(z.string(), leaf).optional(),
  metric: z.string().optional(),
  unit: z.string().optional(),
  date: z.union([z.string(), z.number()]).optional(),
});

/** A workload of a file, with the chip and the number that the file names, if it does. */
export interface OwnWorkload {
  readonly workload: NamedWorkload;
  readonly chip?: string;
  readonly count?: number;
  readonly date?: string;
}

/**
 * Reads a workload of one's own: `kind`, `model` and `config` of one row, in YAML or JSON.
 *
 * @param file the name shown in complaints
 * @throws SteelyardError CM003 for a setting that does not exist, CM004, CM010, CM011 with the place
 *
 * @example
 * readWorkload('{kind: llm_training, model: llama3.1-8b, config: {seq_len: 8192}}', 'x.yaml').workload.metric // => 'tokens_per_s_per_chip'
 */
export function readWorkload(text: string, file: string): OwnWorkload {
  const read = readYaml(text, file, form, workCodes);
  const { id, title, kind, model, chip, count, precision, config = {}, metric, unit, date } = read.value;
  for (const [key, value] of Object.entries(config)) {
    if (Object.hasOwn(settings, key)) {
      atPlace(read.placeOf(['config', key]), () => checkSettings({ [key]: value }));
      continue;
    }
    const nearest = nearestName(key, Object.keys(settings));
    // A key that is near to none is a remark of its writer, and is passed over as in a batch.
    if (nearest === undefined) continue;
    throw new SteelyardError({
      code: 'CM003',
      found: `there is no setting "${key}"`,
      place: read.placeOf(['config', key], 'key'),
      expected: `one of ${Object.keys(settings).join(', ')}`,
      nearest,
    });
  }
  const usual = usualMetric(kind, config.phase);
  const own =
    metric !== undefined && rateMetrics.includes(metric) ? { metric, unit: unit ?? usual.unit } : usual;
  const workload: NamedWorkload = {
    id: id ?? 'own',
    title: title ?? `${id ?? model} (a workload of its own file)`,
    kind,
    phase: phaseOf(kind, config.phase),
    model,
    precision: precision ?? (kind === 'hpc' ? 'fp64' : 'bf16'),
    config,
    ...own,
    about: 'as its file tells',
    source: [],
  };
  return {
    workload,
    ...(chip !== undefined && { chip }),
    ...(typeof count === 'number' && { count }),
    ...(date !== undefined && { date: String(date) }),
  };
}

/** Gives a complaint its place in the file. */
function atPlace(place: Place | undefined, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (error instanceof SteelyardError && place !== undefined)
      throw new SteelyardError({ ...error.complaint, place });
    throw error;
  }
}

function phaseOf(kind: (typeof kinds)[number], phase: unknown): NamedWorkload['phase'] {
  if (kind === 'llm_inference') return phase === 'prefill' ? 'prefill' : 'decode';
  if (kind === 'hpc') return 'fp64';
  return /^recsys/.test(kind) ? 'recommendation' : 'training';
}

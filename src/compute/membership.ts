import type { Machine } from './machine.js';
import type { Membership } from './parameters.js';
import type { Config, Row } from './row.js';

/** Tells which family, software and maker a row is about. */
export function membershipOf(row: Row, machine: Machine, config: Config): Membership {
  return {
    family: machine.family,
    training_stack: trainingStack(row, config.number('tp')),
    serving_stack: servingStack(row),
    maker: machine.family === 'ascend' || machine.family === 'domestic' ? 'chinese' : 'foreign',
  };
}

function trainingStack(row: Row, tensor: number | undefined): Membership['training_stack'] {
  const words = `${row.config?.sharding ?? ''} ${row.config?.parallelism ?? ''}`;
  if (row.metric === 'time_to_train') return 'benchmark';
  if (/gpu_hours/.test(row.metric)) return 'operator';
  if (/fsdp|shard/i.test(words)) return 'sharded';
  if (tensor === undefined) return 'generic';
  return Number((row.date ?? '2026').slice(0, 4)) < 2023 ? 'megatron21' : 'megatron';
}

function servingStack(row: Row): Membership['serving_stack'] {
  const engine = String(row.config?.engine ?? '');
  if (row.config?.scenario !== undefined) return 'benchmark';
  if (row.config?.disaggregated === true || row.config?.phase !== undefined) return 'disaggregated';
  if (/TensorRT-LLM v0/.test(engine)) return 'trt2023';
  if (/TensorRT/.test(engine)) return 'trt';
  if (/vllm/i.test(engine)) return 'vllm';
  if (/sglang/i.test(engine)) return 'sglang';
  return /mindie/i.test(engine) ? 'mindie' : 'generic';
}

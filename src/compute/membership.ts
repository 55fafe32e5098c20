import type { Machine } from './machine.js';
import type { Membership } from './parameters.js';
import { type Row, yearOf } from './row.js';

/** Tells which family, software and maker a row is about. */
export function membershipOf(row: Row, machine: Machine): Membership {
  return {
    family: machine.family,
    training_stack: trainingStack(row),
    serving_stack: servingStack(row),
    maker: machine.family === 'ascend' || machine.family === 'domestic' ? 'chinese' : 'foreign',
  };
}

/** Which code trains: what a run is measured by and how it shards tell it, never whether its layout is told. */
function trainingStack(row: Row): Membership['training_stack'] {
  const words = `${row.config?.sharding ?? ''} ${row.config?.parallelism ?? ''}`;
  if (row.metric === 'time_to_train') return 'benchmark';
  if (/gpu_hours/.test(row.metric)) return 'operator';
  if (/fsdp|shard/i.test(words)) return 'sharded';
  return yearOf(row.date) < 2023 ? 'hybrid_early' : 'hybrid';
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

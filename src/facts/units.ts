/** Units of the fields of accelerators, systems and servers; precisions have theirs by kind. */
const units: Readonly<Record<string, string>> = {
  compute_die_area_mm2: 'mm2',
  compute_dies: 'dies',
  transistors_bn: 'bn transistors',
  'memory.capacity_gb': 'GB',
  'memory.bandwidth_gb_s': 'GB/s',
  'memory.hbm_stacks': 'stacks',
  'interconnect.bidirectional_total_gb_s': 'GB/s',
  tdp_w: 'W',
  'derived.tpp_check': 'TPP',
  'derived.tpp_if_tf32_19bit': 'TPP',
  'derived.tpp_if_tf32_32bit': 'TPP',
  'derived.pd_check': 'TPP/mm2',
  chips: 'chips',
  bf16_pflops: 'PFLOP/s',
  fp8_pflops: 'PFLOP/s',
  fp4_pflops: 'PFLOP/s',
  memory_tb: 'TB',
  memory_bandwidth_tb_s: 'TB/s',
  power_kw: 'kW',
  scale_up_chips: 'chips',
  scale_out_gb_s: 'GB/s',
  host_w_per_chip: 'W',
  capacity_gb: 'GB',
  bandwidth_gb_s: 'GB/s',
  interconnect_gb_s: 'GB/s',
};

/**
 * Gives the unit of a field of an accelerator, system or server; empty for text.
 *
 * @example
 * unitOf('dense_tops.bf16') // => 'TFLOP/s'
 * unitOf('dense_tops.int8') // => 'TOP/s'
 */
export function unitOf(field: string): string {
  const precision = /^dense_tops\.(.+)$/.exec(field)?.[1];
  if (precision !== undefined) return precision.startsWith('int') ? 'TOP/s' : 'TFLOP/s';
  return units[field] ?? '';
}

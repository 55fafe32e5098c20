import {
  type Cell,
  type Chip,
  type ChipVariant,
  chipId,
  type Facts,
  foldName,
  type MachineRules,
  type Platform,
} from '../facts/index.js';
import { type Family, familyOf } from './family.js';

/** Number formats in which work is done. */
export type Format = 'fp64' | 'fp64_tensor' | 'fp32' | 'tf32' | 'bf16' | 'fp8' | 'int8' | 'fp4';

/** What an estimate needs to know of one accelerator and of the server in which it stands. */
export interface Machine {
  readonly id: string;
  readonly name: string;
  readonly family: Family;
  readonly stack: string;
  /** Dense peak by format, FLOP/s (or OP/s for int8); fp16 stands under bf16. */
  readonly peakFlopPerS: Readonly<Partial<Record<Format, number>>>;
  readonly memoryBytes: number;
  readonly memoryBytesPerS: number;
  /** Of one chip in one direction, inside the scale-up domain. */
  readonly scaleUpBytesPerS: number;
  readonly scaleUpChips: number;
  /** Of one chip in one direction, between domains. */
  readonly scaleOutBytesPerS: number;
  readonly tdpW: number;
  /** Watts for each TFLOP/s of BF16 over those of the common part of its architecture; 1 where nothing tells. */
  readonly powerRatio: number;
  /** What the rest of the server draws under load, by chip. */
  readonly hostW: number;
  /** How unsure the arithmetic and the memory of the chip are, as standard deviation of the logarithm. */
  readonly doubt: Doubt;
  /** What was not known and was taken, in words. */
  readonly taken: readonly Taken[];
}

/** Doubt about the published figures of a chip. */
export interface Doubt {
  readonly compute: number;
  readonly memory: number;
}

/** A value that was taken because none was given. */
export interface Taken {
  readonly what: string;
  readonly value: number | string | boolean;
  readonly why: string;
}

type Sheet = Pick<Facts, 'chips' | 'aliases' | 'measured' | 'platforms' | 'variants' | 'machineRules'>;

/**
 * Finds an accelerator by any of its names and makes the machine that the estimator works with. A share of a package
 * (one of two dies) has that share of everything.
 *
 * @param name an id, an alias or a label of the measurements, such as `h200` or `MI250X-GCD`
 * @returns undefined when neither the catalogue nor the variants know the name
 *
 * @example
 * machineOf('h20', facts).memoryBytes // => 96000000000
 */
export function machineOf(name: string, facts: Sheet): Machine | undefined {
  const variant = facts.variants.get(name);
  if (variant !== undefined) return ofVariant(variant, facts);
  const label = facts.measured.get(name);
  const id = label?.chip ?? chipId(facts, name);
  const chip = id === undefined ? undefined : facts.chips.get(id);
  if (chip === undefined) return ofFoldedVariant(name, facts);
  const whole = build(chip, facts);
  return label?.share === undefined ? whole : shareOf(whole, label.share, name);
}

/** Finds a variant whatever the case and signs in which it or its full name is written. */
function ofFoldedVariant(name: string, facts: Sheet): Machine | undefined {
  const wanted = foldName(name);
  for (const variant of facts.variants.values())
    if (foldName(variant.id) === wanted || foldName(variant.name) === wanted)
      return ofVariant(variant, facts);
  return undefined;
}

function ofVariant(variant: ChipVariant, facts: Sheet): Machine {
  const base = variant.based_on === undefined ? undefined : facts.chips.get(variant.based_on);
  const chip = {
    ...base,
    id: variant.id,
    name: variant.name,
    architecture: variant.architecture,
    vendor: base?.vendor ?? '',
    software_stack: variant.software_stack ?? base?.software_stack ?? '',
    dense_tops: { ...base?.dense_tops, ...variant.dense_tops },
    memory: {
      ...base?.memory,
      ...(variant.capacity_gb !== undefined && { capacity_gb: variant.capacity_gb }),
      ...(variant.bandwidth_gb_s !== undefined && { bandwidth_gb_s: variant.bandwidth_gb_s }),
    },
    interconnect: {
      ...base?.interconnect,
      ...(variant.interconnect_gb_s !== undefined && { bidirectional_total_gb_s: variant.interconnect_gb_s }),
    },
    tdp_w: variant.tdp_w ?? base?.tdp_w,
  } as unknown as Chip;
  // Where a CPU in the package shares the limit, how much is left for the die is not told.
  return { ...build(chip, facts, variant.platform, base), ...(variant.power_with_host && { powerRatio: 1 }) };
}

function build(chip: Chip, facts: Sheet, platformId?: string, base?: Chip): Machine {
  const taken: Taken[] = [];
  const family = familyOf(chip.architecture, chip.vendor);
  const platform =
    platformId === undefined
      ? (platformFor(chip.id, facts) ?? (base && platformFor(base.id, facts)))
      : facts.platforms.get(platformId);
  const rules = facts.machineRules;
  if (rules === undefined) throw new Error('machines need the part compute of the data');
  const peakFlopPerS = peaksOf(chip, taken);
  const or = (what: string, known: number | undefined, otherwise: number, why: string) => {
    if (known !== undefined) return known;
    taken.push({ what, value: otherwise, why });
    return otherwise;
  };
  const tera = (peakFlopPerS.bf16 ?? 0) / 1e12;
  // What nobody could measure yet is as sure as a figure that nobody verified.
  const promised = /^(announced|reported)/.test(chip.status ?? '') ? rules.doubt_unverified : 0;
  const { memory, interconnect, tdp_w } = chip;
  const nothing = 'not published';
  const noServer = 'no server known';
  const bandwidth = Math.round(tera * rules.bytes_per_kflop);
  const link = or(
    'chip-to-chip link, GB/s both ways',
    interconnect?.bidirectional_total_gb_s?.value,
    rules.link_gb_s,
    nothing,
  );
  const power = Math.round(tera * rules.tdp_w_per_tflops + rules.tdp_w);
  return {
    id: chip.id,
    name: chip.name,
    family,
    stack: chip.software_stack,
    peakFlopPerS,
    memoryBytes: 1e9 * or('memory capacity, GB', memory?.capacity_gb?.value, rules.memory_gb, nothing),
    memoryBytesPerS:
      1e9 *
      or(
        'memory bandwidth, GB/s',
        memory?.bandwidth_gb_s?.value,
        bandwidth,
        `${nothing}; scaled with arithmetic`,
      ),
    scaleUpBytesPerS: (link / 2) * 1e9,
    scaleUpChips: or(
      'chips in a scale-up domain',
      platform?.scale_up_chips.value,
      rules.scale_up_chips,
      noServer,
    ),
    scaleOutBytesPerS:
      1e9 *
      or('network, GB/s a chip one way', platform?.scale_out_gb_s.value, rules.scale_out_gb_s, noServer),
    tdpW: or('power of the chip, W', tdp_w?.value, power, nothing),
    powerRatio: powerRatioOf(chip, base?.tdp_w?.value ?? chip.tdp_w?.value, tera, rules),
    hostW: or('rest of the server, W a chip', platform?.host_w_per_chip.value, rules.host_w, noServer),
    doubt: {
      compute: Math.max(
        doubtOf(chip.dense_tops?.bf16 ?? chip.dense_tops?.fp16 ?? chip.dense_tops?.fp8, rules),
        promised,
      ),
      memory: Math.max(doubtOf(memory?.bandwidth_gb_s, rules), promised),
    },
    taken,
  };
}

/** Watts for each TFLOP/s against those of the architecture; what the silicon draws idle is no part of them. */
function powerRatioOf(
  { architecture, tdp_w }: Chip,
  usualW: number | undefined,
  tera: number,
  rules: MachineRules,
): number {
  const common = rules.watts_per_tflops[architecture ?? ''];
  if (common === undefined || tdp_w?.value === undefined || usualW === undefined || tera === 0) return 1;
  const idle = rules.idle_share;
  return Math.max(0.05, tdp_w.value - idle * usualW) / tera / common / (1 - idle);
}

/** Standard deviation of the logarithm of a published figure, by its flags. */
function doubtOf(figure: Cell | undefined, rules: MachineRules): number {
  if (figure === undefined) return rules.doubt_taken;
  return Math.max(figure.estimate ? rules.doubt_estimate : 0, figure.unverified ? rules.doubt_unverified : 0);
}

function platformFor(id: string, { platforms }: Sheet): Platform | undefined {
  for (const platform of platforms.values()) if (platform.chips.includes(id)) return platform;
  return undefined;
}

/** Dense peaks in FLOP/s. A format that is not listed has no entry, but for those that run at the rate of a wider one. */
function peaksOf(chip: Chip, taken: Taken[]): Partial<Record<Format, number>> {
  const tera = (name: keyof NonNullable<Chip['dense_tops']>) => {
    const value = chip.dense_tops?.[name]?.value;
    return value === undefined ? undefined : value * 1e12;
  };
  const int8 = tera('int8');
  const fp8 = tera('fp8');
  const fp4 = tera('fp4');
  let bf16 = tera('bf16') ?? tera('fp16');
  if (bf16 === undefined) {
    const eight = fp8 ?? int8;
    if (eight !== undefined) bf16 = eight / 2;
    else if (fp4 !== undefined) bf16 = fp4 / 4;
    if (bf16 !== undefined)
      taken.push({ what: 'BF16 peak, TFLOP/s', value: bf16 / 1e12, why: 'half of the 8-bit rate' });
  }
  const found: Partial<Record<Format, number | undefined>> = {
    fp64: tera('fp64'),
    fp64_tensor: tera('fp64_tensor') ?? tera('fp64'),
    fp32: tera('fp32'),
    tf32: tera('tf32'),
    bf16,
    fp8,
    int8,
    fp4,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function shareOf(whole: Machine, share: number, name: string): Machine {
  return {
    ...whole,
    id: `${whole.id}*${share}`,
    name,
    peakFlopPerS: Object.fromEntries(
      Object.entries(whole.peakFlopPerS).map(([format, value]) => [format, value * share]),
    ),
    memoryBytes: whole.memoryBytes * share,
    memoryBytesPerS: whole.memoryBytesPerS * share,
    scaleUpBytesPerS: whole.scaleUpBytesPerS * share,
    scaleUpChips: whole.scaleUpChips / share,
    scaleOutBytesPerS: whole.scaleOutBytesPerS * share,
    tdpW: whole.tdpW * share,
    hostW: whole.hostW * share,
  };
}

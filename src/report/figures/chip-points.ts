import { formatNumber } from '../../base/format.js';
import type { Classifier } from '../../controls/index.js';
import { quantitiesOf } from '../../controls/quantities.js';
import type { Arithmetic } from '../../controls/types.js';
import type { Chip } from '../../facts/index.js';

/** Whose chip it is, as far as controls are concerned. */
export type Family = 'us' | 'export' | 'cn';

/** A figure of a chip: both ends are equal where it is known. */
export interface Ends {
  readonly low: number;
  readonly high: number;
}

/** A chip of the catalogue with the two figures that a plane is drawn of. */
export interface ChipPoint {
  readonly id: string;
  readonly name: string;
  readonly family: Family;
  readonly datacenter: boolean;
  readonly x: Ends;
  readonly y: Ends;
  /** Smaller is better known: what is named when there is no room for all. */
  readonly rank: number;
}

/** The control figures that a plane can be drawn of. */
export type PlaneInput = 'tpp' | 'perf_2022' | 'pd' | 'interconnect_gbs' | 'dram_gbs';

/**
 * Lists the chips whose two figures are known, at least within bounds.
 *
 * @returns the points in the order of the catalogue, and how many chips of the catalogue lack a figure
 *
 * @example
 * chipPoints(makeClassifier(facts), 'tpp', 'dram_gbs').points.find(({ id }) => id === 'nv-h200-sxm').x.low // => 15832
 */
export function chipPoints(
  { facts, book }: Classifier,
  x: PlaneInput,
  y: PlaneInput,
): { readonly points: readonly ChipPoint[]; readonly missing: number } {
  const spoken = JSON.stringify([book.rules.special, book.rules.requirement]);
  const short = new Set(facts.aliases.values());
  const points = [...facts.chips.values()].flatMap((chip): ChipPoint[] => {
    const found = quantitiesOf(chip, {}, facts.formats!);
    const [across, up] = [endsOf(found[x]), endsOf(found[y])];
    if (!across || !up) return [];
    const { id, name } = chip;
    return [
      {
        id,
        name: shortChipName(chip),
        family: familyOf(chip),
        datacenter: chip.marketed_for_datacenter,
        x: across,
        y: up,
        rank: chip.designed_for_export ? 0 : isSpokenOf(name, spoken) ? 1 : short.has(id) ? 2 : 3,
      },
    ];
  });
  return { points, missing: facts.chips.size - points.length };
}

function endsOf(figure: Arithmetic | undefined): Ends | undefined {
  if (figure === undefined || !Number.isFinite(figure.high) || figure.high <= 0) return undefined;
  return { low: figure.low, high: figure.high };
}

/** Tells whose chip it is: Chinese, a variant made for export, or any other. */
export function familyOf({ country, designed_for_export }: Chip): Family {
  if (country === 'CN') return 'cn';
  return designed_for_export ? 'export' : 'us';
}

/** Whether the rules name the chip by its bare name. */
function isSpokenOf(name: string, spoken: string): boolean {
  const bare = /\b([A-Z]{1,2}\d{2,3}[A-Z]?|9\d0[A-Z])\b/.exec(name)?.[1];
  return bare !== undefined && new RegExp(`[ []${bare}[,\\]]`).test(spoken);
}

const lines = /\b(Instinct|GeForce|CloudBlazer|Tensor Core)\s+|\s+Blackwell Workstation.*/g;

/**
 * Shortens a name as people say it: without maker, product line, memory and what stands in brackets.
 *
 * @example
 * shortChipName({ name: 'NVIDIA GeForce RTX 5090 D V2', vendor: 'NVIDIA' }) // => 'RTX 5090 D V2'
 * shortChipName({ name: 'NVIDIA H20 141GB (H20-3e)', vendor: 'NVIDIA' }) // => 'H20 141GB'
 */
export function shortChipName({ name, vendor }: Pick<Chip, 'name' | 'vendor'>): string {
  const bare = name.replace(/\s*\([^)]*\)/g, '').replace(lines, '');
  const maker = [vendor, vendor.split(' ')[0]!].find((one) =>
    bare.toLowerCase().startsWith(`${one.toLowerCase()} `),
  );
  return maker === undefined ? bare : bare.slice(maker.length + 1);
}

const forms = /\s+(SXM\d?|PCIe|OAM|NVL|Active)\b/;

/**
 * Names chips that stand on one spot: each bare name once, and what they share after it.
 *
 * @example
 * jointName(['H100 SXM5 80GB', 'H800 SXM 80GB']) // => 'H100, H800'
 */
export function jointName(names: readonly string[]): string {
  const without = names.map((name) => name.replace(/\s+\d+GB\b/, ''));
  if (without.length === 1) return without[0]!;
  const bare = [...new Set(without.map((name) => name.replace(forms, '')))].sort();
  return bare.length > 4 ? `${bare.slice(0, 3).join(', ')} and others` : bare.join(', ');
}

/**
 * Names chips that stand on one spot with what a short name leaves out: the form and memory, or of many the memory.
 *
 * @example
 * fullName(['H100 NVL 94GB', 'H200 NVL']) // => 'H100 NVL 94GB, H200 NVL'
 */
export function fullName(names: readonly string[]): string {
  const unique = [...new Set(names)].sort();
  if (unique.length < 3) return unique.join(', ');
  return [...new Set(unique.map((name) => name.replace(forms, '')))].slice(0, 3).join(', ');
}

/**
 * Prints a figure that is known, or its two ends.
 *
 * @example
 * printEnds({ low: 1912, high: 1913.6 }) // => '1,912 to 1,913.6'
 */
export const printEnds = ({ low, high }: Ends): string =>
  low === high ? formatNumber(low, 6) : `${formatNumber(low, 6)} to ${formatNumber(high, 6)}`;

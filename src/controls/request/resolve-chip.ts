import type { Chip, Facts } from '../../facts/index.js';
import { chipId, foldName } from '../../facts/light.js';

/** What a name stands for in the catalogue. */
export interface ResolvedChip {
  readonly chip: Chip | undefined;
  /** The name that people know it by, with what was typed; tests of names look here. */
  readonly label: string;
  /** A system of many chips, or a board: it contains the chip. */
  readonly isSystem: boolean;
  /** Who makes it and where that firm has its headquarters: of the chip, or of a maker whose name the words hold. */
  readonly maker: { readonly name: string; readonly country: string } | undefined;
}

type Catalogue = Pick<Facts, 'chips' | 'systems' | 'aliases'>;
type Maker = NonNullable<ResolvedChip['maker']>;

interface Names {
  readonly chips: ReadonlyMap<string, { chip: string; system: boolean }>;
  /** By the first word of their names, in the order of the catalogue. */
  readonly makers: ReadonlyMap<string, Maker>;
}

/** By the catalogue itself: its chips, systems and aliases are all read. */
const kept = new WeakMap<Catalogue, Names>();

/**
 * Finds the chip that a name stands for: an id, another name, a full name with or without its maker, or a system.
 *
 * A name that is none of these stands for itself.
 *
 * @example
 * resolveChip(facts, 'Nvidia H100 SXM').chip.id // => 'nv-h100-sxm'
 * resolveChip(facts, 'HBM3 stack, bare').chip // => undefined
 */
export function resolveChip(facts: Catalogue, name: string): ResolvedChip {
  const { chips, makers } = namesFor(facts);
  const direct = chipId(facts, name);
  const folded = foldName(name);
  const found =
    direct === undefined
      ? (chips.get(folded) ?? chips.get(folded.replace(/system$/, '')))
      : { chip: direct, system: false };
  const chip = found && facts.chips.get(found.chip);
  const maker = chip ? { name: chip.vendor, country: chip.country } : makerIn(makers, name);
  return { chip, label: chip ? `${chip.name}; ${name}` : name, isSystem: found?.system ?? false, maker };
}

/**
 * Takes the maker off the name of a part.
 *
 * @example
 * withoutMaker('NVIDIA L40S', 'NVIDIA') // => 'L40S'
 */
export function withoutMaker(name: string, vendor: string): string {
  const starts = name.toLowerCase().startsWith(`${vendor.toLowerCase()} `);
  return starts ? name.slice(vendor.length).trimStart() : name;
}

/** A maker of the catalogue whose first word stands in a name. */
function makerIn(makers: Names['makers'], name: string): Maker | undefined {
  const words = new Set(foldWords(name));
  for (const [first, maker] of makers) if (words.has(first)) return maker;
  return undefined;
}

const foldWords = (text: string) => text.toLowerCase().match(/[a-z0-9]+/g) ?? [''];

function namesFor(facts: Catalogue): Names {
  const known = kept.get(facts);
  if (known) return known;
  const makers = new Map<string, Maker>();
  for (const { vendor, country } of facts.chips.values()) {
    const first = foldWords(vendor)[0]!;
    if (!makers.has(first)) makers.set(first, { name: vendor, country });
  }
  const names = { chips: namesOf(facts), makers };
  kept.set(facts, names);
  return names;
}

/** Names as they are also typed: with the maker before, without it, and the names of systems. */
function namesOf({ chips, systems, aliases }: Catalogue): Map<string, { chip: string; system: boolean }> {
  const names = new Map<string, { chip: string; system: boolean }>();
  const add = (name: string, chip: string, system = false) => {
    const folded = foldName(name);
    if (!names.has(folded)) names.set(folded, { chip, system });
  };
  for (const chip of chips.values()) {
    add(chip.name, chip.id);
    add(withoutMaker(chip.name, chip.vendor), chip.id);
    add(chip.id.replace(/^[a-z]+-/, ''), chip.id);
  }
  for (const [alias, id] of aliases) {
    const chip = chips.get(id)!;
    add(alias, id);
    add(`${foldWords(chip.vendor)[0]}${alias}`, id);
  }
  for (const system of systems.values()) {
    if (system.chip === undefined) continue;
    add(system.name, system.chip, true);
    add(system.id, system.chip, true);
    add(withoutMaker(system.name, system.vendor), system.chip, true);
  }
  return names;
}

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

const kept = new WeakMap<object, ReadonlyMap<string, { chip: string; system: boolean }>>();

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
  const direct = chipId(facts, name);
  const folded = foldName(name);
  const found = direct === undefined ? lookUp(facts, folded) : { chip: direct, system: false };
  const chip = found && facts.chips.get(found.chip);
  const maker = chip ? { name: chip.vendor, country: chip.country } : makerIn(facts, name);
  return { chip, label: chip ? `${chip.name}; ${name}` : name, isSystem: found?.system ?? false, maker };
}

/** A maker of the catalogue whose first word stands in a name. */
function makerIn({ chips }: Catalogue, name: string): ResolvedChip['maker'] {
  const words = foldWords(name);
  const chip = [...chips.values()].find(({ vendor }) => words.includes(foldWords(vendor)[0]!));
  return chip && { name: chip.vendor, country: chip.country };
}

const foldWords = (text: string) => text.toLowerCase().match(/[a-z0-9]+/g) ?? [''];

function lookUp(facts: Catalogue, folded: string): { chip: string; system: boolean } | undefined {
  const names = kept.get(facts.chips) ?? namesOf(facts);
  kept.set(facts.chips, names);
  return names.get(folded) ?? names.get(folded.replace(/system$/, ''));
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
    add(chip.name.replace(new RegExp(`^${chip.vendor}\\s+`, 'i'), ''), chip.id);
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
    add(system.name.replace(new RegExp(`^${system.vendor}\\s+`, 'i'), ''), system.chip, true);
  }
  return names;
}

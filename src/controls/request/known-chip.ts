import { SteelyardError } from '../../base/error.js';
import { nearestName } from '../../base/nearest.js';
import { foldName } from '../../facts/light.js';
import { isNamed } from '../answer/kleene.js';
import type { Classifier } from '../classify.js';
import type { Params, Request } from '../types.js';
import { resolveChip, withoutMaker } from './resolve-chip.js';

/** Parameters that describe a part without the catalogue. */
const describing: readonly (keyof Params)[] = [
  'tpp',
  'tpp_below',
  'pd',
  'die_mm2',
  'dram_gbs',
  'interconnect_gbs',
  'mem_bw_density',
  'tops',
  'node_nm',
  'transistors_bn',
  'hbm',
];

/** Letters of an unknown name that are compared with known ones. */
const longest = 200;

/**
 * Finds out whether a request names a chip that nobody knows and does not describe it; gives the nearest known name.
 *
 * Undefined where the catalogue has the chip, the rules or a statement name it, or the request describes it. Of a name
 * the first 200 letters are looked at.
 *
 * @example
 * nearestChip(makeClassifier(facts), { chip: 'rtx-4099', date: '2026-01-20' }).nearest // => 'RTX 4090'
 * nearestChip(makeClassifier(facts), { chip: 'rtx-4090', date: '2026-01-20' }) // => undefined
 */
export function nearestChip(
  classifier: Classifier,
  { chip, params }: Request,
): { readonly nearest: string | undefined } | undefined {
  // What is no text is refused where the request is read.
  if (typeof chip !== 'string' || describing.some((name) => params?.[name] !== undefined)) return undefined;
  const { facts, book } = classifier;
  if (resolveChip(facts, chip).chip !== undefined) return undefined;
  const typed = chip.slice(0, longest);
  if (namesInRules(book).some((name) => isNamed(typed, name))) return undefined;
  return { nearest: nearestName(typed, knownNames(facts)) };
}

/**
 * Refuses a request whose chip nobody knows and that does not describe it.
 *
 * @throws SteelyardError CO010 with the nearest known name
 */
export function checkChip(classifier: Classifier, request: Request): void {
  const unknown = nearestChip(classifier, request);
  if (unknown === undefined) return;
  throw new SteelyardError({
    code: 'CO010',
    found: `the catalogue has no chip "${request.chip}"`,
    expected: 'a chip of the catalogue, or parameters that describe the part',
    ...(unknown.nearest !== undefined && { nearest: unknown.nearest }),
    remedy: 'name a known chip, or give the parameters of this one, at least its performance and die area',
  });
}

type Facts = Classifier['facts'];
type Book = Classifier['book'];

const rulesKept = new WeakMap<Book['rules'], readonly string[]>();

/** The chips that conditions of the rules and statements name. */
function namesInRules({ rules }: Book): readonly string[] {
  const known = rulesKept.get(rules);
  if (known) return known;
  const text = JSON.stringify([rules.special, rules.requirement]);
  const named = [...text.matchAll(/chip named \[([^\]]*)\]/g)].flatMap((found) => found[1]!.split(', '));
  const names = [...new Set([...named, ...rules.statements.flatMap(({ chips }) => chips)])];
  rulesKept.set(rules, names);
  return names;
}

const namesKept = new WeakMap<Facts, readonly string[]>();

/** Names to compare with, each once, in the spelling that people use. */
function knownNames(facts: Facts): readonly string[] {
  const known = namesKept.get(facts);
  if (known) return known;
  const { chips, systems, aliases } = facts;
  const spellings = new Map<string, string>();
  const add = (name: string, shown = name) => {
    const folded = foldName(name);
    if (!spellings.has(folded)) spellings.set(folded, shown);
  };
  for (const { name, vendor } of chips.values()) add(withoutMaker(name, vendor));
  // Aliases are kept folded; the name of the chip has the spelling, or else its id serves.
  for (const [alias, id] of aliases) add(alias, spellingIn(chips.get(id)!.name, alias) ?? id);
  for (const id of chips.keys()) add(id);
  for (const { name } of systems.values()) add(name);
  const names = [...spellings.values()];
  namesKept.set(facts, names);
  return names;
}

/** The words of a name that an alias folds: `RTX 4090` of `NVIDIA GeForce RTX 4090` for `rtx4090`. */
function spellingIn(name: string, alias: string): string | undefined {
  const words = name.split(/[\s,;/()]+/);
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to <= words.length; to++) {
      const part = words.slice(from, to).join(' ');
      if (foldName(part) === alias) return part;
    }
  }
  return undefined;
}

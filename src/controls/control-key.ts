import { type Place, SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import type { Evidence } from '../facts/index.js';
import { printRequired } from './answer/notes.js';
import type { Classifier } from './classify.js';
import { type Openness, opennessOf } from './openness.js';
import { resolveChip } from './request/resolve-chip.js';
import type { Answer, Request, TraceLine } from './types.js';

/** What a key of legal status asks: one chip on one day. */
export interface ControlKey {
  readonly chip: string;
  readonly date: string;
}

const file = 'controls/us-rules.yaml';
/** Weakest first; see the head of data/controls/us-rules.yaml. */
const levels = ['R', 'P', 'S', 'T'];

/**
 * Takes a key of legal status apart: `control:CHIP@DAY`.
 *
 * @throws SteelyardError CO030
 *
 * @example
 * readControlKey('control:nv-h20-96@2025-03-01') // => { chip: 'nv-h20-96', date: '2025-03-01' }
 */
export function readControlKey(key: string): ControlKey {
  const [, chip, date] = /^control:([^@\s]+)@([^@\s]+)$/.exec(key) ?? [];
  if (chip !== undefined && date !== undefined) return { chip, date };
  throw new SteelyardError({
    code: 'CO030',
    found: `"${key}" is no key of legal status`,
    expected: 'control:CHIP@DAY, such as control:nv-h20-96@2025-03-01',
  });
}

/**
 * Gives the movement that keys of legal status speak of: an export from the United States to a commercial buyer in
 * China with its headquarters and parent there. Certifications of the January 2026 lane count as met: a model has its
 * own volume test, and no chip would pass a lane that nobody certifies for.
 *
 * @example
 * controlRequest({ chip: 'nv-h20-96', date: '2025-03-01' }).destination // => 'China'
 */
export function controlRequest({ chip, date }: ControlKey): Request {
  return {
    chip,
    date,
    destination: 'China',
    end_user_hq: 'China',
    ultimate_parent: 'China',
    buyer: 'commercial_cloud',
    transaction: 'export_from_us',
    jurisdiction: 'us_origin',
    certifications: 'met',
  };
}

/**
 * Finds the legal openness under a key `control:CHIP@DAY`, from 0 to 1, with the clauses and sources that say so.
 *
 * @throws SteelyardError CO014 for a day that is none, CO030 for a chip that the catalogue lacks, CO031
 *
 * @example
 * resolveControl(makeClassifier(facts), 'control:nv-h20-96@2025-03-01').value // => 1
 * resolveControl(makeClassifier(facts), 'control:nv-h20-96@2025-05-01').value // => 0
 */
export function resolveControl(classifier: Classifier, key: string): Evidence {
  const { facts, book } = classifier;
  const asked = readControlKey(key);
  const { chip } = resolveChip(facts, asked.chip);
  if (chip === undefined) throw noSuchChip(classifier, asked);
  const answer = classifier.classify(controlRequest(asked));
  const openness = opennessOf(answer, book.rules);
  const held = answer.trace.filter(({ holds }) => holds === true);
  const weakest = levels.find((level) => held.some((line) => line.level === level));
  return {
    key: `control:${chip.id}@${asked.date}`,
    value: openness.value,
    unit: '',
    title: `${chip.name} to China on ${asked.date}: how far US rules let it through, 0 shut to 1 open`,
    date: asked.date,
    sources: answer.sources.flatMap((source) => facts.sources.get(source.key) ?? []),
    flags: ['derived', 'judgement', ...(weakest === undefined ? [] : [`level:${weakest}`])],
    why: whyOf(answer, openness, held),
    note: `An export from the United States to a commercial buyer with headquarters and parent in China; certifications of the January 2026 lane count as met. US gate only. ${answer.disclaimer}`,
    derivedFrom: [
      ...held.map(({ layer, rule }) => `us-rules:${layer}.${rule}`),
      `us-rules:openness.${openness.state}`,
    ],
    get place() {
      return placeOfDecider(classifier, held, openness.state);
    },
  };
}

function whyOf(answer: Answer, { state, value, reason }: Openness, held: readonly TraceLine[]): string {
  const licence = `${printRequired(answer.license_required)} (${answer.reason.replaceAll('_', ' ')})`;
  const review = answer.review_policy?.replaceAll('_', ' ') ?? 'none stated';
  return [
    `ECCN ${answer.eccn.replaceAll('_', ' ')}. Licence required: ${licence}. Review: ${review}.`,
    ...(held.length > 0 ? [`Clauses: ${held.map(withFigures).join('; ')}.`] : []),
    `Counts as ${value}, as ${state.replaceAll('_', ' ')}: ${reason}.`,
  ].join(' ');
}

/** A clause with the figures that decide it, as `3A090.a (tpp 15832 >= 4800)`; who and where stand in the note. */
function withFigures({ clause, tests }: TraceLine): string {
  const figures = tests.flatMap(({ test, value, holds }) => {
    const [, name, limit] = /^(\w+) ([<>]=? .+)$/.exec(test) ?? [];
    return holds === true && name !== undefined && name !== 'volume_ratio'
      ? [`${name} ${shortened(value)} ${limit}`]
      : [];
  });
  return figures.length === 0 ? clause : `${clause} (${figures.join(', ')})`;
}

/** Five digits tell which side of a limit a figure lies on; a quotient has more. */
const shortened = (value: string) =>
  value.replace(/\d+\.\d{3,}/g, (digits) => String(Number(Number(digits).toPrecision(5))));

/** The last layer that holds decides: review over requirement over classification. */
function placeOfDecider({ facts, book }: Classifier, held: readonly TraceLine[], state: string): Place {
  const order = ['review', 'requirement', 'special', 'classification'] as const;
  for (const layer of order) {
    const line = held.find((one) => one.layer === layer);
    const at = line ? book.rules[layer].findIndex(({ id }) => id === line.rule) : -1;
    if (at >= 0) return facts.placeOf(file, [layer, at]) ?? { file };
  }
  const at = book.rules.openness.findIndex(({ id }) => id === state);
  return facts.placeOf(file, ['openness', at]) ?? { file };
}

function noSuchChip({ facts }: Classifier, { chip, date }: ControlKey): SteelyardError {
  const nearest = nearestName(chip, [...facts.chips.keys(), ...facts.aliases.keys()]);
  return new SteelyardError({
    code: 'CO030',
    found: `the catalogue has no chip "${chip}"`,
    expected: 'control:CHIP@DAY, with a chip of data/accelerators',
    ...(nearest !== undefined && { nearest: `control:${nearest}@${date}` }),
    remedy: 'list the chips with: steelyard evidence chip',
  });
}

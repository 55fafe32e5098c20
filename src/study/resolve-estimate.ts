import { SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import {
  type Estimator,
  machineOf,
  makeEstimator,
  type Phase,
  phases,
  phaseVector,
} from '../compute/index.js';
import { chipId, type Evidence, type Facts, type PriorSetName } from '../facts/index.js';

/** What the estimator says of a chip in a phase, as an uncertainty of a study. */
export interface EstimateValue {
  readonly chip: string;
  readonly name: string;
  readonly phase: Phase;
  /** Work of the chip over that of the reference chip, software of both equally mature; 0 where it is not suited. */
  readonly value: number;
  /** Standard deviation of ln(value); 0 where the value is 0. */
  readonly logSd: number;
  readonly evidence: Evidence;
}

/**
 * Day of the software that an estimate is asked for, by set of priors. The dated set takes the estimator before any
 * measurement, so that nothing measured later can be in it; see docs/decisions/0010.
 */
const dateOf: Readonly<Record<PriorSetName, string>> = { current: '2026-11', 'known-2024-12-31': '2024-12' };
const form = 'estimate:CHIP.PHASE, such as estimate:nv-h20-96.decode';
/** The 95th percentile of a normal distribution in standard deviations. */
const p95 = 1.6448536269514722;

type Vector = ReturnType<typeof phaseVector>;
interface Known {
  readonly estimator: Estimator;
  readonly vectors: Map<string, Vector>;
}
const known = new WeakMap<Facts, Partial<Record<PriorSetName, Known>>>();

function knownFor(facts: Facts, set: PriorSetName): Known {
  const bySet = known.get(facts) ?? {};
  known.set(facts, bySet);
  const asked = set === 'current' ? facts : { ...facts, calibration: undefined };
  const fresh = bySet[set] ?? { estimator: makeEstimator(asked), vectors: new Map() };
  bySet[set] = fresh;
  return fresh;
}

/**
 * Finds the hardware ratio under a key `estimate:CHIP.PHASE`, with its spread and what stands behind it.
 *
 * @param set of priors; the dated one gets the estimator without its calibration
 * @throws SteelyardError ST016 for a chip or phase that is not known, ST017 where nothing can be estimated
 *
 * @example
 * resolveEstimate(facts, 'estimate:nv-h20-96.training').value < 0.5 // => true
 */
export function resolveEstimate(facts: Facts, key: string, set: PriorSetName = 'current'): EstimateValue {
  const { chip, phase } = readKey(facts, key);
  const { estimator, vectors } = knownFor(facts, set);
  const vector = vectors.get(chip) ?? phaseVector(chip, estimator, dateOf[set]);
  vectors.set(chip, vector);
  const found = vector[phase];
  if (found.why !== undefined && !/^not suitable/.test(found.why))
    throw new SteelyardError({
      code: 'ST017',
      found: `nothing can be estimated for ${key}: ${found.why}`,
      remedy: `correct data/compute/workloads.yaml or the entry of ${chip} in data/accelerators`,
    });
  const { name } = facts.chips.get(chip)!;
  const value = found.hardware;
  const logSd = value > 0 ? found.logSd : 0;
  const evidence = evidenceOf(facts, { chip, name, phase, set, ratio: found });
  return { chip, name, phase, value, logSd, evidence };
}

function readKey(facts: Facts, key: string): { chip: string; phase: Phase } {
  const [, word = '', last = ''] = /^estimate:(.+?)(?:\.([^.]*))?$/.exec(key) ?? [];
  const chip = chipId(facts, word);
  const phase = phases.find((one) => one === last);
  if (chip !== undefined && phase !== undefined && facts.chips.has(chip)) return { chip, phase };
  const near = [
    chip ?? nearestName(word, [...facts.chips.keys(), ...facts.aliases.keys()]),
    phase ?? nearestName(last, phases),
  ];
  throw new SteelyardError({
    code: 'ST016',
    found: `"${key}" is no key of an estimate`,
    expected: `${form}; a phase is one of ${phases.join(', ')}`,
    ...(near.every((part) => part !== undefined) && { nearest: `estimate:${near.join('.')}` }),
    remedy: 'list the chips with: steelyard evidence chip',
  });
}

interface Asked {
  readonly chip: string;
  readonly name: string;
  readonly phase: Phase;
  readonly set: PriorSetName;
  readonly ratio: Vector[Phase];
}

function evidenceOf(facts: Facts, { chip, name, phase, set, ratio }: Asked): Evidence {
  const workload = facts.workloads.get(ratio.workload)!;
  const { own, family, familyName, reference } = rowsBehind(facts, chip, workload.kind);
  const measured = facts.parts.has('measurements') && set === 'current';
  const taken = machineOf(chip, facts)?.taken.filter(({ what }) => /bandwidth|link|peak/i.test(what)) ?? [];
  const ends = ratio.hardware > 0 && {
    low: ratio.hardware * Math.exp(-p95 * ratio.logSd),
    high: ratio.hardware * Math.exp(p95 * ratio.logSd),
  };
  const keys = [...new Set([...(facts.chips.get(chip)!.source ?? []), ...workload.source])];
  const cited = measured ? shown(own, family).flatMap(({ source }) => source) : [];
  return {
    key: `estimate:${chip}.${phase}`,
    value: ratio.hardware,
    ...ends,
    unit: 'H100 SXM',
    title: `${name} in ${phase === 'fp64' ? 'FP64' : phase}: work against an H100 SXM, software of both equally mature`,
    date: dateOf[set],
    ...(ratio.hardware > 0 && { distribution: 'lognormal' }),
    sources: [...new Set([...keys, ...cited])].flatMap((source) => facts.sources.get(source) ?? []),
    flags: [
      'derived',
      ...(set === 'current' ? [] : ['uncalibrated']),
      ...(measured && own.length + family.length === 0 ? ['family prior'] : []),
      ...taken.map(({ what }) => `not published: ${what.replace(/,.*/, '')}`),
    ],
    why:
      ratio.why ??
      `Workload ${ratio.workload}: ${workload.title}. What the maker's software does to it is apart: ${ratio.software.toPrecision(3)} of the reference's at the date.`,
    note: [
      measured &&
        `Measured rows of this kind: ${own.length} on this chip, ${family.length} more on its family (${familyName}), ${reference} on the H100.`,
      measured && own.length + family.length === 0 && 'None: the spread is that by which families differ.',
      set !== 'current' && 'The estimator before any measurement: peaks, bandwidths and beliefs only.',
      ...taken.map(({ what, value, why }) => `${what} taken as ${value} (${why}).`),
    ]
      .filter(Boolean)
      .join(' '),
    derivedFrom: [
      `chip:${chip}`,
      `workload:${ratio.workload}`,
      ...(measured ? shown(own, family).map(({ id }) => `measurement:${id}`) : []),
    ],
    get place() {
      const at = [...facts.workloads.keys()].indexOf(ratio.workload);
      return facts.placeOf('compute/workloads.yaml', ['workloads', at]) ?? { file: 'data/compute' };
    },
  };
}

/** A dozen rows can be read through; the note tells how many there are. The chip's own come first. */
const shown = <T>(own: readonly T[], family: readonly T[]): T[] => [...own, ...family].slice(0, 12);

/** Certain rows of the same kind of work: on the chip, on others of its family, and how many on the reference. */
function rowsBehind(facts: Facts, chip: string, kind: string) {
  const familyName = machineOf(chip, facts)?.family ?? 'other';
  const rows = [...facts.measurements.values()].flatMap((row) => {
    if (row.uncertain || row.kind !== kind) return [];
    const machine = machineOf(row.chip, facts);
    return machine === undefined ? [] : [{ row, family: machine.family, of: machine.id.replace(/\*.*/, '') }];
  });
  return {
    familyName,
    own: rows.filter(({ of }) => of === chip).map(({ row }) => row),
    family: rows.filter(({ of, family }) => of !== chip && family === familyName).map(({ row }) => row),
    reference: rows.filter(({ of }) => of === 'nv-h100-sxm').length,
  };
}

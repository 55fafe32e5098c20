import type { WeighResult } from '../../analysis/index.js';
import { SteelyardError } from '../../base/error.js';
import { type Evidence, type Facts, type PriorSetName, priorSets } from '../../facts/index.js';
import { answerQuestions, type EvidenceRow, makeLookup, type QuestionAnswer } from '../../report/index.js';
import { type BoundStudy, type Dependants, dependantsOf, resolveKey } from '../../study/index.js';

/** Headings of the table of evidence, by kind of key. */
const groups: Readonly<Record<string, string>> = {
  prior: 'Priors',
  chip: 'Chips',
  system: 'Systems',
  event: 'Events',
  measure: 'Measures',
  control: 'Legal status, by the rules',
  estimate: 'What chips do, by the estimator',
  history: 'Market history',
  price: 'Prices',
  forecast: 'Published forecasts',
  assumption: 'Assumptions',
};

/** Fills the numbers of a stored run into the questions of its study. */
export function answersOf(bound: BoundStudy, facts: Facts, result: WeighResult): QuestionAnswer[] {
  return answerQuestions(bound.study.questions, makeLookup(result), (key) => {
    const { value, low = null, high = null, unit } = resolveKey(facts, key, { priors: priorsOf(bound) });
    return { value, low, high, unit };
  });
}

/**
 * Lists every number that a study rests on: what its model carries, what it cites, what its questions cite, and the
 * judgements that the model makes without a source.
 */
export function evidenceRows(bound: BoundStudy, facts: Facts): EvidenceRow[] {
  const dependants = dependantsOf(bound);
  const cited = citedByQuestions(bound, facts);
  const keys = [...new Set([...dependants.keys(), ...cited])];
  const rows = keys.map((key) =>
    rowOf(resolveKey(facts, key, { priors: priorsOf(bound) }), key, dependants.get(key)),
  );
  return [...rows, ...judgementRows(bound), ...drawRows(bound)];
}

function rowOf(evidence: Evidence, key: string, rests: Dependants | undefined): EvidenceRow {
  const { title, value, low = null, high = null, unit, sources, flags, note = null, why } = evidence;
  return {
    key,
    title,
    value: evidence.date !== undefined && /\.date$|^(event|measure):/.test(key) ? evidence.date : value,
    low,
    high,
    unit,
    sources: sources.map((source) => ({
      title: source.title,
      url: source.url,
      kind: source.kind.replaceAll('_', ' '),
      date: source.date ?? null,
    })),
    flags,
    dependants: rests
      ? [
          ...rests.constants.map(({ element }) => element),
          ...rests.metrics.map((id) => `metric ${id}`),
          ...rests.cited,
        ]
      : [],
    group: groups[key.split(':')[0]!] ?? 'Others',
    note: [why, note].filter(Boolean).join(' ') || null,
  };
}

/** Constants that the model sets by our own judgement: shown as such, with the reason. */
function judgementRows({ tagged, study }: BoundStudy): EvidenceRow[] {
  return tagged
    .filter(({ tag }) => tag.kind === 'judgement')
    .map(({ constant, tag }) => ({
      key: `constant:${constant.elements.length === 1 ? constant.elements[0] : constant.name}`,
      title: constant.name,
      value: constant.values.length === 1 ? constant.values[0]! : constant.values.join(', '),
      low: null,
      high: null,
      unit: constant.unit,
      sources: [
        { title: `our judgement, in ${study.model}`, url: null, kind: 'our own judgement', date: null },
      ],
      flags: ['judgement'],
      dependants: [],
      group: 'Judgements in the model',
      note: tag.text,
    }));
}

/** Draws and switches that differ from future to future without a source of their own, with what they decide. */
function drawRows({ columns, study }: BoundStudy): EvidenceRow[] {
  const rows = new Map<string, EvidenceRow>();
  for (const { id, kind, title, why, sets } of columns) {
    if (kind === 'prior' || kind === 'estimate') continue;
    const key = id.replace(/\[.*\]$/, '');
    rows.set(key, {
      key,
      title: kind === 'draw' ? why : title,
      value: kind === 'draw' ? 'uniform on 0 to 1' : '0 or 1',
      low: null,
      high: null,
      unit: '',
      sources: [
        { title: `explained in the study ${study.id}`, url: null, kind: 'our own judgement', date: null },
      ],
      flags: [kind],
      dependants: [...(rows.get(key)?.dependants ?? []), ...sets.map(({ element }) => element)],
      group: 'Draws and switches',
      note: why,
    });
  }
  return [...rows.values()];
}

function citedByQuestions({ file, study }: BoundStudy, facts: Facts): string[] {
  return study.questions.flatMap(({ sources }, i) =>
    sources.map((key, j) => {
      try {
        resolveKey(facts, key);
        return key;
      } catch (error) {
        // The key stands in the study, so that is where the caret belongs.
        if (!(error instanceof SteelyardError)) throw error;
        throw new SteelyardError({ ...error.complaint, place: file.placeOf(['questions', i, 'sources', j]) });
      }
    }),
  );
}

function priorsOf({ study }: BoundStudy): PriorSetName {
  return priorSets.find((set) => set === study.priors) ?? 'current';
}

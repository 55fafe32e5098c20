import { type Place, SteelyardError } from '../base/error.js';
import type { YamlPath } from '../base/yaml.js';
import type { Batch, BatchEntry } from './batch.js';
import type { Classifier } from './classify.js';
import { nearestChip } from './request/known-chip.js';
import { withMovement } from './request/movement.js';
import type { Answer, Refused } from './types.js';

/**
 * Answers every case of a batch, in order; a case that cannot be answered becomes a complaint with its place.
 *
 * @example
 * answerBatch(makeClassifier(facts), readBatch('cases: [{id: a, chip: h200, date: 2026-01-32}]', 'x.yaml'))[0].error.code
 * // => 'CO014'
 */
export function answerBatch(classifier: Classifier, { entries }: Batch): readonly (Answer | Refused)[] {
  return entries.map((entry) => ('error' in entry ? entry : answerCase(classifier, entry)));
}

function answerCase(classifier: Classifier, entry: Exclude<BatchEntry, Refused>): Answer | Refused {
  const { request } = entry;
  try {
    const answer = classifier.classify(withMovement(request, classifier.book.places));
    const near = nearestChip(classifier, request);
    if (near === undefined) return answer;
    const also = near.nearest === undefined ? '' : `; did you mean "${near.nearest}"?`;
    // A batch says "cannot tell" where data are missing, and so it does for a part that nobody knows.
    return { ...answer, notes: [`The catalogue has no chip "${request.chip}"${also}`, ...answer.notes] };
  } catch (error) {
    if (!(error instanceof SteelyardError)) throw error;
    const { complaint } = error;
    return {
      id: request.id!,
      error: complaint.place
        ? complaint
        : { ...complaint, place: placeOfFault(complaint.found, request, entry) },
    };
  }
}

/** The place of what a complaint is about: a key or value of the case that it quotes or names, or the case. */
export function placeOfFault(
  found: string,
  value: unknown,
  { placeOf }: { placeOf(path: YamlPath, what?: 'value' | 'key'): Place },
): Place {
  const words = [/"([^"]*)"/.exec(found)?.[1], /^(?:the )?([\w.]+)/.exec(found)?.[1]];
  for (const word of words) {
    const at = word === undefined ? undefined : pathOf(word, value);
    if (at) return placeOf(at.path, at.what);
  }
  return placeOf([]);
}

function pathOf(
  word: string,
  value: unknown,
  path: YamlPath = [],
): { path: YamlPath; what: 'value' | 'key' } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const here = [...path, key];
    if (String(inner) === word && typeof inner !== 'object') return { path: here, what: 'value' };
    if (key === word || here.slice(-2).join('.') === word) return { path: here, what: 'key' };
    const below = pathOf(word, inner, here);
    if (below) return below;
  }
  return undefined;
}

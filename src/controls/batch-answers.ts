import { type Complaint, cutComplaint, cutQuotes, type Place, SteelyardError } from '../base/error.js';
import type { YamlPath } from '../base/yaml.js';
import type { Batch, BatchEntry } from './batch.js';
import type { Classifier } from './classify.js';
import type { ControlsErrorCode } from './errors.js';
import { checkChip, nearestChip } from './request/known-chip.js';
import { withMovement } from './request/movement.js';
import type { Answer, Refused } from './types.js';

/**
 * Answers every case of a batch, in order; a case that cannot be answered becomes a complaint with its place.
 *
 * @param onMistake is told of a mistake of ours, which becomes CO999 in its case and loses no other
 *
 * @example
 * answerBatch(makeClassifier(facts), readBatch('cases: [{id: a, chip: h200, date: 2026-01-32}]', 'x.yaml'))[0].error.code
 * // => 'CO014'
 */
export function answerBatch(
  classifier: Classifier,
  batch: Batch,
  onMistake?: (error: unknown) => void,
): readonly (Answer | Refused)[] {
  return [...answersOf(classifier, batch, onMistake)];
}

/**
 * Answers the cases of a batch one by one, each when it is asked for: a long batch need not be kept.
 *
 * @example
 * [...answersOf(makeClassifier(facts), readBatch('cases: [17]', 'x.yaml'))].length // => 1
 */
export function* answersOf(
  classifier: Classifier,
  { entries }: Batch,
  onMistake?: (error: unknown) => void,
): Generator<Answer | Refused, void> {
  for (const entry of entries) {
    if ('error' in entry) yield { ...entry, error: cutComplaint(entry.error) };
    else yield answerCase(classifier, entry, onMistake);
  }
}

function answerCase(
  classifier: Classifier,
  entry: Exclude<BatchEntry, Refused>,
  onMistake?: (error: unknown) => void,
): Answer | Refused {
  const { request } = entry;
  try {
    const near = nearestChip(classifier, request);
    if (near?.nearest !== undefined) checkChip(classifier, request);
    const answer = classifier.classify(withMovement(request, classifier.book.places));
    if (near === undefined) return answer;
    // A batch says "cannot tell" where data are missing, and so it does for a part that is like no known one.
    return { ...answer, notes: [`The catalogue has no chip "${request.chip}".`, ...answer.notes] };
  } catch (error) {
    const id = request.id!;
    if (!(error instanceof SteelyardError)) {
      onMistake?.(error);
      return { id, error: { ...ourMistake(error), place: entry.placeOf([]) } };
    }
    const { complaint } = error;
    const place = complaint.place ?? placeOfFault(complaint.found, request, entry);
    return { id, error: { ...cutComplaint(complaint), place } };
  }
}

function ourMistake(error: unknown): Complaint & { readonly code: ControlsErrorCode } {
  const what = error instanceof Error ? error.message : String(error);
  return {
    code: 'CO999',
    found: cutQuotes(`our mistake, not yours: ${what.split('\n')[0]}`),
    remedy:
      'send us this case, with what the same command prints with --debug; the other cases are not touched',
  };
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
    if (typeof inner !== 'object' && String(inner) === word) return { path: here, what: 'value' };
    if (key === word || here.slice(-2).join('.') === word) return { path: here, what: 'key' };
    const below = pathOf(word, inner, here);
    if (below) return below;
  }
  return undefined;
}

import { type Classifier, makeClassifier, resolveControl } from '../controls/index.js';
import { type Evidence, type Facts, type ResolveOptions, resolveFact } from '../facts/index.js';
import { resolveEstimate } from './resolve-estimate.js';

/** Rules are read once for each set of facts: a model asks for some dozens of keys. */
const classifiers = new WeakMap<Facts, Classifier>();

/**
 * Finds the value under any key path that a study may name: a fact, the legal status that follows from the rules, or
 * what the estimator says of a chip.
 *
 * @throws SteelyardError FA020 to FA022, FA025 for facts; CO014, CO030, CO031 for `control:` keys;
 *   ST016, ST017 for `estimate:` keys
 *
 * @example
 * resolveKey(facts, 'control:nv-h200-sxm@2026-01-15').value // => 1
 * resolveKey(facts, 'chip:h200.memory.capacity_gb').value // => 141
 */
export function resolveKey(facts: Facts, key: string, options: ResolveOptions = {}): Evidence {
  if (key.startsWith('estimate:')) return resolveEstimate(facts, key, options.priors).evidence;
  return key.startsWith('control:')
    ? resolveControl(classifierOf(facts), key)
    : resolveFact(facts, key, options);
}

/** Gives the classifier by the rules of these facts, made when it is first asked for. */
export function classifierOf(facts: Facts): Classifier {
  const known = classifiers.get(facts) ?? makeClassifier(facts);
  classifiers.set(facts, known);
  return known;
}
